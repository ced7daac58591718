import { formatShare } from '../units/format';
import { emissions, gramsPerKilowattHour, joules } from '../units/quantities';
import type { IntensityPoint } from '../carbon/intensity-series';
import type { CarbonIntensity, LiveIntensitySource, StartRecord } from './journal';
import type { RunState } from './run-state';

/** How much of a run a provider's live values cover, and what they come to over that part. */
export interface LiveIntensitySummary extends LiveIntensitySource {
  /** Means over the covered time, and over the covered energy; null where nothing is covered. */
  readonly timeWeightedGramsPerKwh: number | null;
  readonly energyWeightedGramsPerKwh: number | null;
  readonly lowestGramsPerKwh: number | null;
  readonly highestGramsPerKwh: number | null;
  /** Parts of the run's time and energy that are covered, and of the covered time what the provider estimated; 0 to 1. */
  readonly timeShare: number;
  readonly energyShare: number;
  readonly estimatedShare: number;
  /** Emissions of the covered energy alone, PUE included. For a marginal provider, the only place where they stand. */
  readonly co2eGrams: number | null;
  readonly problems: readonly string[];
}

interface Weighed {
  readonly live: LiveIntensitySummary | null;
  /** What the run's energy is multiplied with: live where it is covered, the table's elsewhere. */
  readonly effective: CarbonIntensity;
}

/**
 * Holds the energy of the counted devices against the live intensity: sum over time of energy x intensity(t). Marginal
 * values answer another question than averages do, and the table has averages: they are told apart and never mixed.
 */
export function weighIntensity(
  state: RunState,
  start: StartRecord,
  counted: readonly number[],
  notes: string[],
): Weighed {
  const table = start.carbonIntensity;
  const source = start.liveIntensity ?? null;
  if (source === null || state.live === null) return { live: null, effective: table };
  const { points, problems, timeline } = state.live;
  const duration = timeline.end ?? 0;
  const covered = coverageOf(points, duration, (from, to) => timeline.between(from, to, counted));
  const allJoules = timeline.between(0, duration, counted);
  const weighted = covered.joules > 0 ? covered.joulesTimesIntensity / covered.joules : covered.timeMean;
  const energyShare = allJoules > 0 ? Math.min(1, covered.joules / allJoules) : 0;
  const live: LiveIntensitySummary = {
    ...source,
    timeWeightedGramsPerKwh: rounded(covered.timeMean),
    energyWeightedGramsPerKwh: rounded(weighted),
    lowestGramsPerKwh: covered.lowest,
    highestGramsPerKwh: covered.highest,
    timeShare: duration > 0 ? Math.min(1, covered.seconds / duration) : 0,
    energyShare,
    estimatedShare: covered.seconds > 0 ? covered.estimatedSeconds / covered.seconds : 0,
    co2eGrams:
      weighted === null ? null : emissions(joules(covered.joules), gramsPerKilowattHour(weighted), start.pue),
    problems,
  };
  notes.push(...describe(live, table));
  if (source.kind === 'marginal' || weighted === null) return { live, effective: table };
  const share = allJoules > 0 ? energyShare : live.timeShare;
  return {
    live,
    effective: effectiveOf(live, table, share * weighted + (1 - share) * table.gramsPerKwh, share),
  };
}

interface Coverage {
  readonly seconds: number;
  readonly estimatedSeconds: number;
  readonly joules: number;
  readonly joulesTimesIntensity: number;
  readonly timeMean: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
}

