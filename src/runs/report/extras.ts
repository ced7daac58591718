import { equivalentsOf, type Equivalent } from '../../carbon/equivalents';
import { waterOf, type WaterUse } from '../../carbon/water';
import { formatLitres, formatSpan, unknownFigure } from '../../units/format';
import type { Range } from '../../units/quantities';
import { mapRange } from '../../units/range';
import type { RunSummary } from '../summary';

/** What a report has only where it is asked for. */
export interface ReportOptions {
  readonly equivalents?: boolean | undefined;
  readonly water?: boolean | undefined;
  /** When the report is written, for the formats that carry it. */
  readonly writtenAt?: Date | undefined;
}

/** What the operational emissions, and the electricity with PUE, are as much as. */
export function equivalentsOfRun({ co2eGrams, energyJoules, pue }: RunSummary): Equivalent[] {
  const { range } = energyJoules;
  return equivalentsOf(co2eGrams.range, range === null ? null : mapRange(range, (energy) => energy * pue));
}

/** Null where the energy is not known. */
export const waterOfRun = ({ energyJoules, pue, place }: RunSummary): WaterUse | null =>
  energyJoules.range === null ? null : waterOf(energyJoules.range, pue, place);

/** Rows of a report for people: none that was not asked for. */
export function extraRows(run: RunSummary, options: ReportOptions): [string, string][] {
  const water = options.water === true ? waterOfRun(run) : null;
  const equivalents = options.equivalents === true ? equivalentsOfRun(run) : [];
  return [
    ...(options.water === true ? ([['Water', waterText(water)]] satisfies [string, string][]) : []),
    ...(equivalents.length === 0
      ? []
      : ([['Comes to about', equivalents.map(equivalentText).join(', or ')]] satisfies [string, string][])),
  ];
}

const twoDigits = (amount: number): string => String(Number(amount.toPrecision(2)));

/** "1.2 (0.8 to 1.9) km by car". */
const equivalentText = ({ range: { low, mid, high }, unit }: Equivalent): string =>
  `${twoDigits(mid)} (${twoDigits(low)} to ${twoDigits(high)}) ${unit}`;

/** "1.2 L (0.8 to 1.9 L)". */
const litresText = (range: Range): string =>
  range.low === range.high
    ? formatLitres(range.mid)
    : `${formatLitres(range.mid)} (${formatSpan(range, formatLitres)})`;

function waterText(water: WaterUse | null): string {
  if (water === null) return unknownFigure;
  const { totalRange, onSiteRange, electricityRange } = water;
  const part = (litres: Range | null, of: string): string =>
    `${of} ${litres === null ? 'not known' : litresText(litres)}`;
  return `${totalRange === null ? unknownFigure : litresText(totalRange)}, modelled: ${part(onSiteRange, 'cooling')}, ${part(electricityRange, 'making the electricity')}`;
}

/** Where the rows' figures come from. */
export const extraNotes = (run: RunSummary, options: ReportOptions): string[] => [
  ...(options.water === true ? (waterOfRun(run)?.notes ?? []) : []),
  ...(options.equivalents === true
    ? equivalentsOfRun(run).map(({ unit, source }) => `Equivalents, ${unit}: ${source}.`)
    : []),
];
