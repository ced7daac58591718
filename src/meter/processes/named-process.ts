import { readFileSync } from 'node:fs';
import { commandOf, folderOf, readProcessFacts, startedAtSeconds } from '../../processes/process-facts';
import { fieldsOfStat, hasEnded, readStat } from '../../processes/process-stat';

/** What a process that was started by hand tells of itself; null for what it keeps from this user. */
export interface NamedProcess {
  readonly pid: number;
  /** Empty where it is not known. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>> | null;
  /** The folder that it works in. */
  readonly cwd: string | null;
  /** Clock ticks after the boot; null where the system does not tell. */
  readonly startTicks: number | null;
  /** In seconds since 1970. */
  readonly startedAtSeconds: number | null;
}

/** Null where there is no such process, or it may not be looked at at all. */
export function nameProcess(pid: number): NamedProcess | null {
  if (!isAlive(pid)) return null;
  const facts = readProcessFacts(pid);
  const environ = readText(`/proc/${pid}/environ`);
  return {
    pid,
    command: commandOf(pid),
    environment: environ === null ? null : parseEnvironment(environ),
    cwd: folderOf(pid),
    startTicks: facts?.startTicks ?? null,
    startedAtSeconds: facts === null ? null : startedAtSeconds(facts),
  };
}

/** The words of a command as systems list it: cut at white space, for `command` may hold arguments, and quotes are lost. */
export const listedWords = ({
  command,
  params,
}: {
  readonly command: string;
  readonly params: string;
}): readonly string[] => `${command} ${params}`.split(/\s+/).filter((word) => word !== '');

/**
 * The same on systems without /proc, by what they list of processes: the words of its command are cut at white space, its start
 * is known to a second, its folder and environment are not. Null where there is no such process, or nothing is listed.
 */
export async function nameListedProcess(pid: number): Promise<NamedProcess | null> {
  if (!isAlive(pid)) return null;
  const { listProcesses } = await import('./listed-processes');
  const found = (await listProcesses()).find((each) => each.pid === pid);
  if (found === undefined) return null;
  const started = Date.parse(found.started);
  return {
    pid,
    command: listedWords(found),
    environment: null,
    cwd: null,
    startTicks: null,
    startedAtSeconds: Number.isNaN(started) ? null : started / 1000,
  };
}

/** Whether a process of this number lives; a zombie does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = readStat(pid);
  return stat === null || !hasEnded(fieldsOfStat(stat));
}

function parseEnvironment(text: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const entry of text.split('\0')) {
    const at = entry.indexOf('=');
    if (at > 0) environment[entry.slice(0, at)] = entry.slice(at + 1);
  }
  return environment;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
