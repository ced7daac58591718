import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { askLauncher } from '../../src/editor/launch/ask-launcher';

/** What keys would do in the quick pick that is open. */
const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const next = 'workbench.action.quickOpenSelectNext';
const toggle = 'workbench.action.quickPickManyToggle';
const close = 'workbench.action.closeQuickOpen';

const gpus = ['0', '1', '2', '3'];

async function press(...commands: readonly string[]): Promise<void> {
  for (const command of commands) {
    // The pick is drawn, and its first row has the focus.
    await sleep(700);
    await vscode.commands.executeCommand(command);
  }
}

describe('a script that can train on several GPUs', () => {
  it('gets all of them by its launcher', async () => {
    const asked = askLauncher('train.py', 'torchrun', gpus);
    await press(accept);
    assert.deepEqual(await asked, { launcher: 'torchrun', processes: 4, gpus: undefined });
  });

  it('gets those that are chosen, one process each', async () => {
    const asked = askLauncher('train.py', 'accelerate', gpus);
    // The second row; then the first GPU, which is chosen by itself, and the third.
    await press(next, accept, next, next, next, toggle, accept);
    const chosen = await asked;
    assert.equal(chosen?.launcher, 'accelerate');
    assert.equal(chosen.processes, 2);
    assert.equal(chosen.gpus?.length, 2);
    assert.equal(chosen.gpus[0], '0');
  });

  it('may be run by Python alone, or not at all', async () => {
    const alone = askLauncher('train.py', 'deepspeed', gpus);
    await press(next, next, accept);
    assert.deepEqual(await alone, { launcher: 'python', processes: undefined, gpus: undefined });
    const none = askLauncher('train.py', 'deepspeed', gpus);
    await press(close);
    assert.equal(await none, undefined);
  });
});
