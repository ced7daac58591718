import { setTimeout as sleep } from 'node:timers/promises';
import type { Accountant } from './accountant';
import type { MarkName } from './energy-mark';
import { monotonicSeconds } from './monotonic';

/** Around launch and exit coarse counters are read this often, to see them tick. */
const edgeIntervalMs = 4;
/** Longest wait for those ticks: two of the coarsest counter, and a little. */
const longestEdgeSeconds = 0.25;

/** Waits until the counters that tick slowly have told what had been drawn by the mark. */
export async function settle(accountant: Accountant, name: MarkName): Promise<void> {
  const began = monotonicSeconds();
  while (monotonicSeconds() - began < longestEdgeSeconds && !accountant.readUntilSettled(name))
    await sleep(edgeIntervalMs);
}
