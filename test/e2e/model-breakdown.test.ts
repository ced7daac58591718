import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  countColours,
  eventually,
  openFile,
  reloadWindow,
  runCommand,
  setTheme,
} from '../../scripts/host/workbench.mjs';
import { frameWith, seriousProblems, themes } from './support/accessibility';
import { someWeeks, writeMadeRun } from './support/made-runs';
import { looksAsBefore } from './support/pictures';

describe('the breakdown of a model, beside the live view', () => {
  let window: ExtensionWindow;
  let model: Frame;

  before(async () => {
    window = await openExtensionWindow({ name: 'e2e-model-breakdown' });
    const [run] = someWeeks;
    if (run !== undefined) await writeMadeRun(window.runsFolder, run);
    await openFile(window.page, 'config.json');
    await runCommand(window.page, 'Wattlens: Show Model Breakdown');
    model = await frameWith(window.page, '#rows tr');
  });

  after(async () => {
    await window.close();
  });

  it('prices the terms of attention, each with its formula and numbers', async () => {
    const rows = (await model.locator('#rows').innerText()).replaceAll(/\s+/g, ' ');
    assert.match(rows, /scores QKᵀ\/√dₖ S = Q·Kᵀ\/√dₖ 2·L·.*dₖ = 2 · /);
    assert.match(rows, /softmax P = softmax\(S\)/);
    assert.match(rows, /values times V O = P·V/);
    assert.match(await model.locator('#total').innerText(), /100 %/);
  });

  it('tries another value by keys alone, and tells the difference to the file, which stays as it is', async () => {
    const file = path.join(window.workspace, 'config.json');
    const before = readFileSync(file, 'utf8');
    await model.locator('#control-sequenceLength').focus();
    await window.page.keyboard.press('ArrowRight');
    await eventually('the figures tell the difference', async () =>
      /\+[\d.]+ % from /.test(await model.locator('#figures').innerText()),
    );
    const changed = model.locator('.control.changed', { has: model.locator('#control-sequenceLength') });
    assert.equal(await changed.count(), 1);
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('keeps what is tried while it is hidden', async () => {
    const { page } = window;
    await openFile(page, 'train.py');
    await page.getByRole('tab', { name: /Cost of config\.json/ }).click();
    model = await frameWith(page, '.control.changed');
  });

  it('keeps what is tried over a reload of the window', async () => {
    await reloadWindow(window.page);
    model = await frameWith(window.page, '.control.changed');
  });

  it('goes back to the file', async () => {
    await model.locator('#reset').click();
    await eventually(
      'all is as in the file',
      async () => (await model.locator('.control.changed').count()) === 0,
    );
  });

  for (const theme of themes)
    it(`looks as it did, and axe-core finds nothing serious, in ${theme}`, async () => {
      const { page } = window;
      await setTheme(page, theme);
      if (theme === themes[0]) await runCommand(page, 'Wattlens: Show Energy Panel');
      const live = await frameWith(page, '#run');
      await eventually('the chart is drawn', async () => (await countColours(live.locator('#chart'))) > 3);
      model = await frameWith(page, '#rows tr');
      await looksAsBefore(page, 'model-breakdown', theme);
      assert.deepEqual(await seriousProblems(model, '--vscode-editor-background'), []);
      assert.deepEqual(await seriousProblems(live, '--vscode-sideBar-background'), []);
      assert.deepEqual(window.pageErrors, []);
    });
});
