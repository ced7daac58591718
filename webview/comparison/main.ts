import * as v from 'valibot';
import {
  formatCO2e,
  formatCount,
  formatDuration,
  formatEnergy,
  formatKnown,
  formatPower,
} from '../../src/units/format';
import { visibleText } from '../../src/units/plain-text';
import { gramsCO2e, joules, watts } from '../../src/units/quantities';
import { announceZoom, connectChartTools, showZoom } from '../shared/chart-tools';
import { connectToHost } from '../shared/connect';
import { offer } from '../shared/dropdown';
import { dashOf } from '../shared/dashes';
import { canvasElement, columnHeads, control, element, make, setText, tableRow } from '../shared/elements';
import { pictureOf } from '../shared/picture';
import { type HorizontalAxis, timeAxis, TimeChart } from '../shared/time-chart';
import { unitText } from '../shared/units';
import { formatWattHours, toWattHours } from '../shared/watt-hours';
import { keptZoomSchema } from '../shared/zoom';
import { ZoomPan } from '../shared/zoom-pan';
import { backgroundOf } from '../theme';
import { registerControls } from '../toolkit';
import { t } from '../translate';
import {
  curveOf,
  obstacleToProgress,
  valueAt,
  type Alignment,
  type MeasuredPoint,
  type Measure,
} from './curves';
import type { ComparedRun, FromComparison, ToComparison } from './protocol';
import { showDifferences } from './table';

const choiceSchema = v.object({
  alignment: v.picklist(['time', 'progress']),
  measure: v.picklist(['energy', 'power', 'co2e']),
  /** The id of a run; null is the first one. */
  reference: v.nullable(v.string()),
  isTableOpen: v.boolean(),
  zoom: v.optional(keptZoomSchema, null),
});
type Choice = v.InferOutput<typeof choiceSchema>;

const tableRows = 24;
/** A second, or a step. */
const shortestAxis = 1;

const host = connectToHost<ToComparison, FromComparison, Choice>(choiceSchema, {
  alignment: 'time',
  measure: 'energy',
  reference: null,
  isTableOpen: false,
  zoom: null,
});
let runs: readonly ComparedRun[] = [];
let names: readonly string[] = [];

/** How values of the chart's axis are written. */
const axisFormats: Readonly<Record<Measure, (value: number) => string>> = {
  energy: formatWattHours,
  power: (value) => formatPower(watts(value)),
  co2e: (value) => formatCO2e(gramsCO2e(value)),
};
const chart = new TimeChart(canvasElement('chart'), {
  axes: [{ id: 'value', position: 'left', format: (value) => axisFormats[host.pageState.measure](value) }],
  x: timeAxis,
});

const zoom = new ZoomPan(
  [chart],
  () => {
    choose({ zoom: zoom.kept });
    announceZoom(zoom, axisOf(alignmentNow()).format);
  },
  host.pageState.zoom,
);
connectChartTools(zoom, () => {
  host.savePicture(pictureOf([chart.canvas], backgroundOf('editor')));
});

function choose(change: Partial<Choice>): void {
  host.keep(change);
  show();
}

/** Runs of one name are told apart by their number. */
const namesOf = (all: readonly ComparedRun[]): string[] =>
  all.map(({ name }, index) => {
    const same = all.filter((run) => run.name === name);
    const shown = visibleText(name);
    return same.length === 1 ? shown : `${shown} (${index + 1})`;
  });

const alignmentNow = (): Alignment => (obstacleToProgress(runs) === null ? host.pageState.alignment : 'time');

/** Steps are told to the last digit: a stretch of them can be short. */
const wholeNumber = new Intl.NumberFormat('en-US', {
  maximumFractionDigits: 0,
});
const axisOf = (alignment: Alignment): HorizontalAxis =>
  alignment === 'time'
    ? timeAxis
    : { format: zoom.isWhole ? formatCount : (count) => wholeNumber.format(count) };

