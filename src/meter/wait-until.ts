import { commandText } from '../units/command-text';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeText } from '../units/time-text';
import { formatDuration } from '../units/format';
import { say } from './terminal/terminal';

/** The clock is looked at so often: it may be set, and the machine may sleep. */
const lookMilliseconds = 2000;

/** Later than this is told: the machine has slept, or its clock was set. */
const lateSeconds = 30;

/**
 * Waits for a moment of the wall's clock, and says how late it is where it comes late. `look` is asked again and again why
 * the wait is to end before; that is returned, null where the moment has come. A signal that comes meanwhile ends the
 * process, as before any launch.
 */
export async function waitUntil(
  moment: Date,
  command: readonly string[],
  look: () => string | null,
): Promise<string | null> {
  const left = (): number => moment.getTime() - Date.now();
  const what = commandText(command);
  if (left() <= 0) {
    say(`${moment.toISOString()} has just passed: ${what} starts now`);
    return null;
  }
  say(`${what} starts at ${timeText(moment.getTime())} (${moment.toISOString()}); Ctrl+C cancels it`);
  while (left() > 0) {
    await sleep(Math.min(left(), lookMilliseconds));
    const ended = look();
    if (ended !== null) return ended;
  }
  const late = -left() / 1000;
  if (late > lateSeconds)
    say(
      `${what} starts ${formatDuration(late)} late: the machine was asleep or busy, or its clock was set, at ${moment.toISOString()}`,
    );
  return null;
}
