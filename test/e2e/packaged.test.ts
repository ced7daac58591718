import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import { eventually, lensTexts, openFile, runCommand } from '../../scripts/host/workbench.mjs';
import { packageExtension } from '../../scripts/setup/package-extension.mjs';

describe('the packaged extension in an ordinary window', () => {
  let window: ExtensionWindow;
  const parent = mkdtempSync(join(tmpdir(), 'wattlens-packaged-'));

  before(async () => {
    // In the workspace's settings: a user's own don't reach the machine that a window is connected to.
    const workspace = join(parent, 'sample');
    cpSync('examples/tiny-gpt', workspace, { recursive: true });
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
});
