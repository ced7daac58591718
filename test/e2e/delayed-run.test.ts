import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  eventually,
  fillQuickInput,
  openFile,
  openWorkbench,
  quickInput,
  quickInputTitled,
  runCommand,
  statusBarText,
} from '../../scripts/host/workbench.mjs';
import { isAlive } from '../../src/processes/process-identity';
import { DelayedRunFiles, type Holder } from '../../src/runs/delayed-runs';
import { runIdsIn } from '../sim/command-line';
import { IntensityServer } from '../sim/intensity-server';

const hour = 3600;
const key = 'secret-token';

/** Waits for a quick input of this title, and gives its rows; Enter takes the first. */
async function quickPick(page: Page, title: string): Promise<string[]> {
  await quickInputTitled(page, title);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows.first().waitFor({ timeout: 30_000 });
  return (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

/** The files below a folder that hold a text. */
const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));

describe('a run at the cleanest time', function () {
  this.timeout(300_000);
  const cleanFrom = (Math.floor(Date.now() / 1000 / hour) + 3) * hour;
  const server = new IntensityServer((moment) => (moment === cleanFrom ? 40 : 400));
  let window: ExtensionWindow;
  let files: DelayedRunFiles;
  let time = '';

  before(async () => {
    window = await openExtensionWindow({
      name: 'e2e-delayed-run',
      machineSettings: {
        'wattlens.carbon.provider': 'electricity-maps',
        'wattlens.carbon.providerUrl': await server.start(),
        'wattlens.carbon.region': 'DE',
      },
    });
    files = new DelayedRunFiles(window.runsFolder);
  });
  after(async () => {
    await window.close();
    await server.stop();
  });

  /** The meter that the one planned run waits in. */
  const waitingMeter = (not?: Holder): Promise<Holder> =>
    eventually(
      'a meter waits',
      () => {
        const [run] = files.list().waiting;
        const holder = run === undefined ? null : files.holderOf(run.id);
        const isIt = holder?.role === 'meter' && isAlive(holder) && holder.pid !== not?.pid;
        return Promise.resolve(isIt && holder);
      },
      120_000,
    );

  const isShown = async (): Promise<boolean> => (await statusBarText(window.page)).includes(time);

  it('is found with a key of the secret storage, and waits', async () => {
    const { page } = window;
    await runCommand(page, 'Wattlens: Set the Keys of the Intensity Provider');
    await quickInputTitled(page, 'Key of Electricity Maps');
    await fillQuickInput(page, key);
    await quickInput(page).press('Enter');
    await openFile(page, 'train.py');
    await runCommand(page, 'Wattlens: Find the Cleanest Time');
    assert.ok((await quickPick(page, 'How long will the run take')).length > 3);
    await quickInput(page).press('Enter');
    assert.ok((await quickPick(page, 'By when must it have ended')).length >= 2);
    await quickInput(page).press('Enter');
    const [best = '', now = '', ...hours] = await quickPick(
      page,
      'When to start (Electricity Maps, DE, average)',
    );
    assert.match(best, /40 g\/kWh, the cleanest, 90 % less than now/);
    assert.match(now, /Now.*400 g\/kWh/);
    assert.ok(hours.length > 5);
    await quickInput(page).press('Enter');
    time = await eventually('the run waits', async () => /\d\d:00/.exec(await statusBarText(page))?.[0]);
    assert.match(best, new RegExp(time));
  });

  it('waits in the same process after the window is reloaded, whatever VS Code has stored by then', async () => {
    const before = await waitingMeter();
    await window.page.reload();
    await eventually('the run is shown after the reload', isShown, 120_000);
    assert.deepEqual(await waitingMeter(), before);
    assert.equal(files.list().waiting.length, 1);
    assert.deepEqual(runIdsIn(window.runsFolder), []);
  });

  it('waits again, in another process, where its terminal has died with the window', async () => {
    const before = await waitingMeter();
    const address = window.page.url();
    const context = window.page.context();
    const devTools = await context.newCDPSession(window.page);
    const crashed = window.page.waitForEvent('crash');
    // It never answers.
    devTools.send('Page.crash').catch(() => undefined);
    await crashed;
    process.kill(before.pid, 'SIGKILL');
    // The host of the window's extensions lives on, and has found by then that nothing waits any more.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    window.page = await context.newPage();
    await openWorkbench(window.page, address);
    const after = await waitingMeter(before);
    await eventually('the run is shown', isShown, 120_000);
    const [run] = files.list().waiting;
    assert.equal(Date.parse(run?.startAt ?? ''), cleanFrom * 1000);
    assert.equal(files.list().waiting.length, 1);
    assert.deepEqual(await waitingMeter(), after);
    // The key is in VS Code's secret storage, which is the browser's here, and nowhere on the disk.
    for (const folder of [window.server.dataFolder, window.runsFolder, window.workspace])
      assert.deepEqual(filesWith(folder, key), []);
  });

  it('is cancelled for good: a reload does not bring it back', async () => {
    const { page } = window;
    const meter = await waitingMeter();
    await runCommand(page, 'Wattlens: Show and Cancel Delayed Runs');
    const [waiting = ''] = await quickPick(page, 'Runs that wait for their time');
    assert.match(waiting, new RegExp(`train\\.py ?starts .*${time}`));
    await quickInput(page).press('Enter');
    await page.getByRole('button', { name: 'Cancel the Run' }).click();
    await eventually('no run waits', async () => !(await isShown()));
    await eventually('its meter has ended', () => Promise.resolve(!isAlive(meter)));
    await page.reload();
    await openFile(page, 'train.py');
    await new Promise((resolve) => setTimeout(resolve, 8000));
    assert.equal(await isShown(), false);
    assert.deepEqual(files.list().waiting, []);
    assert.deepEqual(runIdsIn(window.runsFolder), []);
    assert.deepEqual(window.pageErrors, []);
  });
});
