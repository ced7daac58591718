import * as v from 'valibot';
import { formatCO2e, formatDuration, formatIntensity, formatPower } from '../../src/units/format';
import { visibleText } from '../../src/units/plain-text';
import { gramsCO2e, watts } from '../../src/units/quantities';
import { showRun, showWhetherThereAreCurves, summaryText } from '../page';
import { alignPlots } from '../shared/aligned-plots';
import { bucketed } from '../shared/buckets';
import { announceZoom, connectChartTools, showZoom } from '../shared/chart-tools';
import { connectToHost } from '../shared/connect';
import type { CurvePoint } from '../shared/curve';
import { dashOf } from '../shared/dashes';
import { deviceLooks } from '../shared/device-label';
import { canvasElement, element, make, setText } from '../shared/elements';
import { energyPicture, lastSecond } from '../shared/energy-picture';
import { pageFrames } from '../shared/frames';
import { LivePace } from '../shared/live-pace';
import { momentsOf, noMoments, withMoments } from '../shared/moments';
import { pictureOf } from '../shared/picture';
import { startText } from '../shared/start-text';
import { timeAxis, TimeChart } from '../shared/time-chart';
import { formatWattHours, toWattHours } from '../shared/watt-hours';
import { keptZoomSchema } from '../shared/zoom';
import { ZoomPan } from '../shared/zoom-pan';
import { backgroundOf } from '../theme';
import { registerControlsAfterPicture, registerControlsWithoutPicture } from '../toolkit';
import { t } from '../translate';
import { cumulativeGrams, intensitySteps } from './co2e';
import { showCurvesTable, showFacts, showPredicted, showProgress } from './figures';
import type { FromRun, RunDetails, ToRun } from './protocol';

const announceEveryMs = 20_000;
/** As many as the width of the chart can show, of a run that is over; one that lives is drawn ten times a second. */
const stackedMoments = { live: 200, over: 500 } as const;

const pageStateSchema = v.object({ isTableOpen: v.boolean(), zoom: v.optional(keptZoomSchema, null) });
type PageState = v.InferOutput<typeof pageStateSchema>;
const host = connectToHost<ToRun, FromRun, PageState>(pageStateSchema, { isTableOpen: false, zoom: null });

const powerChart = new TimeChart(canvasElement('power-chart'), {
  axes: [{ id: 'power', position: 'left', format: (value) => formatPower(watts(value)) }],
  x: timeAxis,
  isStacked: true,
});
const energyChart = new TimeChart(canvasElement('energy-chart'), {
  axes: [
    { id: 'energy', position: 'left', format: formatWattHours },
    { id: 'co2e', position: 'right', format: (value) => formatCO2e(gramsCO2e(value)) },
  ],
  x: timeAxis,
});
const intensityChart = new TimeChart(canvasElement('intensity-chart'), {
  axes: [{ id: 'intensity', position: 'left', format: (value) => formatIntensity(value) }],
  x: timeAxis,
});

const charts = [powerChart, energyChart, intensityChart];
const zoom = new ZoomPan(
  charts,
  () => {
    host.keep({ zoom: zoom.kept });
    announceZoom(zoom, formatDuration);
    draw();
  },
  host.pageState.zoom,
);
connectChartTools(zoom, () => {
  const canvases = charts.map(({ canvas }) => canvas);
  host.savePicture(pictureOf(canvases, backgroundOf('editor')));
});

let shown: RunDetails | null = null;
let curves = noMoments();
let announcedAt = 0;
const pace = new LivePace(() => ({ shown: zoom.window, plot: powerChart.plot() }), draw, pageFrames);

/** `changes` are those of the figures since they were shown last; all of them at first. */
function showDetails(run: RunDetails, changes: Partial<RunDetails>): void {
  const name = visibleText(run.givenLabel ?? run.command);
  showRun({ ...run, label: name });
  setText('started', t('started {0}', startText(run.startedAt)));
  if (changes.tags !== undefined) {
    const tags = changes.tags.map((tag) =>
      make('span', { className: 'tag', children: [make('span', { text: visibleText(tag) })] }),
    );
    element('tags').replaceChildren(...tags);
  }
  showProgress(run);
  showPredicted(run.predicted);
  showFacts(run);
  const now = Date.now();
  if ((shown?.state === run.state && now - announcedAt < announceEveryMs) || shown === null) return;
  announcedAt = now;
  setText('announcer', summaryText(run));
}

