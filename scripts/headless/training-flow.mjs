// The main job from end to end in a real window: see the lenses, train with metering, watch the figures move.
import { mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  countColours,
  eventually,
  lensTexts,
  openFile,
  runCommand,
  screenshotPart,
  statusBarItem,
  statusBarText,
  webviewFrame,
} from '../host/workbench.mjs';

/**
 * @typedef {object} FlowOptions
 * @property {import('../host/window.mjs').ExtensionWindow} window
 * @property {string} screenshotFolder
 * @property {(line: string) => void} say progress, for people
 * @property {number} [trainingTimeoutMs]
 */

/**
 * @typedef {object} FlowResult
 * @property {string} run id of the run
 * @property {string[]} statusTexts what the status bar showed while it trained, each text once
 * @property {string[]} configLenses
 * @property {string[]} scriptLenses
 */

/**
 * Does it, with pictures taken on the way.
 * @param {FlowOptions} options
 * @returns {Promise<FlowResult>}
 * @throws {Error} one line that says what did not come
 */
export async function trainInWindow({ window, screenshotFolder, say, trainingTimeoutMs = 300_000 }) {
  const { page, runsFolder } = window;
  await mkdir(screenshotFolder, { recursive: true });
  /** @param {string} name */
  const picture = (name) => path.join(screenshotFolder, `${name}.png`);

  await openFile(page, 'config.json');
  const configLenses = await lensesWith(
    page,
    /attention/i,
    'config.json has a lens with its attention FLOPs',
  );
  say(`lens on config.json: ${configLenses.join(' | ')}`);
  await screenshotPart(page, '.part.editor', picture('lens-config'));

  await openFile(page, 'train.py');
  const scriptLenses = await lensesWith(page, /energy metering/i, 'train.py has a lens to run it');
  say(`lens on train.py: ${scriptLenses.join(' | ')}`);
  await screenshotPart(page, '.part.editor', picture('lens-script'));

  await runCommand(page, 'Wattlens: Run Training with Energy Metering');
  const statusTexts = await watchStatusBar(page);
  say(`status bar: ${statusTexts.join('  ->  ')}`);
  await screenshotPart(page, '.part.statusbar', picture('status-bar'));

  await statusBarItem(page).first().click();
  const panel = webviewFrame(page);
  await eventually('the panel shows the run', async () =>
    (await panel.locator('#state').innerText()).includes('running'),
  );
  await eventually('the power chart is drawn', async () => (await countColours(panel.locator('#chart'))) > 3);
  const firstFigures = await panelFigures(panel);
  await eventually('the figures in the panel move', async () => (await panelFigures(panel)) !== firstFigures);
  say(`panel: ${await panelFigures(panel)}`);
  await screenshotPart(page, '.part.sidebar', picture('panel'));
  await page.screenshot({ path: picture('window') });

  say('training goes on to its end ...');
  const run = await waitForRunEnd(runsFolder, trainingTimeoutMs);
  await eventually('the panel shows the end', async () =>
    (await panel.locator('#state').innerText()).includes('ended'),
  );
  say(`panel: ${await panelFigures(panel)}`);
  await page.screenshot({ path: picture('window-ended') });
  const [pageError] = window.pageErrors;
  if (pageError !== undefined) throw new Error(`an exception in the window: ${pageError}`);
  return { run, statusTexts, configLenses, scriptLenses };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {RegExp} pattern
 * @param {string} what
 */
function lensesWith(page, pattern, what) {
  return eventually(what, async () => {
    const texts = await lensTexts(page);
    return texts.some((text) => pattern.test(text)) && texts;
  });
}

/**
 * Waits until power, energy and CO2e are shown, and the figures have moved.
 * @param {import('playwright-core').Page} page
 */
async function watchStatusBar(page) {
  /** @type {Set<string>} */
  const texts = new Set();
  return eventually(
    'the figures in the status bar move',
    async () => {
      const text = await statusBarText(page);
      if (/\d\s*[mkM]?W\b/.test(text) && /\d\s*[mkM]?Wh/.test(text) && /\d\s*\S*\s?CO2e/.test(text))
        texts.add(text);
      return texts.size >= 3 && [...texts];
    },
    90_000,
  );
}

/** @param {import('playwright-core').FrameLocator} panel */
async function panelFigures(panel) {
  const figures = await Promise.all(
    ['#state', '#power-value', '#energy-value', '#co2e-value'].map((id) => panel.locator(id).innerText()),
  );
  return figures.join(', ');
}

/**
 * The id of the one run in the folder, once its summary is written.
 * @param {string} runsFolder
 * @param {number} timeoutMs
 */
function waitForRunEnd(runsFolder, timeoutMs) {
  return eventually(
    'the run has ended',
    async () => {
      for (const run of await readdir(runsFolder)) {
        await readFile(path.join(runsFolder, run, 'summary.json'));
        return run;
      }
      return undefined;
    },
    timeoutMs,
  );
}
