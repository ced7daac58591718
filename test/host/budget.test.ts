import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { BudgetWatcher } from '../../src/editor/budgets/budget-watcher';
import { commands } from '../../src/editor/contributions';
import { RunMonitor } from '../../src/editor/runs/run-monitor';
import { readProcessFacts } from '../../src/processes/process-facts';
import { endedRun, runOf, runsIn } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Trains until it is interrupted, and then saves what it has. */
const trainingScript = `
import os, sys, time

def train():
    weight, learning_rate = 0.0, 0.1
    for step in range(1200):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        # In one step: it may be paused at any moment, and the file is read then.
        told = os.path.join(os.path.dirname(__file__), "step.txt")
        with open(told + ".part", "w") as file:
            file.write(f"{os.getpid()} {step}")
        os.replace(told + ".part", told)
        time.sleep(0.1)

if __name__ == "__main__":
    try:
        train()
    except KeyboardInterrupt:
        open(os.path.join(os.path.dirname(__file__), "checkpoint.txt"), "w").close()
        sys.exit(3)
`;

/** Trains until it is interrupted, then saves for longer than the looks at budgets are apart, and writes down each interrupt. */
const patientScript = `
import os, signal, sys, time

asked = False

def note(number, frame):
    global asked
    asked = True
    with open(os.path.join(os.path.dirname(__file__), "interrupts.txt"), "a") as file:
        print("SIGINT", file=file)

signal.signal(signal.SIGINT, note)
open(os.path.join(os.path.dirname(__file__), "interrupts.txt"), "w").close()
weight, learning_rate = 0.0, 0.1
for step in range(1200):
    gradient = 2 * (weight - 3.0)
    weight -= learning_rate * gradient
    time.sleep(0.1)
    if asked:
        break
until = time.time() + 5
while time.time() < until:
    time.sleep(0.1)
`;

describe('a budget that is spent', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  let undo: (() => Promise<void>)[] = [];

  before(async () => {
    await activateExtension();
    undo = [
      await withSetting('runs.folder', runsFolder),
      await withSetting('run.intervalMs', 250),
      // Less than any machine draws in a second.
      await withSetting('budget.runKwh', 1e-9),
    ];
  });
  after(async () => {
    for (const restore of undo) await restore();
    folder.remove();
  });

  const told = (part = ''): { readonly pid: number; readonly step: number } | undefined => {
    const file = join(folder.path, part, 'step.txt');
    const [pid, step] = existsSync(file) ? readFileSync(file, 'utf8').split(' ').map(Number) : [];
    return pid === undefined || step === undefined ? undefined : { pid, step };
  };
  const isStopped = (part = ''): boolean => readProcessFacts(told(part)?.pid ?? 0)?.isStopped === true;
  const goesOnFor = async (steps: number): Promise<void> => {
    const { step: from } = await eventually('a step', () => told());
    await eventually(`${steps} more steps`, () => ((told()?.step ?? 0) >= from + steps ? true : undefined));
  };

  it('warns and nothing more, pauses or stops the run as its setting says', async () => {
    const script = folder.write('train.py', trainingScript);
    await vscode.commands.executeCommand(commands.runTraining, script);
    const run = await runOf(runsFolder, 'the run', () => true);
    // Longer than the looks at budgets are apart.
    await goesOnFor(35);
    assert.equal(isStopped(), false, 'a warning stops nothing');

    const pauses = await withSetting('budget.whenSpent', 'pause');
    await eventually('the run is paused', () => (isStopped() ? true : undefined));
    await pauses();
    await vscode.commands.executeCommand(commands.resumeRun, run.id);
    await eventually('the run goes on', () => (isStopped() ? undefined : true));
    await goesOnFor(5);

    const stops = await withSetting('budget.whenSpent', 'stop');
    const { records } = await endedRun(runsFolder, run.id);
    await stops();
    const end = records.find((record) => record.type === 'end');
    assert.equal(end?.type === 'end' ? end.exitCode : null, 3);
    assert.ok(existsSync(join(folder.path, 'checkpoint.txt')), 'it had time to save');
  });

  it('stops a run once, however many windows see it spent', async () => {
    const log = vscode.window.createOutputChannel('Test of budgets', { log: true });
    const monitor = new RunMonitor(runsFolder, log);
    const second = new BudgetWatcher(monitor, log);
    let seen = false;
    const listener = second.onDidChange(() => {
      seen ||= monitor.runs.some(({ id }) => second.stateOf(id)?.level === 'over');
    });
    const script = folder.write(join('patient', 'train.py'), patientScript);
    await vscode.commands.executeCommand(commands.runTraining, script);
    const interrupts = join(folder.path, 'patient', 'interrupts.txt');
    await eventually('it trains', () => existsSync(interrupts) || undefined);
    const stops = await withSetting('budget.whenSpent', 'stop');
    const spent = await withSetting('budget.dayKwh', 1e-9);
    try {
      const run = await runOf(runsFolder, 'the run', ({ start }) =>
        start.command.some((word) => word.includes('patient')),
      );
      await endedRun(runsFolder, run.id);
      assert.equal(readFileSync(interrupts, 'utf8'), 'SIGINT\n');
      assert.ok(seen);
    } finally {
      await spent();
      await stops();
      listener.dispose();
      second.dispose();
      monitor.dispose();
      log.dispose();
    }
  });

  it('is that of every live run, and pauses them all where it is theirs together', async () => {
    const parts = ['first', 'second'];
    const restoreRun = await withSetting('budget.runKwh', undefined);
    for (const part of parts) {
      const script = folder.write(join(part, 'train.py'), trainingScript);
      await vscode.commands.executeCommand(commands.runTraining, script);
      await eventually(`a step of the ${part}`, () => told(part));
    }
    try {
      assert.deepEqual(
        parts.map((part) => isStopped(part)),
        [false, false],
      );
      const pauses = await withSetting('budget.whenSpent', 'pause');
      const spent = await withSetting('budget.dayKwh', 1e-9);
      await eventually('both are paused', () => (parts.every((part) => isStopped(part)) ? true : undefined));
      await spent();
      await pauses();
    } finally {
      for (const part of parts) {
        const pid = told(part)?.pid;
        // To 0 it would go to all processes of this group.
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
      }
      await restoreRun();
    }
    await eventually('both runs have ended', () => {
      const runs = runsIn(runsFolder).filter(({ start }) =>
        start.command.some((word) => /first|second/.test(word)),
      );
      return runs.length === 2 && runs.every(({ records }) => records.some(({ type }) => type === 'end'))
        ? true
        : undefined;
    });
  });
});
