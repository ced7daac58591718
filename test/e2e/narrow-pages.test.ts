import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { servePages } from '../../scripts/bench/panel-pages';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import { eventually } from '../../scripts/host/workbench.mjs';
import { ensureBrowser } from '../../scripts/setup/browser.mjs';
import { modelCostsOf } from '../../src/editor/model-cost';
import { pseudo, untranslatedIn } from '../sim/pseudo-locale';
import { unsetEstimate } from '../unit/editor/unset-estimate';
import { valueHints } from '../../src/editor/hints/value-hints';
import { modelView } from '../../src/editor/model-panel/model-view';
import type { ComparedRun, ToComparison } from '../../webview/comparison/protocol';
import type { RunRow, ToHistory } from '../../webview/history/protocol';
import { noChanges, type ToModelPage } from '../../webview/model/protocol';
import type { RunView, SeriesView, ToView } from '../../webview/protocol';
import type { PredictedView, ToRun } from '../../webview/run/protocol';

/** As narrow as a side bar is made, in which most panels live. */
const width = 300;
const longName = 'an-extraordinarily-long-name_without_a_place_for_a_line_break_2026-01-01T00:00:00Z';
const figure = { low: 4.1e6, mid: 4.2e6, high: 4.3e6 };

const known: RunView = {
  id: '20260101-000000-abcdef',
  label: longName,
  command: `torchrun --nproc_per_node=8 ${longName}.py`,
  fullCommand: `torchrun --nproc_per_node=8 ${longName}.py`,
  state: 'running',
  startedAt: '2026-01-01T00:00:00Z',
  durationSeconds: 4000,
  exitCode: null,
  devices: [0, 1].map((index) => ({
    id: `gpu:${index}`,
    name: 'NVIDIA H100 80GB HBM3',
    source: 'NVML energy counter',
    provenance: 'measured',
    counted: true,
    watts: 612,
    joules: 2.1e6,
  })),
  watts: 1224,
  energyJoules: figure,
  netJoules: 4e6,
  shareRemark: 'of which the run’s own processes 469 mWh, 9.2 %',
  partRemark: 'of which the run’s own processes 9.2 %',
  co2eGrams: figure,
  provenance: 'measured',
  carbonBasis: `CO2e at 36 g/kWh, SE, ${longName}`,
  notes: [`/home/someone/${longName}/${longName} could not be read`],
  outlook: {
    forecastJoules: figure,
    forecastSeconds: { low: 7000, mid: 8000, high: 9000 },
    budgetJoules: 9e6,
    gramsPerJoule: 1e-5,
    soFarJoules: figure,
  },
  progress: { done: 4000, total: 8000, unit: 'step', joulesPerUnit: 1050 },
  intensities: [{ from: 0, to: 4000, gramsPerKwh: 36 }],
};
const unknown: RunView = {
  ...known,
  devices: known.devices.map((device) => ({ ...device, watts: null, joules: null })),
  watts: null,
  energyJoules: null,
  netJoules: null,
  shareRemark: '',
  partRemark: '',
  co2eGrams: null,
  provenance: 'not known',
  outlook: {
    forecastJoules: null,
    forecastSeconds: null,
    budgetJoules: null,
    gramsPerJoule: null,
    soFarJoules: null,
  },
  progress: null,
  intensities: [],
};
const predicted: PredictedView = {
  file: `/home/someone/${longName}/config.json`,
  estimatedJoules: figure,
  estimatedSeconds: { low: 7000, mid: 8000, high: 9000 },
  actual: { joules: figure, basis: 'measured' },
  factors: [
    { kind: 'tokens', estimated: 300_000_000_000, actual: 280_000_000_000, joules: -1.1e6 },
    { kind: 'secondsPerToken', estimated: 1.234e-6, actual: 1.456e-6, joules: 9e5 },
    { kind: 'watts', estimated: 5600, actual: 4896, joules: -7e5 },
  ],
  problem: null,
};
const seconds = [1, 1000, 2000, 4000];
const seriesOf = (value: number | null): SeriesView => ({
  seconds,
  watts: known.devices.map(() => seconds.map(() => value)),
  joules: seconds.map((second) => (value === null ? null : value * second)),
});
const live = (run: RunView | null, value: number | null): ToView => ({
  type: 'snapshot',
  runs: run === null ? [] : [{ id: run.id, label: run.label, state: run.state }],
  run,
  series: run === null ? null : seriesOf(value),
});
const panel = (run: RunView, value: number | null, estimate: PredictedView | null): ToRun => ({
  type: 'snapshot',
  run: {
    ...run,
    givenLabel: longName,
    folder: `/home/someone/${longName}`,
    host: longName,
    hardware: '8 × NVIDIA H100 80GB HBM3',
    tags: [longName],
    embodiedGrams: null,
    shareJoules: null,
    progress: null,
    predicted: estimate,
    carbon: { points: [], provider: '', kind: 'average', gramsPerKwh: 36, place: 'SE', pue: 1.2 },
  },
  series: seriesOf(value),
});

const row: RunRow = {
  id: known.id,
  label: longName,
  command: known.command,
  folder: `/home/someone/${longName}`,
  state: 'ended',
  exitCode: 0,
  startedAt: known.startedAt,
  durationSeconds: 4000,
  energyJoules: figure,
  co2eGrams: figure,
  meanWatts: 1224,
  joulesPerUnit: 12_345,
  unit: 'step',
  joulesPerToken: 0.5,
  provenance: 'measured',
  shareRemark: '',
  hardware: '8 × NVIDIA H100 80GB HBM3',
  host: longName,
  place: 'SE',
  tags: [longName],
  problem: '',
};
const history = (rows: readonly RunRow[]): ToHistory => ({
  type: 'rows',
  rows,
  isFirst: true,
  isReading: false,
});
const compared = (id: string): ComparedRun => ({
  ...row,
  id,
  name: longName,
  startedAt: known.startedAt,
  netJoules: 4e6,
  done: 4000,
  secondsPerUnit: 1,
  gramsPerKwh: 36,
  pue: 1.2,
  curve: { seconds, watts: seconds.map(() => 1224), joules: seconds.map((second) => 1224 * second) },
  progress: seconds.map((second) => ({ seconds: second, done: second, joules: 1224 * second })),
});
const comparison = (runs: readonly ComparedRun[], missing: readonly string[]): ToComparison => ({
  type: 'snapshot',
  runs,
  missing,
});

