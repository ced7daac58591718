import type { Accelerator } from '../hardware/accelerators';
import { hostOf } from '../hardware/hosts';
import type { Range } from '../units/quantities';
import { exactly, product } from './range';
import type { StepTime } from './step-time';
import { totalSeconds } from './step-time';

/** Of what lies between idle and the limit, what an accelerator draws while it does one kind of work. */
const drawn = {
  /** Matrix units busy: the limit is reached, or the clock falls. */
  products: 0.92,
  /** Memory busy, matrix units not. */
  memory: 0.6,
  /** Waiting for other devices: kernels that poll. */
  waiting: 0.4,
  /** Waiting for the next kernel. */
  gaps: 0.15,
} as const;
/** How much more or less than that a machine draws. */
const spread: Range = { low: 0.85, mid: 1, high: 1.12 };
/** A limit that nobody published. */
const unpublished: Range = { low: 0.7, mid: 1, high: 1.35 };
/** Of the power limit, where the idle power is not published. */
const assumedIdleShare = 0.12;
/** Decoding waits for memory. */
const decodingDraw: Range = { low: 0.3, mid: 0.5, high: 0.75 };

const idleWatts = (accelerator: Accelerator, limit: number): number =>
  Math.min(accelerator.idleWatts ?? limit * assumedIdleShare, limit / 2);

/** Never above the limit. */
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
export function trainingDraw(time: StepTime): number {
  const total = totalSeconds(time);
  if (total <= 0) return drawn.gaps;
  const { products, attention, elementwise, optimizer, communication, bubble, launch } = time;
  return (
    ((products + attention) * drawn.products +
      (elementwise + optimizer) * drawn.memory +
      (communication + bubble) * drawn.waiting +
      launch * drawn.gaps) /
    total
  );
}

/** Watts of one accelerator in training, without its host. */
export const trainingWatts = (accelerator: Accelerator, limit: number, time: StepTime): Range =>
  between(accelerator, limit, trainingDraw(time), spread);

/** Watts of one accelerator that reads a prompt: products without pause. */
export const prefillWatts = (accelerator: Accelerator, limit: number): Range =>
  between(accelerator, limit, drawn.products, spread);

export const decodingWatts = (accelerator: Accelerator, limit: number): Range =>
  between(accelerator, limit, 1, decodingDraw);

/** Watts of processors, memory, network and fans for each accelerator. */
export const hostWatts = (accelerator: Accelerator): Range => hostOf(accelerator).wattsPerAccelerator;
