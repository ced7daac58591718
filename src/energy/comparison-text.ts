import { originTexts } from '../carbon/origin-texts';
import {
  formatCO2e,
  formatCount,
  formatDuration,
  formatIntensity,
  formatKilowattHours,
  unknownFigure,
} from '../units/format';
import { inEnglish, message, said, withoutRepeats, type Message } from '../units/message';
import { escapeMarkdown, markdownTable } from '../units/plain-text';
import { type Range, kilogramsCO2e, kilowattHours, toGrams } from '../units/quantities';
import { spanMessage } from '../units/range-text';
import type { Comparison } from './compare';

type Translate = (message: Message) => string;

const head: readonly Message[] = [
  said`Hardware`,
  said`Place`,
  said`Time`,
  said`Energy`,
  said`CO2e of the electricity`,
  said`CO2e of making the hardware`,
  said`CO2e in all`,
  said`Against the least`,
];

/** "1.2 kWh (0.8 to 1.9 kWh)". */
const ranged = (range: Range, format: (value: number) => string): Message =>
  message('{0} ({1})', format(range.mid), spanMessage(range, format));

const mass = (range: Range): Message =>
  ranged(range, (kilograms) => formatCO2e(toGrams(kilogramsCO2e(kilograms))));

const hardwareText = ({ hardware, gpus, dtype }: Comparison): string =>
  gpus === null ? hardware : `${gpus} x ${hardware}, ${dtype ?? ''}`;

const scopeText = ({ scope }: Comparison): Message | string =>
  scope === null ? '' : originTexts.read(scope);

const placeText = (row: Comparison): Message | string =>
  row.gramsPerKwh === null
    ? (row.region ?? unknownFigure)
    : said`${row.region ?? ''}, ${formatIntensity(row.gramsPerKwh)} ${scopeText(row)}, PUE ${row.pue ?? ''}`;

/** Whether values of the life cycle stand beside such of direct emissions. */
const isMixed = (compared: readonly Comparison[]): boolean =>
  new Set(compared.flatMap(({ scope }) => (scope === null ? [] : [scope]))).size > 1;

/** The head of the table, and a row for each candidate; a dash where there is no figure. */
export function comparisonRows(
  compared: readonly Comparison[],
  translate: Translate = inEnglish,
): readonly (readonly string[])[] {
  return [
    head.map(translate),
    ...compared.map((row): readonly string[] => {
      const { figures, fits } = row;
      const place = placeText(row);
      const name = [hardwareText(row), typeof place === 'string' ? place : translate(place)];
      if (figures === null) {
        const why = fits === false ? said`does not fit` : said`no estimate`;
        return [...name, translate(why), ...head.slice(3).map(() => unknownFigure)];
      }
      return [
        ...name,
        ...[
          ranged(figures.hours, (hours) => formatDuration(3600 * hours)),
          ranged(figures.energyKwh, (energy) => formatKilowattHours(kilowattHours(energy))),
          mass(figures.operationalCo2eKg),
          mass(figures.embodiedCo2eKg),
          mass(figures.totalCo2eKg),
        ].map(translate),
        figures.timesLeast === null
          ? unknownFigure
          : translate(timesText(row, Number(figures.timesLeast.toPrecision(3)), isMixed(compared))),
      ];
    }),
  ];
}

const timesText = (row: Comparison, times: number, isOfScope: boolean): Message =>
  isOfScope ? said`${times} x (${scopeText(row)})` : said`${times} x`;

const mixedNote = said`Life-cycle intensities count the building of plants and the bringing of fuel, direct ones do not: a place of the one kind is not ranked against one of the other. For the life cycle, name the country or grid that a region lies in (wattlens regions tells it).`;

/** What must be known to read the table: what is modelled, where each intensity comes from, and why a row has no figures. */
export function comparisonNotes(compared: readonly Comparison[]): readonly Message[] {
  const tokens = compared.find((row) => row.tokens !== null)?.tokens ?? null;
  const places = compared.flatMap(({ region, regionName, gramsPerKwh, intensityFrom }) =>
    region === null || gramsPerKwh === null
      ? []
      : [
          said`${region} (${regionName ?? ''}): ${formatIntensity(gramsPerKwh, 'gCO2e/kWh')}, ${intensityFrom ?? ''}.`,
        ],
  );
  const problems = compared.flatMap((row) => {
    if (row.problem === null) return [];
    const hardware = hardwareText(row);
    return [
      row.fits === null
        ? message('{0}, {1}: {2}', hardware, placeText(row), row.problem)
        : message('{0}: {1}', hardware, row.problem),
    ];
  });
  return [
    tokens === null
      ? said`Modelled: the middle, and what it lies between. PUE is in the energy.`
      : said`Modelled, for training on ${formatCount(tokens)} tokens: the middle, and what it lies between. PUE is in the energy.`,
    ...withoutRepeats(problems),
    ...(isMixed(compared) ? [mixedNote] : []),
    ...withoutRepeats(places),
  ];
}

/** The comparison as a Markdown table, with its notes. */
export function comparisonMarkdown(
  compared: readonly Comparison[],
  translate: Translate = inEnglish,
): string {
  return [
    ...markdownTable(comparisonRows(compared, translate)),
    '',
    ...comparisonNotes(compared).map((note) => `- ${escapeMarkdown(translate(note))}`),
  ].join('\n');
}
