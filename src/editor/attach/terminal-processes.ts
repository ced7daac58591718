import { childrenOf, commandOf, readProcessFacts, startedAtSeconds } from '../../processes/process-facts';
import { listByPs, type PsRecord } from '../../processes/ps-table';

/** How often a shell's processes are looked at: at first often, for the command is starting now. `ps` takes longer. */
const looks = { everyMs: 20, psEveryMs: 150, slowerAfterMs: 3000, thenEveryMs: 500 } as const;
/** What a line has put in the background may still be starting when the line has ended. */
const afterEndMs = 10_000;

/** The event of a line comes this much later than its processes at most. */
const eventDelaySeconds = 2;

interface Watch {
  readonly shell: number;
  /** True once the command line has ended. */
  readonly hasEnded: () => boolean;
  readonly scriptTrains: (script: string, folder: string | null) => boolean | null;
  /** The one command of the line trains, so that its process need not be recognised by its own words. */
  readonly isOnlyCommand: boolean;
}

/** A process that a shell has started. */
export interface StartedProcess {
  readonly pid: number;
  /** Clock ticks after the boot; left out where the system does not tell them. */
  readonly startTicks?: number;
}

interface StartedProgram extends StartedProcess {
  readonly group: number;
  readonly startedAtSeconds: number | null;
  readonly words: readonly string[];
}

/** What a shell has started, at one moment. */
interface ShellLook {
  readonly foregroundGroup: number;
  readonly programs: readonly StartedProgram[];
}

/** Null where there is no such shell. */
type LookAtShell = (shell: number) => Promise<ShellLook | null>;

/** Whether the processes of a terminal can be found on this system. */
export const canFindProcesses = process.platform !== 'win32';

/**
 * The process that trains among those that a shell starts for one command line: the foreground group's, or one that was
 * put in the background. Waits for it while the line runs, as for `pip install x && python train.py`. Null where none comes.
 */
export async function findTrainingProcess(
  watch: Watch,
  folderOf: (pid: number) => string | null,
  look: LookAtShell = process.platform === 'linux' ? lookByProc : lookByPs,
): Promise<StartedProcess | null> {
  const began = performance.now();
  const typedAt = Date.now() / 1000 - eventDelaySeconds;
  const { trainingCommand } = await import('../../detect/command-line');
  const passedOver = new Set<string>();
  let endedAt: number | null = null;
  for (;;) {
    if (watch.hasEnded()) endedAt ??= performance.now();
    const shell = await look(watch.shell);
    if (shell === null) return null;
    for (const { pid, startTicks, group, startedAtSeconds: started, words } of shell.programs) {
      const key = `${pid} ${startTicks ?? started ?? ''} ${words.join(' ')}`;
      if (passedOver.has(key)) continue;
      const isForeground = group === shell.foregroundGroup;
      // What has been in the background since before is none of this line.
      if (!isForeground && (started ?? Infinity) < typedAt) continue;
      const trains = trainingCommand(words, (script) => watch.scriptTrains(script, folderOf(pid))) !== null;
      if (trains || (watch.isOnlyCommand && isForeground && group === pid))
        return { pid, ...(startTicks === undefined ? {} : { startTicks }) };
      passedOver.add(key);
    }
    const now = performance.now();
    if (endedAt !== null && now - endedAt > afterEndMs) return null;
    const isNew = now - began < looks.slowerAfterMs;
    const everyMs = look === lookByProc ? looks.everyMs : looks.psEveryMs;
    await new Promise((resolve) => setTimeout(resolve, isNew ? everyMs : looks.thenEveryMs));
  }
}

const deepestSubshell = 8;

function lookByProc(shell: number): Promise<ShellLook | null> {
  const facts = readProcessFacts(shell);
  if (facts === null) return Promise.resolve(null);
  const programs = startedPrograms(shell, commandOf(shell).join('\0'), (pid) =>
    childrenOf(pid).map((child) => ({
      pid: child.pid,
      startTicks: child.startTicks,
      group: child.group,
      startedAtSeconds: startedAtSeconds(child),
      words: commandOf(child.pid),
    })),
  );
  return Promise.resolve({ foregroundGroup: facts.foregroundGroup, programs });
}

/** The same by `ps`, where there is no /proc. */
export async function lookByPs(shell: number): Promise<ShellLook | null> {
  const all = await listByPs();
  const own = all.find(({ pid }) => pid === shell);
  if (own === undefined) return null;
  const childrenIn = (pid: number): PsRecord[] => all.filter(({ parent }) => parent === pid);
  const programs = startedPrograms(shell, own.words.join('\0'), (pid) => childrenIn(pid));
  return { foregroundGroup: own.foregroundGroup, programs };
}

/**
 * The programs that a shell has started. A child with the shell's own words has not executed its program yet, or is a
 * subshell: then those that it has started.
 */
function startedPrograms(
  shell: number,
  shellWords: string,
  childrenIn: (pid: number) => readonly StartedProgram[],
  depth = 0,
): StartedProgram[] {
  return childrenIn(shell).flatMap((child) => {
    if (child.words.length === 0) return [];
    if (child.words.join('\0') !== shellWords) return [child];
    return depth < deepestSubshell ? startedPrograms(child.pid, shellWords, childrenIn, depth + 1) : [];
  });
}
