import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JournalRecord } from '../../../src/runs/journal';
import type { RunSummary } from '../../../src/runs/summary';
import {
  onlyJournal,
  readJournal,
  runToEnd,
  start,
  summaryOf,
  temporaryFolder,
} from '../../sim/command-line';
import { simulateNvml, type Step } from '../../sim/simulated-nvml';

const steady: readonly Step[] = [{ seconds: 0, watts: [300, 200] }];

async function meter(
  options: string,
  seconds = 1,
): Promise<{ readonly summary: RunSummary; readonly lastWatts: readonly (number | null)[] }> {
  const runs = temporaryFolder('runs');
  const simulation = simulateNvml(steady, options);
  const { code, stderr } = await start(
    ['run', '--runs', runs, '--interval', '100', '--', 'sleep', String(seconds)],
    simulation.environment,
  ).finished;
  assert.equal(code, 0, stderr);
  const samples = readJournal(onlyJournal(runs)).flatMap((record) =>
    record.type === 'sample' ? [record.watts] : [],
  );
  // The last but one: at the very end nothing may be read any more.
  return { summary: summaryOf(runs), lastWatts: samples.at(-2) ?? [] };
}

const devicesOf = ({ devices }: RunSummary, domain: string): RunSummary['devices'] =>
  devices.filter((device) => device.domain === domain);

describe('superchips', () => {
  it('are their modules, each with its GPU and processor within', async () => {
    const { summary } = await meter('name=NVIDIA_GH200_480GB module=150');
    const modules = devicesOf(summary, 'module');
    assert.equal(modules.length, 2);
    const seconds = summary.durationSeconds ?? Number.NaN;
    modules.forEach(({ joules, within, source }, index) => {
      const truth = (150 + (index === 0 ? 300 : 200)) * seconds;
      assert.ok(Math.abs((joules ?? 0) / truth - 1) < 0.05, `${String(joules)} J instead of ${truth} J`);
      assert.deepEqual([within, source], [null, 'NVML module power']);
    });
    assert.deepEqual(
      devicesOf(summary, 'gpu').map(({ within }) => within),
      modules.map(({ id }) => id),
    );
    const others = summary.devices.filter(({ domain, within }) => domain !== 'module' && within === null);
    assert.deepEqual(others, []);
    const sum = modules.reduce((total, { joules }) => total + (joules ?? Number.NaN), 0);
    assert.ok(Math.abs((summary.energyJoules.gross ?? 0) - sum) < 1e-6);
  });

  it('with two GPUs on a module are one module for both, and other GPUs have none', async () => {
    const [pair, plain] = await Promise.all([meter('name=NVIDIA_GB200 module=400'), meter('module=400')]);
    assert.equal(devicesOf(pair.summary, 'module').length, 1);
    assert.equal(devicesOf(plain.summary, 'module').length, 0);
  });
});

describe('a driver that is unloaded and loaded again in mid-run', () => {
  it('is found again: its counters count on from there, and the gap is told', async () => {
    // The trace begins somewhat before the run.
    const { summary, lastWatts } = await meter('unload@3', 7);
    assert.deepEqual(lastWatts.slice(0, 2), [300, 200]);
    const gpus = devicesOf(summary, 'gpu');
    assert.equal(gpus.length, 2);
    for (const [index, { joules, gaps, source }] of gpus.entries()) {
      const truth = (index === 0 ? 300 : 200) * (summary.durationSeconds ?? Number.NaN);
      assert.equal(source, 'NVML energy counter');
      assert.ok(gaps >= 1);
      // Up to the gap and after it; the gap itself is some seconds at most.
      assert.ok(
        (joules ?? 0) > 0.3 * truth && (joules ?? 0) < 1.05 * truth,
        `${String(joules)} of ${truth} J`,
      );
    }
    assert.match(summary.notes.join('\n'), /the driver was unloaded|is lost|not loaded|was reset/);
  });
});

