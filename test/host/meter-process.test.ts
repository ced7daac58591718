import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { listProcesses } from '../../src/editor/attach/meter-process';
import { endedRun, runOf, runsIn } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

describe('a process that runs already', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];

  before(async () => {
    await activateExtension();
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
    folder.write('train_model.py', 'import time\ntime.sleep(60)\n');
  });
  after(async () => {
    for (const restore of undo) await restore();
    folder.remove();
  });

  it('is in the list, and metered when it is picked', async () => {
    const training = spawn('python3', ['train_model.py', '--a', 'b c'], {
      cwd: folder.path,
      stdio: 'ignore',
    });
    try {
      const extension = await activateExtension();
      const program = join(extension.extensionPath, 'dist', 'wattlens.js');
      const listed = await eventually('the process in the list', async () =>
        (await listProcesses(program)).find(({ pid }) => pid === training.pid),
      );
      assert.equal(listed.training, true);
      assert.deepEqual(listed.command.slice(1), ['train_model.py', '--a', 'b c']);
      const done = vscode.commands.executeCommand(commands.meterProcess);
      const run = await eventually('the run', async () => {
        // The list comes when it is there; until then there is nothing to accept. The newest training is first.
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return runsIn(runsFolder)[0];
      });
      await done;
      assert.equal(run.start.attached?.kind, 'process');
    } finally {
      training.kill('SIGKILL');
    }
    const run = await runOf(runsFolder, 'the run', () => true);
    await endedRun(runsFolder, run.id);
  });
});

describe('the meter on VS Code’s own Node', () => {
  it('tells nothing of its own on the terminal, as of flags that this V8 does not know', async () => {
    const extension = await activateExtension();
    const program = join(extension.extensionPath, 'dist', 'wattlens.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'run', '--help'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /wattlens run/);
  });
});
