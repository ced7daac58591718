import * as v from 'valibot';
import { formatDuration } from '../src/units/format';
import { showRun, showRuns, showWhetherThereAreCurves, summaryText } from './page';
import { LiveCharts } from './power-chart';
import { halved } from './shared/buckets';
import { announceZoom, connectChartTools } from './shared/chart-tools';
import { connectToHost } from './shared/connect';
import type { DeviceView, FromView, RunView, ToView } from './protocol';
import { showSeriesTable } from './series-table';
import { canvasElement, element } from './shared/elements';
import { keptZoomSchema } from './shared/zoom';
import { registerControlsAfterPicture, registerControlsWithoutPicture } from './toolkit';

/** What a person has chosen on this page; the zoom is that of one run. */
const pageStateSchema = v.object({
  isTableOpen: v.boolean(),
  runId: v.nullable(v.string()),
  zoom: keptZoomSchema,
});
type PageState = v.InferOutput<typeof pageStateSchema>;

/** A mutable copy of the curves, for the charts and the table. */
interface Curves {
  seconds: number[];
  watts: (number | null)[][];
  joules: (number | null)[];
}

const announceEveryMs = 20_000;
/** Moments kept here; at the limit neighbours become one, so that a long run costs no more than a short one. */
const momentLimit = 4000;

const host = connectToHost<ToView, FromView, PageState>(pageStateSchema, {
  isTableOpen: false,
  runId: null,
  zoom: null,
});
const charts = new LiveCharts(canvasElement('chart'), canvasElement('energy-chart'), {
  keptZoom: host.pageState.zoom,
  onZoom: (zoom) => {
    host.keep({ zoom });
    announceZoom(charts.zoom, formatDuration);
  },
});
const seriesDetails = element('series');

let curves: Curves = { seconds: [], watts: [], joules: [] };
let devices: readonly DeviceView[] = [];
let selectedRun: RunView | null = null;
let announcedAt = 0;

function announce(run: RunView): void {
  const now = Date.now();
  const ended = selectedRun?.state === 'running' && run.state !== 'running';
  if (!ended && now - announcedAt < announceEveryMs) return;
  announcedAt = now;
  element('announcer').textContent = summaryText(run);
}

function showCurvesTable(): void {
  if (seriesDetails.hasAttribute('open')) showSeriesTable(devices, curves);
}

function addMoment(seconds: number, watts: readonly (number | null)[], joules: number | null): void {
  curves.seconds.push(seconds);
  curves.watts.forEach((curve, index) => curve.push(watts[index] ?? null));
  curves.joules.push(joules);
  if (curves.seconds.length <= momentLimit) return;
  const half = halved(curves.seconds, curves.watts, [curves.joules]);
  curves = { seconds: half.seconds, watts: half.curves, joules: half.lasting[0] ?? [] };
}

function showCharts(run: RunView | null): void {
  if (run === null) return;
  if (run.id !== host.pageState.runId) {
    charts.zoom.forget();
    host.keep({ runId: run.id, zoom: null });
  }
  charts.show({ devices, series: curves, outlook: run.outlook });
}

function receive(message: ToView): void {
  if (message.type === 'snapshot') {
    const { run, series } = message;
    devices = run?.devices ?? [];
    curves = {
      seconds: [...(series?.seconds ?? [])],
      watts: devices.map((_device, index) => [...(series?.watts[index] ?? [])]),
      joules: [...(series?.joules ?? [])],
    };
    showRuns(message.runs, run?.id ?? null);
    showRun(run);
    showWhetherThereAreCurves(curves);
    showCharts(run);
    if (run !== null) announce(run);
    selectedRun = run;
  } else {
    if (message.run.id !== selectedRun?.id) return;
    showRun(message.run);
    addMoment(message.seconds, message.watts, message.joules);
    if (element('curves').hidden) showWhetherThereAreCurves(curves);
    showCharts(message.run);
    announce(message.run);
    selectedRun = message.run;
  }
  showCurvesTable();
}

element('run-training').addEventListener('click', () => {
  host.post({ type: 'runTraining' });
});
element('show-report').addEventListener('click', () => {
  if (selectedRun !== null) host.post({ type: 'showReport', runId: selectedRun.id });
});
element('runs').addEventListener('change', (event) => {
  const value = (event.target as HTMLInputElement | null)?.value;
  if (value !== undefined && value !== selectedRun?.id) host.post({ type: 'selectRun', runId: value });
});
connectChartTools(charts.zoom, () => {
  host.savePicture(charts.picture());
});
element('export-data').addEventListener('click', () => {
  if (selectedRun !== null) host.post({ type: 'exportData', runId: selectedRun.id });
});
seriesDetails.toggleAttribute('open', host.pageState.isTableOpen);
seriesDetails.addEventListener('toggle', () => {
  host.keep({ isTableOpen: seriesDetails.hasAttribute('open') });
  showCurvesTable();
});

host.ready((message) => {
  receive(message);
  registerControlsAfterPicture();
});
registerControlsWithoutPicture();