function model(): ToModelPage {
  const text = JSON.stringify({ model_type: 'deepseek_v3', hidden_size: 7168 });
  const settings = { estimate: unsetEstimate, region: 'SE', pue: undefined };
  const looked = { text, language: 'json', settings, model: 0 };
  const costs = modelCostsOf(text, settings, 'json');
  return modelView(`${longName}.json`, looked, costs, valueHints({ ...looked, costs }), noChanges);
}

type Message = ToView | ToRun | ToHistory | ToComparison | ToModelPage;
type Name = 'main' | 'run' | 'history' | 'comparison' | 'model';
const cases: readonly (readonly [what: string, page: Name, message: Message])[] = [
  ['the live view of a run', 'main', live(known, 600)],
  ['the live view of a run of which nothing is known', 'main', live(unknown, null)],
  ['the live view without a run', 'main', live(null, null)],
  ['the panel of a run', 'run', panel(known, 600, predicted)],
  ['the panel of a run of which nothing is known', 'run', panel(unknown, null, null)],
  ['the panel of a run that is gone', 'run', { type: 'missing', reason: `There is no run ${longName}.` }],
  ['the history', 'history', history([row, { ...row, id: 'other', label: null, tags: [] }])],
  ['the history without a run', 'history', history([])],
  ['the comparison of runs', 'comparison', comparison([compared('one'), compared('other')], [])],
  ['the comparison of runs that are gone', 'comparison', comparison([], ['one', 'other'])],
  ['the breakdown of a model', 'model', model()],
  [
    'the breakdown of a file without a model',
    'model',
    { type: 'noModel', fileName: `${longName}.json`, reason: `${longName} is missing.` },
  ],
];
/** Whose curves are drawn. */
const drawn = /of a run$|^the comparison of runs$/;

/** What sticks out of the page to its right, but for what scrolls by itself. */
const sticksOut = `[...document.querySelectorAll('body *')]
  .filter((each) => each.closest('.scroll, .wide, .visually-hidden, script') === null)
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.id || each.tagName)`;
/** Texts of the page, and what it says to screen readers. */
const everyText = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.parentElement.closest('script') === null) texts.push(walker.currentNode.data);
  for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    for (const name of ['aria-label', 'title', 'placeholder']) texts.push(each.getAttribute(name) ?? '');
  return texts.filter((text) => text.trim() !== '');
})()`;
/** Every text of a message: what the host has translated, and names. */
const wordsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(wordsOf)
      : [];
/** Every control and chart, in the order of the page. */
const reachable = `[...document.querySelectorAll('vscode-button, vscode-dropdown, vscode-text-field, vscode-checkbox, button, input, canvas, summary, .scroll, .wide')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled)
  .map((each) => each.id || each.tagName)`;

describe('pages in a narrow side bar', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser(await ensureBrowser());
  });
  after(() => browser.close());

  for (const [what, name, message] of cases)
    it(`show ${what} whole, and are reached by the keyboard alone`, async () => {
      const server = await servePages({ [name]: message });
      try {
        const page = await opened(server, name);
        assert.deepEqual(await page.evaluate<string[]>(sticksOut), []);
        assert.ok(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          'it scrolls to the right',
        );
        const all = await page.evaluate<string[]>(reachable);
        const visited = new Set<string>();
        for (let press = 0; press < all.length + 6; press += 1) {
          await page.keyboard.press('Tab');
          visited.add(
            await page.evaluate<string>('document.activeElement.id || document.activeElement.tagName'),
          );
        }
        assert.deepEqual(
          all.filter((each) => !visited.has(each)),
          [],
        );
        const isUnknown = what.includes('nothing is known');
        assert.equal((await page.locator('#no-curves:visible').count()) > 0, isUnknown);
        assert.equal((await page.locator('canvas:visible').count()) > 0, drawn.test(what));
        if (isUnknown)
          assert.doesNotMatch(
            (await page.locator('.figures').innerText()).replaceAll('CO2e', ''),
            /\d|modelled/,
          );
      } finally {
        server.close();
      }
    });

  it('have no text that translations don’t reach, and room for longer ones', async function () {
    this.timeout(120_000);
    for (const [what, name, message] of cases) {
      const server = await servePages({ [name]: message }, pseudo);
      try {
        const page = await opened(server, name);
        const shown = await page.evaluate<string[]>(everyText);
        assert.ok(
          shown.some((text) => text.includes('⟦')),
          what,
        );
        assert.deepEqual(untranslatedIn(shown, wordsOf(message)), [], what);
        assert.deepEqual(await page.evaluate<string[]>(sticksOut), [], what);
        assert.ok(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          `${what} scrolls to the right`,
        );
        await page.close();
      } finally {
        server.close();
      }
    }
  });

  async function opened(server: Server, name: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    await page.goto(`http://127.0.0.1:${address.port}/${name}`);
    await eventually('the controls are made', () =>
      page.evaluate<boolean>("customElements.get('vscode-button') !== undefined"),
    );
    await page.evaluate("document.documentElement.style.setProperty('--vscode-font-size', '13px')");
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    return page;
  }
});
