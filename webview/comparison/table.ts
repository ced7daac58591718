import {
  formatCO2e,
  formatChange,
  formatCount,
  formatDuration,
  formatEnergy,
  formatIntensity,
  formatPower,
  unknownFigure,
} from '../../src/units/format';
import { visibleText } from '../../src/units/plain-text';
import { gramsCO2e, joules, type Range, watts } from '../../src/units/quantities';
import { columnHeads, element, make } from '../shared/elements';
import { rangeText } from '../shared/range-text';
import { stateText } from '../shared/run-state';
import { startText } from '../shared/start-text';
import { formatShortTime, formatTokenEnergy, unitsText, unitText } from '../shared/units';
import type { ViewText } from '../texts';
import { t } from '../translate';
import type { ComparedRun } from './protocol';

interface Figure {
  readonly text: string;
  /** For the change against the reference; null where it is not known, or no number. */
  readonly value: number | null;
  readonly range?: Range | null;
}

interface Row {
  readonly name: string;
  readonly figure: (run: ComparedRun) => Figure;
}

const unknown = (why: ViewText): Figure => ({ text: `${unknownFigure} (${t(why)})`, value: null });
const text = (shown: string): Figure => ({ text: shown === '' ? unknownFigure : shown, value: null });
const number = (value: number | null, format: (value: number) => string, why: ViewText): Figure =>
  value === null ? unknown(why) : { text: format(value), value };
const ranged = (figure: Range | null, format: (value: number) => string, why: ViewText): Figure =>
  figure === null ? unknown(why) : { text: rangeText(figure, format), value: figure.mid, range: figure };

const energy = (value: number): string => formatEnergy(joules(value));
const seconds = (value: number): string => formatShortTime(value, formatDuration);

function rowsOf(runs: readonly ComparedRun[]): Row[] {
  const units = new Set(runs.flatMap(({ unit }) => (unit === null ? [] : [unit])));
  const noEnergy = 'no device has answered';
  const noProgress = 'the run told no progress';
  return [
    { name: t('Energy'), figure: (run) => ranged(run.energyJoules, energy, noEnergy) },
    {
      name: 'CO2e',
      figure: (run) => ranged(run.co2eGrams, (value) => formatCO2e(gramsCO2e(value)), noEnergy),
    },
    {
      name: t('Duration'),
      figure: (run) => number(run.durationSeconds, formatDuration, 'how long it took is not known'),
    },
    {
      name: t('Mean power'),
      figure: (run) => number(run.meanWatts, (value) => formatPower(watts(value)), noEnergy),
    },
    // A row for each thing that is counted: steps are never held against epochs.
    ...[...units].flatMap((unit): Row[] => {
      const of = (run: ComparedRun, value: number | null): number | null =>
        run.unit === unit ? value : null;
      return [
        {
          name: t('Energy a {0}', unitText(unit)),
          figure: (run) => number(of(run, run.joulesPerUnit), energy, noProgress),
        },
        {
          name: t('Time a {0}', unitText(unit)),
          figure: (run) => number(of(run, run.secondsPerUnit), seconds, noProgress),
        },
      ];
    }),
    {
      name: t('Energy a token'),
      figure: (run) =>
        number(run.joulesPerToken, formatTokenEnergy, 'how many tokens it trained is not known'),
    },
    {
      name: t('Done'),
      figure: ({ done, unit }) =>
        done === null || unit === null
          ? unknown(noProgress)
          : text(`${formatCount(done)} ${unitsText(unit)}`),
    },
    {
      name: t('Net of the idle baseline'),
      figure: (run) => number(run.netJoules, energy, 'no idle baseline was measured'),
    },
    { name: t('Provenance of the energy'), figure: (run) => text(run.provenance) },
    { name: t('Hardware'), figure: (run) => text(visibleText(run.hardware)) },
    { name: t('Host'), figure: (run) => text(visibleText(run.host)) },
    {
      name: t('Intensity of the CO2e'),
      figure: (run) => ({
        text: `${formatIntensity(run.gramsPerKwh)}, ${visibleText(run.place)}`,
        value: run.gramsPerKwh,
      }),
    },
    { name: t('PUE'), figure: (run) => ({ text: String(run.pue), value: run.pue }) },
    { name: t('State'), figure: (run) => text(stateText(run)) },
    { name: t('Start'), figure: (run) => text(startText(run.startedAt)) },
    { name: t('Tags'), figure: (run) => text(run.tags.map(visibleText).join(', ')) },
  ];
}

/** A column a run; below each figure how far it lies from that of the reference. */
export function showDifferences(
  runs: readonly ComparedRun[],
  names: readonly string[],
  reference: string,
): void {
  const referred = runs.find(({ id }) => id === reference);
  const heads = columnHeads([
    t('Figure'),
    ...runs.map(({ id }, index) => {
      const name = names[index] ?? id;
      return id === reference ? t('{0} (reference)', name) : name;
    }),
  ]);
  element('differences-head').replaceChildren(heads);
  element('differences').replaceChildren(
    ...rowsOf(runs).map(({ name, figure }) => {
      const base = referred === undefined ? null : figure(referred);
      const cells = runs.map((run) => {
        const shown = figure(run);
        const cell = make('td', { text: shown.text });
        const change = run.id === reference || base === null ? '' : changeText(base, shown);
        if (change !== '') cell.append(make('span', { className: 'change', text: change }));
        return cell;
      });
      return make('tr', { children: [make('th', { text: name, attributes: { scope: 'row' } }), ...cells] });
    }),
  );
}

/** Empty where there are no two numbers. That the ranges overlap says that the order is not sure. */
function changeText(base: Figure, shown: Figure): string {
  if (base.value === null || shown.value === null || base.value <= 0) return '';
  const change = formatChange(shown.value / base.value);
  const [first, second] = [base.range ?? null, shown.range ?? null];
  const overlap =
    first !== null &&
    second !== null &&
    first.low <= second.high &&
    second.low <= first.high &&
    change !== '=';
  return overlap ? t('{0}, {1}', change, t('the ranges overlap')) : change;
}