function coverageOf(
  points: readonly IntensityPoint[],
  duration: number,
  joulesBetween: (from: number, to: number) => number,
): Coverage {
  let [seconds, estimatedSeconds, joulesSum, joulesTimesIntensity, secondsTimesIntensity] = [0, 0, 0, 0, 0];
  const values: number[] = [];
  for (const { from, to, gramsPerKwh, isEstimated } of points) {
    const begin = Math.max(0, from);
    const end = Math.min(duration, to);
    if (end <= begin) continue;
    const drawn = joulesBetween(begin, end);
    seconds += end - begin;
    if (isEstimated) estimatedSeconds += end - begin;
    joulesSum += drawn;
    joulesTimesIntensity += drawn * gramsPerKwh;
    secondsTimesIntensity += (end - begin) * gramsPerKwh;
    values.push(gramsPerKwh);
  }
  return {
    seconds,
    estimatedSeconds,
    joules: joulesSum,
    joulesTimesIntensity,
    timeMean: seconds > 0 ? secondsTimesIntensity / seconds : null,
    lowest: values.length > 0 ? values.reduce((least, value) => Math.min(least, value)) : null,
    highest: values.length > 0 ? values.reduce((most, value) => Math.max(most, value)) : null,
  };
}

/** Six digits: the figures that are shown multiply to the one that is shown beside them. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(6));

const isWhole = (share: number): boolean => share > 0.9995;

function effectiveOf(
  live: LiveIntensitySummary,
  table: CarbonIntensity,
  gramsPerKwh: number,
  share: number,
): CarbonIntensity {
  return {
    gramsPerKwh: rounded(gramsPerKwh) ?? table.gramsPerKwh,
    place: live.place,
    time: isWhole(share) ? 'over the run' : `over the run, ${table.time}`,
    source: isWhole(share)
      ? live.provider
      : `${live.provider} for ${formatShare(share)} of the energy, ${table.source} (${table.place}) for the rest`,
    kind: 'average',
    ...(isWhole(share) || live.scope === table.scope ? { scope: live.scope } : {}),
    ...licenceOf(live, table, share),
  };
}

/** Of both where both are in the sum; none where that of one is not known. */
function licenceOf(
  { provider, licence }: LiveIntensitySummary,
  table: CarbonIntensity,
  share: number,
): Pick<CarbonIntensity, 'licence'> {
  if (licence === undefined) return {};
  if (isWhole(share)) return { licence };
  if (table.licence === undefined) return {};
  return { licence: `${provider}: ${licence}; ${table.place}: ${table.licence}` };
}

const scopeText = (scope: LiveIntensitySource['scope']): string =>
  scope === 'direct' ? 'direct emissions' : scope;

function describe(live: LiveIntensitySummary, table: CarbonIntensity): string[] {
  const { provider, place, kind, scope, timeWeightedGramsPerKwh: mean, timeShare, problems } = live;
  const silence = mean === null ? ': no answer about the time of the run has come' : '';
  const because = problems.length === 0 ? silence : `: ${problems.join('; ')}`;
  const missing =
    kind === 'marginal'
      ? 'nothing stands in for the rest'
      : `for the rest the yearly mean of ${table.place} is taken (${table.gramsPerKwh} g/kWh, ${table.time})`;
  if (mean === null)
    return [
      `Live intensity: none came from ${provider} (${place})${because}. ${kind === 'marginal' ? 'There is no marginal figure.' : `The yearly mean of ${table.place} is taken instead.`}`,
    ];
  const estimated = live.estimatedShare > 0 ? `, ${formatShare(live.estimatedShare)} of it estimated` : '';
  return [
    `Live intensity: ${provider} (${place}, ${kind}, ${scopeText(scope)}), ${Math.round(mean)} g/kWh over ${formatShare(timeShare)} of the time${estimated}${isWhole(timeShare) ? '' : `; ${missing}${because}`}.`,
    ...(kind === 'marginal'
      ? [
          'Marginal emissions are what one more kilowatt-hour causes: they are told apart and are no part of the CO2e.',
        ]
      : !isWhole(timeShare) && table.scope !== undefined && table.scope !== scope
        ? [
            `The CO2e is a sum of two scopes: the live values are ${scopeText(scope)}, the yearly mean is ${scopeText(table.scope)}.`,
          ]
        : []),
  ];
}