/** Where the page is wide they stand beside one another, and each has its whole width. */
function alignCharts(): void {
  const lefts = charts
    .filter((chart) => chart.margins() !== null)
    .map(({ canvas }) => Math.round(canvas.getBoundingClientRect().left));
  if (new Set(lefts).size <= 1) alignPlots(charts);
  else for (const chart of charts) chart.widenMargins({ left: 0, right: 0 });
}
// A run that is over is not drawn again by itself.
window.addEventListener('resize', () => requestAnimationFrame(alignCharts));

/** The sum so far and the intensity move slowly: `withSlow`. */
function draw(withSlow = true): void {
  if (shown === null) return;
  pace.drawn(withSlow);
  const { devices, carbon, outlook } = shown;
  const { seconds } = curves;
  const end = seconds.at(-1) ?? 0;
  zoom.setWhole({ from: 0, to: lastSecond(curves, outlook) }, end);
  showZoom(zoom, formatDuration);
  const { window } = zoom;
  // What another device includes is not laid on top of it a second time.
  const counted = devices.flatMap(({ counted: isCounted }, index) => (isCounted ? [index] : []));
  const stacked = bucketed(
    { seconds, curves: counted.map((index) => curves.watts[index] ?? []) },
    window,
    stackedMoments[shown.state === 'running' ? 'live' : 'over'],
  );
  powerChart.show(
    deviceLooks(counted.map((index) => ({ name: devices[index]?.name ?? '' }))).map((look, index) => ({
      ...look,
      axis: 'power',
      points: stacked.seconds.map((x, moment) => ({ x, y: stacked.curves[index]?.[moment] ?? null })),
    })),
    window,
  );
  if (!withSlow) return;
  const grams = cumulativeGrams(curves, carbon);
  const curveOf = (value: (moment: number) => number | null): CurvePoint[] =>
    seconds.map((x, moment) => ({ x, y: value(moment) }));
  const energy = energyPicture(
    curves,
    outlook,
    {
      energy: curveOf((moment) => {
        const known = curves.joules[moment] ?? null;
        return known === null ? null : toWattHours(known);
      }),
      grams:
        carbon.kind === 'average' && carbon.points.length > 0
          ? curveOf((moment) => grams[moment] ?? null)
          : null,
    },
    t,
  );
  energyChart.show(energy.curves, window, { highest: energy.highest });
  const steps = intensitySteps(carbon.points, end);
  element('intensity-chart-section').hidden = steps.length === 0;
  if (steps.length > 0)
    intensityChart.show(
      [
        {
          label: t(
            carbon.kind === 'marginal' ? 'Marginal intensity, {0} (not in the CO2e)' : 'Intensity, {0}',
            carbon.provider,
          ),
          axis: 'intensity',
          colour: 3,
          points: steps,
        },
        {
          label: t('Intensity, {0} (yearly mean)', carbon.place),
          axis: 'intensity',
          colour: 'text',
          dash: dashOf(1),
          points: [0, end].map((x) => ({ x, y: carbon.gramsPerKwh })),
        },
      ],
      window,
    );
  // After the charts, which are drawn with the next frame.
  requestAnimationFrame(alignCharts);
  if (element('series').hasAttribute('open')) showCurvesTable(shown, curves, grams);
}

for (const [id, type] of [
  ['show-report', 'showReport'],
  ['export', 'exportRun'],
  ['compare', 'compare'],
  ['open-history', 'openHistory'],
] as const)
  element(id).addEventListener('click', () => {
    host.post({ type });
  });
element('series').toggleAttribute('open', host.pageState.isTableOpen);
element('series').addEventListener('toggle', () => {
  host.keep({ isTableOpen: element('series').hasAttribute('open') });
  draw();
});

host.ready((message) => {
  switch (message.type) {
    case 'missing':
      setText('empty', message.reason);
      element('empty').hidden = false;
      element('run').hidden = true;
      return;
    case 'snapshot': {
      const { run, series } = message;
      curves = momentsOf(series, run.devices.length);
      showDetails(run, run);
      showWhetherThereAreCurves(curves);
      shown = run;
      draw();
      registerControlsAfterPicture();
      return;
    }
    case 'update': {
      if (shown === null) return;
      const { changes, moments } = message;
      const run = { ...shown, ...changes };
      curves = withMoments(curves, moments);
      showDetails(run, changes);
      if (element('curves').hidden) showWhetherThereAreCurves(curves);
      const hasEnded = run.state !== shown.state;
      shown = run;
      // What a run came to is there at once.
      if (hasEnded) draw();
      else pace.drawSoon();
    }
  }
});
registerControlsWithoutPicture();
