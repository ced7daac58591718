import assert from 'node:assert/strict';
import path from 'node:path';
import { trainInWindow } from '../../scripts/headless/training-flow.mjs';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import { countColours, screenshotPart, setTheme, webviewFrame } from '../../scripts/host/workbench.mjs';
import { outFolder } from '../../scripts/setup/paths.mjs';

const screenshotFolder = path.join(outFolder, 'screenshots', 'e2e');

describe('a metered training run in the window', () => {
  let window: ExtensionWindow;

  before(async () => {
    window = await openExtensionWindow({
      name: 'e2e-training-run',
      settings: { 'wattlens.run.arguments': ['--seconds', '15'] },
    });
  });

  after(async () => {
    await window.close();
  });

  it('shows the lenses, moves the figures while it trains, and ends with exit code 0', async () => {
    const said: string[] = [];
    const flow = await trainInWindow({ window, screenshotFolder, say: (line) => said.push(line) });
    assert.match(flow.configLenses.join(' '), /110k parameters.*attention.*FLOP.*CO2e/i);
    assert.ok(flow.statusTexts.length >= 3);
    assert.match(said.at(-1) ?? '', /ended after .*exit code 0/);
  });

  it('keeps the chart drawn in a light theme', async () => {
    await setTheme(window.page, 'Light Modern');
    const chart = webviewFrame(window.page).locator('#chart');
    assert.ok((await countColours(chart)) > 3);
    await screenshotPart(window.page, '.part.sidebar', path.join(screenshotFolder, 'panel-light.png'));
    await window.page.screenshot({ path: path.join(screenshotFolder, 'window-light.png') });
    assert.deepEqual(window.pageErrors, []);
  });
});
