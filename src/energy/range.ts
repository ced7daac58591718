import type { Range } from '../units/quantities';
import { exactly } from '../units/range';

export const scaled = ({ low, mid, high }: Range, factor: number): Range => ({
  low: low * factor,
  mid: mid * factor,
  high: high * factor,
});

/**
 * Product of independent ranges: their relative widths add as squares, since not all are at their end at once.
 * All bounds are above 0, or a mid of 0 makes the product 0.
 */
export function product(...ranges: readonly Range[]): Range {
  const mid = ranges.reduce((value, range) => value * range.mid, 1);
  if (mid === 0) return exactly(0);
  const width = (bound: 'low' | 'high'): number =>
    Math.sqrt(ranges.reduce((sum, range) => sum + Math.log(range[bound] / range.mid) ** 2, 0));
  return { low: mid * Math.exp(-width('low')), mid, high: mid * Math.exp(width('high')) };
}

/** Sum of independent ranges: their widths add as squares. */
export function sum(...ranges: readonly Range[]): Range {
  const mid = ranges.reduce((value, range) => value + range.mid, 0);
  const width = (bound: 'low' | 'high'): number =>
    Math.sqrt(ranges.reduce((squares, range) => squares + (range[bound] - range.mid) ** 2, 0));
  return { low: Math.max(0, mid - width('low')), mid, high: mid + width('high') };
}
