import { showRun, showRuns, summaryText } from './page';
import { PowerChart } from './power-chart';
import type { DeviceView, FromView, RunView, ToView } from './protocol';
import { showSeriesTable } from './series-table';
import { element } from './shared/elements';
import { registerControls } from './toolkit';

interface VsCodeApi {
  postMessage(message: FromView): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** A mutable copy of the curves that the chart shows, for the table. */
interface Curves {
  seconds: number[];
  watts: (number | null)[][];
  joules: (number | null)[];
}

const announceEveryMs = 20_000;
/** Moments kept here; at the limit every second one is dropped, so that a long run costs no more than a short one. */
const momentLimit = 4000;

registerControls();
const host = acquireVsCodeApi();
const canvas = element('chart');
if (!(canvas instanceof HTMLCanvasElement)) throw new Error('#chart is not a canvas');
const chart = new PowerChart(canvas);
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
  if (curves.seconds.length <= momentLimit) {
    chart.add(seconds, watts, joules);
    return;
  }
  const everySecond = <Value>(values: readonly Value[]): Value[] =>
    values.filter((_value, index) => index % 2 === 1);
  curves = {
    seconds: everySecond(curves.seconds),
    watts: curves.watts.map(everySecond),
    joules: everySecond(curves.joules),
  };
  chart.show(devices, curves);
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
    chart.show(devices, curves);
    if (run !== null) announce(run);
    selectedRun = run;
  } else {
    if (message.run.id !== selectedRun?.id) return;
    showRun(message.run);
    addMoment(message.seconds, message.watts, message.joules);
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
seriesDetails.addEventListener('toggle', showCurvesTable);

host.postMessage({ type: 'ready' });
