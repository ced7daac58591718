import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { summaryOf, start, temporaryFolder } from '../../sim/command-line';
import { rankedTraining, standInLaunchers } from '../../sim/launchers';
import { simulateNvml } from '../../sim/simulated-nvml';

const watts = [300, 200, 100, 50];
const idOf = (gpu: number): string => `gpu:GPU-00000000-0000-4000-8000-${String(gpu).padStart(12, '0')}`;

interface Launch {
  readonly launcher: readonly string[];
  readonly visible: string;
  readonly used: readonly [number, number];
  /** What the run says of the others. */
  readonly others: RegExp;
}

async function assertEachUsedOnce({ launcher, visible, used, others }: Launch): Promise<void> {
  const folder = temporaryFolder('launcher');
  const list = join(folder, 'processes');
  const runs = join(folder, 'runs');
  writeFileSync(list, '');
  writeFileSync(join(folder, 'train.py'), rankedTraining(2.5));
  const { environment } = simulateNvml([{ seconds: 0, watts }]);
  const { code, stderr } = await start(
    ['run', '--runs', runs, '--interval', '200', '--', ...launcher, join(folder, 'train.py')],
    {
      ...environment,
      PATH: `${standInLaunchers(join(folder, 'bin'))}:${process.env['PATH'] ?? ''}`,
      WATTLENS_SIM_PROCESSES: list,
      CUDA_VISIBLE_DEVICES: visible,
    },
  ).finished;
  assert.equal(code, 0, stderr);
  const ranks = readFileSync(join(folder, 'ranks.txt'), 'utf8').trimEnd().split('\n').sort();
  assert.deepEqual(
    ranks.map((line) => line.replace(/: \d+$/, '')),
    used.map((gpu, rank) => `${rank} of 2 on ${gpu}`),
  );
  const { devices, energyJoules, notes, durationSeconds } = summaryOf(runs);
  const gpus = devices.filter(({ domain }) => domain === 'gpu');
  assert.deepEqual(gpus.map(({ id }) => id).sort(), used.map(idOf).sort());
  for (const { id, joules, share } of gpus) {
    const truth = (watts[Number(id.slice(-1))] ?? NaN) * (durationSeconds ?? NaN);
    assert.ok(Math.abs((joules ?? NaN) / truth - 1) < 0.15, `${id}: ${joules} J for ${truth} J`);
    // Nobody else is seen on it: what is not the run's was drawn before its process was there.
    assert.ok((share ?? 0) > 0.4 * truth && (share ?? NaN) <= (joules ?? NaN), `${id}: ${share} J`);
  }
  const outer = devices.filter(({ within }) => within === null);
  const sum = outer.reduce((total, { joules }) => total + (joules ?? 0), 0);
  assert.ok(Math.abs((energyJoules.gross ?? NaN) - sum) < 1e-6);
  assert.match(notes.join('\n'), others);
}

describe('a launcher of two processes, by the command line', function () {
  this.timeout(60_000);

  it('has the GPUs that its environment leaves it, each once', () =>
    assertEachUsedOnce({
      launcher: ['torchrun', '--standalone', '--nproc_per_node=2'],
      visible: '3,0',
      used: [3, 0],
      others: /^GPUs 1, 2: kept from this run/m,
    }));

  it('has those of another launcher likewise', () =>
    assertEachUsedOnce({
      launcher: ['accelerate', 'launch', '--multi_gpu', '--num_processes', '2'],
      visible: '1,2',
      used: [1, 2],
      others: /^GPUs 0, 3: kept from this run/m,
    }));
});
