// `npm run bench:panel`: what the panel's pages cost in the browser, as they are built. Prints each figure with its target;
// exits with 1 where one is missed.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import type { RunDetails, ToRun } from '../webview/run/protocol';
import type { DeviceView, RunUpdate, RunView, SeriesView, ToView } from '../webview/protocol';
import { modelCostsOf } from '../src/editor/model-cost';
import { valueHints } from '../src/editor/hints/value-hints';
import { modelView } from '../src/editor/model-panel/model-view';
import { noChanges } from '../webview/model/protocol';
import { PowerSeries } from '../src/runs/series';
import { unsetEstimate } from '../test/unit/editor/unset-estimate';
import { collectRubbish, measured, openPage, post, servePages, type OpenedPage } from './bench/panel-pages';
import { launchBrowser } from './host/browser.mjs';
import { ensureBrowser } from './setup/browser.mjs';

const deviceCount = 8;
const targets = { openMs: 500, coreShare: 0.1, grownMegabytes: 2 };
const openingRounds = 7;
const liveSeconds = 15;
const daySeconds = 86_400;

const wattsAt = (device: number, second: number): number =>
  300 + 40 * device + 80 * Math.sin(second / (40 + device)) + (second % 3) * 5;
const devices = (second: number): readonly DeviceView[] =>
  Array.from({ length: deviceCount }, (_value, index) => ({
    id: `gpu${index}`,
    name: `NVIDIA H100 80GB HBM3 (${index})`,
    source: 'NVML',
    provenance: 'measured',
    counted: true,
    watts: wattsAt(index, second),
    joules: 300 * second,
  }));

const joulesAt = (second: number): number => 3600 * second;
function runAt(second: number): RunView {
  const figure = (value: number): RunView['energyJoules'] => ({
    low: 0.97 * value,
    mid: value,
    high: 1.03 * value,
  });
  return {
    id: '20260101T000000-bench',
    label: 'pretraining',
    command: 'torchrun train.py',
    fullCommand: 'torchrun train.py',
    state: 'running',
    startedAt: '2026-01-01T00:00:00Z',
    durationSeconds: second,
    exitCode: null,
    devices: devices(second),
    watts: 3600,
    energyJoules: figure(joulesAt(second)),
    netJoules: null,
    shareRemark: '',
    partRemark: '',
    progress: null,
    co2eGrams: figure(joulesAt(second) / 1e5),
    provenance: 'measured',
    carbonBasis: 'SE, 36 g/kWh',
    notes: [],
    outlook: {
      forecastJoules: figure(2 * joulesAt(second)),
      forecastSeconds: figure(2 * second),
      budgetJoules: 3 * joulesAt(second),
      gramsPerJoule: 1e-5,
      soFarJoules: null,
    },
    intensities: Array.from({ length: 24 }, (_value, hour) => ({
      from: hour * 3600,
      to: (hour + 1) * 3600,
      gramsPerKwh: 30 + hour,
    })),
  };
}

/** The curves as the host keeps them of a run of so many days, a reading every ten seconds. */
function seriesOf(days: number): SeriesView {
  const series = new PowerSeries(deviceCount);
  for (let second = 10; second <= days * daySeconds; second += 10)
    series.push(
      second,
      Array.from({ length: deviceCount }, (_value, index) => wattsAt(index, second)),
      joulesAt(second),
    );
  return { seconds: series.seconds, watts: series.watts, joules: series.joules };
}

const snapshotOf = (days: number): ToView => {
  const run = runAt(days * daySeconds);
  return {
    type: 'snapshot',
    runs: [{ id: run.id, label: run.label, state: 'running' }],
    run,
    series: seriesOf(days),
  };
};
/** The same in the panel of a run. */
const runSnapshotOf = (days: number): ToRun => {
  const run = runAt(days * daySeconds);
  const details: RunDetails = {
    ...run,
    givenLabel: 'pretraining',
    folder: '/home/someone/model',
    host: 'node-7',
    hardware: '8 × NVIDIA H100 80GB HBM3',
    tags: ['paper'],
    embodiedGrams: null,
    shareJoules: null,
    progress: null,
    predicted: null,
    carbon: {
      points: run.intensities.map((point) => ({ ...point, isEstimated: false })),
      provider: 'Energy-Charts',
      kind: 'average',
      gramsPerKwh: 36,
      place: 'SE',
      pue: 1.2,
    },
  };
  return { type: 'snapshot', run: details, series: seriesOf(days) };
};
/** What the host posts after a reading: the figures that it has changed, and the moment. */
function updateAt(second: number): RunUpdate<RunView> {
  const { durationSeconds, devices: now, energyJoules, co2eGrams, outlook } = runAt(second);
  return {
    type: 'update',
    changes: { durationSeconds, devices: now, energyJoules, co2eGrams, outlook },
    moments: {
      seconds: [second],
      watts: now.map(({ watts }) => [watts]),
      joules: [joulesAt(second)],
    },
  };
}

