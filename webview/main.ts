import * as v from 'valibot';
import { formatDuration } from '../src/units/format';
import { showRun, showRuns, showSteps, showWhetherThereAreCurves, summaryText } from './page';
import { LiveCharts } from './power-chart';
import { announceZoom, connectChartTools } from './shared/chart-tools';
import { connectToHost } from './shared/connect';
import { momentsOf, noMoments, withMoments } from './shared/moments';
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

const announceEveryMs = 20_000;

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

let curves = noMoments();
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

function showCharts(run: RunView | null): void {
  if (run === null) return;
  if (run.id !== host.pageState.runId) {
    charts.zoom.forget();
    host.keep({ runId: run.id, zoom: null });
  }
  charts.show({ devices, series: curves, outlook: run.outlook, intensities: run.intensities });
}

function receive(message: ToView): void {
  if (message.type === 'snapshot') {
    const { run, series } = message;
    devices = run?.devices ?? [];
    curves = momentsOf(series, devices.length);
    showRuns(message.runs, run?.id ?? null);
    showRun(run);
    showSteps(run);
    showWhetherThereAreCurves(curves);
    showCharts(run);
    if (run !== null) announce(run);
    selectedRun = run;
  } else {
    if (selectedRun === null) return;
    const run = { ...selectedRun, ...message.changes };
    ({ devices } = run);
    showRun(run);
    showSteps(run);
    curves = withMoments(curves, message.moments);
    if (element('curves').hidden) showWhetherThereAreCurves(curves);
    showCharts(run);
    announce(run);
    selectedRun = run;
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
