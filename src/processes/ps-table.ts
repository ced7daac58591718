import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What `ps` tells of a process, on systems without /proc (macOS). */
export interface PsRecord {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** The group in the foreground of its terminal; 0 or -1 where it has none. */
  readonly foregroundGroup: number;
  /** In seconds since 1970, to a second. */
  readonly startedAtSeconds: number;
  readonly cpuSeconds: number;
  /** Its command line cut at white space: quotes are lost. */
  readonly words: readonly string[];
}

/** Fields of POSIX, and those that macOS, BSD and Linux have in common; `=` leaves out the head. */
const fields = ['pid=', 'ppid=', 'pgid=', 'tpgid=', 'time=', 'lstart=', 'args='];
const longestMs = 5000;

/** All processes that can be seen. Rejects where `ps` can't be run. */
export async function listByPs(): Promise<PsRecord[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', ...fields.flatMap((field) => ['-o', field])], {
    // Dates in English, and numbers with points.
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 32 * 1024 * 1024,
    timeout: longestMs,
  });
  return stdout.split('\n').flatMap((line) => parsePsLine(line) ?? []);
}

const psLine =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+([\d:.-]+)\s+(\w{3} \w{3}\s+\d{1,2} \d\d:\d\d:\d\d \d{4})\s+(.*)$/;

/** Null where the line is none of a process. */
export function parsePsLine(line: string): PsRecord | null {
  const [, pid, parent, group, foregroundGroup, time, started, command] = psLine.exec(line) ?? [];
  const startedAtSeconds = Date.parse(started ?? '') / 1000;
  const cpuSeconds = secondsOf(time ?? '');
  if (command === undefined || !Number.isFinite(startedAtSeconds) || !Number.isFinite(cpuSeconds))
    return null;
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    foregroundGroup: Number(foregroundGroup),
    startedAtSeconds,
    cpuSeconds,
    words: command.trim().split(/\s+/),
  };
}

/** `1-02:03:04`, `02:03:04` (Linux), `123:04.56` (macOS: minutes, seconds). */
function secondsOf(time: string): number {
  const [clock = '', days = '0'] = time.split('-').reverse();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + 86_400 * Number(days);
}

/** The processes below one, nearest first. */
export function belowInPs(pid: number, all: readonly PsRecord[]): PsRecord[] {
  const found: PsRecord[] = [];
  const waiting = [pid];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift())
    for (const each of all)
      if (each.parent === parent && each.pid !== parent && !found.includes(each)) {
        found.push(each);
        waiting.push(each.pid);
      }
  return found;
}
