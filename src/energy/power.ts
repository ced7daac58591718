import type { Accelerator } from '../hardware/accelerators';
import { hostOf } from '../hardware/hosts';
import type { Range } from '../units/quantities';
import { product } from './range';
import { exactly } from '../units/range';
import type { StepTime } from './step-time';
import { totalSeconds } from './step-time';

/** Matrix units busy: the limit is reached, or the clock falls. */
const productsDraw = 0.92;
/** Memory busy, matrix units not. */
const memoryDraw = 0.6;
/** Waiting for other devices: kernels that poll. */
const waitingDraw = 0.4;
/** Waiting for the next kernel. */
const gapsDraw = 0.15;
/** What an accelerator draws in each part of a step: 0 is its idle power, 1 its limit. */
const drawn: Readonly<Record<keyof StepTime, number>> = {
  products: productsDraw,
  attention: productsDraw,
  elementwise: memoryDraw,
  dequantisation: memoryDraw,
  optimizer: memoryDraw,
  communication: waitingDraw,
  bubble: waitingDraw,
  launch: gapsDraw,
};
/** How much more or less than that a machine draws. */
const spread: Range = { low: 0.85, mid: 1, high: 1.12 };
/** A limit that nobody published. */
const unpublished: Range = { low: 0.7, mid: 1, high: 1.35 };
/** Idle power as a share of the power limit, where it is not published. */
const assumedIdleShare = 0.12;
/** Decoding waits for memory. */
const decodingDraw: Range = { low: 0.3, mid: 0.5, high: 0.75 };

const idleWatts = (accelerator: Accelerator, limit: number): number =>
  Math.min(accelerator.idleWatts ?? limit * assumedIdleShare, limit / 2);

/** Never above the limit, unless observers estimate it. */
function between(accelerator: Accelerator, limit: number, share: number, width: Range): Range {
  const idle = idleWatts(accelerator, limit);
  const ceiling = limit * hostOf(accelerator).acceleratorDrawShare;
  if (accelerator.isPowerLimitAssumed) {
    const watts = idle + Math.max(0, ceiling - idle) * Math.min(1, share);
    return product(exactly(watts), width, unpublished);
  }
  const at = (bound: keyof Range): number =>
    Math.min(limit, idle + Math.max(0, ceiling - idle) * Math.min(1, share * width[bound]));
  return { low: at('low'), mid: at('mid'), high: at('high') };
}

/** Share of a step's time by kind of work, weighed by what each draws: 0 to 1. */
function trainingDraw(time: StepTime): number {
  const total = totalSeconds(time);
  if (total <= 0) return gapsDraw;
  return (
    Object.entries(drawn).reduce((sum, [part, draw]) => sum + time[part as keyof StepTime] * draw, 0) / total
  );
}

/** Which share of a step's energy each of its parts takes, by its time and what is drawn in it; they sum to 1. */
export function stepEnergyShares(
  accelerator: Accelerator,
  limit: number,
  time: StepTime,
  isAlwaysAtLimit: boolean,
): Readonly<Record<keyof StepTime, number>> {
  const host = hostWatts(accelerator).mid;
  const watts = (part: keyof StepTime): number =>
    isAlwaysAtLimit ? 1 : between(accelerator, limit, drawn[part], spread).mid + host;
  const parts = Object.keys(drawn) as (keyof StepTime)[];
  const total = parts.reduce((sum, part) => sum + time[part] * watts(part), 0);
  return Object.fromEntries(
    parts.map((part) => [part, total > 0 ? (time[part] * watts(part)) / total : 0]),
  ) as Record<keyof StepTime, number>;
}

/** Watts of one accelerator in training, without its host. */
export const trainingWatts = (accelerator: Accelerator, limit: number, time: StepTime): Range =>
  between(accelerator, limit, trainingDraw(time), spread);

/** Watts of one accelerator that reads a prompt: products without pause. */
export const prefillWatts = (accelerator: Accelerator, limit: number): Range =>
  between(accelerator, limit, productsDraw, spread);

export const decodingWatts = (accelerator: Accelerator, limit: number): Range =>
  between(accelerator, limit, 1, decodingDraw);

/** Watts of processors, memory, network and fans for each accelerator. */
export const hostWatts = (accelerator: Accelerator): Range => hostOf(accelerator).wattsPerAccelerator;
