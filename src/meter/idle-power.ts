import { setTimeout as sleep } from 'node:timers/promises';
import type { StartRecord } from '../runs/journal';
import type { Accountant } from './accountant';
import { round } from './energy-arithmetic';
import { monotonicSeconds } from './monotonic';
import { settle } from './settle';

/** Measures what the devices draw before the launch: for `baselineSeconds`, and up to half a second to find the counters' ticks. */
export async function measureIdlePower(
  accountant: Accountant,
  baselineSeconds: number,
): Promise<NonNullable<StartRecord['baseline']>> {
  accountant.readAll();
  accountant.mark('launch');
  await settle(accountant, 'launch');
  accountant.begin();
  const began = monotonicSeconds();
  const readings: (readonly (number | null)[])[] = [];
  while (monotonicSeconds() - began < baselineSeconds) {
    await sleep(Math.min(50, 1000 * baselineSeconds));
    accountant.readAll();
    readings.push(accountant.tally().watts);
  }
  accountant.mark('launch');
  await settle(accountant, 'launch');
  const { t, joules } = accountant.tallyExactly();
  const seconds = t - began;
  const spreadOfDevice = (index: number): number | null =>
    spreadOf(readings.map((watts) => watts[index] ?? null));
  return {
    seconds: round(seconds, 6),
    watts: joules.map((value) => (value === null ? null : round(value / seconds, 3))),
    spreadWatts: joules.map((_, index) => {
      const spread = spreadOfDevice(index);
      return spread === null ? null : round(spread, 3);
    }),
  };
}

/** The standard deviation of what was read; null of fewer than two readings. */
function spreadOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
}
