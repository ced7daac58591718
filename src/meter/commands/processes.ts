import { processes as listProcesses } from 'systeminformation';
import { setTimeout as delay } from 'node:timers/promises';
import { trainingCommand } from '../../detect/command-line';
import { Project } from '../../detect/project/project';
import { filesOnDisk } from '../../files/files-on-disk';
import {
  commandOf,
  descendantsOf,
  folderOf,
  listProcessFacts,
  type ProcessFacts,
  processesAbove,
} from '../../processes/process-facts';
import { plainText } from '../../units/plain-text';
import { formatDuration } from '../../units/format';
import { columns, exitCodes, print, refuse } from '../output';
import { listedWords } from '../processes/named-process';

/** A running process that could be a training. */
export interface LikelyProcess {
  readonly pid: number;
  readonly command: readonly string[];
  /** Whether its command line is that of a training. */
  readonly training: boolean;
  /** Of one core, over the moment that was looked at, with all below it. */
  readonly cpuPercent: number;
  /** Why it is in the list, in a phrase. */
  readonly why: string;
  readonly memoryBytes: number;
  readonly seconds: number | null;
  /** Clock ticks after the boot, which with the pid name it for good; null where the system does not tell. */
  readonly startTicks: number | null;
  /** How many processes it has started, with theirs. */
  readonly children: number;
}

/** Programs in which training usually runs. */
const likelyProgram =
  /^(?:python[\d.]*|pythonw|ipython\d?|torchrun|accelerate|deepspeed|mpirun|srun|julia|jupyter\S*|R|Rscript)(?:\.exe)?$/i;
const mostProcesses = 50;
/** Time enough for the system's clock ticks (10 ms) to tell 3 % of a core. */
const momentMs = 400;
/** An interpreter that does less waits for something: a server, a prompt. */
const busyPercent = 3;

/** The running processes that are likely to train, the likeliest first. Those of this user and of others that can be seen. */
export async function processes(options: { readonly json?: boolean }): Promise<number> {
  let found: LikelyProcess[];
  try {
    found = await findLikely();
  } catch (error) {
    return refuse(
      `the processes can't be listed (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  if (options.json === true) await print(JSON.stringify(found, null, 2));
  else if (found.length === 0) await print('No process here looks like training.');
  else
    await print(
      columns([
        ['PID', 'STATE', 'OF A CORE', 'RUNNING FOR', 'COMMAND'],
        ...found.map(({ pid, command, why, cpuPercent, seconds }) => [
          String(pid),
          why,
          `${cpuPercent.toFixed(0)} %`,
          seconds === null ? '' : formatDuration(seconds),
          plainText(command.join(' ')).slice(0, 120),
        ]),
      ]),
    );
  return exitCodes.done;
}

async function findLikely(): Promise<LikelyProcess[]> {
  const before = byPid(listProcessFacts());
  const began = performance.now();
  // Where there is no /proc, the second list tells what was used since the first; the systems' own averages may be of a whole life.
  if (before.size === 0) await listProcesses();
  await delay(momentMs);
  const { list } = await listProcesses();
  const all = listProcessFacts();
  const seconds = (performance.now() - began) / 1000;
  const now = byPid(all);
  const project = new Project(filesOnDisk);
  const likely = list.flatMap((each): LikelyProcess[] => {
    // By /proc the words of a command are known, and not only its line.
    const words = commandOf(each.pid);
    const command = words.length > 0 ? words : listedWords(each);
    const [program = ''] = command;
    const folder = folderOf(each.pid);
    // By its name, or by what the script is: a list to pick from may hold one too many.
    const reading =
      trainingCommand(command) ??
      trainingCommand(command, (script) => (folder === null ? null : project.scriptTrains(script, folder)));
    if (each.pid === process.pid || reading?.isMetered === true) return [];
    if (reading === null && !likelyProgram.test(program.replace(/^.*[\\/]/, ''))) return [];
    const started = Date.parse(each.started);
    return [
      {
        pid: each.pid,
        command,
        training: reading !== null,
        cpuPercent: all.length === 0 ? each.cpu : cpuPercentOf(each.pid, before, all, seconds),
        why: '',
        memoryBytes: each.memRss * 1024,
        seconds: Number.isNaN(started) ? null : Math.max(0, (Date.now() - started) / 1000),
        startTicks: now.get(each.pid)?.startTicks ?? null,
        children: 0,
      },
    ];
  });
  const pids = new Set(likely.map(({ pid }) => pid));
  const parents = new Map(list.map(({ pid, parentPid }) => [pid, parentPid]));
  return (
    likely
      // A worker is in the run of the launcher that has started it.
      .filter(({ pid }) => !processesAbove(pid, (each) => parents.get(each)).some((each) => pids.has(each)))
      .filter(({ training, cpuPercent }) => training || cpuPercent >= busyPercent)
      .map((each) => ({ ...each, why: reasonOf(each) }))
      .sort((a, b) => Number(b.training) - Number(a.training) || b.cpuPercent - a.cpuPercent || b.pid - a.pid)
      .slice(0, mostProcesses)
      .map((each) => ({ ...each, children: descendantsOf(each.pid, all).length }))
  );
}

const reasonOf = ({ training, cpuPercent }: LikelyProcess): string =>
  training ? (cpuPercent >= busyPercent ? 'training' : 'training, waiting now') : 'busy';

const byPid = (all: readonly ProcessFacts[]): ReadonlyMap<number, ProcessFacts> =>
  new Map(all.map((facts) => [facts.pid, facts]));

/** What a process and those below it have used of one core between two looks, in percent. */
function cpuPercentOf(
  pid: number,
  before: ReadonlyMap<number, ProcessFacts>,
  after: readonly ProcessFacts[],
  seconds: number,
): number {
  const own = after.find((facts) => facts.pid === pid);
  const used = [...(own === undefined ? [] : [own]), ...descendantsOf(pid, after)].reduce((sum, facts) => {
    const known = before.get(facts.pid);
    const since = known?.startTicks === facts.startTicks ? known.cpuSeconds : 0;
    return sum + Math.max(0, facts.cpuSeconds - since);
  }, 0);
  return (used / seconds) * 100;
}
