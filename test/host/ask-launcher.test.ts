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

describe('a script that can train on several GPUs', () => {
  const { showQuickPick } = vscode.window;
  /** The labels of the rows that have had the focus in the newest quick pick, as VS Code tells of each. */
  let focused: string[] = [];

  before(() => {
    const watched = (items: vscode.QuickPickItem[], options: vscode.QuickPickOptions): unknown => {
      const rows: string[] = [];
      focused = rows;
      const onDidSelectItem = (item: vscode.QuickPickItem | string): void => {
        rows.push(typeof item === 'string' ? item : item.label);
      };
      return showQuickPick(items, { ...options, onDidSelectItem });
    };
    Object.assign(vscode.window, { showQuickPick: watched });
  });
  after(() => {
    Object.assign(vscode.window, { showQuickPick });
  });

  /** Until the focus has moved on from `count` rows; not forever: a key before the pick is drawn moves nothing. */
  async function moved(count: number): Promise<void> {
    for (let waits = 0; focused.length <= count && waits < 60; waits += 1) await sleep(50);
  }
  /** Moves the focus to a row, by keys. */
  async function goTo(label: string): Promise<void> {
    await moved(0);
    for (let presses = 0; focused.at(-1) !== label; presses += 1) {
      assert.ok(presses < 12, `${label} gets the focus, and not only ${focused.join(', ')}`);
      const before = focused.length;
      await press(next);
      await moved(before);
    }
  }
  async function press(command: string): Promise<void> {
    await vscode.commands.executeCommand(command);
  }
  async function pick(label: string): Promise<void> {
    await goTo(label);
    await press(accept);
  }

  it('gets all of them by its launcher', async () => {
    const asked = askLauncher('train.py', 'torchrun', gpus);
    await pick('torchrun on all 4 GPUs');
    assert.deepEqual(await asked, { launcher: 'torchrun', processes: 4, gpus: undefined });
  });

  it('gets those that are chosen, one process each', async () => {
    const asked = askLauncher('train.py', 'accelerate', gpus);
    const first = focused;
    await pick('accelerate on GPUs to be chosen');
    while (focused === first) await sleep(50);
    // The first GPU is chosen by itself.
    await goTo('GPU 2');
    await press(toggle);
    await press(accept);
    assert.deepEqual(await asked, { launcher: 'accelerate', processes: 2, gpus: ['0', '2'] });
  });

  it('may be run by Python alone, or not at all', async () => {
    const alone = askLauncher('train.py', 'deepspeed', gpus);
    await pick('python, one process');
    assert.deepEqual(await alone, { launcher: 'python', processes: undefined, gpus: undefined });
    const none = askLauncher('train.py', 'deepspeed', gpus);
    await moved(0);
    await press(close);
    assert.equal(await none, undefined);
  });
});
