import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/contributions';
import { usualEnvironment } from '../../src/editor/launch/launch-environment';
import { prepareLaunch, type PreparedLaunch } from '../../src/editor/launch/prepare-launch';
import { endedRun, runOf, type RunOnDisk } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Trains by hand, and says where and with what. */
const trainingScript = `
import os, sys, time

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        time.sleep(0.1)

if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "facts.txt"), "w") as facts:
        print(os.getcwd(), os.environ.get("WHERE"), os.environ.get("VIRTUAL_ENV"), sys.executable, *sys.argv[1:], sep="\\n", file=facts)
    train(8)
`;

describe('a workspace of several folders', function () {
  this.timeout(90_000);
  const runs = temporaryFolder();
  const runsFolder = join(runs.path, 'runs');
  const alpha = temporaryFolder();
  const beta = temporaryFolder();
  const alphaPython = join(alpha.path, '.venv', 'bin', 'python');
  const betaPython = join(beta.path, 'tools', 'python');
  let program: string;
  let undo: (() => Promise<void>)[] = [];

  const changeFolders = async (change: () => boolean): Promise<void> => {
    const changed = new Promise((resolve) => {
      const listener = vscode.workspace.onDidChangeWorkspaceFolders(() => {
        listener.dispose();
        resolve(undefined);
      });
    });
    assert.ok(change(), 'the folders of the workspace can be changed');
    await changed;
  };
  const folderAt = (path: string): vscode.WorkspaceFolder => {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === path);
    assert.ok(folder, path);
    return folder;
  };
  const factsOf = (folder: { readonly path: string }): string[] =>
    readFileSync(join(folder.path, 'facts.txt'), 'utf8').trimEnd().split('\n');
  const labelled = (label: string): Promise<RunOnDisk> =>
    runOf(runsFolder, `the run ${label}`, ({ start }) => start.label === label);

  before(async () => {
    program = join((await activateExtension()).extensionPath, 'dist', 'wattlens.js');
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
    const python = execFileSync(
      'python3',
      ['-c', 'import os, sys; print(os.path.realpath(sys.executable))'],
      {
        encoding: 'utf8',
      },
    ).trim();
    for (const folder of [alpha, beta]) folder.write('train.py', trainingScript);
    alpha.write('.venv/pyvenv.cfg', `home = ${join(python, '..')}\n`);
    alpha.write('.venv/bin/readme', '');
    symlinkSync(python, alphaPython);
    alpha.write('.env', 'WHERE="in alpha"\n');
    beta.write('tools/readme', '');
    symlinkSync(python, betaPython);
    beta.write('.env', 'WHERE="in beta"\nCUDA_VISIBLE_DEVICES=2,3\nWATTLENS_RUNS=/elsewhere\n');
    beta.write(
      '.vscode/settings.json',
      JSON.stringify({
        'wattlens.run.arguments': ['--of', 'beta only'],
        'wattlens.run.pythonPath': '${workspaceFolder}/tools/python',
        'wattlens.carbon.region': 'SE',
      }),
    );
    beta.write(
      '.vscode/tasks.json',
      JSON.stringify({
        version: '2.0.0',
        tasks: [
          {
            label: 'of beta',
            type: 'wattlens',
            script: 'train.py',
            args: '--by "a task"',
            runLabel: 'task of beta',
          },
        ],
      }),
    );
    alpha.write(
      '.vscode/launch.json',
      JSON.stringify({
        version: '0.2.0',
        configurations: [
          {
            type: 'wattlens',
            request: 'launch',
            name: 'ours',
            script: '${workspaceFolder}/train.py',
            args: ['--by', 'launch.json'],
            runLabel: 'launched in alpha',
          },
          { type: 'wattlens', request: 'launch', name: 'another with metering', configuration: 'plain' },
          { type: 'wattlens', request: 'launch', name: 'of none', configuration: 'nowhere' },
          {
            type: 'debugpy',
            request: 'launch',
            name: 'plain',
            program: '${workspaceFolder}/train.py',
            cwd: '${workspaceFolder}',
            args: ['--debugged'],
            console: 'internalConsole',
          },
        ],
      }),
    );
    const length = vscode.workspace.workspaceFolders?.length ?? 0;
    await changeFolders(() =>
      vscode.workspace.updateWorkspaceFolders(
        length,
        0,
        { uri: vscode.Uri.file(alpha.path), name: 'alpha' },
        { uri: vscode.Uri.file(beta.path), name: 'beta' },
      ),
    );
  });
  after(async () => {
    const first = folderAt(alpha.path).index;
    await changeFolders(() => vscode.workspace.updateWorkspaceFolders(first, 2));
    for (const restore of undo) await restore();
    for (const folder of [runs, alpha, beta]) folder.remove();
  });

  const prepared = async (folder: { readonly path: string }): Promise<PreparedLaunch & { ok: true }> => {
    const uri = vscode.Uri.file(join(folder.path, 'train.py'));
    const launch = await prepareLaunch(program, { target: { kind: 'script', uri } });
    assert.ok(launch.ok, JSON.stringify(launch));
    return launch;
  };

  it('gives a script the interpreter, environment, arguments, settings and folder of its own', async () => {
    const { launch: ofAlpha } = await prepared(alpha);
    assert.deepEqual(ofAlpha.command, [alphaPython, join(alpha.path, 'train.py')]);
    assert.equal(ofAlpha.cwd, alpha.path);
    assert.equal(ofAlpha.folder?.name, 'alpha');
    assert.equal(ofAlpha.environment['WHERE'], 'in alpha');
    assert.equal(ofAlpha.environment['VIRTUAL_ENV'], join(alpha.path, '.venv'));
    assert.match(ofAlpha.interpreter.from, /^\.venv in /);
    assert.equal(ofAlpha.meter.region, undefined);

    const { launch: ofBeta } = await prepared(beta);
    assert.deepEqual(ofBeta.command, [betaPython, join(beta.path, 'train.py'), '--of', 'beta only']);
    assert.equal(ofBeta.cwd, beta.path);
    assert.equal(ofBeta.folder?.name, 'beta');
    assert.equal(ofBeta.environment['WHERE'], 'in beta');
    assert.equal(ofBeta.environment['VIRTUAL_ENV'], undefined);
    assert.match(ofBeta.interpreter.from, /wattlens\.run\.pythonPath/);
    assert.equal(ofBeta.meter.region, 'SE');
  });

  it('has launchers told of the GPUs that a folder’s own file of variables chooses', async () => {
    const target = { kind: 'script', uri: vscode.Uri.file(join(beta.path, 'train.py')) } as const;
    const wordsOf = async (environment?: Record<string, string>): Promise<string> => {
      const prepared = await prepareLaunch(program, {
        target,
        launcher: 'deepspeed',
        processes: 2,
        environment,
      });
      assert.ok(prepared.ok);
      return prepared.launch.command.join(' ');
    };
    // DeepSpeed passes over CUDA_VISIBLE_DEVICES where it is told a count.
    assert.match(await wordsOf(), / --include localhost:2,3 /);
    assert.match(await wordsOf({ CUDA_VISIBLE_DEVICES: '1' }), / --include localhost:1 /);
    const usual = usualEnvironment(vscode.Uri.file(beta.path));
    assert.equal(usual['CUDA_VISIBLE_DEVICES'], '2,3');
    assert.equal(usual['WATTLENS_RUNS'], process.env['WATTLENS_RUNS']);
    assert.equal(
      usualEnvironment(vscode.Uri.file(alpha.path))['CUDA_VISIBLE_DEVICES'],
      process.env['CUDA_VISIBLE_DEVICES'],
    );
  });

  it('runs a script of the second folder there', async () => {
    await vscode.commands.executeCommand(commands.runTraining, vscode.Uri.file(join(alpha.path, 'train.py')));
    const run = await labelled('train.py');
    await endedRun(runsFolder, run.id);
    assert.deepEqual(factsOf(alpha), [alpha.path, 'in alpha', join(alpha.path, '.venv'), alphaPython]);
    assert.equal(run.start.cwd, alpha.path);
  });

  it('has the tasks of each folder’s tasks.json, with that folder’s script', async () => {
    const task = await eventually('the task', async () =>
      (await vscode.tasks.fetchTasks({ type: 'wattlens' })).find(({ name }) => name === 'of beta'),
    );
    assert.equal((task.scope as vscode.WorkspaceFolder).name, 'beta');
    await vscode.tasks.executeTask(task);
    const run = await labelled('task of beta');
    await endedRun(runsFolder, run.id);
    assert.deepEqual(factsOf(beta), [beta.path, 'in beta', 'None', betaPython, '--by', 'a task']);
  });

  it('starts what a folder’s launch.json says, metered', async () => {
    assert.equal(await vscode.debug.startDebugging(folderAt(alpha.path), 'of none'), false);
    // Without debugging it is a task: there is no session.
    await vscode.debug.startDebugging(folderAt(alpha.path), 'ours', { noDebug: true });
    const run = await labelled('launched in alpha');
    await endedRun(runsFolder, run.id);
    assert.deepEqual(factsOf(alpha).slice(0, 2), [alpha.path, 'in alpha']);
    assert.deepEqual(factsOf(alpha).slice(3), [alphaPython, '--by', 'launch.json']);
  });

  it('meters another configuration of launch.json that it names', async function () {
    if (process.env['WATTLENS_TEST_DEBUGPY'] === undefined) this.skip();
    rmSync(join(alpha.path, 'facts.txt'), { force: true });
    const restore = await withSetting('attach', 'never');
    assert.equal(await vscode.debug.startDebugging(folderAt(alpha.path), 'another with metering'), true);
    const run = await runOf(
      runsFolder,
      'the debugged run',
      ({ start }) => start.command.includes('--debugged') && start.attached?.kind === 'debugger',
    );
    await endedRun(runsFolder, run.id);
    await eventually(
      'the end of the session',
      () => vscode.debug.activeDebugSession === undefined || undefined,
    );
    await restore();
    assert.equal(factsOf(alpha)[0], alpha.path);
  });
});
