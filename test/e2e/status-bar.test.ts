import assert from 'node:assert/strict';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import { eventually, setTheme, statusBarItem, statusBarText } from '../../scripts/host/workbench.mjs';
import { frameWith, themes } from './support/accessibility';
import { liveRun, writeMadeRun, type MadeRun } from './support/made-runs';
import { looksAsBefore } from './support/pictures';

const hostileArgument =
  '<img src=x> [a](command:workbench.action.showCommands) https://x.example $(bug) \u202egpj';
const hostile: MadeRun = {
  ...liveRun,
  id: '20261021-090000-abcdef',
  startedAt: '2026-10-21T09:00:00.000Z',
  arguments: [hostileArgument],
};

describe('the status bar', () => {
  let window: ExtensionWindow;
  before(async () => {
    window = await openExtensionWindow({
      name: 'e2e-status-bar',
      settings: { 'wattlens.statusBar.whenIdle': 'machineWatts' },
    });
  });
  after(() => window.close());

  const item = (): Locator => statusBarItem(window.page).first();
  /** As a user does in the workspace, while the window is open. */
  function set(settings: Readonly<Record<string, unknown>>): void {
    const folder = path.join(window.workspace, '.vscode');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
  }
  const textIs = (what: string, pattern: RegExp): Promise<string> =>
    eventually(what, async () => {
      const text = await statusBarText(window.page);
      if (!pattern.test(text)) throw new Error(`it says "${text}"`);
      return text;
    });
  /** What its hover says, without the spaces that only a page has. */
  async function tooltip(): Promise<{ readonly hover: Locator; readonly text: string }> {
    const { page } = window;
    await page.mouse.move(720, 450);
    await page.locator('.workbench-hover').filter({ visible: true }).waitFor({ state: 'hidden' });
    await item().hover();
    const hover = page.locator('.workbench-hover').filter({ visible: true });
    await hover.waitFor();
    return { hover, text: (await hover.innerText()).replaceAll(/\s+/g, ' ') };
  }
  /** A run on another machine counts as one that goes on while its journal is written to. */
  function keepAlive({ id }: MadeRun): void {
    utimesSync(path.join(window.runsFolder, id, 'journal.ndjson'), new Date(), new Date());
  }

  it('shows what the machine draws while no run is metered, where that is asked for', async () => {
    await textIs('watts are shown', /^[\d.]+ k?W$/);
    const { text } = await tooltip();
    assert.match(text, /What this machine draws now, whoever uses it; no run is metered/);
    assert.match(text, /, (?:modelled|measured) /);
    set({ 'wattlens.statusBar.whenIdle': 'hidden' });
    await textIs('nothing is shown', /^$/);
  });

  it('shows a run’s power, energy, CO2e and time left, and in its tooltip where they come from', async () => {
    await writeMadeRun(window.runsFolder, { ...liveRun, folder: window.workspace });
    await textIs(
      'the run is shown',
      /^1\.\d+ kW · 1\.\d+ kWh · \d+ g CO2e · part modelled · 1 h 1\d min left$/,
    );
    const { hover, text } = await tooltip();
    assert.match(
      text,
      /^Metering this run python3 train\.py NVIDIA H100 80GB HBM3, NVML energy counter, measured /,
    );
    assert.match(text, /AMD EPYC 9654, CPU model \(TDP x load\), modelled CO2e at 344 g\/kWh, DE, /);
    assert.deepEqual(await hover.locator('a').allInnerTexts(), ['Open Run', 'History']);
  });

  for (const theme of themes)
    it(`looks as it did, with its tooltip, in ${theme}`, async () => {
      await setTheme(window.page, theme);
      keepAlive(liveRun);
      await looksAsBefore(window.page, 'status-bar', theme, {
        over: item(),
        part: { x: 0, y: 640, width: 900, height: 260 },
      });
    });

  it('turns to the colours of a warning and of an error as a budget is spent', async () => {
    const kinds = { within: /^(?!.*(?:warning|error)-kind)/, likely: /warning-kind/, over: /error-kind/ };
    for (const [level, runKwh] of [
      ['likely', 2],
      ['over', 1],
      ['within', 100],
    ] as const) {
      keepAlive(liveRun);
      set({ 'wattlens.budget.runKwh': runKwh });
      await eventually(`the budget is ${level}`, async () =>
        kinds[level].test((await item().getAttribute('class')) ?? ''),
      );
      if (level === 'within') continue;
      const { text } = await tooltip();
      assert.match(text, level === 'over' ? /is spent: 1\.\d+ kWh so far/ : /will likely be passed/);
    }
  });

  it('shows what stands in a command as text, whatever it looks like', async () => {
    await writeMadeRun(window.runsFolder, hostile);
    const { hover, text } = await eventually('the tooltip is of the newer run', async () => {
      const shown = await tooltip();
      return shown.text.includes('<img') && shown;
    });
    assert.ok(text.includes(hostileArgument.replace('\u202e', '[U+202E]')), text);
    assert.equal(await hover.locator('img, .codicon-bug').count(), 0);
    assert.deepEqual(await hover.locator('a').allInnerTexts(), ['Open Run', 'History']);
    await hover.locator('a', { hasText: 'Open Run' }).click();
    await window.page.getByRole('tab', { name: 'tiny GPT, live' }).waitFor();
    await item().click();
    for (const selector of ['#run #compare', '#run #export-data']) {
      const panel = await frameWith(window.page, selector);
      await panel.locator('#command', { hasText: '<img' }).waitFor();
      assert.ok((await panel.locator('#command').innerText()).includes('<img src=x> [a](command:'));
      assert.equal(await panel.locator('img, a').count(), 0);
    }
    assert.deepEqual(window.pageErrors, []);
  });
});
