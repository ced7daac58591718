import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { readRun } from '../../../src/runs/store';
import {
  commandLine,
  onlyJournal,
  readJournal,
  runInTerminal,
  runToEnd,
  start,
  startProgram,
  summaryOf,
  temporaryFolder,
  until,
} from '../../sim/command-line';
import { simulateNvml } from '../../sim/simulated-nvml';

const trainingScript = join(__dirname, '../../sim/training.py');

interface Training {
  readonly file: string;
  readonly command: readonly string[];
}

function training(seconds: number, exitCode = 0, ...more: string[]): Training {
  const file = join(temporaryFolder('training'), 'result.json');
  return { file, command: ['python3', trainingScript, file, String(seconds), String(exitCode), ...more] };
}

const startedFile = ({ file }: Training): string => `${file}.started`;
const hasStarted = (training: Training): boolean => existsSync(startedFile(training));

const hasSpawned = (runs: string): boolean =>
  readdirSync(runs).length > 0 && readJournal(onlyJournal(runs)).some((record) => record.type === 'spawn');

interface TrainingResult {
  readonly received: readonly string[];
  readonly environment: readonly string[];
}
const resultOf = ({ file }: Training): TrainingResult =>
  JSON.parse(readFileSync(file, 'utf8')) as TrainingResult;

const metered = (runs: string, command: readonly string[]): string[] => [
  'run',
  '--runs',
  runs,
  '--baseline',
  '0',
  '--',
  ...command,
];
const program = (runs: string, command: readonly string[]): string[] => [
  process.execPath,
  commandLine(),
  ...metered(runs, command),
];
const withoutOwnLines = (output: string): string => output.replaceAll(/wattlens: [^\n]*\n/g, '');

