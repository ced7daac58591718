import { setTimeout as sleep } from 'node:timers/promises';
import type { Accountant } from './accountant';
import type { MarkName } from './energy-mark';
import { edgeSeconds } from './meanwhile';
import { monotonicSeconds } from './monotonic';
import type { Observation } from './observation';

/** Longest wait for those ticks: two of the coarsest counter, and a little. */
const longestEdgeSeconds = 0.25;

/**
 * Waits until the counters that tick slowly have told what had been drawn by the mark. `takeRead` gives what was read meanwhile
 * without this: where that is nothing, they are read now.
 */
export async function settle(
  accountant: Accountant,
  name: MarkName,
  takeRead: () => readonly Observation[] = () => [],
): Promise<void> {
  const began = monotonicSeconds();
  while (monotonicSeconds() - began < longestEdgeSeconds) {
    const read = takeRead();
    for (const observation of read) accountant.take(observation);
    if (read.length > 0 ? accountant.hasSettled(name) : accountant.readUntilSettled(name)) return;
    await sleep(1000 * edgeSeconds);
  }
}
