import type { Range } from '../units/quantities';
import { scaled } from './range';
import type { Plan } from './plan';

/** Share of the power limit that a busy accelerator draws in training: 60 to 90 % on data-centre GPUs. */
const trainingShare: Range = { low: 0.6, mid: 0.75, high: 0.9 };
/** Decoding waits for memory: less of the chip is busy. */
const decodingShare: Range = { low: 0.35, mid: 0.55, high: 0.8 };
/** Of the power limit, where the idle power is not published. */
const assumedIdleShare = 0.1;

/** What processors, memory, network and fans add to the accelerators' power; measured systems lie between 1.2 and 1.4. */
export const hostFactor: Range = { low: 1.15, mid: 1.3, high: 1.5 };

/** Watts of one accelerator that is busy for `busy` (0 to 1) of the time. */
export function trainingPower(plan: Plan, busy: number): Range {
  const idle = Math.min(
    plan.accelerator.idleWatts ?? plan.powerLimitWatts * assumedIdleShare,
    plan.powerLimitWatts * trainingShare.low,
  );
  const full = scaled(trainingShare, plan.powerLimitWatts);
  const at = (bound: keyof Range): number => idle + (full[bound] - idle) * busy;
  return { low: at('low'), mid: at('mid'), high: at('high') };
}

export const decodingPower = (plan: Plan): Range => scaled(decodingShare, plan.powerLimitWatts);
