import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { describe, it } from 'mocha';
import { start, summaryOf, temporaryFolder } from '../../sim/command-line';
import { simulateNvml } from '../../sim/simulated-nvml';

describe('budgets of a run', () => {
  it('stop it as Ctrl+C does where that was asked for, and never otherwise', async () => {
    // 1000 W: 0.0005 kWh, which is 1800 J, are spent within two seconds.
    const { environment } = simulateNvml([{ seconds: 0, watts: [1000] }]);
    const script = `
import signal, sys, time
signal.signal(signal.SIGINT, lambda *_: (print("saved", flush=True), sys.exit(3)))
time.sleep(8)
`;
    const metered = (...options: string[]): ReturnType<typeof start> => {
      const runs = temporaryFolder('runs');
      return start(
        [
          'run',
          '--runs',
          runs,
          '--source',
          'nvml',
          '--budget-kwh',
          '0.0005',
          ...options,
          '--',
          'python3',
          '-c',
          script,
        ],
        environment,
      );
    };
    const [stopped, warned] = await Promise.all([
      metered('--on-budget', 'stop').finished,
      metered().finished,
    ]);
    assert.equal(stopped.code, 3, stopped.stderr);
    assert.match(stopped.stdout, /saved/);
    assert.match(stopped.stderr, /The budget of this run, 500 mWh, is spent/);
    assert.match(stopped.stderr, /asked to stop \(SIGINT\)/);
    assert.equal(warned.code, 0, warned.stderr);
    assert.match(warned.stderr, /is spent/);
  });

  it('warn by the forecast, long before they are spent', async () => {
    const { environment } = simulateNvml([{ seconds: 0, watts: [100] }]);
    const runs = temporaryFolder('runs');
    const { code, stderr } = await start(
      [
        'run',
        '--runs',
        runs,
        '--source',
        'nvml',
        '--budget-kwh',
        '0.001',
        '--',
        'sh',
        '-c',
        `for step in $(seq 18); do sleep 0.5; echo "step $step/100 loss 1"; done > ${runs}.log`,
      ],
      environment,
    ).finished;
    assert.equal(code, 0);
    // 100 steps of half a second with 100 W are 5000 J; 900 J are drawn when it ends.
    assert.equal(summaryOf(runs).progress?.from, 'output file');
    assert.match(stderr, /The budget of this run, 1 Wh, will likely be passed: 1\.\d+ Wh \(/);
    assert.doesNotMatch(stderr, /is spent:/);
  });

  it('that was passed within a moment is told at the end, once, and in the report', async () => {
    const { environment } = simulateNvml([{ seconds: 0, watts: [1000] }]);
    const runs = temporaryFolder('runs');
    const { code, stderr } = await start(
      [
        'run',
        '--runs',
        runs,
        '--source',
        'nvml',
        '--budget-kwh',
        '0.0000001',
        '--on-budget',
        'stop',
        '--',
        'sleep',
        '0.2',
      ],
      environment,
    ).finished;
    assert.equal(code, 0);
    assert.equal(stderr.split('is spent').length, 2, stderr);
    assert.doesNotMatch(stderr, /asked to stop/);
    const notes = summaryOf(runs).notes.map((note) => JSON.stringify(note));
    assert.equal(notes.filter((note) => /budget/i.test(note)).length, 1, notes.join());
  });

  it('stop no run for what others draw, and say so', async function () {
    // Shares of processors are known on Linux alone.
    if (process.platform !== 'linux') this.skip();
    const busy = cpus().map(() => spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }));
    try {
      const runs = temporaryFolder('runs');
      const { code, stderr } = await start([
        'run',
        '--runs',
        runs,
        '--source',
        'cpu-model',
        '--budget-kwh',
        '0.000001',
        '--on-budget',
        'stop',
        '--',
        'sh',
        '-c',
        // So much processor time that its share is known, and far less than the others use.
        'i=0; while [ $i -lt 30000 ]; do i=$((i + 1)); done; sleep 5',
      ]).finished;
      assert.equal(code, 0, stderr);
      assert.match(stderr, /The budget of this run, 1 mWh, is spent/);
      assert.match(stderr, /Of what was spent .* are of the run’s own processes, .* nothing is stopped/);
      assert.doesNotMatch(stderr, /asked to stop/);
      // The total, too, says whose it is.
      assert.match(stderr, /mWh\) modelled, of which the run’s own processes [\d.]+ mWh, [\d.]+ %,/);
      const { energyJoules, notes } = summaryOf(runs);
      assert.ok((energyJoules.share ?? NaN) < (energyJoules.gross ?? NaN) / 2);
      assert.match(notes.join('\n'), /Share of .*: [\d.]+ % of the energy, its processor time/);
    } finally {
      for (const each of busy) each.kill('SIGKILL');
    }
  });
});
