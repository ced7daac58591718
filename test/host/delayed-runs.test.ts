import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { delayedRunOf } from '../../src/editor/carbon/delayed-run-plan';
import { DelayedRuns } from '../../src/editor/carbon/delayed-runs';
import { prepareLaunch } from '../../src/editor/launch/prepare-launch';
import { trainingTask } from '../../src/editor/launch/training-task';
import { isAlive } from '../../src/processes/process-identity';
import { DelayedRunFiles, type DelayedRun, type Holder } from '../../src/runs/delayed-runs';
import { endedRun, runsIn } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

describe('delayed runs that a former window has left', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  const files = new DelayedRunFiles(runsFolder);
  const logged: string[] = [];
  let undo: (() => Promise<void>)[] = [];
  let program = '';
  let script: vscode.Uri;
  let second: DelayedRuns | undefined;

  before(async () => {
    const extension = await activateExtension();
    program = join(extension.extensionPath, 'dist', 'wattlens.js');
    script = folder.write('later.py', 'print("trained", flush=True)\n');
    undo = [await withSetting('runs.folder', runsFolder)];
    assert.equal(files.open(), null);
  });
  after(async () => {
    second?.dispose();
    for (const restore of undo.reverse()) await restore();
    await vscode.commands.executeCommand('notifications.clearAll');
    folder.remove();
  });

  /** As a window that was closed, or crashed, leaves it: its meter is gone. */
  async function leave(minutes: number, changes: Partial<DelayedRun> = {}): Promise<DelayedRun> {
    const prepared = await prepareLaunch(program, { target: { kind: 'script', uri: script } });
    assert.ok(prepared.ok);
    const startAt = new Date(Date.now() + minutes * 60_000).toISOString();
    const definition = { type: 'wattlens', script: script.fsPath, startAt };
    const run = { ...delayedRunOf(prepared.launch, definition, randomUUID(), startAt), ...changes };
    files.keep(run);
    files.hold(run.id, { pid: process.pid, startTicks: 1, role: 'meter' });
    return run;
  }

  const meterOf = ({ id }: DelayedRun): Holder | undefined => {
    const holder = files.holderOf(id);
    return holder?.role === 'meter' && isAlive(holder) ? holder : undefined;
  };
  const taskOf = ({ id }: DelayedRun): vscode.TaskExecution | undefined =>
    vscode.tasks.taskExecutions.find(({ task }) => task.definition['delayedRun'] === id);

  it('wait again, for the same time; those of other workspaces and what is none stay where they are', async () => {
    const elsewhere = await leave(60, { workspace: 'file:///home/ada/other' });
    writeFileSync(join(files.folder, `${randomUUID()}.json`), '{"id": ');
    const run = await leave(60);
    const meter = await eventually('a meter waits', () => meterOf(run), 60_000);
    assert.ok(taskOf(run));
    assert.equal(meterOf(elsewhere), undefined);
    assert.deepEqual(
      files
        .list()
        .waiting.map(({ id }) => id)
        .sort(),
      [run.id, elsewhere.id].sort(),
    );

    // Another window of the same workspace: it knows the run, does not start it, and can cancel it.
    const log = vscode.window.createOutputChannel('Test of delayed runs', { log: true });
    Object.assign(log, { warn: (text: string) => logged.push(text) });
    second = new DelayedRuns(program, log);
    assert.deepEqual(
      second.runs.map(({ run: { id }, standing }) => [id, standing]),
      [[run.id, 'waits']],
    );
    assert.match(logged.join('\n'), /\.json is no delayed run, and is ignored: /);
    assert.deepEqual(files.holderOf(run.id), meter);
    const [listed] = second.runs;
    assert.ok(listed);
    assert.equal(second.tryCancel(listed), true);
    await eventually('its meter has ended', () => !isAlive(meter) || undefined);
    await eventually('its task has ended', () => taskOf(run) === undefined || undefined);
    assert.equal(files.stateOf(run.id), 'over');
    assert.equal(second.tryCancel(listed), false);
    assert.deepEqual(runsIn(runsFolder), []);
  });

  it('are started by one window alone, where several find them at the same time', async () => {
    assert.ok(second);
    const run = await leave(0);
    const { id } = await eventually('the run', () => runsIn(runsFolder).at(-1), 60_000);
    await endedRun(runsFolder, id);
    assert.equal(files.stateOf(run.id), 'over');
    await eventually('the other window knows it', () => second?.runs.length === 0 || undefined);
    // Whoever comes later finds that it has started.
    await eventually('no task waits for it', () => taskOf(run) === undefined || undefined);
    assert.equal(runsIn(runsFolder).length, 1);
  });

  it('of tasks.json are kept too, without keys and without what an environment file says', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const tasks = join(root, '.vscode', 'tasks.json');
    mkdirSync(dirname(tasks), { recursive: true });
    folder.write('.env', 'FROM_FILE=of-the-file\n');
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    const definition = {
      type: 'wattlens',
      script: script.fsPath,
      envFile: join(folder.path, '.env'),
      startAt,
    };
    const env = { SEED: '7', WATTLENS_ENTSOE_KEY: 'secret-token' };
    writeFileSync(
      tasks,
      JSON.stringify({ version: '2.0.0', tasks: [{ label: 'delayed', ...definition, env }] }),
    );
    try {
      const task = await eventually('the task', async () =>
        (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'delayed'),
      );
      const execution = await vscode.tasks.executeTask(task);
      const run = await eventually('the run', () =>
        files.list().waiting.find((each) => each.startAt === startAt),
      );
      await eventually('a meter waits', () => meterOf(run), 60_000);
      assert.deepEqual(run.definition, { ...definition, env: { SEED: '7' } });
      assert.doesNotMatch(JSON.stringify(run), /secret-token|of-the-file/);
      execution.terminate();
      await eventually('it is cancelled', () => files.stateOf(run.id) === 'over' || undefined);
    } finally {
      rmSync(tasks);
    }
  });

  it('that are ended the moment they wait, or just before, do not come back', async () => {
    const prepared = await prepareLaunch(program, { target: { kind: 'script', uri: script } });
    assert.ok(prepared.ok);
    const endedOnce = async (
      isThere: (id: string, execution: vscode.TaskExecution) => boolean,
    ): Promise<string> => {
      const startAt = new Date(Date.now() + 7_200_000).toISOString();
      const definition = { type: 'wattlens', script: script.fsPath, startAt };
      const id = randomUUID();
      // As tasks.json starts it: no window has written its file.
      const execution = await vscode.tasks.executeTask(trainingTask(prepared.launch, definition, id));
      const until = performance.now() + 40_000;
      while (!isThere(id, execution)) {
        assert.ok(performance.now() < until, 'it waits, or its process has started');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      execution.terminate();
      return id;
    };
    const started = new Set<vscode.TaskExecution>();
    const listener = vscode.tasks.onDidStartTaskProcess(({ execution }) => started.add(execution));
    const ids = [
      await endedOnce((id) => existsSync(join(files.folder, `${id}.json`))),
      await endedOnce((_id, execution) => started.has(execution)),
    ];
    listener.dispose();
    // Longer than a wait that nothing holds is left alone.
    await new Promise((resolve) => setTimeout(resolve, 9000));
    assert.deepEqual(
      files.list().waiting.filter(({ id }) => ids.includes(id)),
      [],
    );
  });

  it('whose time has passed are not started but told, and run when a person says so', async () => {
    const { showWarningMessage } = vscode.window;
    const said: string[] = [];
    let answer = (_title: string): void => undefined;
    Object.assign(vscode.window, {
      showWarningMessage: (text: string) => {
        said.push(text);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    try {
      const run = await leave(-60);
      await eventually('that it was missed', () => said.length > 0 || undefined);
      assert.match(said[0] ?? '', /^Wattlens: later\.py was to start .*, and nothing waited for it then\.$/);
      // Either window may have been the first to find it.
      await eventually('both have found it', () => second?.runs[0]?.standing === 'missed' || undefined);
      assert.equal(files.stateOf(run.id), 'waiting');
      assert.equal(runsIn(runsFolder).length, 1);
      answer('Run Now');
      const { id } = await eventually('the run', () => runsIn(runsFolder)[1], 60_000);
      await endedRun(runsFolder, id);
      assert.equal(files.stateOf(run.id), 'over');
      assert.equal(runsIn(runsFolder).length, 2);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  });
});
