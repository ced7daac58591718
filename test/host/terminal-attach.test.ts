import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { suiteLineMark } from '../../scripts/test/host-log.mjs';
import { endedRun, runOf, runsIn } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Trains by hand for about two seconds, and says who it is. */
const trainingScript = `
import os, sys, time

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        loss = (weight - 3.0) ** 2
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        time.sleep(0.1)
        print(f"step {step + 1}/{steps} loss {loss:.3f}", flush=True)

if __name__ == "__main__":
    with open("typed.txt", "w") as facts:
        print(os.getpid(), *sys.argv[1:], sep="\\n", file=facts)
    train(25)
`;

describe('training typed in a terminal', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];
  let terminal: vscode.Terminal;

  before(async () => {
    await activateExtension();
    undo = [
      await withSetting('runs.folder', runsFolder),
      await withSetting('run.intervalMs', 250),
      await withSetting('attach', 'always'),
    ];
    folder.write('deep folder/train.py', trainingScript);
    folder.write('hello.py', 'print("hello")\n');
    terminal = vscode.window.createTerminal({ name: 'typed', cwd: folder.path, shellPath: '/bin/bash' });
    await eventually('shell integration', () => terminal.shellIntegration);
  });
  after(async () => {
    terminal.dispose();
    for (const restore of undo) await restore();
    folder.remove();
  });

  /** As a person types it: no object of the API is told of it. */
  const type = (line: string): void => {
    terminal.sendText(line);
  };

  it('is metered within a second of its start, and says what it missed', async () => {
    type(`cd 'deep folder' && python3 train.py --name "two words" '$(echo no)'; cd ..`);
    const began = await runOf(runsFolder, 'the run', ({ start }) => start.command.includes('train.py'));
    assert.deepEqual(began.start.command.slice(1), ['train.py', '--name', 'two words', '$(echo no)']);
    assert.equal(began.start.cwd, join(folder.path, 'deep folder'));
    // It may be found before its Python has come so far as to say who it is.
    const typed = join(folder.path, 'deep folder', 'typed.txt');
    const pid = await eventually('its process', () =>
      existsSync(typed) ? Number(readFileSync(typed, 'utf8').split('\n')[0]) || undefined : undefined,
    );
    const { attached } = began.start;
    assert.ok(attached);
    assert.deepEqual([attached.pid, attached.kind], [pid, 'terminal']);
    const missed = attached.missedSeconds ?? NaN;
    console.log(`${suiteLineMark}    typed command: metered ${missed.toFixed(2)} s after its process began`);
    // A second on a machine that has nothing else to do.
    assert.ok(missed >= 0 && missed < 5, `${missed} s`);
    const { records } = await endedRun(runsFolder, began.id);
    assert.ok(records.filter(({ type: kind }) => kind === 'sample').length >= 4);
    // What it prints is the terminal's, and tells how far it is.
    const progress = records.flatMap((record) => (record.type === 'progress' ? [record] : [])).at(-1);
    assert.deepEqual([progress?.total, progress?.unit, progress?.from], [25, 'step', 'terminal output']);
    assert.ok((progress?.done ?? 0) > 5, JSON.stringify(progress));
  });

  it('is found in the background and after other commands', async () => {
    const before = runsIn(runsFolder).length;
    type(`true; (cd 'deep folder' && exec python3 train.py --background) &`);
    const run = await runOf(runsFolder, 'the run', ({ start }) => start.command.includes('--background'));
    assert.equal(runsIn(runsFolder).length, before + 1);
    await endedRun(runsFolder, run.id);
  });

  it('leaves everything else alone, and a task’s terminal', async () => {
    const before = runsIn(runsFolder).length;
    type('python3 hello.py; python3 hello.py > said.txt; sleep 0.5; echo done > done.txt');
    await eventually('the line has run', () => existsSync(join(folder.path, 'done.txt')) || undefined);
    const ended = new Promise<void>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution: { task } }) => {
        if (task.name !== 'own') return;
        listener.dispose();
        resolve();
      });
    });
    const execution = new vscode.ShellExecution('python3 train.py --as-a-task', {
      cwd: join(folder.path, 'deep folder'),
    });
    await vscode.tasks.executeTask(
      new vscode.Task({ type: 'shell' }, vscode.TaskScope.Workspace, 'own', 'test', execution, []),
    );
    await ended;
    assert.equal(runsIn(runsFolder).length, before);
  });

  it('is left alone where the setting says never', async () => {
    const restore = await withSetting('attach', 'never');
    const before = runsIn(runsFolder).length;
    type(`cd 'deep folder' && python3 train.py --never; cd ..; echo over > over.txt`);
    await eventually('the line has run', () => existsSync(join(folder.path, 'over.txt')) || undefined);
    assert.equal(runsIn(runsFolder).length, before);
    await restore();
  });
});
