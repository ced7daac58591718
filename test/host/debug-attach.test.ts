import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { endedRun, runOf, runsIn } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Trains by hand, with a worker of its own. */
const trainingScript = `
import os, subprocess, sys, time

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        loss = (weight - 3.0) ** 2
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        time.sleep(0.1)

if __name__ == "__main__":
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1.5)"])
    with open("debugged.txt", "w") as facts:
        print(os.getpid(), *sys.argv[1:], sep="\\n", file=facts)
    train(20)
    worker.wait()
`;

/** Trains nothing itself, and only the run tells what it starts. */
const launcherScript = `
import subprocess, sys

subprocess.run([sys.executable, *sys.argv[1:]], check=True)
`;

describe('training in the Python debugger', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  const program = join(folder.path, 'train.py');
  let undo: (() => Promise<void>)[] = [];

  before(async function () {
    if (process.env['WATTLENS_TEST_DEBUGPY'] === undefined) this.skip();
    await activateExtension();
    undo = [
      await withSetting('runs.folder', runsFolder),
      await withSetting('run.intervalMs', 250),
      await withSetting('attach', 'always'),
    ];
    folder.write('train.py', trainingScript);
    folder.write('start.py', launcherScript);
  });
  after(async () => {
    for (const restore of undo) await restore();
    folder.remove();
  });

  const configuration = (more: Record<string, unknown>): vscode.DebugConfiguration => ({
    type: 'debugpy',
    request: 'launch',
    name: 'train',
    program,
    cwd: folder.path,
    console: 'internalConsole',
    ...more,
  });
  const runWith = (mark: string): ReturnType<typeof runOf> =>
    runOf(runsFolder, `the run ${mark}`, ({ start }) => start.command.includes(mark));
  const facts = (): string[] => readFileSync(join(folder.path, 'debugged.txt'), 'utf8').trim().split('\n');
  const sessionsEnded = (): Promise<unknown> =>
    eventually('the end of the sessions', () => vscode.debug.activeDebugSession === undefined || undefined);

  it('is metered once, with its sub-processes, and says that a debugger slowed it down', async () => {
    await vscode.debug.startDebugging(undefined, configuration({ args: ['--first'], subProcess: true }));
    const run = await runWith('--first');
    assert.equal(run.start.attached?.kind, 'debugger');
    assert.match(run.start.notes.join('\n'), /Run under a debugger/);
    await endedRun(runsFolder, run.id);
    assert.equal(String(run.start.attached.pid), facts()[0]);
    await sessionsEnded();
    assert.equal(runsIn(runsFolder).length, 1);
  });

  it('is metered where a script that does not train has started it', async () => {
    const before = runsIn(runsFolder).length;
    await vscode.debug.startDebugging(
      undefined,
      configuration({
        program: join(folder.path, 'start.py'),
        args: [program, '--started'],
        subProcess: true,
      }),
    );
    const run = await runWith('--started');
    assert.equal(run.start.attached?.kind, 'debugger');
    await endedRun(runsFolder, run.id);
    assert.equal(String(run.start.attached.pid), facts()[0]);
    await sessionsEnded();
    assert.equal(runsIn(runsFolder).length, before + 1);
  });

  it('is metered where launch.json says so, whatever the setting, and without debugging', async () => {
    const restore = await withSetting('attach', 'never');
    await vscode.debug.startDebugging(undefined, configuration({ args: ['--second'], wattlens: true }), {
      noDebug: true,
    });
    const run = await runWith('--second');
    assert.equal(run.start.attached?.kind, 'debugger');
    assert.doesNotMatch(run.start.notes.join('\n'), /debugger/);
    await endedRun(runsFolder, run.id);
    await sessionsEnded();
    const before = runsIn(runsFolder).length;
    await vscode.debug.startDebugging(undefined, configuration({ args: ['--third'] }), { noDebug: true });
    await eventually('the third training', () => facts().includes('--third') || undefined);
    await sessionsEnded();
    assert.equal(runsIn(runsFolder).length, before);
    await restore();
  });

  it('is a task for a configuration of the type wattlens that is run without debugging', async () => {
    const wattlens = {
      type: 'wattlens',
      request: 'launch',
      name: 'ours',
      script: program,
      cwd: folder.path,
      args: ['--fourth', 'two words'],
      env: { WATTLENS_TEST: 'yes' },
    };
    await vscode.debug.startDebugging(undefined, wattlens, { noDebug: true });
    const run = await runWith('--fourth');
    assert.equal(run.start.attached, undefined);
    assert.deepEqual(run.start.command.slice(1), [program, '--fourth', 'two words']);
    assert.match(run.start.notes.join('\n'), /^Python: .*python3?, /m);
    await endedRun(runsFolder, run.id);
    await vscode.debug.startDebugging(undefined, {
      ...wattlens,
      args: ['--fifth'],
      console: 'internalConsole',
    });
    const debugged = await runWith('--fifth');
    assert.equal(debugged.start.attached?.kind, 'debugger');
    await endedRun(runsFolder, debugged.id);
    await sessionsEnded();
  });
});
