import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, start, summaryOf, temporaryFolder } from '../../sim/command-line';

/** An nvidia-smi that prints a line for each of two GPUs every 200 ms; drivers before 530 do not know the first two fields. */
function fakeSmi(powers: {
  readonly averaged?: string;
  readonly instant: string;
  readonly usual: string;
  readonly isOld?: boolean;
  readonly name?: string;
}): NodeJS.ProcessEnv {
  const folder = temporaryFolder('smi');
  const script = `#!/bin/sh
case "$*" in
  *power.draw.instant*) ${powers.isOld === true ? 'echo "Field \\"power.draw.instant\\" is not a valid field to query."; exit 2' : `values="${powers.averaged ?? '[N/A]'}, ${powers.instant}, ${powers.usual}, 700.00"`} ;;
  *) values="${powers.usual}, 700.00" ;;
esac
while :; do
  echo "0, GPU-00000000-0000-4000-8000-00000000000a, 00000000:01:00.0, ${powers.name ?? 'Simulated A'}, $values" || exit
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

  it('has the mean of the last second and the power of the moment beside each other, where it tells both', async () => {
    const { gpus, summary } = await meter(
      fakeSmi({ averaged: '300.00', instant: '310.00', usual: '300.00' }),
    );
    for (const gpu of gpus) {
      assert.equal(gpu.source, 'nvidia-smi (power.draw.average, power.draw.instant)');
      const watts = (gpu.joules ?? 0) / (summary.durationSeconds ?? 0);
      assert.ok(watts > 298 && watts < 312, String(watts));
    }
  });

  it('has a wide range where the sensor looks for a quarter of the time alone', async () => {
    const wide = await meter(fakeSmi({ instant: '300.00', usual: '300.00', name: 'NVIDIA A100-SXM4-80GB' }));
    const narrow = await meter(fakeSmi({ instant: '300.00', usual: '300.00' }));
    const high = ({ gpus }: typeof wide): number => (gpus[0]?.range?.high ?? 0) / (gpus[0]?.joules ?? 1);
    assert.ok(high(wide) > 1.9 && high(narrow) < 1.9, `${high(wide)} and ${high(narrow)}`);
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

  it('has all of many GPUs that it prints one by one, and of one that is lost in mid-run what it drew until then', async () => {
    const folder = temporaryFolder('smi');
    const count = join(folder, 'rounds');
    // After two seconds the program fails at the lost GPU, is started again, and tells of the others.
    const script = `#!/bin/bash
echo x >> ${count}
if [ $(wc -l < ${count}) = 1 ]; then last=5; rounds=5; else last=4; rounds=1000; fi
for round in $(seq $rounds); do
  for gpu in $(seq 0 $last); do
    echo "$gpu, GPU-00000000-0000-4000-8000-00000000000$gpu, 00000000:0$gpu:00.0, Simulated, [Requested functionality has been deprecated], $((100 * (gpu + 1))).00, [Unknown Error], [N/A]" || exit
    sleep 0.03
  done
  sleep 0.2
done
echo "Unable to determine the device handle for GPU0000:05:00.0: GPU is lost.  Reboot the system to recover this GPU"
exit 15
`;
    writeFileSync(join(folder, 'nvidia-smi'), script, { mode: 0o755 });
    const runs = temporaryFolder('runs');
    const { code, stderr } = await start(['run', '--runs', runs, '--', 'sleep', '5'], {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    }).finished;
    assert.equal(code, 0, stderr);
    const { devices, durationSeconds, notes } = summaryOf(runs);
    const gpus = devices.filter(({ domain }) => domain === 'gpu');
    assert.deepEqual(
      gpus.map(({ source }) => source),
      Array.from({ length: 6 }, () => 'nvidia-smi (power.draw.instant)'),
    );
    const seconds = durationSeconds ?? NaN;
    gpus.slice(0, 5).forEach(({ joules }, index) => {
      const whole = 100 * (index + 1) * seconds;
      assert.ok(
        (joules ?? 0) > 0.5 * whole && (joules ?? 0) < 1.01 * whole,
        `${index}: ${joules} of ${whole} J`,
      );
    });
    const lost = gpus[5];
    assert.ok(
      lost?.joules !== undefined && (lost.joules ?? 0) > 0 && (lost.joules ?? 0) < 0.75 * 600 * seconds,
    );
    assert.ok(lost.gaps > 0);
    assert.match(notes.join('\n'), /Simulated.*(without a reading|did not answer)/);
  });

  it('is asked again at once where it does not know a field', async () => {
    const environment = fakeSmi({ instant: '300.00', usual: '250.00', isOld: true });
    const began = performance.now();
    const { code } = await start(['run', '--runs', temporaryFolder('runs'), '--', 'true'], environment)
      .finished;
    assert.equal(code, 0);
    assert.ok(performance.now() - began < 4500, `${performance.now() - began} ms`);
  });
});