/** Runs in the page: six hundred messages, each of its own moment, as the host would post them. */
function minuteOfUpdates({
  update,
  from,
}: {
  readonly update: RunUpdate<RunView>;
  readonly from: number;
}): void {
  const { changes, moments } = update;
  for (let tenth = 1; tenth <= 600; tenth += 1) {
    const seconds = from + tenth / 10;
    const now = moments.watts.map(([value], index) => (value ?? 0) + 20 * Math.sin(seconds / (5 + index)));
    const data = {
      ...update,
      changes: {
        ...changes,
        durationSeconds: seconds,
        devices: changes.devices?.map((device, index) => ({
          ...device,
          watts: now[index],
          joules: 300 * seconds,
        })),
      },
      moments: { seconds: [seconds], watts: now.map((value) => [value]), joules: [3600 * seconds] },
    };
    (globalThis as unknown as { dispatchEvent(event: unknown): void }).dispatchEvent(
      new MessageEvent('message', { data }),
    );
  }
}

const frame = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
const megabytes = (bytes: number): number => bytes / 1e6;
const results: {
  readonly name: string;
  readonly figure: string;
  readonly target: string;
  readonly isHeld: boolean;
}[] = [];
const tell = (name: string, value: number, most: number | null, unit: string): void => {
  const isHeld = most === null || value <= most;
  results.push({
    name,
    figure: `${value.toPrecision(3)} ${unit}`,
    target: most === null ? '' : `at most ${most} ${unit}`,
    isHeld,
  });
};

