import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../../src/runs/summary';
import { onlyJournal, start, summaryOf, temporaryFolder } from '../../sim/command-line';
import { simulateNvml, type Step } from '../../sim/simulated-nvml';

const uuid = (gpu: number): string => `GPU-00000000-0000-4000-8000-${String(gpu).padStart(12, '0')}`;
const steady = (watts: readonly number[]): Step[] => [{ seconds: 0, watts }];

/** Says its own number in the list of the simulated driver, and then works for a while. */
const onGpu = (list: string, gpu: number, percent: number, seconds: number): string[] => [
  'sh',
  '-c',
  `echo "${gpu} $$ ${percent}" >> ${list}; exec sleep ${seconds}`,
];

async function run(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly summary: RunSummary; readonly journal: string }> {
  const runs = temporaryFolder('runs');
  const { code, stderr } = await start(
    ['run', '--runs', runs, '--interval', '200', '--', ...command],
    environment,
  ).finished;
  assert.equal(code, 0, stderr);
  return { summary: summaryOf(runs), journal: readFileSync(onlyJournal(runs), 'utf8') };
}

const gpusOf = (summary: RunSummary): string[] =>
  summary.devices.filter(({ domain }) => domain === 'gpu').map(({ id }) => id);

describe('whose energy it is, with simulated GPUs', () => {
  it('meters the GPUs that the command can use, and tells of the others', async () => {
    const simulated = simulateNvml(steady([300, 200, 100])).environment;
    const { summary } = await run(['sleep', '1'], { ...simulated, CUDA_VISIBLE_DEVICES: `2,${uuid(0)}` });
    assert.deepEqual(gpusOf(summary), [`gpu:${uuid(0)}`, `gpu:${uuid(2)}`]);
    assert.ok(summary.notes.some((note) => note.startsWith('GPU 1: kept from this run')));
    const gpu = summary.devices.find(({ id }) => id === `gpu:${uuid(2)}`);
    assert.ok(Math.abs((gpu?.meanWatts ?? 0) - 100) < 5);
    // It was allocated, and nobody else is seen on it. What it drew before the command was there is nobody's: with a counter
    // that steps each 100 ms, one step or two.
    const nobodys = (gpu?.joules ?? NaN) - (gpu?.share ?? NaN);
    assert.ok(nobodys >= 0 && nobodys <= 25, `${gpu?.share} of ${gpu?.joules} J`);
    const own = await run(['env', '-u', 'X', 'CUDA_VISIBLE_DEVICES=1', 'sleep', '1'], simulated);
    assert.deepEqual(gpusOf(own.summary), [`gpu:${uuid(1)}`]);
    const none = await run(['sleep', '1'], { ...simulated, CUDA_VISIBLE_DEVICES: '' });
    assert.deepEqual(gpusOf(none.summary), []);
  });

  it('shares a GPU between two runs by their use of it', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, '');
    const simulation = simulateNvml(steady([400]));
    const environment = { ...simulation.environment, WATTLENS_SIM_PROCESSES: list };
    const [first, second] = await Promise.all([
      run(onGpu(list, 0, 60, 5), environment),
      run(onGpu(list, 0, 20, 5), environment),
    ]);
    const parts = [first, second].map(({ summary }) => {
      const gpu = summary.devices.find(({ domain }) => domain === 'gpu');
      assert.match(gpu?.shareMethod ?? '', /use of its multiprocessors/);
      return (gpu?.share ?? NaN) / (gpu?.joules ?? NaN);
    });
    assert.ok(Math.abs((parts[0] ?? 0) - 0.75) < 0.2, String(parts));
    assert.ok(Math.abs((parts[1] ?? 0) - 0.25) < 0.2, String(parts));
  });

  it('shares by the use since the look before, not by all that the driver remembers of the other', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, `0 ${process.pid} 60\n`);
    const { environment } = simulateNvml(steady([400]), 'history=30');
    const { summary } = await run(onGpu(list, 0, 60, 2.5), { ...environment, WATTLENS_SIM_PROCESSES: list });
    const gpu = summary.devices.find(({ domain }) => domain === 'gpu');
    const part = (gpu?.share ?? NaN) / (gpu?.joules ?? NaN);
    assert.ok(part > 0.42 && part < 0.55, String(part));
  });

  it('sees a process that comes to a GPU later, and others that come and go', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, '');
    const simulation = simulateNvml(steady([400]));
    const environment = { ...simulation.environment, WATTLENS_SIM_PROCESSES: list };
    // It is on the GPU from the third second on, and another one with it from the sixth to the twelfth.
    const work = `sleep 2; echo "0 $$ 60" >> ${list}; sleep 3; sleep 6 & echo "0 $PPID 60" >> ${list}; wait; sed -i "/ $PPID /d" ${list}; sleep 5`;
    const { summary } = await run(['sh', '-c', work], environment);
    const gpu = summary.devices.find(({ domain }) => domain === 'gpu');
    const own = (gpu?.share ?? NaN) / 400;
    // Half of six seconds, and all of eight; it is looked at now and then.
    assert.ok(own > 7 && own < 14.2, `${own} s of ${summary.durationSeconds} s`);
    assert.ok(own < (summary.durationSeconds ?? NaN) - 2.5, `${own} s of ${summary.durationSeconds} s`);
  });

  it('has a GPU that its work moves to, soon after', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, '');
    const simulation = simulateNvml(steady([100, 200, 300]));
    const work = `echo "0 $$ 60" > ${list}; sleep 2; echo "1 $$ 60" > ${list}; sleep 4`;
    const { summary } = await run(['sh', '-c', work], {
      ...simulation.environment,
      WATTLENS_SIM_PROCESSES: list,
    });
    assert.deepEqual(
      gpusOf(summary),
      [uuid(0), uuid(1)].map((each) => `gpu:${each}`),
    );
    // Two seconds and four; it is looked at now and then.
    const shares = summary.devices.flatMap(({ domain, share }) => (domain === 'gpu' ? [share ?? NaN] : []));
    assert.ok((shares[0] ?? NaN) > 150 && (shares[0] ?? NaN) < 460, String(shares));
    assert.ok((shares[1] ?? NaN) > 400 && (shares[1] ?? NaN) < 1100, String(shares));
  });

  it('tells where the run works on a GPU that was taken to be kept from it', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, '');
    const simulation = simulateNvml(steady([300, 200]));
    const { summary } = await run(onGpu(list, 1, 90, 3), {
      ...simulation.environment,
      CUDA_VISIBLE_DEVICES: '0',
      WATTLENS_SIM_PROCESSES: list,
    });
    assert.deepEqual(gpusOf(summary), [`gpu:${uuid(0)}`]);
    const told = summary.notes.filter((note) => note.startsWith('GPU 1: the run works on it'));
    assert.equal(told.length, 1, summary.notes.join('\n'));
  });

  it('goes by the driver’s list where the number of a GPU may mean another, and by the bus where there is none', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, '');
    const simulation = simulateNvml(steady([300, 200]), 'mixed');
    const environment = { ...simulation.environment, CUDA_VISIBLE_DEVICES: '0' };
    const listed = { ...environment, WATTLENS_SIM_PROCESSES: list };
    const [seen, silent, ordered] = await Promise.all([
      run(onGpu(list, 1, 90, 3), listed),
      run(['sleep', '3'], environment),
      run(['sleep', '1'], { ...environment, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }),
    ]);
    assert.deepEqual(gpusOf(seen.summary), [`gpu:${uuid(1)}`]);
    assert.deepEqual(gpusOf(silent.summary), [`gpu:${uuid(0)}`]);
    assert.ok(silent.summary.notes.some((note) => note.includes('counts the fastest GPU first')));
    assert.deepEqual(gpusOf(ordered.summary), [`gpu:${uuid(0)}`]);
  });

  it('leaves out a GPU that the driver shows the run not to use, and keeps one where it shows nothing', async () => {
    const list = join(temporaryFolder('list'), 'processes');
    writeFileSync(list, '');
    const simulation = simulateNvml(steady([300, 200]));
    const { summary } = await run(onGpu(list, 1, 90, 3), {
      ...simulation.environment,
      WATTLENS_SIM_PROCESSES: list,
    });
    assert.deepEqual(gpusOf(summary), [`gpu:${uuid(1)}`]);
    assert.ok(summary.notes.some((note) => note.includes('was not used by this run')));
    const outer = summary.devices.filter(({ within }) => within === null);
    assert.ok(
      Math.abs(
        (summary.energyJoules.gross ?? 0) - outer.reduce((sum, { joules }) => sum + (joules ?? 0), 0),
      ) < 1e-6,
    );
    const silent = await run(['sleep', '2'], simulation.environment);
    assert.equal(gpusOf(silent.summary).length, 2);
    assert.equal(silent.summary.energyJoules.share, null);
    assert.ok(silent.summary.notes.some((note) => note.includes('the driver lists no processes')));
  });

  it('takes the slices’ part of a divided GPU', async () => {
    const simulated = simulateNvml(steady([350, 70]), 'mig=0:3+2+2').environment;
    const slice = 'MIG-00000000-0000-4000-8000-000000000000';
    const { summary } = await run(['sleep', '2'], { ...simulated, CUDA_VISIBLE_DEVICES: slice });
    assert.deepEqual(gpusOf(summary), [`gpu:${uuid(0)}`]);
    const gpu = summary.devices.find(({ domain }) => domain === 'gpu');
    assert.ok(Math.abs((gpu?.share ?? 0) / (gpu?.joules ?? 1) - 3 / 7) < 0.01);
    assert.match(gpu?.shareMethod ?? '', /MIG.*estimate/);
    // As in a container, which sees what it was given alone.
    const seen = await run(['sleep', '1'], simulateNvml(steady([350]), 'mig=0:2').environment);
    const [only] = seen.summary.devices.filter(({ domain }) => domain === 'gpu');
    assert.ok(Math.abs((only?.share ?? 0) / (only?.joules ?? 1) - 2 / 7) < 0.01);
  });

  it('gives a run that works alone nearly all of the processor, and one that sleeps beside it little', async () => {
    const busy = ['sh', '-c', `${process.execPath} -e "const e=Date.now()+2500;while(Date.now()<e);"; true`];
    const [working, sleeping] = await Promise.all([run(busy, {}), run(['sleep', '2.5'], {})]);
    const part = ({ summary }: { summary: RunSummary }): number | null => {
      const cpu = summary.devices.find(({ domain }) => domain === 'cpu');
      const share = cpu?.share ?? null;
      return share === null ? null : share / (cpu?.joules ?? NaN);
    };
    const worked = part(working) ?? NaN;
    // A sleeper may use less than the kernel can tell: then nothing is told of it, and not 0.
    const slept = part(sleeping);
    assert.ok(worked <= 1 && worked > 2 * (slept ?? 0), `${worked} and ${slept}`);
    assert.ok(slept === null || slept > 0);
  });
});
