import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  eventually,
  lensTexts,
  openFile,
  pickInQuickInput,
  quickInput,
  quickInputTitled,
  runCommand,
} from '../../scripts/host/workbench.mjs';
import { packageExtension } from '../../scripts/setup/package-extension.mjs';
import { frameWith } from './support/accessibility';
import { someWeeks, writeMadeRun } from './support/made-runs';

const hostileName = '[a](command:workbench.action.showCommands) <b>.json';

describe('the packaged extension in an ordinary window', () => {
  let window: ExtensionWindow;
  const parent = mkdtempSync(join(tmpdir(), 'wattlens-packaged-'));

  before(async () => {
    // In the workspace's settings: a user's own don't reach the machine that a window is connected to.
    const workspace = join(parent, 'sample');
    cpSync('examples/tiny-gpt', workspace, { recursive: true });
    writeFileSync(join(workspace, hostileName), '{ "name": "no model" }\n');
    mkdirSync(join(workspace, '.vscode'));
    writeFileSync(
      join(workspace, '.vscode', 'settings.json'),
      JSON.stringify({ 'wattlens.run.pythonPath': '/no/such/python' }),
    );
    window = await openExtensionWindow({ name: 'packaged', workspace, package: await packageExtension() });
  });
  after(async () => {
    await window.close();
    rmSync(parent, { recursive: true, force: true });
  });

  const toast = (text: string | RegExp): Locator =>
    window.page.locator('.notifications-toasts .notification-list-item', { hasText: text });

  it('has its lenses', async () => {
    await openFile(window.page, 'config.json');
    await eventually('the lens is there', async () =>
      (await lensTexts(window.page)).some((text) => text.includes('attention')),
    );
  });

  it('says in one message that Python is missing, and what to do', async () => {
    await openFile(window.page, 'train.py');
    await runCommand(window.page, 'Wattlens: Run Training with Energy Metering');
    const toasts = window.page.locator('.notifications-toasts .notification-list-item');
    await toasts.first().waitFor();
    assert.equal(await toasts.count(), 1);
    const text = await toasts.first().innerText();
    assert.match(text, /no Python at "\/no\/such\/python".*wattlens\.run\.pythonPath/);
    assert.match(text, /Open Settings/);
    assert.deepEqual(readdirSync(window.runsFolder), []);
  });

  it('ships what the meter needs', () => {
    const extensions = join(window.server.dataFolder, 'server', 'extensions');
    const folder = readdirSync(extensions).find((name) => name.startsWith('wattlens.'));
    const program = join(extensions, folder ?? '', 'dist', 'wattlens.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'doctor'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /NVML energy counter/);
    // What koffi says where its own binary is missing.
    assert.doesNotMatch(stdout, /koffi/i);
  });

  describe('with runs', () => {
    const [baseline, , , , hostile] = someWeeks;
    const environment = join(parent, 'environment');
    const kept = join(parent, 'kept');

    before(async () => {
      // What the run was started with: an environment of its own, with trackers that keep what they are given in files.
      mkdirSync(join(environment, 'bin'), { recursive: true });
      mkdirSync(kept);
      writeFileSync(join(environment, 'bin', 'python3'), '#!/bin/sh\nexec python3 "$@"\n', { mode: 0o755 });
      for (const [name, text] of Object.entries(trackers)) writeFileSync(join(kept, name), text);
      if (baseline === undefined || hostile === undefined) throw new Error('there are no made runs');
      const python = join(environment, 'bin', 'python3');
      await writeMadeRun(window.runsFolder, { ...baseline, python, folder: kept });
      await writeMadeRun(window.runsFolder, hostile);
    });

    const tab = (name: RegExp): Promise<void> => window.page.getByRole('tab', { name }).waitFor();

    /** Of a step: an image by the beginning of its text, or a drawing, which is in a page of its own. */
    async function isPictureDrawn(text: string | null): Promise<boolean> {
      if (text === null) {
        const drawing = (await frameWith(window.page, 'svg rect')).locator('svg').first();
        return ((await drawing.boundingBox())?.width ?? 0) > 100;
      }
      const image = window.page.locator('.getting-started-media img').filter({ visible: true });
      if ((await image.getAttribute('alt'))?.startsWith(text) !== true) return false;
      return image.evaluate((element) => {
        const { complete, naturalWidth } = element as unknown as { complete: boolean; naturalWidth: number };
        return complete && naturalWidth > 100;
      });
    }

    it('offers them by their names, which are text', async () => {
      const { page } = window;
      await runCommand(page, 'Wattlens: Export Run');
      await quickInputTitled(page, 'Export Run');
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'img src' });
      await row.waitFor();
      assert.ok(
        (await row.innerText()).includes(
          '<img src=x onerror="alert(1)"> [link](https://example.org) [U+202E]gpj.exe',
        ),
      );
      assert.equal(await row.locator('img, a[href]').count(), 0);
    });

    it('writes one to a file, in the format and at the place that are chosen, and opens it', async () => {
      const { page } = window;
      await pickInQuickInput(page, baseline?.label ?? '');
      await pickInQuickInput(page, 'Model card');
      await eventually('the dialog asks where to', async () =>
        (await quickInput(page).inputValue()).endsWith('.yaml'),
      );
      const file = await quickInput(page).inputValue();
      await quickInput(page).press('Enter');
      await toast(/the run is in wattlens-.*-model-card\.yaml/)
        .getByRole('button', { name: 'Open' })
        .click();
      await page.getByRole('tab', { name: /-model-card\.yaml/ }).waitFor();
      assert.match(readFileSync(file, 'utf8'), /^co2_eq_emissions:\n {2}emissions: \d/);
      assert.ok(file.startsWith(window.workspace));
    });

    it('says how a page for printing gets to a person whose window is connected to another machine', async () => {
      const { page } = window;
      await runCommand(page, 'Wattlens: Export Run');
      await pickInQuickInput(page, baseline?.label ?? '', 'Export Run');
      await pickInQuickInput(page, 'HTML for printing');
      await eventually('the dialog asks where to', async () =>
        (await quickInput(page).inputValue()).endsWith('.html'),
      );
      await quickInput(page).press('Enter');
      await toast(/-html\.html\. Download it/)
        .getByRole('button', { name: 'Show in Explorer' })
        .click();
      await page.locator('.explorer-folders-view .monaco-list-row.selected', { hasText: 'html' }).waitFor();
    });

    it('names a file in a message as text, whatever it looks like', async () => {
      const { page } = window;
      await openFile(page, hostileName);
      await runCommand(page, 'Wattlens: Show the Cost Estimate of This Model');
      const message = toast('there is no estimate for');
      await message.waitFor();
      assert.ok((await message.innerText()).replaceAll('\u200b', '').includes(hostileName));
      assert.equal(await message.locator('.notification-list-item-message').locator('a, img, b').count(), 0);
      await runCommand(page, 'Notifications: Clear All Notifications');
    });

    it('logs one to MLflow and to Weights & Biases, and asks before it starts anything', async () => {
      const { page } = window;
      const ask = async (tracker: string): Promise<Locator> => {
        await runCommand(page, 'Wattlens: Log Run to MLflow or Weights & Biases...');
        await pickInQuickInput(page, baseline?.label ?? '', 'Log Run to an Experiment Tracker');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'MLflow' }).waitFor();
        await pickInQuickInput(page, tracker);
        const dialog = page.locator('.monaco-dialog-box');
        await dialog.waitFor();
        return dialog;
      };
      const refused = await ask('MLflow');
      const text = (await refused.innerText()).replaceAll(/\s+/g, ' ');
      assert.ok(
        text.includes(`A short program is run by ${join(environment, 'bin', 'python3')} in ${kept}.`),
        text,
      );
      await refused.getByRole('button', { name: 'Cancel' }).click();
      await refused.waitFor({ state: 'detached' });
      assert.ok(!existsSync(join(kept, 'mlruns')));
      for (const [tracker, id, file] of [
        ['MLflow', 'abc123', 'mlruns/abc123.json'],
        ['Weights & Biases', 'xyz789', 'wandb/offline-run-xyz789.json'],
      ] as const) {
        const dialog = await ask(tracker);
        await dialog.getByRole('button', { name: 'Log', exact: true }).click();
        await toast(`the run is in ${tracker} as ${id}`).waitFor();
        const { name, metrics } = JSON.parse(readFileSync(join(kept, file), 'utf8')) as {
          readonly name: string;
          readonly metrics: Readonly<Record<string, number>>;
        };
        assert.equal(name, baseline?.label);
        assert.ok(Math.abs((metrics['energy_kwh'] ?? 0) - 1.9) < 0.3, JSON.stringify(metrics));
      }
    });

    it('saves a picture of a run’s charts', async () => {
      const { page } = window;
      await runCommand(page, 'Wattlens: Open Run');
      await pickInQuickInput(page, baseline?.label ?? '');
      const panel = await frameWith(page, '#run #predicted-table');
      await panel.locator('#save-picture').click();
      await eventually('the dialog asks where to', async () =>
        (await quickInput(page).inputValue()).endsWith('.png'),
      );
      const file = await quickInput(page).inputValue();
      await quickInput(page).press('Enter');
      const png = await eventually('the picture is written', () => {
        const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
        // Its last chunk: a file is there before all of it is.
        return Promise.resolve(bytes.includes('IEND') && bytes);
      });
      assert.equal(png.subarray(1, 4).toString(), 'PNG');
      // Width and height: three charts below one another.
      assert.ok(png.readUInt32BE(16) > 300 && png.readUInt32BE(20) > 300);
      assert.match(file, /wattlens-tiny-GPT-baseline[^/]*\.png$/);
    });

    it('is introduced by a walkthrough, whose pictures are there and whose buttons do what they say', async () => {
      const { page } = window;
      const steps = page.locator('.getting-started-step:enabled');
      await runCommand(page, 'Notifications: Clear All Notifications');
      for (const [step, picture, title, isDone] of [
        ['place', null, 'Set Place', () => quickInputTitled(page, 'Where does the electricity')],
        ['keep', null, 'Export Run', () => quickInputTitled(page, 'Export Run')],
        ['run', 'The window', 'Run Training with Energy Metering', () => toast('no Python at').waitFor()],
        ['estimate', 'Lenses above a model', 'Show the Breakdown', () => tab(/Cost of config\.json/)],
        ['keep', null, 'Show the Report', () => tab(/Report /)],
      ] as const) {
        // The page goes back to the list of walkthroughs when another editor is shown.
        if ((await steps.count()) === 0) {
          await runCommand(page, 'Welcome: Open Walkthrough...');
          await pickInQuickInput(page, 'Energy of Your Training');
        }
        await eventually('the four steps are there', async () => (await steps.count()) === 4);
        const chosen = page.locator(`[data-step-id$="#${step}"]`);
        if ((await chosen.getAttribute('aria-expanded')) !== 'true') await chosen.click();
        await eventually(`the picture of ${step} is drawn`, () => isPictureDrawn(picture));
        await chosen.getByRole('button', { name: title }).click();
        await isDone();
        await page.keyboard.press('Escape');
      }
    });
  });
});

/** The parts of the trackers' API that are used, each of which keeps a run in a file as the real ones do offline. */
const trackers: Readonly<Record<string, string>> = {
  'mlflow.py': `
import json, os
kept = {}
class Run:
    class info: run_id = "abc123"
    def __enter__(self): return self
    def __exit__(self, *rest):
        os.makedirs("mlruns")
        json.dump(kept, open("mlruns/abc123.json", "w"))
def start_run(run_name): kept["name"] = run_name; return Run()
def log_metrics(metrics): kept["metrics"] = metrics
def set_tags(tags): kept["tags"] = tags
`,
  'wandb.py': `
import json, os
class Run:
    id = "xyz789"
    def __init__(self, name, tags): self.kept = {"name": name, "tags": tags}
    def log(self, metrics): self.kept["metrics"] = metrics
    def finish(self):
        os.makedirs("wandb")
        json.dump(self.kept, open("wandb/offline-run-xyz789.json", "w"))
def init(name, job_type, config): return Run(name, config)
`,
};