interface Opening extends Pick<OpenedPage, 'readyMs' | 'paintedMs'> {
  readonly threadMs: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Opens pages in turn, and beside them an empty one, which costs what any page costs on this machine now: from a page's first
 * byte until its charts were painted.
 */
async function openings(browser: Browser, server: Server): Promise<void> {
  const names = { empty: 'an empty page', main: 'the live view', run: 'the panel of a run' } as const;
  const found = { empty: [] as Opening[], main: [] as Opening[], run: [] as Opening[] };
  for (let round = 0; round < openingRounds; round += 1)
    for (const name of ['empty', 'main', 'run'] as const) {
      const opened = await openPage(browser, server, name, {
        isPainted: true,
        width: name === 'run' ? 900 : 420,
      });
      const { processorSeconds } = await measured(opened.session);
      const { readyMs, paintedMs } = opened;
      found[name].push({ readyMs, paintedMs, threadMs: 1000 * processorSeconds });
      await opened.page.close();
    }
  const emptyMs = median(found.empty.map(({ paintedMs }) => paintedMs));
  for (const name of ['empty', 'main', 'run'] as const) {
    const what = name === 'empty' ? names[name] : `${names[name]} with a run of 30 days`;
    const target = name === 'empty' ? null : targets.openMs;
    const of = (figure: keyof Opening): number => median(found[name].map((opening) => opening[figure]));
    tell(`${what} opened: the page’s thread`, of('threadMs'), target, 'ms');
    // What other programs take makes openings slower, and none quicker.
    const quickest = Math.min(...found[name].map(({ paintedMs }) => paintedMs));
    tell(`by the clock until its charts are painted, quickest of ${openingRounds}`, quickest, target, 'ms');
    tell('the same, median', of('paintedMs'), null, 'ms');
    if (name === 'empty') continue;
    tell('of the median, until it takes messages', of('readyMs'), null, 'ms');
    tell('median, more than an empty page', of('paintedMs') - emptyMs, null, 'ms');
  }
}

async function main(): Promise<void> {
  const { buildAll } = await import('./build.mjs');
  const problems = await buildAll({ production: true });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const browser = await launchBrowser(await ensureBrowser());
  const month = snapshotOf(30);
  const server = await servePages({ main: month, run: runSnapshotOf(30) });
  try {
    await openings(browser, server);
    const view = await openPage(browser, server, 'main', { isPainted: true });
    const { page, session } = view;

    const start = 30 * daySeconds;
    const live = async (opened: OpenedPage, what: string, since: number): Promise<void> => {
      const before = await measured(opened.session);
      const from = performance.now();
      for (let sent = 0; performance.now() - from < liveSeconds * 1000; sent += 1) {
        await post(opened.page, updateAt(since + (sent + 1) / 10));
        await sleep(Math.max(0, from + (sent + 1) * 100 - performance.now()));
      }
      const wallSeconds = (performance.now() - from) / 1000;
      const after = await measured(opened.session);
      const processor = (after.processorSeconds - before.processorSeconds) / wallSeconds;
      tell(
        `10 updates a second of 8 devices, ${what}`,
        100 * processor,
        100 * targets.coreShare,
        '% of a core',
      );
      const tasks = (after.taskSeconds - before.taskSeconds) / wallSeconds;
      tell('the same in tasks, with what other programs took of them', 100 * tasks, null, '%');
    };
    await live(view, 'a run of 30 days', start);
    await post(page, snapshotOf(60 / daySeconds));
    await live(view, 'a run of a minute', 60);
    const runPage = await openPage(browser, server, 'run', { isPainted: true, width: 900 });
    await live(runPage, 'in the panel of a run of 30 days', start);
    await post(runPage.page, runSnapshotOf(60 / daySeconds));
    await live(runPage, 'in the panel of a run of a minute', 60);
    await runPage.page.close();

    // An hour of ten updates a second, as fast as they are taken.
    const hour = async (since: number): Promise<number> => {
      for (let minute = 0; minute < 60; minute += 1) {
        // Made in the page: what hands them over to it is no part of the view.
        await page.evaluate(minuteOfUpdates, { update: updateAt(since), from: since + minute * 60 });
        await page.evaluate(frame);
      }
      await collectRubbish(session);
      return (await measured(session)).heapBytes;
    };
    const first = await hour(start + 1000);
    const second = await hour(start + 1000 + 3600);
    tell('heap after an hour of updates', megabytes(first), null, 'MB');
    tell('heap that another hour adds', Math.max(0, megabytes(second - first)), targets.grownMegabytes, 'MB');
    await page.close();

    const text = JSON.stringify({ model_type: 'deepseek_v3', hidden_size: 7168 });
    const settings = { estimate: unsetEstimate, region: 'SE', pue: undefined };
    const costs = modelCostsOf(text, settings, 'json');
    const looked = { text, language: 'json', settings, model: 0 };
    const hints = valueHints({ ...looked, costs });
    const model = await openPage(browser, server, 'model');
    await post(model.page, modelView('config.json', looked, costs, hints, noChanges));
    await model.page.waitForSelector('#rows tr');
    await model.page.evaluate(frame);
    const { processorSeconds } = await measured(model.session);
    tell('breakdown of DeepSeek-V3 opened: the page’s thread', 1000 * processorSeconds, targets.openMs, 'ms');
    const before = (await measured(model.session)).processorSeconds;
    const tried = performance.now();
    await post(
      model.page,
      modelView('config.json', looked, costs, hints, { model: { hidden_size: 6144 }, plan: {} }),
    );
    await model.page.waitForSelector('.change');
    await model.page.evaluate(frame);
    const wallMs = performance.now() - tried;
    const spent = (await measured(model.session)).processorSeconds - before;
    tell('another value tried, until it is drawn: the page’s thread', 1000 * spent, targets.openMs, 'ms');
    tell('the same by the clock, on this machine as it was', wallMs, null, 'ms');
  } finally {
    await browser.close();
    server.close();
  }
  for (const { name, figure, target, isHeld } of results)
    console.log(`${isHeld ? ' ' : '✘'} ${figure.padStart(18)}  ${target.padEnd(24)} ${name}`);
  process.exitCode = results.every(({ isHeld }) => isHeld) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
