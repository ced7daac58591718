import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { identityOf, isAlive } from '../../../src/processes/process-identity';
import {
  DelayedRunFiles,
  delayedRunVariable,
  handedText,
  type DelayedRun,
} from '../../../src/runs/delayed-runs';
import { runIdsIn, start, temporaryFolder, until, type StartedProcess } from '../../sim/command-line';

/** Appends what it inherited to the file `started`, so that it is seen how often it was started. */
const training = [
  process.execPath,
  '-e',
  `require('node:fs').appendFileSync(process.env.STARTED, JSON.stringify(process.env) + '\\n')`,
];

describe('a meter that an editor lets wait', () => {
  let runs = '';
  let files: DelayedRunFiles;
  let meters: StartedProcess[] = [];
  beforeEach(() => {
    runs = temporaryFolder('delayed');
    files = new DelayedRunFiles(runs);
  });
  afterEach(async () => {
    for (const { process: child } of meters) child.kill('SIGKILL');
    await Promise.all(meters.map(({ finished }) => finished));
    meters = [];
    rmSync(runs, { recursive: true, force: true });
  });

  const plan = (seconds: number): DelayedRun => {
    const startAt = new Date(Date.now() + seconds * 1000).toISOString();
    return {
      id: randomUUID(),
      workspace: 'file:///home/ada/gpt',
      folder: '',
      host: hostname(),
      label: 'train.py',
      command: training,
      cwd: process.cwd(),
      python: 'python3',
      startAt,
      definition: { type: 'wattlens', script: 'train.py', startAt },
    };
  };
  const soon = (run: DelayedRun): DelayedRun => ({ ...run, startAt: plan(1).startAt });
  const wait = (run: DelayedRun): StartedProcess => {
    const meter = start(['run', '--runs', runs, '--start-at', run.startAt, '--', ...training], {
      STARTED: join(runs, 'started'),
      [delayedRunVariable]: handedText({ runsFolder: runs, run }),
    });
    meters.push(meter);
    return meter;
  };
  const timesStarted = (): string[] =>
    existsSync(join(runs, 'started'))
      ? readFileSync(join(runs, 'started'), 'utf8').split('\n').filter(Boolean)
      : [];
  const holds = (meter: StartedProcess, run: DelayedRun): Promise<void> =>
    until(() => files.holderOf(run.id)?.pid === meter.process.pid, 'the meter holds the run', 30);

  it('keeps the run, names itself, and starts it once; the command learns nothing of that', async () => {
    const run = plan(3600);
    const first = wait(run);
    await holds(first, run);
    assert.deepEqual(files.list(), { waiting: [run], wrong: [] });
    const holder = files.holderOf(run.id);
    const self = identityOf(first.process.pid ?? 0);
    assert.deepEqual({ ...holder, at: 0 }, { ...self, host: hostname(), role: 'meter', at: 0 });
    assert.equal(statSync(join(files.folder, `${run.id}.json`)).mode & 0o777, 0o600);
    first.process.kill('SIGKILL');
    await first.finished;
    const { code, stderr } = await wait(soon(run)).finished;
    assert.equal(code, 0, stderr);
    assert.equal(files.stateOf(run.id), 'over');
    assert.equal(files.holderOf(run.id), null);
    assert.equal(runIdsIn(runs).filter((id) => id !== 'started').length, 1);
    const [environment = '', ...others] = timesStarted();
    assert.deepEqual(others, []);
    assert.ok(!environment.includes(delayedRunVariable) && !environment.includes(run.id));
    // VS Code starts the stored task anew.
    const late = await wait(soon(run)).finished;
    assert.deepEqual([late.code, timesStarted().length], [0, 1]);
    assert.match(late.stderr, /does not start here: it was cancelled, or has started already/);
  });

  it('is the only one: another of the same run ends at once, and a second window’s word changes nothing', async () => {
    const run = plan(3600);
    const first = wait(run);
    await holds(first, run);
    const second = await wait(run).finished;
    assert.equal(second.code, 0);
    assert.match(second.stderr, new RegExp(`does not start here: process ${first.process.pid} waits for it`));
    files.hold(run.id, { ...identityOf(process.pid), role: 'window' });
    await holds(first, run);
    assert.deepEqual(timesStarted(), []);
  });

  it('started twice at the same moment starts the run once', async () => {
    const run = plan(2);
    files.open();
    files.keep(run);
    const all = await Promise.all([wait(run), wait(run), wait(run)].map(({ finished }) => finished));
    assert.deepEqual(
      all.map(({ code }) => code),
      [0, 0, 0],
    );
    assert.equal(timesStarted().length, 1);
  });

  it('ends by itself where the run is cancelled elsewhere, and never starts it', async () => {
    const run = plan(3600);
    const meter = wait(run);
    await holds(meter, run);
    assert.equal(files.finish(run.id), true);
    const { code, stderr } = await meter.finished;
    assert.equal(code, 0);
    assert.match(stderr, /it was cancelled/);
    assert.deepEqual(timesStarted(), []);
  });

  it('cancels the run for good at Ctrl+C, and leaves it for another window where it dies otherwise', async () => {
    const cancelled = plan(3600);
    const first = wait(cancelled);
    await holds(first, cancelled);
    first.process.kill('SIGINT');
    assert.equal((await first.finished).code, 130);
    assert.equal(files.stateOf(cancelled.id), 'over');

    const run = plan(3600);
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
      const meter = wait(run);
      await holds(meter, run);
      meter.process.kill(signal);
      await meter.finished;
      const holder = files.holderOf(run.id);
      assert.deepEqual(
        [files.stateOf(run.id), holder !== null && isAlive(holder)],
        ['waiting', false],
        signal,
      );
    }
    assert.equal((await wait(soon(run)).finished).code, 0);
    assert.equal(timesStarted().length, 1);
  });

  it('waits on where its files are deleted, or can’t be written', async () => {
    const run = plan(3600);
    const meter = wait(run);
    await holds(meter, run);
    for (const name of readdirSync(files.folder)) rmSync(join(files.folder, name));
    await until(() => files.stateOf(run.id) === 'waiting', 'it is there again', 30);
    await holds(meter, run);

    if (process.getuid?.() === 0) return;
    chmodSync(runs, 0o500);
    const { code, stderr } = await wait(plan(1)).finished;
    chmodSync(runs, 0o700);
    assert.equal(code, 0);
    assert.match(stderr, /can't be written .*waits in this terminal alone/);
  });

  it('takes what it can’t read for no plan', async () => {
    const meter = start(['run', '--runs', runs, '--start-at', plan(1).startAt, '--', ...training], {
      STARTED: join(runs, 'started'),
      [delayedRunVariable]: '{"runsFolder": 1}',
    });
    meters.push(meter);
    assert.equal((await meter.finished).code, 0);
    assert.deepEqual([timesStarted().length, existsSync(files.folder)], [1, false]);
  });
});
