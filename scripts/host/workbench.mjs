// What a person does in the VS Code window, and what they see there, as functions on a Playwright page.
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('playwright-core').Page} Page */

/** Of what comes in a second or two; a busy machine may take many times that. */
const usualWaitMs = 60_000;

/**
 * Opens an address of the server and waits until the workbench takes commands.
 * @param {Page} page
 * @param {string} address
 */
export async function openWorkbench(page, address) {
  await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

/**
 * Runs a command by its full title in the command palette.
 * @param {Page} page
 * @param {string} title with its category: "Wattlens: Show Energy Panel"
 */
export async function runCommand(page, title) {
  // One that a step before has left open would take the words.
  if (await quickInput(page).isVisible()) await page.keyboard.press('Escape');
  await acceptInQuickInput(page, `>${title}`, title, 'F1');
}

/**
 * Opens a file of the workspace by its name.
 * @param {Page} page
 * @param {string} name
 */
export async function openFile(page, name) {
  await acceptInQuickInput(page, name, name, 'Control+P');
  await page.getByRole('tab', { name, selected: true }).waitFor({ timeout: usualWaitMs });
  await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: usualWaitMs });
}

/**
 * The field of the quick input.
 * @param {Page} page
 */
export function quickInput(page) {
  return page.locator('.quick-input-widget input.input');
}

/**
 * Writes into the quick input. Playwright's `fill` gives the field the focus and then types into whatever has it: where the quick
 * input closes between the two, that is the open document, which is broken from then on.
 * @param {Page} page
 * @param {string} text
 * @param {number} [timeoutMs]
 */
export async function fillQuickInput(page, text, timeoutMs = usualWaitMs) {
  const input = quickInput(page);
  await input.waitFor({ timeout: timeoutMs });
  /** @param {unknown} element @param {string} value */
  const write = (element, value) => {
    const field = /** @type {{ value: string, focus: () => void }} */ (element);
    field.focus();
    field.value = value;
  };
  await input.evaluate(write, text, { timeout: timeoutMs });
  await input.dispatchEvent('input', {}, { timeout: timeoutMs });
}

/**
 * Types into the quick input until it offers the entry that is meant, and picks it: a command appears only once
 * its extension is known, a file only once it is indexed. A window that is still starting takes the focus, and so
 * closes the input: it is opened again.
 * @param {Page} page
 * @param {string} text
 * @param {string} entry the whole label
 * @param {string} [openingKey] for an input that is not open already
 */
async function acceptInQuickInput(page, text, entry, openingKey) {
  const input = quickInput(page);
  if (openingKey === undefined) await input.waitFor({ timeout: usualWaitMs });
  const label = page.getByText(entry, { exact: true });
  const row = page.locator('.quick-input-list .monaco-list-row', { has: label }).first();
  await eventually(`the quick input offers "${entry}"`, async () => {
    if (openingKey !== undefined && !(await input.isVisible())) await page.keyboard.press(openingKey);
    await fillQuickInput(page, '', 2000);
    await fillQuickInput(page, text, 2000);
    await row.click({ timeout: 2000 });
    return true;
  });
}

/**
 * Waits for the quick input of a title. Where one follows another, what is typed before the one is gone may go to the editor,
 * which has the focus between them.
 * @param {Page} page
 * @param {string} title or a part of it
 */
export async function quickInputTitled(page, title) {
  await page.locator('.quick-input-titlebar', { hasText: title }).waitFor({ timeout: usualWaitMs });
}

/**
 * Picks an entry of the quick input that is open.
 * @param {Page} page
 * @param {string} entry the whole label
 * @param {string} [title] of the quick input, where another one is open before it
 */
export async function pickInQuickInput(page, entry, title) {
  if (title !== undefined) await quickInputTitled(page, title);
  await acceptInQuickInput(page, entry, entry);
}

/**
 * The extension's status bar item.
 * @param {Page} page
 */
export function statusBarItem(page) {
  return page.locator('.part.statusbar .statusbar-item[id^="wattlens.wattlens"]:visible');
}

/**
 * The text of the extension's status bar item; '' while it shows none.
 * @param {Page} page
 */
export async function statusBarText(page) {
  const texts = await statusBarItem(page).allInnerTexts();
  return texts.join(' ').trim();
}

/**
 * The code lenses of the active editor, one text a lens.
 * @param {Page} page
 */
export async function lensTexts(page) {
  const texts = await page.locator('.editor-instance .codelens-decoration').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

/**
 * The document inside the first webview that is shown.
 * @param {Page} page
 */
export function webviewFrame(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/**
 * Switches the colour theme as a person does.
 * @param {Page} page
 * @param {string} label e.g. "Light Modern"
 */
export async function setTheme(page, label) {
  await runCommand(page, 'Preferences: Color Theme');
  await acceptInQuickInput(page, label, label);
  const contrast = label.includes('High Contrast');
  const [light, dark] = contrast ? ['hc-light', 'hc-black'] : ['vs', 'vs-dark'];
  await page
    .locator(`.monaco-workbench.${label.startsWith('Light') ? light : dark}`)
    .first()
    .waitFor({ timeout: usualWaitMs });
  // It fades out, and would be in the next picture.
  await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden', timeout: usualWaitMs });
}

/**
 * What `countColours` uses of a canvas; this code is compiled without the DOM's types.
 * @typedef {object} Canvas
 * @property {number} width
 * @property {number} height
 * @property {(kind: '2d') => { getImageData: (...box: number[]) => { data: Uint8ClampedArray<ArrayBuffer> } }} getContext
 */

/**
 * How many different colours a canvas holds: 1 is a blank one.
 * @param {import('playwright-core').Locator} locator
 */
export function countColours(locator) {
  return locator.evaluate((/** @type {unknown} */ element) => {
    const canvas = /** @type {Canvas} */ (element);
    if (canvas.width === 0 || canvas.height === 0) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

/**
 * A picture of one part of the window, with the webview that lies over it.
 * @param {Page} page
 * @param {string} selector
 * @param {string} file
 */
export async function screenshotPart(page, selector, file) {
  const clip = await page.locator(selector).first().boundingBox();
  if (clip === null) throw new Error(`nothing to take a picture of: ${selector}`);
  await page.screenshot({ path: file, clip });
}

/**
 * Reloads the window as a person does, by the command: VS Code for the web writes what is to come back before it goes. A
 * browser's own reload only starts to write it, and may be quicker; between reloads it is written only while the window has
 * the focus and the browser is idle.
 * @param {Page} page
 */
export async function reloadWindow(page) {
  const reloaded = page.waitForEvent('domcontentloaded', { timeout: 60_000 });
  await Promise.all([reloaded, runCommand(page, 'Developer: Reload Window')]);
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

/**
 * Waits until `test` gives a value that is neither false nor undefined; what it throws counts as "not yet".
 * @template Value
 * @param {string} what said when it never comes true
 * @param {() => Promise<Value | undefined | false>} test
 * @param {number} [timeoutMs]
 * @returns {Promise<Value>}
 */
export async function eventually(what, test, timeoutMs = usualWaitMs) {
  const deadline = Date.now() + timeoutMs;
  let lastError = '';
  for (;;) {
    try {
      const value = await test();
      if (value !== undefined && value !== false) return value;
      lastError = '';
    } catch (error) {
      lastError = error instanceof Error ? `: ${error.message}` : '';
    }
    if (Date.now() > deadline)
      throw new Error(`waited ${timeoutMs / 1000} s in vain until ${what}${lastError}`);
    await sleep(250);
  }
}
