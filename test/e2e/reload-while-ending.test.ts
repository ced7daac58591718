import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import { eventually, openFile, reloadWindow, runCommand } from '../../scripts/host/workbench.mjs';
import { runIdsIn } from '../sim/command-line';

/** Trains until a file says that it is to end. */
const trainingScript = (name: string): string => `
import os, sys, time

def train():
    weight, learning_rate = 0.0, 0.1
    while not os.path.exists("end-${name}"):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        time.sleep(0.1)

if __name__ == "__main__":
    with open("starts-${name}.txt", "a") as starts:
        print(" ".join(sys.argv[1:]), file=starts)
    train()
    sys.exit(3)
`;

describe('a training that ends while the window is reloading', function () {
  this.timeout(300_000);
  const source = mkdtempSync(join(tmpdir(), 'wattlens-reload-'));
  let window: ExtensionWindow;

  before(async () => {
    for (const name of ['long', 'seen', 'short'])
      writeFileSync(join(source, `${name}.py`), trainingScript(name));
    window = await openExtensionWindow({
      name: 'e2e-reload-ending',
      workspace: source,
      settings: { 'wattlens.run.baselineSeconds': 0 },
    });
  });
  after(async () => {
    end('long');
    await window.close();
    rmSync(source, { recursive: true, force: true });
  });
  const end = (name: string): void => {
    writeFileSync(join(window.workspace, `end-${name}`), '');
  };
  const starts = (name: string): number => {
    const file = join(window.workspace, `starts-${name}.txt`);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  };
  const ended = (): number =>
    readdirSync(window.runsFolder).filter((id) => existsSync(join(window.runsFolder, id, 'summary.json')))
      .length;
  async function train(name: string): Promise<void> {
    await openFile(window.page, `${name}.py`);
    const before = starts(name);
    await runCommand(window.page, 'Wattlens: Run Training with Energy Metering');
    await eventually('it trains', () => Promise.resolve(starts(name) > before));
  }
  /** Long enough for VS Code to have brought back what it does: the log says so of each task that was launched before. */
  async function reloadWhile(act: () => Promise<unknown>, tasks: number): Promise<void> {
    const { page } = window;
    const asked = (): number => askedAbout(window.server.dataFolder);
    const before = asked();
    await page.route(
      (url) => url.searchParams.has('folder'),
      async (route) => {
        await act();
        await route.continue();
      },
      { times: 1 },
    );
    await reloadWindow(page);
    await eventually('VS Code has asked about its tasks', () => Promise.resolve(asked() >= before + tasks));
    // A task is started some time after that.
    await new Promise((resolve) => setTimeout(resolve, 4000));
  }

  it('is not started anew by VS Code, nor is one that has ended before', async () => {
    for (const name of ['long', 'seen', 'short']) await train(name);
    end('seen');
    await eventually('one has ended', () => Promise.resolve(ended() === 1));
    await reloadWhile(async () => {
      end('short');
      await eventually('another has ended', () => Promise.resolve(ended() === 2));
    }, 3);
    assert.deepEqual(['long', 'seen', 'short'].map(starts), [1, 1, 1]);
    assert.equal(runIdsIn(window.runsFolder).length, 3);
  });

  it('is started anew by a person who runs the last task again, or restarts one', async () => {
    await runCommand(window.page, 'Tasks: Rerun Last Task');
    await eventually('it trains anew', () => Promise.resolve(starts('seen') + starts('short') === 3));
    await eventually('and ends', () => Promise.resolve(ended() === 3));
    await runCommand(window.page, 'Tasks: Restart Running Task');
    await eventually('the one that runs trains anew', () => Promise.resolve(starts('long') === 2));
    assert.equal(starts('seen') + starts('short'), 3);
    assert.deepEqual(window.pageErrors, []);
  });
});

/** How many tasks VS Code has asked about that were launched before, by the extension's log. */
const askedAbout = (dataFolder: string): number =>
  readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('Wattlens.log'))
    .flatMap((name) => [
      ...readFileSync(join(dataFolder, name), 'utf8').matchAll(/was launched before is asked about/g),
    ]).length;
