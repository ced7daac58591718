import { trainingCommand } from '../../detect/command-line';
import {
  childrenOf,
  commandOf,
  readProcessFacts,
  startedAtSeconds,
  type ProcessFacts,
} from '../../processes/process-facts';

/** How often a shell's processes are looked at: at first often, for the command is starting now. */
const looks = { everyMs: 20, slowerAfterMs: 3000, thenEveryMs: 500 } as const;
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

/**
 * The process that trains among those that a shell starts for one command line: the foreground group's, or one that was
 * put in the background. Waits for it while the line runs, as for `pip install x && python train.py`. Null where none comes.
 */
export async function findTrainingProcess(
  watch: Watch,
  folderOf: (pid: number) => string | null,
): Promise<ProcessFacts | null> {
  const began = performance.now();
  const typedAt = Date.now() / 1000 - eventDelaySeconds;
  const passedOver = new Set<string>();
  let endedAt: number | null = null;
  for (;;) {
    if (watch.hasEnded()) endedAt ??= performance.now();
    const shell = readProcessFacts(watch.shell);
    if (shell === null) return null;
    for (const { child, words } of startedPrograms(watch.shell, commandOf(watch.shell).join('\0'))) {
      const key = `${child.pid} ${child.startTicks}`;
      if (passedOver.has(`${key} ${words.join(' ')}`)) continue;
      const isForeground = child.group === shell.foregroundGroup;
      // What has been in the background since before is none of this line.
      if (!isForeground && (startedAtSeconds(child) ?? Infinity) < typedAt) continue;
      const trains =
        trainingCommand(words, (script) => watch.scriptTrains(script, folderOf(child.pid))) !== null;
      if (trains || (watch.isOnlyCommand && isForeground && child.group === child.pid)) return child;
      passedOver.add(`${key} ${words.join(' ')}`);
    }
    const now = performance.now();
    if (endedAt !== null && now - endedAt > afterEndMs) return null;
    const isNew = now - began < looks.slowerAfterMs;
    await new Promise((resolve) => setTimeout(resolve, isNew ? looks.everyMs : looks.thenEveryMs));
  }
}

interface StartedProgram {
  readonly child: ProcessFacts;
  readonly words: readonly string[];
}

const deepestSubshell = 8;

/**
 * The programs that a shell has started. A child with the shell's own words has not executed its program yet, or is a
 * subshell: then those that it has started.
 */
function startedPrograms(shell: number, shellWords: string, depth = 0): StartedProgram[] {
  return childrenOf(shell).flatMap((child) => {
    const words = commandOf(child.pid);
    if (words.length === 0) return [];
    if (words.join('\0') !== shellWords) return [{ child, words }];
    return depth < deepestSubshell ? startedPrograms(child.pid, shellWords, depth + 1) : [];
  });
}
