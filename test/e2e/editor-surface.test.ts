import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  eventually,
  fillQuickInput,
  lensTexts,
  openFile,
  pickInQuickInput,
  quickInput,
  runCommand,
  setTheme,
} from '../../scripts/host/workbench.mjs';
import { outFolder } from '../../scripts/setup/paths.mjs';
import { gitIn } from '../sim/git';
import { themes } from './support/accessibility';
import { looksAsBefore } from './support/pictures';

const pictureFolder = path.join(outFolder, 'screenshots', 'e2e');

const config = {
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 16,
  num_attention_heads: 16,
  num_key_value_heads: 4,
  max_position_embeddings: 8192,
  vocab_size: 32000,
};

const hostileName = '[a](command:workbench.action.showCommands) <b>.json';
const hostileText =
  '<img src=x> [b](command:workbench.action.showCommands) https://x.example $(bug) \u202egpj.exe\u0007';

/** A folder with a repository in it, whose configuration was changed since its commit. */
function changedRepository(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wattlens-e2e-model-'));
  const git = gitIn(folder);
  const file = path.join(folder, 'config.json');
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'first');
  const changed = { ...config, num_hidden_layers: 22, vocab_size: 50257 };
  writeFileSync(file, `${JSON.stringify(changed, null, 2)}\n`);
  writeFileSync(
    path.join(folder, hostileName),
    `${JSON.stringify({ ...config, model_type: hostileText, rms_norm_eps: 1e-6 })}\n`,
  );
  return folder;
}

