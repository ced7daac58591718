import { showRun, showRuns, summaryText } from './page';
import { LiveCharts } from './power-chart';
import { halved } from './shared/buckets';
import type { DeviceView, FromView, RunView, ToView } from './protocol';
import { showSeriesTable } from './series-table';
import { canvasElement, element } from './shared/elements';
import { zoomStep } from './shared/zoom-pan';
import { registerControls } from './toolkit';

interface VsCodeApi {
  postMessage(message: FromView): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** A mutable copy of the curves, for the charts and the table. */
interface Curves {
  seconds: number[];
  watts: (number | null)[][];
  joules: (number | null)[];
}

const announceEveryMs = 20_000;
/** Moments kept here; at the limit neighbours become one, so that a long run costs no more than a short one. */
const momentLimit = 4000;

registerControls();
const host = acquireVsCodeApi();
const charts = new LiveCharts(canvasElement('chart'), canvasElement('energy-chart'));
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
  if (run !== null) charts.show({ devices, series: curves, outlook: run.outlook });
}

window.addEventListener('message', (event: MessageEvent<ToView>) => {
  const message = event.data;
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
    showCharts(run);
    if (run !== null) announce(run);
    selectedRun = run;
  } else {
    if (message.run.id !== selectedRun?.id) return;
    showRun(message.run);
    addMoment(message.seconds, message.watts, message.joules);
    showCharts(message.run);
    announce(message.run);
    selectedRun = message.run;
  }
  showCurvesTable();
});

element('run-training').addEventListener('click', () => {
  host.postMessage({ type: 'runTraining' });
});
element('show-report').addEventListener('click', () => {
  if (selectedRun !== null) host.postMessage({ type: 'showReport', runId: selectedRun.id });
});
element('runs').addEventListener('change', (event) => {
  const value = (event.target as HTMLInputElement | null)?.value;
  if (value !== undefined && value !== selectedRun?.id) host.postMessage({ type: 'selectRun', runId: value });
});
element('zoom-in').addEventListener('click', () => {
  charts.zoom.zoom(zoomStep);
});
element('zoom-out').addEventListener('click', () => {
  charts.zoom.zoom(1 / zoomStep);
});
element('zoom-reset').addEventListener('click', () => {
  charts.zoom.reset();
});
element('save-picture').addEventListener('click', () => {
  if (selectedRun !== null)
    host.postMessage({ type: 'savePicture', runId: selectedRun.id, base64: charts.picture() });
});
element('export-data').addEventListener('click', () => {
  if (selectedRun !== null) host.postMessage({ type: 'exportData', runId: selectedRun.id });
});
seriesDetails.addEventListener('toggle', showCurvesTable);

host.postMessage({ type: 'ready' });
