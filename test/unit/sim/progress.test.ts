import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { RunSummary } from '../../../src/runs/summary';
import { commandLine, start, startProgram, summaryOf, temporaryFolder } from '../../sim/command-line';

/** A training of two epochs that writes over its bar ten times a second. */
const training = `
import sys, time
for epoch in range(2):
    for step in range(1, 11):
        time.sleep(0.1)
        print(f"\\rEpoch {epoch + 1}/2:  {10 * step}%|####      | {step}/10 [00:01<00:01, 10.0it/s]", end="", flush=True)
    print()
`;

const progressOf = (runs: string): RunSummary['progress'] => summaryOf(runs).progress;

describe('the progress of a training that knows nothing of the meter', () => {
  it('is read from the file that its output goes to, without what was there before', () => {
    const runs = temporaryFolder('runs');
    const output = join(temporaryFolder('output'), 'train.log');
    writeFileSync(output, 'Epoch 9/9: 100%|####| 99/99 [00:01<00:01, 10.0it/s]\n');
    const file = openSync(output, 'a');
    return new Promise<void>((resolve, reject) => {
      const meter = spawn(
        process.execPath,
        [commandLine(), 'run', '--runs', runs, '--', 'python3', '-c', training],
        { stdio: ['ignore', file, 'ignore'] },
      );
      closeSync(file);
      meter.on('exit', (code) => {
        try {
          assert.equal(code, 0);
          const progress = progressOf(runs);
          assert.deepEqual([progress?.done, progress?.total, progress?.unit], [20, 20, 'step']);
          assert.equal(progress?.from, 'output file');
          assert(progress.joulesPerUnit !== null && progress.joulesPerUnit > 0);
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  });

  it('is read from the file that tee writes within the command, and from a log that the training holds open', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = temporaryFolder('output');
    const script = join(folder, 'train.py');
    writeFileSync(
      script,
      training
        .replace('range(1, 11)', 'range(1, 21)')
        .replace('10 * step', '5 * step')
        .replace('/10 [', '/20 ['),
    );
    const teed = join(folder, 'of tee');
    // What was there before is another training's.
    writeFileSync(teed, 'Epoch 9/9: 100%|####| 99/99 [00:01<00:01, 10.0it/s]\n');
    const logging = `
import logging, sys, time
logging.basicConfig(filename=sys.argv[1], level=logging.INFO)
data = open(sys.argv[2], 'w', buffering=1)
for step in range(1, 31):
    time.sleep(0.1)
    logging.info('step %d/30 loss 0.5', step)
    data.write('step 7/9000\\n')
`;
    for (const [command, done, from] of [
      [['bash', '-c', `python3 ${script} 2>&1 | tee -a '${teed}' | cat`], 40, 'output file'],
      [['python3', '-c', logging, join(folder, 'train.log'), join(folder, 'samples.txt')], 30, 'log file'],
    ] as const) {
      const runs = temporaryFolder('runs');
      const { code, stderr } = await start(['run', '--runs', runs, '--', ...command]).finished;
      assert.equal(code, 0, stderr);
      const progress = progressOf(runs);
      assert.deepEqual([progress?.done, progress?.total, progress?.from], [done, done, from]);
    }
  });

  it('is read from what the editor hands over of its terminal', async () => {
    const runs = temporaryFolder('runs');
    commandLine();
    const child = spawn('python3', ['-c', training], { stdio: ['ignore', 'pipe', 'ignore'] });
    const meter = spawn(
      process.execPath,
      [commandLine(), 'attach', '--pid', String(child.pid), '--runs', runs, '--read-output'],
      { stdio: [child.stdout, 'ignore', 'ignore'] },
    );
    const code = await new Promise((resolve) => meter.on('exit', resolve));
    assert.equal(code, 0);
    assert.deepEqual([progressOf(runs)?.done, progressOf(runs)?.total], [20, 20]);
    assert.equal(progressOf(runs)?.from, 'terminal output');
  });

  it('is read from the files of its trainer, of this run alone', async () => {
    const runs = temporaryFolder('runs');
    const output = temporaryFolder('results');
    const folder = join(output, 'checkpoint-40');
    mkdirSync(folder, { recursive: true });
    const state = { global_step: 40, max_steps: 100, epoch: 0.4, num_train_epochs: 1 };
    const script = `
import json, os, time
time.sleep(2.5)
with open(${JSON.stringify(join(folder, 'trainer_state.json'))}, 'w') as file:
    json.dump(${JSON.stringify(state)}, file)
time.sleep(3)
`;
    const { code, stderr } = await start([
      'run',
      '--runs',
      runs,
      '--',
      'python3',
      '-c',
      script,
      '--output_dir',
      output,
    ]).finished;
    assert.equal(code, 0, stderr);
    const progress = progressOf(runs);
    assert.deepEqual([progress?.done, progress?.total, progress?.from], [40, 100, 'trainer_state.json']);
  });

  const state = JSON.stringify({ global_step: 7, max_steps: 50, epoch: 0.4, num_train_epochs: 1 });
  /** Writes for some seconds where the Trainer of transformers does by default. */
  const writing = (seconds: number): string => `
import os, time
os.makedirs('results', exist_ok=True)
until = time.time() + ${seconds}
while time.time() < until:
    with open('results/trainer_state.json', 'w') as file:
        file.write(${JSON.stringify(state)})
    sum(range(300000))
`;
  const runIn = (cwd: string, runs: string, script: string) =>
    startProgram([
      ...['sh', '-c', 'cd "$0" && exec "$@"', cwd, process.execPath, commandLine()],
      ...['run', '--runs', runs, '--', 'python3', '-c', script],
    ]).finished;

  it('is not read from what another training writes in the same folder, before it or meanwhile', async () => {
    const runs = temporaryFolder('runs');
    const cwd = temporaryFolder('work');
    const trainingOf = (seconds: number): ChildProcess => spawn('python3', ['-c', writing(seconds)], { cwd });
    const before = trainingOf(0.5);
    await once(before, 'exit');
    const meanwhile = trainingOf(60);
    try {
      const busy = 'import time; until = time.time() + 4.5\nwhile time.time() < until: sum(range(300000))';
      const { code, stderr } = await runIn(cwd, runs, busy);
      assert.equal(code, 0, stderr);
      assert.equal(progressOf(runs), null);
    } finally {
      meanwhile.kill('SIGKILL');
    }
  });

  it('is read where trainers usually write, beside processes that only wait', async () => {
    const runs = temporaryFolder('runs');
    const cwd = temporaryFolder('work');
    const idle = spawn('python3', ['-c', 'import time; time.sleep(60)'], { cwd });
    try {
      const { code, stderr } = await runIn(cwd, runs, writing(4));
      assert.equal(code, 0, stderr);
      const progress = progressOf(runs);
      assert.deepEqual([progress?.done, progress?.total, progress?.from], [7, 50, 'trainer_state.json']);
    } finally {
      idle.kill('SIGKILL');
    }
  });
});
