import {
  formatCO2e,
  formatCount,
  formatDuration,
  formatKilowattHours,
  formatSpan,
  unknownFigure,
} from '../units/format';
import { escapeMarkdown, markdownTable } from '../units/plain-text';
import { type Range, kilogramsCO2e, kilowattHours, toGrams } from '../units/quantities';
import type { Comparison } from './compare';

const head = [
  'Hardware',
  'Place',
  'Time',
  'Energy',
  'CO2e of the electricity',
  'CO2e of making the hardware',
  'CO2e in all',
  'Against the least',
] as const;

/** "1.2 kWh (0.8 to 1.9 kWh)". */
const ranged = (range: Range, format: (value: number) => string): string =>
  `${format(range.mid)} (${formatSpan(range, format)})`;

const mass = (range: Range): string =>
  ranged(range, (kilograms) => formatCO2e(toGrams(kilogramsCO2e(kilograms))));

const hardwareText = ({ hardware, gpus, dtype }: Comparison): string =>
  gpus === null ? hardware : `${gpus} x ${hardware}, ${dtype ?? ''}`;

const placeText = ({ region, gramsPerKwh, scope, pue }: Comparison): string =>
  gramsPerKwh === null
    ? (region ?? unknownFigure)
    : `${region ?? ''}, ${gramsPerKwh} g/kWh ${scope ?? ''}, PUE ${pue ?? ''}`;

/** Whether values of the life cycle stand beside such of direct emissions. */
const isMixed = (compared: readonly Comparison[]): boolean =>
  new Set(compared.flatMap(({ scope }) => (scope === null ? [] : [scope]))).size > 1;

/** The head of the table, and a row for each candidate; a dash where there is no figure. */
export function comparisonRows(compared: readonly Comparison[]): readonly (readonly string[])[] {
  return [
    head,
    ...compared.map((row): readonly string[] => {
      const { figures, fits } = row;
      const name = [hardwareText(row), placeText(row)];
      if (figures === null) {
        const why = fits === false ? 'does not fit' : 'no estimate';
        return [...name, why, ...head.slice(3).map(() => unknownFigure)];
      }
      return [
        ...name,
        ranged(figures.hours, (hours) => formatDuration(3600 * hours)),
        ranged(figures.energyKwh, (energy) => formatKilowattHours(kilowattHours(energy))),
        mass(figures.operationalCo2eKg),
        mass(figures.embodiedCo2eKg),
        mass(figures.totalCo2eKg),
        figures.timesLeast === null
          ? unknownFigure
          : `${Number(figures.timesLeast.toPrecision(3))} x${isMixed(compared) ? ` of ${row.scope ?? ''}` : ''}`,
      ];
    }),
  ];
}

const mixedNote =
  'Life-cycle intensities count the building of plants and the bringing of fuel, direct ones do not: a place of the one kind is not ranked against one of the other. For the life cycle, name the country or grid that a region lies in (wattlens regions tells it).';

/** What must be known to read the table: what is modelled, where each intensity comes from, and why a row has no figures. */
export function comparisonNotes(compared: readonly Comparison[]): readonly string[] {
  const tokens = compared.find((row) => row.tokens !== null)?.tokens ?? null;
  const places = compared.flatMap(({ region, regionName, gramsPerKwh, intensityFrom }) =>
    region === null || gramsPerKwh === null
      ? []
      : [`${region} (${regionName ?? ''}): ${gramsPerKwh} gCO2e/kWh, ${intensityFrom ?? ''}.`],
  );
  const problems = compared.flatMap((row) =>
    row.problem === null
      ? []
      : [`${hardwareText(row)}${row.fits === null ? `, ${placeText(row)}` : ''}: ${row.problem}`],
  );
  return [
    `Modelled${tokens === null ? '' : `, for training on ${formatCount(tokens)} tokens`}: the middle, and what it lies between. PUE is in the energy.`,
    ...new Set(problems),
    ...(isMixed(compared) ? [mixedNote] : []),
    ...new Set(places),
  ];
}

/** The comparison as a Markdown table, with its notes. */
export function comparisonMarkdown(compared: readonly Comparison[]): string {
  return [
    ...markdownTable(comparisonRows(compared)),
    '',
    ...comparisonNotes(compared).map((note) => `- ${escapeMarkdown(note)}`),
  ].join('\n');
}
