import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRun } from '../../../src/runs/store';
import {
  commandLine,
  onlyJournal,
  runInTerminal,
  runToEnd,
  start,
  summaryOf,
  temporaryFolder,
  until,
} from '../../sim/command-line';

const metered = (runs: string, script: string, ...options: string[]): string[] => [
  'run',
  '--runs',
  runs,
  '--interval',
  '100',
  ...options,
  '--',
  'sh',
  '-c',
  script,
];

describe('a command that leaves processes behind', () => {
  it('ends the run all the same, with its own code, and they are named', () => {
    const began = performance.now();
    const { code, stderr } = runToEnd(metered(temporaryFolder('runs'), 'sleep 20 >/dev/null 2>&1 & exit 5'));
    assert.equal(code, 5);
    assert.ok(performance.now() - began < 15_000);
    const pid = Number(/left process (\d+) running/.exec(stderr)?.[1]);
    assert.ok(pid > 1, stderr);
    process.kill(pid);
  });

  it('is metered until the last of them where that is asked for, and ends with its own code', () => {
    const runs = temporaryFolder('runs');
    const { code, stderr } = runToEnd(metered(runs, 'sleep 2 & exit 5', '--wait-for-tree'));
    assert.equal(code, 5);
    const { durationSeconds, exitCode, state } = summaryOf(runs);
    assert.deepEqual([exitCode, state], [5, 'ended']);
    assert.ok((durationSeconds ?? 0) > 1.5, stderr);
  });

  it('is metered until a daemon of its has ended, which has left its group and session and lost its parents at once', () => {
    const runs = temporaryFolder('runs');
    // As daemons do it: fork, setsid, fork.
    const daemon = [
      'import os, time',
      'if os.fork(): os._exit(6)',
      'os.setsid()',
      'if os.fork(): os._exit(0)',
      'end = time.time() + 3',
      'while time.time() < end: pass',
    ].join('\n');
    const options = ['--runs', runs, '--interval', '100', '--wait-for-tree'];
    const { code, stderr } = runToEnd(['run', ...options, '--', 'python3', '-c', daemon]);
    assert.equal(code, 6);
    const { durationSeconds } = summaryOf(runs);
    assert.ok((durationSeconds ?? 0) > 2.5, `${durationSeconds} s: ${stderr}`);
  });

  it('is waited for until somebody ends the wait, which is told as that', async () => {
    const runs = temporaryFolder('runs');
    const { process: meter, finished } = start(
      metered(runs, 'sleep 30 >/dev/null 2>&1 & exit 5', '--wait-for-tree'),
    );
    await until(
      () => readdirSync(runs).length > 0 && readFileSync(onlyJournal(runs), 'utf8').includes('"spawn"'),
      'the run has begun',
      20,
    );
    await sleep(1500);
    meter.kill('SIGINT');
    const { code, stderr } = await finished;
    assert.equal(code, 5);
    const pid = Number(/the wait was ended while process (\d+) of the command runs/.exec(stderr)?.[1]);
    assert.ok(pid > 1, stderr);
    process.kill(pid);
    assert.doesNotMatch(stderr, /--wait-for-tree/);
    const { notes, durationSeconds } = summaryOf(runs);
    assert.ok(notes.some((note) => note.startsWith(`The command has left process ${pid} running`)));
    assert.ok((durationSeconds ?? 0) > 1);
  });

  it('is so in a terminal of its own, too', async () => {
    const runs = temporaryFolder('runs');
    // The end of a terminal's first process hangs up what has not left its session by then.
    const daemon =
      'import os, time\nif os.fork(): time.sleep(0.5); os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\ntime.sleep(4)';
    const options = ['--runs', runs, '--interval', '100', '--keep-terminal', '--wait-for-tree'];
    const program = [process.execPath, commandLine(), 'run', ...options, '--', 'python3', '-c', daemon];
    const { output, status } = await runInTerminal(['--session'], program);
    assert.equal(status, 0, output);
    const { durationSeconds } = summaryOf(runs);
    assert.ok((durationSeconds ?? 0) > 3, `${durationSeconds} s: ${output}`);
  });

  it('is told of a daemon that it leaves behind, and how it is metered on', () => {
    const script = 'setsid nohup sleep 20 >/dev/null 2>&1 & sleep 0.2; exit 3';
    const { code, stderr } = runToEnd(metered(temporaryFolder('runs'), script));
    assert.equal(code, 3);
    const pid = Number(/left process (\d+) running/.exec(stderr)?.[1]);
    assert.ok(pid > 1, stderr);
    process.kill(pid);
  });

  it('names them in its report, and those of a run that has left none does not', async () => {
    const runs = temporaryFolder('runs');
    const { stderr } = runToEnd(
      metered(runs, 'for n in 1 2; do nohup sleep 20 >/dev/null 2>&1 & done; sleep 0.3'),
    );
    const pids = (/left processes ([\d, ]+) running/.exec(stderr)?.[1] ?? '').split(', ').map(Number);
    assert.equal(pids.length, 2, stderr);
    for (const pid of pids) process.kill(pid);
    const note = `The command has left processes ${pids.join(', ')} running: what they drew after the end of the run is not in it.`;
    assert.ok((await readRun(onlyJournal(runs)))?.notes.includes(note));
    assert.ok(summaryOf(runs).notes.includes(note));
    const report = runToEnd(['report', join(onlyJournal(runs), '..'), '--runs', runs]);
    assert.ok(report.stdout.replace(/\s+/g, ' ').includes(note), report.stdout);
    const others = temporaryFolder('runs');
    runToEnd(metered(others, 'sleep 0.2 & wait'));
    assert.ok(!summaryOf(others).notes.some((each) => each.includes('has left')));
  });
});

describe('a run whose folder is taken away', () => {
  it('makes it again with all that was in it, says so, and leaves the command alone', async () => {
    const runs = temporaryFolder('runs');
    const { finished } = start(metered(runs, 'sleep 2; exit 4'));
    const hasReadings = (): boolean =>
      readdirSync(runs).length > 0 &&
      existsSync(onlyJournal(runs)) &&
      readFileSync(onlyJournal(runs), 'utf8').includes('"spawn"');
    await until(hasReadings, 'the run has begun', 20);
    const before = readFileSync(onlyJournal(runs), 'utf8');
    rmSync(runs, { recursive: true });
    const { code, stderr } = await finished;
    assert.equal(code, 4);
    assert.match(stderr, /journal of this run was deleted while it was written; it was made again/);
    assert.ok(readFileSync(onlyJournal(runs), 'utf8').startsWith(before));
    assert.equal(summaryOf(runs).state, 'ended');
    assert.ok((await readRun(onlyJournal(runs)))?.energyJoules.gross !== null);
  });

  it('says once that it can’t be made again, and leaves the command alone', async () => {
    if (process.getuid?.() === 0) return;
    const parent = temporaryFolder('parent');
    const runs = join(parent, 'runs');
    mkdirSync(runs);
    const { finished } = start(metered(runs, 'sleep 2; exit 4'));
    await until(() => readdirSync(runs).length > 0, 'the run has begun', 20);
    rmSync(runs, { recursive: true });
    chmodSync(parent, 0o500);
    const { code, stderr } = await finished;
    chmodSync(parent, 0o700);
    assert.equal(code, 4);
    assert.equal(stderr.match(/can't be written/g)?.length, 1, stderr);
  });
});
