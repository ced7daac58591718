import type { Range } from '../units/quantities';
import { said, type Message } from '../units/message';

/** A run whose steps take `deviceHours` on so many `devices`; early software is of before 2023 (software-age.ts). */
export interface RunSize {
  readonly deviceHours: number;
  readonly devices: number;
  readonly isEarlySoftware: boolean;
}

const shortestHours = 50;
const longestHours = 1500;
const oneServer = 8;
const manyServers = 128;
const shortRun: Range = { low: 0.98, mid: 1, high: 1.08 };
const longRun: Range = { low: 0.85, mid: 1.38, high: 2.4 };
const longEarlyRun: Range = { low: 0.85, mid: 1.75, high: 3 };

/** Where a value lies between two others on a logarithmic scale: 0 at the least and below, 1 at the most and above. */
function placeBetween(value: number, least: number, most: number): number {
  const place = Math.log(value / least) / Math.log(most / least);
  return Number.isNaN(place) ? 0 : Math.min(1, Math.max(0, place));
}

/** What the allowance rests on. */
export const runAllowanceSource = (isEarlySoftware: boolean): Message =>
  isEarlySoftware
    ? said`restarts, evaluation, checkpoints, untuned setups: published runs of before 2023, as architecture and hardware are, against published step times`
    : said`restarts, evaluation, checkpoints, untuned setups: published runs against published step times`;

/**
 * Device-hours of a whole run over those of its steps: restarts, evaluation, checkpoints, data, and setups that nobody
 * tuned for a table. A job of some hours has little of it, and so has one server, whose devices neither wait for a
 * network nor for the slowest of many. Low is below 1 where a team's software beats what step times were fitted to
 * (docs/validation.md, runs held out).
 */
export function runAllowance({ deviceHours, devices, isEarlySoftware }: RunSize): Range {
  const long = isEarlySoftware ? longEarlyRun : longRun;
  const hours = placeBetween(deviceHours, shortestHours, longestHours);
  const between = (bound: keyof Range, share: number): number =>
    shortRun[bound] + share * (long[bound] - shortRun[bound]);
  return {
    low: between('low', hours),
    mid: between('mid', hours * placeBetween(devices, oneServer, manyServers)),
    high: between('high', hours),
  };
}