function show(): void {
  const obstacle = obstacleToProgress(runs);
  const unit = runs[0]?.unit ?? 'step';
  const alignment = alignmentNow();
  const reference = runs.find(({ id }) => id === host.pageState.reference)?.id ?? runs[0]?.id ?? '';
  element('comparison').hidden = runs.length === 0;
  setText(
    'obstacle',
    obstacle === null
      ? ''
      : obstacle.kind === 'different'
        ? t('By progress: the runs count different things.')
        : t('By progress: {0} told none.', names[runs.indexOf(obstacle.run)] ?? ''),
  );
  offer(control('alignment'), alignment, [
    ['time', t('Align by {0}', t('time'))],
    ...(obstacle === null ? [['progress', t('Align by {0}', unitText(unit))] as const] : []),
  ]);
  offer(control('measure'), host.pageState.measure, [
    ['energy', t('Energy')],
    ['power', t('Power')],
    ['co2e', 'CO2e'],
  ]);
  offer(
    control('reference'),
    reference,
    runs.map(({ id }, index) => [id, names[index] ?? id]),
  );
  showChart(alignment);
  showDifferences(runs, names, reference);
  if (host.pageState.isTableOpen) showCurvesTable(alignment);
}

function showChart(alignment: Alignment): void {
  const { measure } = host.pageState;
  const title =
    measure === 'power'
      ? t('Power of each run')
      : t('{0} so far of each run', measure === 'energy' ? t('Energy') : 'CO2e');
  setText('chart-title', title);
  const curves = runs.map((run) => curveOf(run, measure, alignment));
  zoom.setWhole({ from: 0, to: Math.max(endOf(curves), shortestAxis) });
  chart.show(
    curves.map((points, index) => ({
      label: names[index] ?? '',
      axis: 'value',
      colour: index,
      dash: dashOf(index),
      points: points.map(({ x, y }) => ({ x, y: measure === 'energy' && y !== null ? toWattHours(y) : y })),
    })),
    zoom.window,
    { x: axisOf(alignment) },
  );
  showZoom(zoom, axisOf(alignment).format);
}

const tableFormats: Readonly<Record<Measure, (value: number) => string>> = {
  energy: (value) => formatEnergy(joules(value)),
  power: axisFormats.power,
  co2e: axisFormats.co2e,
};

const endOf = (curves: readonly (readonly MeasuredPoint[])[]): number =>
  Math.max(0, ...curves.map((points) => points.at(-1)?.x ?? 0));

/** The chart as a table: the same moments of all runs. */
function showCurvesTable(alignment: Alignment): void {
  const { measure } = host.pageState;
  const curves = runs.map((run) => curveOf(run, measure, alignment));
  const end = endOf(curves);
  const unit = runs[0]?.unit ?? '';
  element('series-head').replaceChildren(
    columnHeads([alignment === 'time' ? t('Time') : unitText(unit), ...names]),
  );
  element('series-body').replaceChildren(
    ...Array.from({ length: tableRows }, (_value, row) => {
      const x = (end * (row + 1)) / tableRows;
      return tableRow([
        alignment === 'time' ? formatDuration(x) : formatCount(x),
        ...curves.map((points) => formatKnown(valueAt(points, x), tableFormats[measure])),
      ]);
    }),
  );
}

element('alignment').addEventListener('change', () => {
  const alignment = v.safeParse(choiceSchema.entries.alignment, control('alignment').value);
  if (!alignment.success || alignment.output === host.pageState.alignment) return;
  // A stretch of time is none of progress.
  zoom.forget();
  choose({ alignment: alignment.output, zoom: null });
});
element('measure').addEventListener('change', () => {
  const measure = v.safeParse(choiceSchema.entries.measure, control('measure').value);
  if (measure.success && measure.output !== host.pageState.measure) choose({ measure: measure.output });
});
element('reference').addEventListener('change', () => {
  const { value } = control('reference');
  if (runs.some(({ id }) => id === value) && value !== host.pageState.reference) choose({ reference: value });
});
element('series').toggleAttribute('open', host.pageState.isTableOpen);
element('series').addEventListener('toggle', () => {
  choose({ isTableOpen: element('series').hasAttribute('open') });
});
element('change-runs').addEventListener('click', () => {
  host.post({ type: 'changeRuns' });
});
element('open-runs').addEventListener('click', (event) => {
  const runId = (event.target as HTMLElement).dataset['run'];
  if (runId !== undefined) host.post({ type: 'openRun', runId });
});

host.ready((message) => {
  ({ runs } = message);
  names = namesOf(runs);
  element('missing').hidden = message.missing.length === 0;
  setText(
    'missing',
    t('These runs are not in the runs folder any more: {0}', message.missing.map(visibleText).join(', ')),
  );
  element('open-runs').replaceChildren(
    ...runs.map(({ id }, index) =>
      make('button', {
        className: 'link',
        text: names[index] ?? id,
        attributes: { 'data-run': id, dir: 'auto', 'aria-label': t('Open {0}', names[index] ?? id) },
      }),
    ),
  );
  show();
});
// While the host reads the runs.
registerControls();
