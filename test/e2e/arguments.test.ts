import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openExtensionWindow, type ExtensionWindow } from '../../scripts/host/window.mjs';
import {
  eventually,
  fillQuickInput,
  openFile,
  quickInput,
  runCommand,
} from '../../scripts/host/workbench.mjs';

/** Trains for an instant, and adds its arguments to a file. */
const trainingScript = `
import json, sys

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient

if __name__ == "__main__":
    train(3)
    with open("arguments.jsonl", "a") as file:
        print(json.dumps(sys.argv[1:]), file=file)
`;

const command = 'Wattlens: Run Training with Arguments and Energy Metering';
const typed = `--name "two words" '$(touch oops)' a&&b --path C:\\\\data`;
const words = ['--name', 'two words', '$(touch oops)', 'a&&b', '--path', 'C:\\data'];

describe('the arguments of a training', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'wattlens-arguments-'));
  let window: ExtensionWindow;
  let input: Locator;

  before(async () => {
    writeFileSync(join(workspace, 'train.py'), trainingScript);
    window = await openExtensionWindow({
      name: 'arguments',
      workspace,
      settings: { 'wattlens.run.baselineSeconds': 0 },
    });
    input = quickInput(window.page);
    await openFile(window.page, 'train.py');
  });
  after(async () => {
    await window.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  const row = (text: string | RegExp): Locator =>
    window.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const ask = async (): Promise<void> => {
    await runCommand(window.page, command);
    await row(/Run with|Run without arguments/).waitFor();
  };
  const launched = (count: number): Promise<unknown[]> =>
    eventually(`${count} runs have told their arguments`, () => {
      const file = join(window.workspace, 'arguments.jsonl');
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
      return Promise.resolve(lines.length === count && lines.map((line) => JSON.parse(line) as unknown));
    });

  it('are run as they are typed, quoted as in a shell and through none', async () => {
    await ask();
    await fillQuickInput(window.page, typed);
    await input.press('Enter');
    assert.deepEqual(await launched(1), [words]);
    assert.equal(existsSync(join(window.workspace, 'oops')), false);
  });

  it('are there again, to be edited; a quote that is not closed is said, and waits', async () => {
    await ask();
    assert.equal(await input.inputValue(), typed);
    await fillQuickInput(window.page, '--name "open');
    await row('The quote " at character 8 is not closed.').waitFor();
    await input.press('Enter');
    assert.equal(await input.isVisible(), true);
    await fillQuickInput(window.page, '');
    await row('Run without arguments').waitFor();
    await input.press('Enter');
    assert.deepEqual(await launched(2), [words, []]);
  });

  it('can be picked from those typed before', async () => {
    await ask();
    assert.equal(await input.inputValue(), '');
    await row('typed before').click();
    assert.deepEqual(await launched(3), [words, [], words]);
  });
});