describe('a metered training', () => {
  it('ends with its own exit code, which the journal has', () => {
    for (const code of [0, 1, 3, 255]) {
      const runs = temporaryFolder('runs');
      const { code: seen, stdout } = runToEnd(
        metered(runs, ['sh', '-c', `echo out; echo err >&2; exit ${code}`]),
      );
      assert.equal(seen, code);
      assert.equal(stdout, 'out\n');
      assert.equal(summaryOf(runs).exitCode, code);
    }
  });

  it('writes the same bytes to the same terminal, whoever leads its session', async () => {
    const plain = await runInTerminal([], training(0.5, 3).command);
    const [task, shell] = await Promise.all(
      [['--session'], []].map((options) =>
        runInTerminal(options, program(temporaryFolder('runs'), training(0.5, 3).command)),
      ),
    );
    assert.match(plain.output, /stdin True stdout True stderr True ä€/);
    assert.equal(withoutOwnLines(task?.output ?? ''), plain.output);
    assert.equal(withoutOwnLines(shell?.output ?? ''), plain.output);
    assert.deepEqual([plain.status, task?.status, shell?.status], [3, 3, 3]);
  });

  it('has the environment it would have had, and the mark of its run', async () => {
    const plain = training(0);
    const wrapped = training(0);
    await startProgram(plain.command).finished;
    await start(metered(temporaryFolder('runs'), wrapped.command)).finished;
    const unmarked = ({ environment }: TrainingResult): string[] => {
      const others = environment.filter((name) => name !== 'WATTLENS_RUN');
      assert.equal(others.length, environment.length - 1);
      return others;
    };
    assert.deepEqual(unmarked(resultOf(wrapped)), resultOf(plain).environment);
    const [inTerminal, kept] = [training(0), training(0)];
    await runInTerminal(['--session'], inTerminal.command);
    await runInTerminal(['--session'], program(temporaryFolder('runs'), kept.command));
    assert.deepEqual(unmarked(resultOf(kept)), resultOf(inTerminal).environment);
  });

  it('has its lines, and the meter’s, begin at the left of a terminal that is kept for it or not', async () => {
    const say = ['sh', '-c', 'echo first; echo second'];
    const { output: plain } = await runInTerminal([], program(temporaryFolder('runs'), say));
    const { output: kept } = await runInTerminal(['--session'], program(temporaryFolder('runs'), say));
    for (const output of [plain, kept]) {
      assert.match(output, /(^|\n)first\r+\nsecond\r+\n/);
      assert.equal(output.split('wattlens: ').length, 3, output);
      assert.doesNotMatch(output, /[^\r]\n/);
    }
  });

  it('is metered where the command line is called by a link, beside a driver', () => {
    const link = join(temporaryFolder('link'), 'wattlens');
    symlinkSync(commandLine(), link);
    const { environment } = simulateNvml([{ seconds: 0, watts: [300] }]);
    const runs = temporaryFolder('runs');
    const { status, stderr } = spawnSync(process.execPath, [link, ...metered(runs, ['sh', '-c', 'exit 7'])], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    });
    assert.equal(status, 7, stderr);
    assert.ok(summaryOf(runs).devices.some(({ source }) => source === 'NVML energy counter'));
  });

  it('has the open files it would have had', async () => {
    const folder = temporaryFolder('descriptors');
    const line = program(join(folder, 'runs'), [
      'bash',
      '-c',
      '"cat <&3; echo four >&4; ls /proc/self/fd | wc -w"',
    ]).join(' ');
    const script = `cd ${folder}; exec 3<<<three 4>lock; `;
    const { stdout, code, stderr } = await startProgram(['bash', '-c', `${script}${line}`]).finished;
    assert.equal(code, 0, stderr);
    const plain = await startProgram([
      'bash',
      '-c',
      `${script}cat <&3; echo four >&4; bash -c 'ls /proc/self/fd | wc -w'`,
    ]).finished;
    assert.equal(stdout, plain.stdout);
    assert.equal(readFileSync(join(folder, 'lock'), 'utf8'), 'four\n');
  });

  it('goes on through a hang-up that nohup asked to be ignored', async () => {
    const folder = temporaryFolder('nohup');
    const job = ['sh', '-c', "'kill -HUP $$; echo alive'"];
    const line = program(join(folder, 'runs'), job).join(' ');
    // Through bash, which leaves the name of the program that it started in \`_\`.
    const { stdout, code } = await startProgram(['bash', '-c', `nohup ${line}; exit $?`]).finished;
    assert.equal(stdout, 'alive\n');
    assert.equal(code, 0);
  });

  it('gets the signals that are sent to the meter, once each', async () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGUSR1', 'SIGUSR2', 'SIGHUP', 'SIGQUIT'] as const) {
      const job = training(1);
      const { process: meter, finished } = start(metered(temporaryFolder('runs'), job.command));
      await until(() => hasStarted(job), 'the training starts');
      meter.kill(signal);
      assert.equal((await finished).code, 0);
      assert.deepEqual(resultOf(job).received, [signal]);
    }
  });

  it('tells a death by signal as a shell does', async () => {
    const runs = temporaryFolder('runs');
    const { process: meter, finished } = start(metered(runs, ['sleep', '30']));
    await until(() => hasSpawned(runs), 'the command starts');
    meter.kill('SIGTERM');
    assert.equal((await finished).code, 143);
    const { signal, exitCode, state } = summaryOf(runs);
    assert.deepEqual([signal, exitCode, state], ['SIGTERM', 143, 'ended']);
  });

  it('gets Ctrl+C from its terminal exactly once', async () => {
    for (const options of [['--session'], []]) {
      const job = training(2);
      const { status } = await runInTerminal(
        [...options, '--once', startedFile(job), '--keys', '0.2', '\\x03'],
        program(temporaryFolder('runs'), job.command),
      );
      assert.equal(status, 0);
      assert.deepEqual(resultOf(job).received, ['SIGINT']);
    }
  });

  it('goes on when the meter is killed, in a terminal or without, and its journal reads as interrupted', async () => {
    const runs = temporaryFolder('runs');
    const job = training(2);
    const { process: meter, finished } = start(metered(runs, job.command));
    await until(() => hasStarted(job), 'the training starts');
    meter.kill('SIGKILL');
    await finished;
    await until(
      () => existsSync(job.file) && readFileSync(job.file, 'utf8').endsWith('\n'),
      'the training ends',
    );
    assert.deepEqual(resultOf(job).received, []);
    assert.equal((await readRun(onlyJournal(runs)))?.state, 'interrupted');

    const taskRuns = temporaryFolder('runs');
    const task = training(2);
    const { output, status } = await runInTerminal(
      ['--session', '--once', startedFile(task), '--kill-meter', '0.2', taskRuns],
      program(taskRuns, task.command),
    );
    assert.match(output, /step 10\/10/);
    assert.deepEqual(resultOf(task).received, []);
    assert.equal(status, -9, 'the terminal’s leader is the meter, and nobody stands in for it');
    assert.equal((await readRun(onlyJournal(taskRuns)))?.state, 'interrupted');
  });

  it('goes on, metered to its end, when its terminal is closed', async () => {
    const runs = temporaryFolder('runs');
    const job = training(2);
    const { status } = await runInTerminal(
      ['--session', '--once', startedFile(job), '--hang-up', '0.2'],
      program(runs, job.command),
    );
    assert.equal(status, 0);
    assert.deepEqual(resultOf(job).received, []);
    assert.equal(summaryOf(runs).state, 'ended');
    // What it prints to nobody is kept: without a terminal of its own it would have failed on its first line.
    assert.match(readFileSync(join(dirname(onlyJournal(runs)), 'terminal.log'), 'utf8'), /step 10\/10/);
  });

  it('is not ended by a stderr that nobody reads any more', async () => {
    const runs = temporaryFolder('runs');
    const job = training(0.5, 0, '--quiet');
    const line = [...program(runs, job.command)].map((word) => `'${word}'`).join(' ');
    await startProgram(['sh', '-c', `${line} 2>&1 >/dev/null | true`]).finished;
    await until(() => existsSync(job.file), 'the training ends');
    await until(() => summaryOf(runs).state === 'ended', 'the journal ends');
  });

  it('runs without metering where the runs folder can’t be written, after one clear message', async () => {
    const file = join(temporaryFolder('readonly'), 'file');
    writeFileSync(file, '');
    const { code, stdout, stderr } = await start(
      metered(join(file, 'runs'), ['sh', '-c', 'echo out; exit 3']),
    ).finished;
    assert.equal(code, 3);
    assert.equal(stdout, 'out\n');
    assert.match(
      stderr,
      /^wattlens: the runs folder .* can't be written .* not metered\. Choose another with --runs[^\n]*\n$/,
    );
  });

  it('goes on when the journal can’t grow any more, and what fitted in reads', async () => {
    const runs = temporaryFolder('runs');
    const line = [
      'run',
      '--runs',
      runs,
      '--baseline',
      '0',
      '--interval',
      '10',
      '--',
      'sh',
      '-c',
      'sleep 2; echo out; exit 3',
    ];
    const command = [process.execPath, commandLine(), ...line].map((word) => `'${word}'`).join(' ');
    const { code, stdout, stderr } = await startProgram(['bash', '-c', `ulimit -f 4; exec ${command}`])
      .finished;
    assert.deepEqual([code, stdout], [3, 'out\n']);
    assert.match(stderr, /the journal can't be written/);
    const { state, devices } = summaryOf(runs);
    assert.equal(state, 'interrupted');
    assert.ok((devices[0]?.samples ?? 0) > 5);
  });

  it('that does not exist is told in one line, with 127, or 126 where it can’t be executed', async () => {
    const runs = temporaryFolder('runs');
    const missing = await start(metered(runs, ['no-such-command-here'])).finished;
    assert.equal(missing.code, 127);
    assert.match(missing.stderr, /wattlens: no-such-command-here was not found/);
    assert.equal(summaryOf(runs).exitCode, 127);
    const file = join(temporaryFolder('script'), 'script');
    writeFileSync(file, 'text', { mode: 0o644 });
    const refused = await start(metered(temporaryFolder('runs'), [file])).finished;
    assert.equal(refused.code, 126);
  });

  it('is not started on wrong usage, which is told with 2', async () => {
    for (const options of [
      ['--interval', '0'],
      ['--source', 'tea-leaves'],
      ['--pue', '0.5'],
      ['--region', 'XX-NOWHERE'],
      ['--no-such'],
    ]) {
      const { code, stdout, stderr } = await start(['run', ...options, '--', 'echo', 'started']).finished;
      assert.equal(code, 2, options.join(' '));
      assert.equal(stdout, '');
      assert.notEqual(stderr, '');
    }
  });
});
