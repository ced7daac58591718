import { readdirSync, readFileSync } from 'node:fs';
import { fieldsOfStat, hasEnded, readStat, statField, ticksPerSecond } from '../../processes/process-stat';

/** One process, as /proc/<pid>/stat tells it. */
export interface ProcessRecord {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks after the boot; with the pid it names a process for good. */
  readonly startTicks: number;
  /** Processor time of the process and of those of its children that it has waited for. */
  readonly cpuSeconds: number;
  /** It has ended, and nobody has waited for it yet. */
  readonly hasEnded: boolean;
  /** Its process group: what a shell without job control starts stays in that of the shell. Left out where not known. */
  readonly group?: number;
  /**
   * Where its stack and its heap begin, which each program that is started is given by chance, and a fork keeps: two processes of
   * the same are forks of one, unless that is switched off for them (`setarch -R`). Left out where it is not told.
   */
  readonly layout?: string;
}

/** Off where the kernel gives every program the same places: see randomize_va_space in proc_sys_kernel(5). */
const areLayoutsRandom = readText('/proc/sys/kernel/randomize_va_space') === '2';

/** The record of `stat`'s text, whatever the name of the process holds; null where it is cut or foreign. */
export function parseProcess(pid: number, stat: string): ProcessRecord | null {
  const fields = fieldsOfStat(stat);
  const number = (index: number): number => Number(fields[index]);
  const ticks =
    number(statField.userTime) +
    number(statField.systemTime) +
    number(statField.childrenUser) +
    number(statField.childrenSystem);
  const numbers = {
    pid,
    parent: number(statField.parent),
    group: number(statField.group),
    startTicks: number(statField.start),
    cpuSeconds: ticks / ticksPerSecond,
  };
  if (!Object.values(numbers).every(Number.isFinite)) return null;
  const record = { ...numbers, hasEnded: hasEnded(fields) };
  const layout = [fields[statField.startStack], fields[statField.startBreak]];
  // 0 where it may not be told, as of other users' processes; 1 in some kernels.
  return areLayoutsRandom && layout.every((address) => (address ?? '').length > 1)
    ? { ...record, layout: layout.join(' ') }
    : record;
}

/** Null where there is no such process. */
export function readProcess(pid: number): ProcessRecord | null {
  const stat = readStat(pid);
  return stat === null ? null : parseProcess(pid, stat);
}

/** Containers that make their own loadavg may be late with it: after so many looks processes are listed in any case. */
const mostUnlisted = 4;

/**
 * Repeated looks at every process that this one can see. What a machine with thousands of them does not change is read
 * once: of processes that were there at the look before, only those that are asked for are read again. Where no process was
 * started since, they are not even listed: those of others that have ended meanwhile are then told of once more.
 */
export class ProcessList {
  private known = new Map<number, ProcessRecord>();
  private newest: string | null = null;
  private unlisted = 0;

  /** All processes; those of `changing`, and those that are new, as they are now. Empty where there is no /proc. */
  look(changing: ReadonlySet<number>): readonly ProcessRecord[] {
    const before = this.known;
    const newest = newestPid();
    const hasNew = newest === null || newest !== this.newest || this.unlisted >= mostUnlisted;
    this.newest = newest;
    this.unlisted = hasNew ? 0 : this.unlisted + 1;
    this.known = new Map();
    for (const pid of hasNew ? listPids() : [...before.keys()]) {
      const record = (changing.has(pid) ? null : before.get(pid)) ?? readProcess(pid);
      if (record !== null) this.known.set(pid, record);
    }
    return [...this.known.values()];
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return null;
  }
}

/**
 * The number that the newest process or thread was given (proc(5), the last field of loadavg); null where the system does not
 * tell, or always tells 0 as some sandboxes do.
 */
function newestPid(): string | null {
  const newest = readText('/proc/loadavg')?.split(' ').at(-1) ?? '0';
  return newest === '0' ? null : newest;
}

function listPids(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
  } catch {
    return [];
  }
}

/** Processor seconds of the children that this process has waited for; null where there is no /proc. */
export function waitedSeconds(): number | null {
  const stat = readStat('self');
  if (stat === null) return null;
  const fields = fieldsOfStat(stat);
  const ticks = Number(fields[statField.childrenUser]) + Number(fields[statField.childrenSystem]);
  return Number.isFinite(ticks) ? ticks / ticksPerSecond : null;
}
