import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../processes/process-identity';
import { journalPath } from '../runs/run-files';
import { findRunOfMeter, readRun } from '../runs/store';
import type { TaskReconnection } from '../runs/task-reconnection';
import { describeEnd, reportable } from './commands/run-plan';
import { exitCodes } from './output';
import { say } from './terminal/terminal';

const lookMilliseconds = 500;

/**
 * Stands in for a training that was this task's before the window was reloaded: waits for its end, where its terminal alone is gone,
 * and says what became of it. Signals go to its meter. Returns the training's own exit code.
 */
export async function standInForFormerRun(
  { meter, startedAt }: TaskReconnection,
  runsFolder: string,
): Promise<number> {
  const find = (): Promise<string | null> => findRunOfMeter(runsFolder, meter.pid, startedAt);
  if (isAlive(meter)) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (isAlive(meter)) process.kill(meter.pid, signal);
      });
    const id = await find();
    say(
      `the training of this task goes on without its terminal, metered by process ${meter.pid}${id === null ? '' : ` as run ${id}`}; Ctrl+C stops it`,
    );
    while (isAlive(meter)) await sleep(lookMilliseconds);
  }
  const again =
    'VS Code has brought the task back, and it is not started by that: run it again for a new run';
  const id = await find();
  const summary = id === null ? null : await readRun(journalPath(runsFolder, id));
  if (id === null || summary === null) {
    say(`the training of this task has ended, and ${runsFolder} has no run of it. ${again}`);
    return exitCodes.wrong;
  }
  const { exitCode } = summary;
  say(
    `run ${id} of this task has ended${exitCode === null ? ', how is not known' : ` with exit code ${exitCode}`}: ${describeEnd(summary, reportable(runsFolder, id))}`,
  );
  say(again);
  return exitCode ?? exitCodes.wrong;
}
