import type { Range } from '../units/quantities';
import type { SoftwareAge } from './software-age';
import { said, type Message } from '../units/message';

/** A run whose steps take `deviceHours` on so many `devices`. */
export interface RunSize {
  readonly deviceHours: number;
  readonly devices: number;
  readonly software: SoftwareAge;
}

const shortestHours = 50;
const longestHours = 1500;
const oneServer = 8;
const manyServers = 128;

/** What a long run on many servers takes over its steps, and how far published ones lie around that, as factors of it. */
interface LongRun {
  readonly mid: number;
  readonly low: number;
  readonly high: number;
}
const longRuns: Readonly<Record<SoftwareAge, LongRun>> = {
  recent: { mid: 1.46, low: 0.62, high: 1.8 },
  early: { mid: 2, low: 0.62, high: 2.2 },
  'early, compiled': { mid: 1.46, low: 0.62, high: 2.6 },
};
/** The same factors for a job of some hours. */
const shortRun = { low: 0.98, high: 1.08 };

/** Where a value lies between two others on a logarithmic scale: 0 at the least and below, 1 at the most and above. */
function placeBetween(value: number, least: number, most: number): number {
  const place = Math.log(value / least) / Math.log(most / least);
  return Number.isNaN(place) ? 0 : Math.min(1, Math.max(0, place));
}

/** How much of the allowance of a long run on many servers a run has, 0 to 1. */
export const shareOfAllowance = ({ deviceHours, devices }: Omit<RunSize, 'software'>): number =>
  placeBetween(deviceHours, shortestHours, longestHours) * placeBetween(devices, oneServer, manyServers);

/** What the allowance rests on. */
export const runAllowanceSource = (software: SoftwareAge): Message =>
  software === 'early'
    ? said`restarts, evaluation, checkpoints, untuned setups: published runs of before 2023, as architecture and hardware are, against published step times`
    : said`restarts, evaluation, checkpoints, untuned setups: published runs against published step times`;

/**
 * Device-hours of a whole run over those of its steps: restarts, evaluation, checkpoints, data, and setups that nobody
 * tuned for a table. A job of some hours has little of it, and so has one server, whose devices neither wait for a
 * network nor for the slowest of many; but how far long runs lie around it is the same for both. Low may be below 1: some
 * teams' software beats what step times were fitted to (docs/validation.md).
 */
export function runAllowance(run: RunSize): Range {
  const long = longRuns[run.software];
  const hours = placeBetween(run.deviceHours, shortestHours, longestHours);
  const mid = 1 + shareOfAllowance(run) * (long.mid - 1);
  const factor = (bound: 'low' | 'high'): number => shortRun[bound] + hours * (long[bound] - shortRun[bound]);
  return { low: mid * factor('low'), mid, high: mid * factor('high') };
}
