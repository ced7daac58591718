import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  countColours,
  eventually,
  openFile,
  pickInQuickInput,
  reloadWindow,
  runCommand,
} from '../../scripts/host/workbench.mjs';
import type { SampleRecord } from '../../src/runs/journal';
import { frameWith } from './support/accessibility';
import { someWeeks, writeMadeRun } from './support/made-runs';

const live = {
  id: '20261020-090000-abcdef',
  label: 'tiny GPT, live',
  startedAt: '2026-10-20T09:00:00.000Z',
  seconds: 4620,
  gpuWatts: 655,
  isRunning: true,
};

interface Kept {
  readonly zoom: string;
  readonly isTableOpen: boolean;
  readonly scroll: number;
}

describe('what a person has chosen in panels', () => {
  let window: ExtensionWindow;

  before(async () => {
    window = await openExtensionWindow({ name: 'e2e-panels-kept' });
    for (const run of someWeeks.slice(0, 2)) await writeMadeRun(window.runsFolder, run);
    await window.page.setViewportSize({ width: 1300, height: 600 });
  });

  after(async () => {
    await window.close();
  });

  /** Of the run of the panel in an editor, and of that in the live view. */
  const panel = (): Promise<Frame> => frameWith(window.page, '#run #predicted-table');
  const view = (): Promise<Frame> => frameWith(window.page, '#run #export-data');
  const labelIs = (frame: Frame, part: string): Promise<unknown> =>
    eventually(`the run ${part} is shown`, async () =>
      (await frame.locator('#label').innerText()).includes(part),
    );
  const scrolled = (frame: Frame): Promise<number> => frame.evaluate<number>('Math.round(scrollY)');

  const isDrawn = (frame: Frame, canvas: string): Promise<true> =>
    eventually('the chart is drawn', async () => (await countColours(frame.locator(canvas))) > 3);

  /** Zooms in by keys, opens the table below, scrolls. */
  async function change(frame: Frame, canvas: string): Promise<Kept> {
    await isDrawn(frame, canvas);
    for (const key of ['+', '+', 'ArrowLeft']) await frame.locator(canvas).press(key);
    await frame.locator('#series summary').click();
    await frame.evaluate('scrollTo(0, 300)');
    // As often as a page tells it: by the page's own clock, which a busy machine holds up.
    await frame.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    return read(frame, canvas);
  }

  async function read(frame: Frame, canvas: string): Promise<Kept> {
    await isDrawn(frame, canvas);
    return {
      zoom: await frame.locator('#zoom-range').innerText(),
      isTableOpen: await frame
        .locator('#series')
        .evaluate((element) => (element as unknown as { open: boolean }).open),
      scroll: await scrolled(frame),
    };
  }
  const readPanel = async (): Promise<Kept> => read(await panel(), '#power-chart');
  const readView = async (): Promise<Kept> => {
    const frame = await view();
    assert.match(await frame.locator('#label').innerText(), /baseline/);
    return read(frame, '#chart');
  };
  /**
   * A page that comes back is filled and scrolled bit by bit, and what was there before may be seen until then. What is filled in above
   * the place after it was scrolled there shifts it by some pixels.
   */
  function assertKept(now: Kept, before: Kept): void {
    const off = Math.abs(now.scroll - before.scroll);
    assert.deepEqual({ ...now, scroll: off < 30 ? before.scroll : now.scroll }, before);
  }
  const panelIs = (before: Kept, isMoved = false): Promise<true> => isAsBefore(readPanel, before, isMoved);
  const viewIs = (before: Kept, isMoved = false): Promise<true> => isAsBefore(readView, before, isMoved);
  /** One that was moved has another width, and so another height. */
  const isAsBefore = (read: () => Promise<Kept>, before: Kept, isMoved: boolean): Promise<true> =>
    eventually('it is as it was', async () => {
      const now = await read();
      assertKept(isMoved && now.scroll > 0 ? { ...now, scroll: before.scroll } : now, before);
      return true;
    });

  let inPanel: Kept;
  let inView: Kept;

  it('is the run, the stretch of time, the table and the place on the page', async () => {
    const { page } = window;
    await runCommand(page, 'Wattlens: Open Run History');
    const history = await frameWith(page, '#rows tr');
    await history.locator('button.link', { hasText: 'grouped queries' }).click();
    inPanel = await change(await panel(), '#power-chart');
    assert.match(inPanel.zoom, /min .* to .* min/);
    assert.deepEqual([inPanel.isTableOpen, inPanel.scroll], [true, 300]);

    await runCommand(page, 'Wattlens: Show Energy Panel');
    const frame = await view();
    await labelIs(frame, 'grouped queries');
    await frame.locator('#runs').click();
    await frame.locator('#runs vscode-option', { hasText: 'baseline' }).click();
    await labelIs(frame, 'baseline');
    inView = await change(frame, '#chart');
    assert.match(inView.zoom, /min .* to .* min/);
    assert.deepEqual([inView.isTableOpen, inView.scroll], [true, 300]);
  });

  it('is there after they were hidden', async () => {
    const { page } = window;
    await openFile(page, 'config.json');
    await page.getByRole('tab', { name: /grouped queries/ }).click();
    await panelIs(inPanel);
    await runCommand(page, 'View: Show Explorer');
    await runCommand(page, 'Wattlens: Show Energy Panel');
    await viewIs(inView);
  });

  it('is there after they were moved, the one to another column, the other to the other side bar', async () => {
    const { page } = window;
    await page.getByRole('tab', { name: /grouped queries/ }).click();
    await runCommand(page, 'View: Move Editor into Right Group');
    await eventually(
      'there are two columns',
      async () => (await page.locator('.editor-group-container').count()) === 2,
    );
    await runCommand(page, 'View: Move View');
    await pickInQuickInput(page, 'Energy');
    await pickInQuickInput(page, 'New Secondary Side Bar Entry');
    await page.locator('.part.auxiliarybar').waitFor({ state: 'visible' });
    await panelIs(inPanel, true);
    await viewIs(inView, true);
  });

  it('is there after the window was reloaded', async () => {
    [inPanel, inView] = [await readPanel(), await readView()];
    await reloadWindow(window.page);
    await panelIs(inPanel);
    await viewIs(inView);
  });

  it('gives way to a run that begins, of which each reading is shown', async () => {
    await writeMadeRun(window.runsFolder, live);
    const frame = await view();
    await labelIs(frame, 'live');
    await eventually(
      'all of it is shown',
      async () => (await frame.locator('#zoom-range').innerText()) === '',
    );
    const next: SampleRecord = {
      type: 'sample',
      t: 5000,
      joules: [9e6, 9e6, 9e6],
      watts: [611, 612, 100],
    };
    appendFileSync(path.join(window.runsFolder, live.id, 'journal.ndjson'), `${JSON.stringify(next)}\n`);
    await eventually('the newest reading is shown', async () =>
      (await frame.locator('#devices').innerText()).includes('611 W'),
    );
    assert.deepEqual(window.pageErrors, []);
  });
});
