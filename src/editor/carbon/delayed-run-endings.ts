import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isAlive } from '../../processes/process-identity';
import { holdOf, type DelayedRun, type DelayedRunFiles, type Holder } from '../../runs/delayed-runs';
import { taskType } from '../contributions';
import { isDefinitionOf, type Standing } from './delayed-run-steps';

/** A run of this workspace that waits, or was to. */
export interface ListedRun {
  readonly run: DelayedRun;
  readonly standing: Standing;
  readonly holder: Holder | null;
  readonly files: DelayedRunFiles;
}

/** A window that closes ends its terminals as a person does, and is gone soon after. */
const closingMs = 3000;

interface Endings {
  /** Those that wait at this moment: one whose file is a moment old may be ended already. */
  readonly runs: () => readonly ListedRun[];
  /** The process that waits has ended in this window, for whatever reason. */
  readonly ended: (listed: ListedRun) => void;
  /** A person has ended its task, or closed its terminal. */
  readonly cancelled: (listed: ListedRun) => Promise<void>;
}

/** Tells how waits end in this window. A terminal that VS Code has brought back need not have a task, nor a task that ends a terminal. */
export function watchEndings({ runs, ended, cancelled }: Endings): vscode.Disposable {
  /** Tasks whose process has ended by itself. */
  const exited = new WeakSet<vscode.TaskExecution>();
  const processes = new WeakMap<vscode.TaskExecution, number>();
  /** Runs whose terminals end with the window. */
  const closing = new Set<string>();
  const endedByItself = (listed: ListedRun): void => {
    if (heldNow(listed) === 'none') ended(listed);
  };
  /** `pid` was the process that has ended, or is about to, where it is known. */
  const isCancelled = (listed: ListedRun, pid: number | undefined): boolean => {
    if (closing.has(listed.run.id)) return false;
    const holder = listed.files.holderOf(listed.run.id);
    // Where another meter waits it was the terminal of one that did not. On a busy machine its own may take a while to end.
    return heldNow(listed) !== 'meter' || (holder !== null && isMeter(holder) && holder.pid === pid);
  };
  const taskEnded = async (execution: vscode.TaskExecution): Promise<void> => {
    const { definition } = execution.task;
    if (definition.type !== taskType || definition['startAt'] === undefined) return;
    const own = (): ListedRun[] => runs().filter(({ run }) => isDefinitionOf(run, definition));
    if (exited.has(execution)) {
      own().forEach(endedByItself);
      return;
    }
    own().forEach(ended);
    await sleep(closingMs);
    // Its meter may have written the file of its run when it was being ended.
    const pid = processes.get(execution);
    for (const listed of own()) if (isCancelled(listed, pid)) await cancelled(listed);
  };
  const terminalClosed = async (terminal: vscode.Terminal): Promise<void> => {
    // Before anything is waited for: the run may be cancelled meanwhile.
    const known = runs();
    const pid = await terminal.processId;
    const listed = known.find(({ holder }) => holder !== null && isMeter(holder) && holder.pid === pid);
    if (listed === undefined) return;
    switch (terminal.exitStatus?.reason) {
      case vscode.TerminalExitReason.Process:
        endedByItself(listed);
        return;
      case vscode.TerminalExitReason.Shutdown:
        closing.add(listed.run.id);
        return;
      case vscode.TerminalExitReason.User:
        ended(listed);
        return cancelled(listed);
      default:
        ended(listed);
        await sleep(closingMs);
        if (isCancelled(listed, pid)) await cancelled(listed);
    }
  };
  return vscode.Disposable.from(
    vscode.window.onDidCloseTerminal((terminal) => void terminalClosed(terminal)),
    vscode.tasks.onDidStartTaskProcess(({ execution, processId }) => processes.set(execution, processId)),
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      // Without a code somebody has ended it.
      if (exitCode !== undefined) exited.add(execution);
    }),
    vscode.tasks.onDidEndTask(({ execution }) => void taskEnded(execution)),
  );
}

const isMeter = ({ role, host }: Holder): boolean => role === 'meter' && host === hostname();

const heldNow = ({ files, run }: ListedRun): ReturnType<typeof holdOf> =>
  holdOf(files.holderOf(run.id), Date.now(), isAlive);
