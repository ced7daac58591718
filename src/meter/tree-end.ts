import type { RunMeter } from './run-meter';
import { waited } from './stop-signal';

/** How often it is looked whether processes that the command has left behind still live: all processes are looked through for it. */
const lookMilliseconds = 500;
/** A daemon that forks twice may, in one look, have ended as the first fork and not be there yet as the second: it is looked once more. */
const secondLookMilliseconds = 50;

/** Waits for all of the run's processes, as long as nobody ends the meter. Returns whether all of them have ended, as far as was seen. */
export async function untilTreeEnds(meter: RunMeter, stopped: AbortSignal): Promise<boolean> {
  for (let looksWithout = 0; looksWithout < 2;) {
    looksWithout = meter.hasLivingTree() ? 0 : looksWithout + 1;
    if (stopped.aborted) return looksWithout > 0;
    if (looksWithout < 2)
      await waited(stopped, looksWithout === 0 ? lookMilliseconds : secondLookMilliseconds);
  }
  return true;
}
