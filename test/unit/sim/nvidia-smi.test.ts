import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, start, summaryOf, temporaryFolder } from '../../sim/command-line';

/** An nvidia-smi that prints a line for each of two GPUs every 200 ms; drivers before 530 do not know the instant field. */
function fakeSmi(powers: {
  readonly instant: string;
  readonly usual: string;
  readonly isOld?: boolean;
}): NodeJS.ProcessEnv {
  const folder = temporaryFolder('smi');
  const script = `#!/bin/sh
case "$*" in
  *power.draw.instant*) ${powers.isOld === true ? 'echo "Field \\"power.draw.instant\\" is not a valid field to query."; exit 2' : `values="${powers.instant}, ${powers.usual}"`} ;;
  *) values="${powers.usual}" ;;
esac
while :; do
  echo "0, GPU-00000000-0000-4000-8000-00000000000a, 00000000:01:00.0, Simulated A, $values" || exit
  echo "1, GPU-00000000-0000-4000-8000-00000000000b, 00000000:02:00.0, Simulated B, $values" || exit
  sleep 0.2
done
`;
  const file = join(folder, 'nvidia-smi');
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

async function meter(environment: NodeJS.ProcessEnv) {
  const runs = temporaryFolder('runs');
  const { code, stderr } = await start(['run', '--runs', runs, '--', 'sleep', '3'], environment).finished;
  assert.equal(code, 0, stderr);
  const summary = summaryOf(runs);
  return { summary, gpus: summary.devices.filter(({ domain }) => domain === 'gpu') };
}

describe('nvidia-smi, where the driver’s library can’t be called', () => {
  before(function () {
    // On a machine with the driver the library is what is read.
    if (runToEnd(['doctor'], {}).stdout.includes('yes  NVML')) this.skip();
  });

  it('is read line by line, one program for the whole run, and gone with it', async () => {
    const { gpus, summary } = await meter(fakeSmi({ instant: '300.00', usual: '250.00' }));
    assert.equal(gpus.length, 2);
    for (const gpu of gpus) {
      assert.equal(gpu.source, 'nvidia-smi (power.draw.instant)');
      assert.equal(gpu.rung, 4);
      assert.ok(
        Math.abs((gpu.joules ?? 0) / (300 * (summary.durationSeconds ?? 0)) - 1) < 0.01,
        String(gpu.joules),
      );
      assert.equal(gpu.gaps, 0);
    }
    const left = spawnSync('pgrep', ['-fc', 'query-gpu=index'], { encoding: 'utf8' });
    if (left.error === undefined) assert.equal(left.stdout.trim(), '0');
  });

  it('is asked again without a field that an older driver lacks', async () => {
    const { gpus } = await meter(fakeSmi({ instant: '', usual: '200.00', isOld: true }));
    assert.deepEqual([...new Set(gpus.map(({ source }) => source))], ['nvidia-smi (power.draw)']);
  });

  it('takes the field that has a value, and tells of GPUs that have none', async () => {
    const { gpus } = await meter(fakeSmi({ instant: '[N/A]', usual: '120.50' }));
    assert.deepEqual([...new Set(gpus.map(({ source }) => source))], ['nvidia-smi (power.draw)']);
    const none = await meter(fakeSmi({ instant: '[N/A]', usual: '[Not Supported]' }));
    assert.equal(none.gpus.length, 0);
    assert.ok(none.summary.notes.some((note) => note.includes('nvidia-smi tells no power of it')));
  });
});
