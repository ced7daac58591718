import { formatShare, intensityNumber } from '../units/format';
import { emissions, gramsPerKilowattHour, joules } from '../units/quantities';
import type { IntensityPoint } from '../carbon/intensity-series';
import type { CarbonIntensity, LiveIntensitySource, StartRecord } from './journal';
import type { RunState } from './run-state';
import { noteTexts } from './note-texts';

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
    time: isWhole(share) ? noteTexts.write('over the run') : noteTexts.write('over the run, {0}', table.time),
    source: isWhole(share)
      ? live.provider
      : noteTexts.write(
          '{0} for {1} of the energy, {2} ({3}) for the rest',
          live.provider,
          formatShare(share),
          table.source,
          table.place,
        ),
    kind: 'average',
    ...(isWhole(share) || live.scope === table.scope ? { scope: live.scope } : {}),
    ...licenceOf(live, table, share),
  };
}

/** The licences of both where both are in the sum; none where that of one is not known. */
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
  scope === 'direct' ? noteTexts.write('direct emissions') : scope;

function describe(live: LiveIntensitySummary, table: CarbonIntensity): string[] {
  const { provider, place, kind, scope, timeWeightedGramsPerKwh: mean, timeShare, problems } = live;
  const told = problems.length === 0 ? null : problems.join('; ');
  if (mean === null) {
    const why = told ?? noteTexts.write('no answer about the time of the run has come');
    return [
      kind === 'marginal'
        ? noteTexts.write(
            'Live intensity: none came from {0} ({1}): {2}. There is no marginal figure.',
            provider,
            place,
            why,
          )
        : noteTexts.write(
            'Live intensity: none came from {0} ({1}): {2}. The yearly mean of {3} is taken instead.',
            provider,
            place,
            why,
            table.place,
          ),
    ];
  }
  const figures = [provider, place, kind, scopeText(scope), intensityNumber(mean), formatShare(timeShare)];
  const estimated = live.estimatedShare > 0 ? [formatShare(live.estimatedShare)] : [];
  const rest = isWhole(timeShare) ? [] : [restText(kind, table, told)];
  return [
    noteTexts.write(coverageText(estimated.length > 0, rest.length > 0), ...figures, ...estimated, ...rest),
    ...(kind === 'marginal'
      ? [
          noteTexts.write(
            'Marginal emissions are what one more kilowatt-hour causes: they are told apart and are no part of the CO2e.',
          ),
        ]
      : !isWhole(timeShare) && table.scope !== undefined && table.scope !== scope
        ? [
            noteTexts.write(
              'The CO2e is a sum of two scopes: the live values are {0}, the yearly mean is {1}.',
              scopeText(scope),
              scopeText(table.scope),
            ),
          ]
        : []),
  ];
}

function coverageText(isEstimated: boolean, isPart: boolean): (typeof noteTexts.texts)[number] {
  if (isEstimated)
    return isPart
      ? 'Live intensity: {0} ({1}, {2}, {3}), {4} g/kWh over {5} of the time, {6} of it estimated; {7}.'
      : 'Live intensity: {0} ({1}, {2}, {3}), {4} g/kWh over {5} of the time, {6} of it estimated.';
  return isPart
    ? 'Live intensity: {0} ({1}, {2}, {3}), {4} g/kWh over {5} of the time; {6}.'
    : 'Live intensity: {0} ({1}, {2}, {3}), {4} g/kWh over {5} of the time.';
}

/** What stands for the time that no live value covers, and why none does where that was told. */
function restText(kind: LiveIntensitySource['kind'], table: CarbonIntensity, why: string | null): string {
  if (kind === 'marginal')
    return why === null
      ? noteTexts.write('nothing stands in for the rest')
      : noteTexts.write('nothing stands in for the rest: {0}', why);
  const mean = [table.place, intensityNumber(table.gramsPerKwh), table.time];
  return why === null
    ? noteTexts.write('for the rest the yearly mean of {0} is taken ({1} g/kWh, {2})', ...mean)
    : noteTexts.write('for the rest the yearly mean of {0} is taken ({1} g/kWh, {2}): {3}', ...mean, why);
}
