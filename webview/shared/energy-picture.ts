import { exactly } from '../../src/units/range';
import type { OutlookView, SeriesView } from '../protocol';
import type { ViewText } from '../texts';
import type { Curve, CurvePoint } from './curve';
import { dashOf } from './dashes';
import { formatWattHours, toWattHours } from './watt-hours';

/**
 * The chart of the energy so far, in the live view and in a run's panel: what it came to, its CO2e, what is forecast of it and
 * the budget. Energy in watt-hours on the axis `energy`, grams on the axis `co2e`.
 */
export interface EnergyPicture {
  readonly curves: readonly Curve[];
  /** The tops of both axes: they tell the same height, at the mean intensity of the run so far. */
  readonly highest: { readonly energy: number; readonly co2e: number | null };
}

type Translate = (text: ViewText, ...values: readonly string[]) => string;

const joulesPerWattHour = 3600;
/** A budget that lies further above everything else would press the curves flat: it is told, and not drawn. */
const mostAbove = 3;

/** Where the axis of time ends: the run so far, and what is forecast for it. In seconds, at least one. */
export const lastSecond = ({ seconds }: SeriesView, { forecastSeconds }: OutlookView): number =>
  Math.max(seconds.at(-1) ?? 0, forecastSeconds?.high ?? 0, 1);

/**
 * `energy` are the points that are drawn of the energy so far, `grams` those of its CO2e where that is no mere multiple of the
 * energy, because the intensity changed during the run; null where it is.
 */
export function energyPicture(
  series: SeriesView,
  outlook: OutlookView,
  { energy, grams }: { readonly energy: readonly CurvePoint[]; readonly grams: readonly CurvePoint[] | null },
  t: Translate,
): EnergyPicture {
  const { gramsPerJoule, budgetJoules } = outlook;
  const gramsPerWattHour = gramsPerJoule === null ? null : gramsPerJoule * joulesPerWattHour;
  const isOneCurve = gramsPerWattHour !== null && grams === null;
  const known: Curve[] = [
    {
      label: isOneCurve ? t('Energy and CO2e so far') : t('Energy so far'),
      axis: 'energy',
      colour: 0,
      points: energy,
      width: 2,
    },
    ...forecastCurves(series, outlook, t),
  ];
  const changing: Curve[] =
    grams === null || gramsPerWattHour === null
      ? []
      : [{ label: t('CO2e so far'), axis: 'co2e', colour: 1, dash: dashOf(1), points: grams }];
  const most = Math.max(
    heightOf(known),
    gramsPerWattHour === null || gramsPerWattHour <= 0 ? 0 : heightOf(changing) / gramsPerWattHour,
  );
  const budget = budgetJoules === null ? null : toWattHours(budgetJoules);
  const isDrawn = budget !== null && (most <= 0 || budget <= mostAbove * most);
  const top = Math.max(most, isDrawn ? budget : 0) * 1.05 || 1;
  return {
    curves: [
      ...known,
      ...changing,
      ...(budget === null ? [] : [budgetCurve(budget, isDrawn, lastSecond(series, outlook), t)]),
    ],
    highest: { energy: top, co2e: gramsPerWattHour === null ? null : top * gramsPerWattHour },
  };
}

const heightOf = (curves: readonly Curve[]): number =>
  curves.reduce((most, { points }) => points.reduce((value, { y }) => Math.max(value, y ?? 0), most), 0);

/**
 * From the newest moment to the forecast's end: its middle, and a band from its lowest to its highest. The band begins as wide as
 * it is sure what the run has taken so far: that error is in the forecast too, whose lowest else lay below what is there already.
 */
function forecastCurves(
  { seconds, joules }: SeriesView,
  { forecastJoules, forecastSeconds, soFarJoules }: OutlookView,
  t: Translate,
): Curve[] {
  const [now, so] = [seconds.at(-1), joules.at(-1)];
  if (forecastJoules === null || forecastSeconds === null || now === undefined || typeof so !== 'number')
    return [];
  const end = Math.max(now, forecastSeconds.mid);
  const between = (from: number, to: number): CurvePoint[] => [
    { x: now, y: toWattHours(from) },
    { x: end, y: toWattHours(to) },
  ];
  const { low, high } = soFarJoules ?? exactly(so);
  const common = { axis: 'energy', colour: 0 } as const;
  return [
    { ...common, label: t('Forecast'), points: between(so, forecastJoules.mid), dash: [5, 4] },
    { ...common, label: '', points: between(low, forecastJoules.low) },
    { ...common, label: '', points: between(high, forecastJoules.high), fill: 'previous' },
  ];
}

/** One that is not drawn stands in the legend all the same, with what it is. */
function budgetCurve(budget: number, isDrawn: boolean, end: number, t: Translate): Curve {
  const energy = formatWattHours(budget);
  return {
    label: isDrawn ? t('Budget: {0}', energy) : t('Budget: {0}, above the chart', energy),
    axis: 'energy',
    colour: 'warning',
    dash: [8, 4],
    points: isDrawn ? [0, end].map((x) => ({ x, y: budget })) : [],
  };
}
