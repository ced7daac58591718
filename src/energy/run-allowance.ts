import type { Range } from '../units/quantities';
import type { SoftwareAge } from './software-age';
import { said, type Message } from '../units/message';

/** A run whose steps take `deviceHours` on so many `devices`. */
export interface RunSize {
  readonly deviceHours: number;
  readonly devices: number;
  readonly software: SoftwareAge;
  /** Whether a router chooses among experts. */
  readonly isMixture: boolean;
  /** Whether products are in fp8. */
  readonly isNarrow: boolean;
}

export type ManyServersFactor = Readonly<Record<'dense' | 'mixture' | 'narrow', number>>;
export type EarlyFactor = Readonly<Record<Exclude<SoftwareAge, 'recent'>, number>>;

const shortestHours = 50;
const longestHours = 1500;
const oneServer = 8;
const fewServers = 32;
const manyServers = 128;

/**
 * What a long run on many servers takes over its steps. Published step times of mixtures are of releases of frameworks,
 * their whole runs of teams that wrote kernels of their own; the more so in fp8, of which one run is published.
 */
const manyServersFactor: ManyServersFactor = { dense: 1.46, mixture: 1.3, narrow: 1.05 };
/**
 * What software of before 2023 takes over that on more than a server or a few: without fused kernels and flash attention;
 * or compiled, on the one torus of a pod, for which nothing is added as for many servers.
 */
const earlyFactor: EarlyFactor = { early: 1.32, 'early, compiled': 1.33 };

/** How far published runs lie around that, as factors of it. */
const bounds: Readonly<Record<SoftwareAge, { readonly low: number; readonly high: number }>> = {
  recent: { low: 0.66, high: 1.75 },
  early: { low: 0.6, high: 2.7 },
  'early, compiled': { low: 0.62, high: 2.6 },
};
/** The same factors for a job of some hours. */
const shortRun = { low: 0.9, high: 1.25 };

/** Where a value lies between two others on a logarithmic scale: 0 at the least and below, 1 at the most and above. */
function placeBetween(value: number, least: number, most: number): number {
  const place = Math.log(value / least) / Math.log(most / least);
  return Number.isNaN(place) ? 0 : Math.min(1, Math.max(0, place));
}

const length = ({ deviceHours }: Pick<RunSize, 'deviceHours'>): number =>
  placeBetween(deviceHours, shortestHours, longestHours);

/** How much of the allowance for many servers a run has, 0 to 1. */
export const shareOfMany = (run: RunSize): number =>
  run.software === 'early, compiled' ? 0 : length(run) * placeBetween(run.devices, fewServers, manyServers);
/** How much of that for early software, 0 to 1. */
export const shareOfEarly = (run: RunSize): number =>
  run.software === 'recent' ? 0 : length(run) * placeBetween(run.devices, oneServer, fewServers);

export const manyServersKind = ({ isNarrow, isMixture }: RunSize): keyof ManyServersFactor =>
  isNarrow ? 'narrow' : isMixture ? 'mixture' : 'dense';

/** The middle of the allowance, as such factors make it. */
export function allowanceOf(run: RunSize, many = manyServersFactor, early = earlyFactor): number {
  const software = run.software === 'recent' ? 1 : early[run.software];
  return (1 + shareOfMany(run) * (many[manyServersKind(run)] - 1)) * (1 + shareOfEarly(run) * (software - 1));
}

/** What the allowance rests on. */
export const runAllowanceSource = (software: SoftwareAge): Message =>
  software === 'early'
    ? said`restarts, evaluation, checkpoints, untuned setups: published runs of before 2023, as architecture and hardware are, against published step times`
    : said`restarts, evaluation, checkpoints, untuned setups: published runs against published step times`;

/**
 * Device-hours of a whole run over those of its steps: restarts, evaluation, checkpoints, data, and setups that nobody
 * tuned for a table. A job of some hours has little of it, and so have a few servers, whose devices neither wait for a
 * network nor for the slowest of many; but how far long runs lie around it is the same for all. Low may be below 1: some
 * teams' software beats what step times were fitted to (docs/validation.md).
 */
export function runAllowance(run: RunSize): Range {
  const mid = allowanceOf(run);
  const long = bounds[run.software];
  const hours = length(run);
  const factor = (bound: 'low' | 'high'): number => shortRun[bound] + hours * (long[bound] - shortRun[bound]);
  return { low: mid * factor('low'), mid, high: mid * factor('high') };
}