describe('GPUs of which the driver tells no power', () => {
  it('are modelled by their limit and utilisation, with a range, and never 0', async () => {
    const { summary } = await meter('name=NVIDIA_GeForce_GT_1030 unreadable=1 utilization=50');
    const [measured, modelled] = devicesOf(summary, 'gpu');
    assert.equal(measured?.provenance, 'measured');
    assert.equal(modelled?.provenance, 'modelled');
    assert.equal(modelled.source, 'GPU model (limit x utilisation)');
    const watts = (modelled.joules ?? 0) / (summary.durationSeconds ?? Number.NaN);
    assert.ok(watts > 100 && watts < 700, String(watts));
    const { range, gross } = summary.energyJoules;
    assert.ok(range !== null && gross !== null && range.high > 1.1 * gross);
    const { stdout } = runToEnd(['doctor'], simulateNvml(steady, 'unreadable=1 utilization=50').environment);
    assert.match(
      stdout,
      /yes +GPU model \(limit x utilisation\) \(rung 6, --source nvml\): models Simulated H100, of which/,
    );
  });
});

describe('a driver that fails in mid-run', () => {
  /** The driver's trouble begins once the command says so, however long a busy machine takes to start it. */
  const signal = '"$WATTLENS_SIM_TRACE.signal"';
  const script = `sleep 1; : > ${signal}; sleep 3.5; exit 7`;
  const metered = async (
    options: string,
    command = script,
  ): Promise<{ code: number | null; stderr: string; summary: RunSummary; records: JournalRecord[] }> => {
    const runs = temporaryFolder('runs');
    const { code, stderr } = await start(
      ['run', '--runs', runs, '--interval', '100', '--', 'sh', '-c', command],
      simulateNvml(steady, options).environment,
    ).finished;
    return { code, stderr, summary: summaryOf(runs), records: readJournal(onlyJournal(runs)) };
  };

  it('hangs or crashes alone: the other sources go on, the exit code is the command’s, and it is told', async function () {
    if (process.platform !== 'linux') this.skip();
    const cases = [
      ['freeze', script, 7],
      ['crash', script, 7],
      ['fault', `sleep 1; : > ${signal}; sleep 3.5; kill -TERM $$`, 143],
    ] as const;
    await Promise.all(
      cases.map(async ([options, command, exitCode]) => {
        const { code, stderr, summary, records } = await metered(options, command);
        assert.equal(code, exitCode, stderr);
        assert.match(stderr, /Simulated H100.*does not come back/);
        assert.deepEqual([summary.state, summary.exitCode], ['ended', exitCode]);
        assert.match(summary.notes.join('\n'), /Simulated H100 did not answer: .*does not come back/);
        assert.ok((devicesOf(summary, 'gpu')[0]?.joules ?? 0) > 0);
        const cpu = summary.devices.findIndex(({ domain }) => domain === 'cpu');
        const late = records.flatMap((record) => (record.type === 'sample' && record.t > 3 ? [record] : []));
        const joules = late.map((record) => record.joules[cpu] ?? 0);
        assert.ok(joules.length > 5 && (joules.at(-1) ?? 0) > (joules[0] ?? 0));
        assert.ok(late.every(({ watts }) => watts[0] === null));
      }),
    );
  });

  it('comes back: the counter tells what was drawn meanwhile', async () => {
    const { code, stderr, summary } = await metered(
      'freeze',
      `sleep 1; : > ${signal}; sleep 1.6; rm ${signal}; sleep 2.4; exit 7`,
    );
    assert.equal(code, 7, stderr);
    const [gpu] = devicesOf(summary, 'gpu');
    assert.equal(gpu?.gaps, 1);
    const expected = 300 * (summary.durationSeconds ?? Number.NaN);
    assert.ok(Math.abs((gpu.joules ?? 0) / expected - 1) < 0.05, `${String(gpu.joules)} J of ${expected} J`);
  });
});