describe('a model’s configuration in the editor', () => {
  const folder = changedRepository();
  let window: ExtensionWindow;

  // A pick or a widget that an interrupted try has left open would take the next one's keys.
  beforeEach(async () => {
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Escape');
  });

  before(async () => {
    window = await openExtensionWindow({
      name: 'e2e-editor-surface',
      workspace: folder,
      settings: {
        'wattlens.estimate.tokens': 1e11,
        'wattlens.estimate.gpus': 8,
        'editor.minimap.enabled': false,
        // A caret that blinks is in one picture and not in the next.
        'editor.cursorBlinking': 'solid',
      },
    });
    await openFile(window.page, 'config.json');
    // Room for the editor.
    await window.page.keyboard.press('Control+B');
  });

  after(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const lenses = async (): Promise<string[]> =>
    (await lensTexts(window.page)).flatMap((line) => line.split(' | '));

  /** What the lenses tell in full. */
  const tooltips = (): Promise<string[]> =>
    window.page
      .locator('.editor-instance .codelens-decoration a')
      .evaluateAll((links: readonly { readonly title: string }[]) => links.map(({ title }) => title));

  const tooltipWith = (pattern: RegExp): Promise<string> => lensWith(pattern, tooltips);

  const lensWith = (pattern: RegExp, texts = lenses): Promise<string> =>
    eventually(`a lens like ${pattern.source}`, async () => {
      const all = await texts();
      const found = all.find((text) => pattern.test(text));
      if (found === undefined) throw new Error(`there are: ${all.join(' | ')}`);
      return found;
    });

  const picture = (name: string): Promise<Buffer> =>
    window.page.screenshot({
      path: path.join(pictureFolder, `${name}.png`),
      // A hover fades in.
      animations: 'disabled',
    });

  /** Behind the number of key-value heads. */
  const hintOfHeads = (): Locator =>
    window.page.locator('.view-lines span', { hasText: /^\s*KV\scache\s[\d.]+\skB\/token\s*$/ }).last();

  /** The first question of *Change plan* is which value. */
  async function askPlan(entry: string): Promise<void> {
    await window.page
      .locator('.codelens-decoration a', { hasText: /^Plan$/ })
      .first()
      .click();
    await pickInQuickInput(window.page, entry, 'Change the plan of the estimate');
  }

  async function changePlan(value: string, to: string, typed?: string): Promise<void> {
    const { page } = window;
    await askPlan(value);
    await pickInQuickInput(page, to, value);
    if (typed !== undefined) {
      // The pick and the field that follows it have one title, but the field alone has no list.
      await page.locator('.quick-input-list').waitFor({ state: 'hidden' });
      await fillQuickInput(page, 'many');
      await page.locator('.quick-input-message', { hasText: 'Type a whole number' }).waitFor();
      await fillQuickInput(page, typed);
      await quickInput(page).press('Enter');
    }
    await pickInQuickInput(page, 'For this file', `${value}: `);
  }

  it('opens the breakdown of the model by a click on each figure', async () => {
    const { page } = window;
    for (const figure of [/ parameters$/, /^attention /, /^train /, /^serve /]) {
      await page.locator('.codelens-decoration a', { hasText: figure }).first().click();
      const tab = page.getByRole('tab', { name: /Cost of config\.json/ });
      await tab.waitFor();
      await tab.click({ button: 'middle' });
      await tab.waitFor({ state: 'detached' });
    }
  });

  it('tells the difference from git’s HEAD', async () => {
    assert.match(
      await lensWith(/^attention \+/),
      /^attention \+37\.5 %, training \+[\d.]+ % energy, \+[\d.]+ k?g CO2e$/,
    );
  });

  it('has lenses that a small laptop’s window shows whole, with the side bar open', async () => {
    const { page } = window;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Control+B');
    const right = async (selector: string): Promise<number> =>
      Math.max(
        ...(await page
          .locator(selector)
          .evaluateAll((all: readonly { getBoundingClientRect(): { right: number } }[]) =>
            all.map((each) => each.getBoundingClientRect().right),
          )),
      );
    // Where the minimap would begin, which is turned off here.
    const editorEnd = async (): Promise<number> => (await right('.editor-instance .overflow-guard')) - 110;
    try {
      await page.locator('.part.sidebar').waitFor();
      const [end, lens] = [await editorEnd(), await right('.editor-instance .codelens-decoration')];
      assert.ok(
        lens <= end,
        `the lenses end at ${lens}, the editor at ${end}: ${(await lenses()).join(' | ')}`,
      );
    } finally {
      await page.keyboard.press('Control+B');
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });

  it('has its plan changed by quick picks, value by value, and forgets it', async () => {
    const before = await tooltipWith(/^training .* H100/);
    await changePlan('Hardware', 'A100 SXM4 80GB');
    await tooltipWith(/^training .* x A100 SXM4 80GB/);
    await changePlan('Training tokens', 'Another number…', '5e9');
    await tooltipWith(/^training .* modelled for 5B tokens on /);
    await changePlan('Number of accelerators', 'Another number…', '24');
    await tooltipWith(/^training .* on 24 x A100/);
    await changePlan('Sequence length', '4096 tokens');
    await tooltipWith(/^attention .* at 4,096 tokens/);
    await changePlan('Place of the electricity', 'France');
    await changePlan('Precision', 'fp32');
    await askPlan('Reset');
    await eventually('the plan is as it was', async () => (await tooltips()).includes(before));
  });

  it('has hints behind its values, whose hovers tell what others would change', async () => {
    await hintOfHeads().hover();
    const hover = window.page.locator('.monaco-hover', { hasText: 'key-value heads' });
    await eventually('the hover has a table', async () =>
      /KV cache[\s\S]*−50 %[\s\S]*\+100 %/.test((await hover.innerText()).replaceAll(/\s+/g, ' ')),
    );
    await picture('hints');
    await window.page.mouse.move(700, 850);
  });

  it('has its problems in the Problems view, and their fixes at the place', async () => {
    const { page } = window;
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'The vocabulary of 50257' });
    await eventually('the problem is told', async () =>
      (await problem.first().innerText()).replaceAll(/\s+/g, ' ').includes('vocabulary-padding'),
    );
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Pad the vocabulary to 50304' });
    const offerFix = (): Promise<true> =>
      eventually('the fix is offered', async () => {
        // Before the editor has gone to the place there is none to offer.
        await page.keyboard.press('Escape');
        await problem.first().dblclick();
        // Ctrl+. asks what has the focus: the list of problems until the editor has it.
        await page.locator('.editor-instance .monaco-editor.focused').waitFor({ timeout: 3000 });
        await page.keyboard.press('Control+.');
        await fix.waitFor({ timeout: 3000 });
        return true;
      });
    await offerFix();
    await picture('problems');
    await page.keyboard.press('Escape');
    for (const theme of themes) {
      await setTheme(page, theme);
      await looksAsBefore(page, 'editor', theme, {
        over: hintOfHeads(),
        part: { x: 48, y: 36, width: 1000, height: 620 },
      });
    }
    await setTheme(page, themes[0]);
    await page.mouse.move(700, 850);
    await offerFix();
    await fix.click();
    await eventually('the value is changed', async () =>
      (await page.locator('.editor-instance .view-lines').first().innerText()).includes('50304'),
    );
    await page.keyboard.press('Control+S');
    await eventually('the file is saved', () =>
      Promise.resolve(readFileSync(path.join(window.workspace, 'config.json'), 'utf8').includes('50304')),
    );
    await page.keyboard.press('Control+J');
  });

  it('tells the difference in a diff editor, on its right side', async () => {
    const { page } = window;
    await runCommand(page, 'Git: Open Changes');
    const right = page.locator('.monaco-diff-editor .editor.modified');
    await eventually('the difference stands on the right', async () =>
      /training \+[\d.]+ %, \+[\d.]+ kg CO2e/.test((await right.innerText()).replaceAll(/\s+/g, ' ')),
    );
    const left = page.locator('.monaco-diff-editor .editor.original');
    assert.doesNotMatch((await left.innerText()).replaceAll(/\s+/g, ' '), /training \+/);
    await picture('diff-editor');
    for (const theme of themes) {
      await setTheme(page, theme);
      await looksAsBefore(page, 'diff-editor', theme, { part: { x: 48, y: 36, width: 1392, height: 300 } });
    }
    await setTheme(page, themes[0]);
  });

  it('shows what stands in a file as text, whatever it looks like', async () => {
    const { page } = window;
    await openFile(page, hostileName);
    const seen = '<img src=x> [b](command:workbench.action.showCommands) https://x.example $';
    await lensWith(/^≈.* parameters$/);
    await page.locator('.editor-instance .view-lines span', { hasText: 'model_type' }).last().hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Approximate' });
    await hover.waitFor();
    assert.ok((await hover.innerText()).includes(seen), await hover.innerText());
    assert.equal(await hover.locator('img, .codicon-bug').count(), 0);
    // The hover's own link alone.
    assert.deepEqual(await hover.locator('a[data-href]').allInnerTexts(), ['Every assumption as a document']);
    assert.deepEqual(window.pageErrors, []);
  });
});
