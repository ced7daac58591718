import { equivalentsOf, type Equivalent } from '../../carbon/equivalents';
import { waterOf, type WaterUse } from '../../carbon/water';
import { formatLitres, unknownFigure } from '../../units/format';
import { gramsCO2e, joules } from '../../units/quantities';
import type { RunSummary } from '../summary';

/** What a report has only where it is asked for. */
export interface ReportOptions {
  readonly equivalents?: boolean | undefined;
  readonly water?: boolean | undefined;
  /** When the report is written, for the formats that carry it. */
  readonly writtenAt?: Date | undefined;
}

/** Of the operational emissions, and of the electricity with PUE. */
export function equivalentsOfRun({ co2eGrams, energyJoules, pue }: RunSummary): Equivalent[] {
  const { operational } = co2eGrams;
  const { gross } = energyJoules;
  return equivalentsOf(
    operational === null ? null : gramsCO2e(operational),
    gross === null ? null : joules(gross * pue),
  );
}

/** Null where the energy is not known. */
export const waterOfRun = ({ energyJoules, pue, place }: RunSummary): WaterUse | null =>
  energyJoules.gross === null ? null : waterOf(joules(energyJoules.gross), pue, place);

/** Rows of a report for people: none that was not asked for. */
export function extraRows(run: RunSummary, options: ReportOptions): [string, string][] {
  const water = options.water === true ? waterOfRun(run) : null;
  const equivalents = options.equivalents === true ? equivalentsOfRun(run) : [];
  return [
    ...(options.water === true ? ([['Water', waterText(water)]] satisfies [string, string][]) : []),
    ...(equivalents.length === 0
      ? []
      : ([
          [
            'Comes to about',
            equivalents.map(({ amount, unit }) => `${Number(amount.toPrecision(2))} ${unit}`).join(', or '),
          ],
        ] satisfies [string, string][])),
  ];
}

function waterText(water: WaterUse | null): string {
  if (water === null) return unknownFigure;
  const { totalLitres, onSiteLitres, electricityLitres } = water;
  const part = (litres: number | null, of: string): string =>
    `${of} ${litres === null ? 'not known' : formatLitres(litres)}`;
  return `${totalLitres === null ? unknownFigure : formatLitres(totalLitres)}, modelled: ${part(onSiteLitres, 'cooling')}, ${part(electricityLitres, 'making the electricity')}`;
}

/** Where the rows' figures come from. */
export const extraNotes = (run: RunSummary, options: ReportOptions): string[] => [
  ...(options.water === true ? (waterOfRun(run)?.notes ?? []) : []),
  ...(options.equivalents === true
    ? equivalentsOfRun(run).map(({ unit, source }) => `Equivalents, ${unit}: ${source}.`)
    : []),
];
