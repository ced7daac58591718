import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MeteredChild, endBeforeLaunch } from './child';
import { isRunning, say } from './terminal';

const pollMilliseconds = 250;

/** What the meter tells its guardian: the command's process. */
interface LaunchMessage {
  readonly trainingPid: number;
}

/**
 * Where a terminal was opened for the meter alone, as VS Code does for a task, the meter leads the terminal's
 * session, and if it died by `kill -9` the kernel would hang up on the training. So there this process stays behind
 * as the leader, does nothing, and runs the meter as its child: then nothing happens to the training when the meter
 * dies. Returns the exit code of the command.
 */
export async function guardTerminal(): Promise<number> {
  const meter = new MeteredChild(endBeforeLaunch);
  let trainingPid: number | null = null;
  const { end } = meter.launch([process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    environment: process.env,
    onMessage: (message) => {
      if (isLaunchMessage(message)) trainingPid = message.trainingPid;
    },
  });
  const { exitCode, signal, problem } = await end;
  if (problem !== null) say(problem);
  const orphan = trainingPid as number | null;
  if (signal === null || orphan === null || !isRunning(orphan)) return exitCode;
  say(`the meter was ended by ${signal}; the command goes on without it`);
  meter.passSignalsTo(orphan);
  while (isRunning(orphan)) await sleep(pollMilliseconds);
  // The command is nobody's child any more, so how it ended can't be known: the meter's own end is told.
  return 128 + constants.signals[signal];
}

/** Where a guardian waits, it learns whom to wait for. Then the channel is let go, so that it holds nothing open. */
export function tellGuardian(trainingPid: number | null): void {
  if (process.send === undefined || trainingPid === null) return;
  const message: LaunchMessage = { trainingPid };
  process.send(message, () => {
    if (process.connected) process.disconnect();
  });
}

const isLaunchMessage = (message: unknown): message is LaunchMessage =>
  typeof message === 'object' &&
  message !== null &&
  'trainingPid' in message &&
  typeof message.trainingPid === 'number';
