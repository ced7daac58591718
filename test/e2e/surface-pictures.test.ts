import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  eventually,
  lensTexts,
  openFile,
  pickInQuickInput,
  quickInputTitled,
  runCommand,
  setTheme,
  statusBarItem,
} from '../../scripts/host/workbench.mjs';
import { outFolder } from '../../scripts/setup/paths.mjs';
import { frameWith, themes } from './support/accessibility';
import { liveRun, writeMadeRun } from './support/made-runs';
import { looksAsBefore } from './support/pictures';

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
const script = `import torch
from transformers import AutoConfig, AutoModelForCausalLM

model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained("."))
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
for step, batch in enumerate(batches()):
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
`;

describe('pictures of what is seen in passing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wattlens-e2e-pictures-'));
  let window: ExtensionWindow;

  before(async () => {
    writeFileSync(path.join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
    writeFileSync(path.join(folder, 'train.py'), script);
    window = await openExtensionWindow({
      name: 'e2e-surface-pictures',
      workspace: folder,
      settings: {
        'wattlens.estimate.tokens': 1e11,
        'wattlens.estimate.gpus': 8,
        'wattlens.budget.runKwh': 2,
        'editor.minimap.enabled': false,
        'editor.occurrencesHighlight': 'off',
        'editor.cursorBlinking': 'solid',
      },
    });
    await openFile(window.page, 'train.py');
    await runCommand(window.page, 'View: Close Primary Side Bar');
  });
  after(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are of the walkthrough', async () => {
    const { page } = window;
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await pickInQuickInput(page, 'Energy of Your Training');
    // Its picture is a drawing in the theme's colours; those of others are screenshots, which change with every figure.
    await page.locator('[data-step-id$="#place"]').click();
    await frameWith(page, 'svg rect');
    for (const theme of themes) {
      await setTheme(page, theme);
      await looksAsBefore(page, 'walkthrough', theme, { part: { x: 48, y: 36, width: 1392, height: 700 } });
    }
  });

  it('are of lenses, the plan’s quick pick, and a run that lives with its budget and its forecast', async () => {
    const { page } = window;
    await openFile(page, 'config.json');
    await openLiveRun();
    for (const theme of themes) {
      await setTheme(page, theme);
      await showTab('train.py');
      await lensesWith('Run with energy metering');
      await looksAsBefore(page, 'script-lenses', theme, { part: { x: 48, y: 36, width: 1000, height: 300 } });

      await showTab('config.json');
      await lensesWith('Plan');
      // Not compared: the README and the walkthrough show it.
      const name = `lens-config-${theme.toLowerCase().replaceAll(' ', '-')}.png`;
      await page.screenshot({
        path: path.join(outFolder, 'screenshots', 'e2e', name),
        clip: { x: 54, y: 70, width: 894, height: 248 },
      });
      await page.locator('.codelens-decoration a', { hasText: /^Plan$/ }).click();
      await quickInputTitled(page, 'Change the plan of the estimate');
      await looksAsBefore(page, 'plan-pick', theme, { part: { x: 320, y: 0, width: 800, height: 400 } });
      await page.keyboard.press('Escape');

      utimesSync(journal(), new Date(), new Date());
      await showTab('tiny GPT, live');
      await frameWith(page, '#run canvas');
      await looksAsBefore(page, 'live-run', theme, { part: { x: 48, y: 36, width: 1392, height: 800 } });
    }
  });

  const showTab = (name: string): Promise<void> => window.page.getByRole('tab', { name }).click();
  const journal = (): string => path.join(window.runsFolder, liveRun.id, 'journal.ndjson');

  /** Waits for them, with the energy of a training. */
  const lensesWith = (text: string): Promise<true> =>
    eventually(`the lenses are there, with ${text}`, async () => {
      const texts = (await lensTexts(window.page)).join(' | ');
      if (!texts.includes(text) || !texts.includes('≈')) throw new Error(texts);
      return true;
    });

  async function openLiveRun(): Promise<void> {
    const { page } = window;
    await writeMadeRun(window.runsFolder, { ...liveRun, folder: window.workspace });
    const item = statusBarItem(page).first();
    await eventually('the run is shown', async () => (await item.innerText()).includes('kWh'));
    // What is told of the run may change under the mouse, which takes the hover away.
    await eventually('the run is opened', async () => {
      await page.mouse.move(720, 450);
      await item.hover();
      await page.locator('.workbench-hover a', { hasText: 'Open Run' }).click({ timeout: 3000 });
      return true;
    });
    const panel = await frameWith(page, '#run canvas');
    await panel.locator('#command', { hasText: 'train.py' }).waitFor();
  }
});
