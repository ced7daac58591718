import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  countColours,
  eventually,
  reloadWindow,
  runCommand,
  setTheme,
  webviewFrame,
} from '../../scripts/host/workbench.mjs';
import { outFolder } from '../../scripts/setup/paths.mjs';
import { readTags } from '../../src/runs/tags';
import { problemsInAllThemes } from './support/accessibility';
import { someWeeks, writeMadeRun } from './support/made-runs';
import { looksAsBefore } from './support/pictures';

const screenshotFolder = path.join(outFolder, 'screenshots', 'e2e');

describe('the history of runs and its panels', () => {
  let window: ExtensionWindow;
  let page: FrameLocator;

  before(async () => {
    mkdirSync(screenshotFolder, { recursive: true });
    window = await openExtensionWindow({ name: 'e2e-history' });
    for (const run of someWeeks) await writeMadeRun(window.runsFolder, run);
    await runCommand(window.page, 'Wattlens: Open Run History');
    page = webviewFrame(window.page);
  });

  after(async () => {
    await window.close();
  });

  const picture = (name: string): Promise<unknown> =>
    window.page.screenshot({ path: path.join(screenshotFolder, `${name}.png`) });
  const looks =
    (what: string) =>
    (theme: string): Promise<void> =>
      looksAsBefore(window.page, what, theme);
  const toTop = (root: unknown): void => {
    (root as { scrollTop: number }).scrollTop = 0;
  };
  const names = (): Promise<string[]> => page.locator('#rows button.link').allInnerTexts();
  const eventuallyNames = (what: string, expected: readonly RegExp[]): Promise<unknown> =>
    eventually(what, async () => {
      const found = await names();
      return (
        found.length === expected.length && expected.every((each, index) => each.test(found[index] ?? ''))
      );
    });

  it('lists all runs, the newest first, and names in them are text', async () => {
    await eventuallyNames('five runs are listed', [
      /img src/,
      /train\.py/,
      /power cap/,
      /grouped/,
      /baseline/,
    ]);
    assert.equal(
      (await names())[0],
      '<img src=x onerror="alert(1)"> [link](https://example.org) [U+202E]gpj.exe',
    );
    assert.equal(await page.locator('img').count(), 0);
    await picture('history');
  });

  it('is searched, sorted and tagged', async () => {
    const search = page.locator('#search input');
    await search.fill('paper gpt');
    await eventuallyNames('two runs are found', [/grouped/, /baseline/]);
    await page.getByRole('button', { name: 'Duration' }).click();
    await eventuallyNames('the longer comes first', [/baseline/, /grouped/]);
    await page.getByRole('button', { name: 'Duration' }).press('Enter');
    await eventuallyNames('the shorter comes first', [/grouped/, /baseline/]);
    assert.equal(await page.locator('th[data-column=duration]').getAttribute('aria-sort'), 'ascending');

    await page.getByRole('checkbox', { name: 'Select tiny GPT, baseline' }).click();
    await page.locator('#tag-name input').fill('thesis');
    await page.locator('#tag-name input').press('Enter');
    await page.locator('.tag', { hasText: 'thesis' }).waitFor();
    await page.getByRole('button', { name: /^Remove tag paper from tiny GPT, grouped/ }).click();
    await eventuallyNames('a run without the tag is not found any more', [/baseline/]);
    assert.deepEqual(await readTags(window.runsFolder, someWeeks[0]?.id ?? ''), [
      'baseline',
      'paper',
      'thesis',
    ]);
    assert.deepEqual(await readTags(window.runsFolder, someWeeks[1]?.id ?? ''), []);
  });

  it('comes back with its search and selection after a reload', async () => {
    await reloadWindow(window.page);
    page = webviewFrame(window.page);
    await eventuallyNames('the search is there again', [/baseline/]);
  });

  it('keeps its selection while another search is made', async () => {
    assert.equal(await page.locator('#search input').inputValue(), 'paper gpt');
    assert.match(await page.locator('#selected').innerText(), /^1 selected/);
    await page.locator('#search input').fill('');
    await eventuallyNames('all runs are there again', [/./, /./, /./, /./, /./]);
  });

  it('is used by the keyboard alone', async () => {
    await page.locator('#rows button.link').first().focus();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('ArrowDown');
    const focused = page.locator('button.link:focus');
    assert.equal(await focused.innerText(), (await names())[2]);
  });

  it('stands in all kinds of themes and in a narrow window, and axe-core finds nothing serious', async () => {
    assert.deepEqual(await problemsInAllThemes(window.page, '#rows tr', looks('history')), []);
    await setTheme(window.page, 'Light Modern');
    await page.locator('#search input').fill('tiny');
    await eventuallyNames('the runs of one folder are found', [
      /train\.py/,
      /grouped/,
      /baseline/,
      /power cap/,
    ]);
    await picture('history-light');
    await page.locator('#search input').fill('');
    await eventuallyNames('all runs are listed', [/./, /./, /./, /./, /./]);
    await window.page.setViewportSize({ width: 760, height: 800 });
    await picture('history-narrow');
    await window.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('leads to a comparison by time and by step, with what is not known as such', async () => {
    await setTheme(window.page, 'Dark Modern');
    await page.locator('#clear').click();
    for (const name of ['tiny GPT, power cap 400 W', 'tiny GPT, grouped queries', 'tiny GPT, baseline'])
      await page.getByRole('checkbox', { name: `Select ${name}` }).click();
    await page.locator('#compare').click();
    await window.page.getByRole('tab', { name: /Comparison of 3 runs/ }).waitFor();
    page = webviewFrame(window.page);
    await eventually('the comparison has a row for the energy of a step', async () =>
      (await page.locator('#differences').innerText()).includes('Energy a step'),
    );
    const table = await page.locator('#differences').innerText();
    assert.match(table, /Energy\s.*kWh.*\n?.*%/);
    assert.match(await page.locator('#differences-head').innerText(), /power cap 400 W \(reference\)/);
    await eventually('the curves are drawn', async () => (await countColours(page.locator('#chart'))) > 3);
    await picture('comparison');
    await choose('alignment', 'Align by step');
  });

  it('comes back by step after a reload', async () => {
    await reloadWindow(window.page);
    page = webviewFrame(window.page);
    await eventually(
      'the comparison by step is there again',
      async () => (await page.locator('#alignment').getAttribute('current-value')) === 'progress',
    );
  });

  it('has its curves by step as a table', async () => {
    await page.locator('#series summary').click();
    await eventually('the curves are a table by step', async () =>
      /step[\s\S]*12k/.test(await page.locator('#series table').innerText()),
    );
    await page.locator(':root').evaluate(toTop);
    assert.deepEqual(await problemsInAllThemes(window.page, '#differences tr', looks('comparison')), []);
    await setTheme(window.page, 'Dark High Contrast');
    await picture('comparison-high-contrast');
    await setTheme(window.page, 'Dark Modern');
  });

  async function choose(id: string, option: string): Promise<void> {
    await page.locator(`#${id}`).click();
    await page.locator(`#${id} vscode-option`, { hasText: option }).click();
  }

  it('leads to a run with what was predicted, and why it came otherwise', async () => {
    await page.locator('#open-runs button', { hasText: 'grouped queries' }).click();
    await window.page.getByRole('tab', { name: /^tiny GPT, grouped queries/ }).waitFor();
    page = webviewFrame(window.page);
    await eventually('the run is shown', async () =>
      (await page.locator('#state').innerText()).includes('ended after 1 h 17 min, exit code 0'),
    );
    for (const id of ['power-chart', 'energy-chart', 'intensity-chart'])
      await eventually(`#${id} is drawn`, async () => (await countColours(page.locator(`#${id}`))) > 3);
    const predicted = await page.locator('#predicted').innerText();
    assert.match(predicted, /Estimate of config\.json: 1\.5 kWh .*Measured: 1\.72 kWh .*\+14/s);
    assert.match(predicted, /Time a token[\s\S]*Mean watts/);
    await picture('run-panel');
    await page.locator('#series summary').click();
    await eventually('the curves are a table', async () =>
      (await page.locator('#series-body').innerText()).includes('g/kWh'),
    );
    await page.locator(':root').evaluate(toTop);
    assert.deepEqual(await problemsInAllThemes(window.page, '#power-chart', looks('run')), []);
    await setTheme(window.page, 'Light Modern');
    await picture('run-panel-light');
    await window.page.setViewportSize({ width: 700, height: 900 });
    await picture('run-panel-narrow');
    assert.deepEqual(window.pageErrors, []);
  });
});
