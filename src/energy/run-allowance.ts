import type { Range } from '../units/quantities';
import { said, type Message } from '../units/message';

/**
 * Device-hours of a whole run over those of its steps: restarts, evaluation, checkpoints, data, and setups that nobody
 * tuned for a table. A job of some hours has little of it; long runs on many devices have more. Low is below 1 where a
 * team's software beats what step times were fitted to (docs/validation.md, runs held out).
 */
export interface RunAllowance {
  readonly factor: Range;
  readonly source: Message;
}

const shortestHours = 50;
const longestHours = 1500;
const longRun: Range = { low: 0.9, mid: 1.42, high: 2.25 };
const shortRun: Range = { low: 0.98, mid: 1, high: 1.08 };

/** The allowance of a run whose steps take `deviceHours`. */
export function runAllowance(deviceHours: number): RunAllowance {
  const place = Math.log(deviceHours / shortestHours) / Math.log(longestHours / shortestHours);
  const share = Number.isNaN(place) ? 0 : Math.min(1, Math.max(0, place));
  const at = (bound: keyof Range): number => shortRun[bound] + share * (longRun[bound] - shortRun[bound]);
  return {
    factor: { low: at('low'), mid: at('mid'), high: at('high') },
    source: said`restarts, evaluation, checkpoints, untuned setups: published runs against published step times`,
  };
}
