import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './terminal/terminal';

/** The clock is looked at so often: it may be set, and the machine may sleep. */
const lookMilliseconds = 5000;

/** Waits for a moment of the wall's clock. A signal that comes meanwhile ends the process, as before any launch. */
export async function waitUntil(moment: Date, command: readonly string[]): Promise<void> {
  const left = (): number => moment.getTime() - Date.now();
  if (left() <= 0) return;
  say(
    `${command.join(' ')} starts at ${moment.toLocaleString()} (${moment.toISOString()}); Ctrl+C cancels it`,
  );
  while (left() > 0) await sleep(Math.min(left(), lookMilliseconds));
}
