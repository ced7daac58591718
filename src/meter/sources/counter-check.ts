import { setTimeout as sleep } from 'node:timers/promises';
import { looksAfterwards, longestStandstillSeconds, standstillReason } from '../prove-counters';
import type { Answer, AnswerCode } from './native-library';

/** Between the steps of a counter and power there is as much as a sensor that averages may be late. */
const plausibleShare = { low: 1 / 3, high: 3 } as const;
/** What is compared takes at least this long, so that one step of the counter does not decide. */
const leastCompareSeconds = 0.2;

const seconds = (): number => performance.now() / 1000;

/**
 * Why a counter must not be used; null where it moves and, where `watts` tells power beside it, by as much as power
 * does. Takes a quarter of a second at most.
 */
export async function distrustCounter(
  read: () => Answer<number>,
  watts: (() => Answer<number>) | null,
  describe: (code: AnswerCode) => string,
): Promise<string | null> {
  const first = read();
  if (!first.ok) return describe(first.code);
  const began = seconds();
  let before = began;
  let joules = 0;
  let hasMoved = false;
  let looksLate = 0;
  while (looksLate < looksAfterwards) {
    await sleep(5);
    if (seconds() - began >= longestStandstillSeconds) looksLate += 1;
    const counter = read();
    if (!counter.ok) return describe(counter.code);
    const power = watts?.() ?? null;
    const now = seconds();
    joules += power?.ok === true ? power.value * (now - before) : Number.NaN;
    before = now;
    const step = counter.value - first.value;
    if (step < 0) return 'the counter ran backwards';
    hasMoved ||= step > 0;
    if (hasMoved && Number.isNaN(joules)) return null;
    if (hasMoved && now - began >= leastCompareSeconds) {
      const share = step / joules;
      if (share >= plausibleShare.low && share <= plausibleShare.high) return null;
      return `the counter counts ${step.toPrecision(3)} J where power adds up to ${joules.toPrecision(3)} J`;
    }
  }
  return standstillReason;
}
