import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { AttachConsent } from '../../src/editor/attach/attach-consent';
import { Analysis } from '../../src/editor/analysis/analysis';
import { inEnglish } from '../../src/editor/translate';
import { WorkspaceTraining } from '../../src/editor/workspace-training';
import { endedRun, runOf } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** The loop is in another file, and what the environment gave is written down. */
const engine = `
def steps(count):
    weight, learning_rate = 0.0, 0.1
    for step in range(count):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
`;
const main = `
import os, sys
import host_engine

if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "task-facts.txt"), "w") as facts:
        print(os.environ.get("FROM_FILE"), os.environ.get("FROM_TASK"), *sys.argv[1:], sep="\\n", file=facts)
    host_engine.steps(1000)
`;

describe('the workspace', function () {
  this.timeout(60_000);
  const runs = temporaryFolder();
  const runsFolder = join(runs.path, 'runs');
  let undo: (() => Promise<void>)[] = [];
  let root: string;
  const written: string[] = [];
  const write = (name: string, text: string): vscode.Uri => {
    const path = join(root, name);
    if (!existsSync(path)) written.push(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return vscode.Uri.file(path);
  };

  before(async () => {
    await activateExtension();
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.notEqual(root, '');
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
  });
  after(async () => {
    for (const path of written) rmSync(path, { force: true });
    for (const restore of undo) await restore();
    runs.remove();
  });

  it('is looked through in the background, and looked at anew where another file changes the verdict', async () => {
    write('ways/host_engine.py', engine);
    const script = write('ways/host_main.py', main);
    const log = vscode.window.createOutputChannel('workspace test', { log: true });
    const training = new WorkspaceTraining(new Analysis(inEnglish), log);
    try {
      await training.settled();
      const trains = (): boolean => training.files().some(({ uri }) => uri.path === script.path);
      assert.equal(trains(), true, 'by what it imports');
      assert.equal(
        training.files().some(({ uri }) => uri.path.endsWith('/host_engine.py')),
        false,
      );
      write('ways/host_engine.py', 'def steps(count):\n    return count\n');
      await eventually('the new verdict', () => (trains() ? undefined : true));
      write('ways/host_engine.py', engine);
      await eventually('the old verdict', () => (trains() ? true : undefined));
    } finally {
      training.dispose();
      log.dispose();
    }
  });

  it('has tasks of the type in tasks.json, which are resolved with .env and run', async () => {
    write('ways/host_engine.py', engine);
    write('ways/host_main.py', main);
    write('ways/.env', 'FROM_FILE="a b" # said\nFROM_TASK=overwritten\n');
    write(
      '.vscode/tasks.json',
      JSON.stringify({
        version: '2.0.0',
        tasks: [
          {
            label: 'ways',
            type: 'wattlens',
            script: 'ways/host_main.py',
            args: ['--flag', 'two words'],
            envFile: '${workspaceFolder}/ways/.env',
            env: { FROM_TASK: 'task' },
            runLabel: 'ways of starting',
          },
        ],
      }),
    );
    const task = await eventually('the task', async () =>
      (await vscode.tasks.fetchTasks()).find(
        ({ name, definition }) => name === 'ways' && definition.type === 'wattlens',
      ),
    );
    await vscode.tasks.executeTask(task);
    const run = await runOf(runsFolder, 'the run', ({ start }) => start.label === 'ways of starting');
    await endedRun(runsFolder, run.id);
    const facts = readFileSync(join(root, 'ways', 'task-facts.txt'), 'utf8')
      .trim()
      .split('\n');
    written.push(join(root, 'ways', 'task-facts.txt'));
    assert.deepEqual(facts, ['a b', 'task', '--flag', 'two words']);
  });

  it('asks before a training that was started elsewhere is metered, once', async () => {
    const restore = await withSetting('attach', 'ask');
    try {
      const consent = new AttachConsent();
      const first = consent.given('python train.py', undefined);
      assert.equal(await consent.given('python train.py', undefined), false, 'it is being asked');
      let answer: boolean | undefined;
      void first.then((given) => (answer = given));
      assert.equal(
        await eventually('the answer', async () => {
          await vscode.commands.executeCommand('notification.acceptPrimaryAction');
          return answer;
        }),
        true,
      );
    } finally {
      await restore();
    }
  });
});
