import { formatDuration } from '../units/format';
import type { Range } from '../units/quantities';
import type { RunSummary } from './summary';

/** A range whose upper end is more than this many times the lower one is told as such: its middle alone would look sure. */
const wideRatio = 1.5;

/** Seconds until the run is done, by the forecast; null where there is none, or nothing is left. */
export function timeLeftOf({
  progress,
  durationSeconds,
}: Pick<RunSummary, 'progress' | 'durationSeconds'>): Range | null {
  const whole = progress?.forecastSeconds ?? null;
  if (whole === null || durationSeconds === null || whole.mid <= durationSeconds) return null;
  const left = (seconds: number): number => Math.max(0, seconds - durationSeconds);
  return { low: left(whole.low), mid: left(whole.mid), high: left(whole.high) };
}

export const isWide = ({ low, high }: Range): boolean => high > wideRatio * low;

/** In two digits: the rest of what is foretold is not known so well. */
export const formatTimeLeft = (seconds: number): string => formatDuration(Number(seconds.toPrecision(2)));
