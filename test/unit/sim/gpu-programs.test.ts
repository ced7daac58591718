import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { RunSummary } from '../../../src/runs/summary';
import { start, summaryOf, temporaryFolder } from '../../sim/command-line';

/** A folder on PATH with this program in it. */
function withProgram(name: string, script: string): NodeJS.ProcessEnv {
  const folder = temporaryFolder('program');
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}`);
  chmodSync(file, 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

async function meter(
  source: string,
  environment: NodeJS.ProcessEnv,
  { seconds, intervalMs } = { seconds: 2, intervalMs: 1000 },
): Promise<RunSummary> {
  const runs = temporaryFolder('runs');
  const options = ['--runs', runs, '--source', source, '--interval', String(intervalMs)];
  const { code, stderr } = await start(['run', ...options, '--', 'sleep', String(seconds)], environment)
    .finished;
  assert.equal(code, 0, stderr);
  return summaryOf(runs);
}

function assertSteady(
  { devices, durationSeconds }: RunSummary,
  watts: readonly number[],
  source: string,
): void {
  assert.deepEqual(
    devices.map((device) => device.source),
    watts.map(() => source),
  );
  devices.forEach(({ joules, rung, gaps }, index) => {
    const truth = (watts[index] ?? 0) * (durationSeconds ?? Number.NaN);
    // On a busy machine a program's first line may come a tenth of a second late.
    assert.ok(Math.abs((joules ?? 0) / truth - 1) < 0.05, `${String(joules)} J instead of ${truth} J`);
    assert.deepEqual([rung, gaps], [4, 0]);
  });
}

describe('GPUs by their makers’ programs', () => {
  it('are AMD’s by one amd-smi for the whole run, its second dies not for themselves', async function () {
    if (process.platform !== 'linux') this.skip();
    const summary = await meter(
      'amd-smi',
      withProgram(
        'amd-smi',
        `case "$*" in
  static*) echo '[{"gpu":0,"bus":{"bdf":"0000:C1:00.0"},"asic":{"market_name":"AMD Instinct MI250X"}},{"gpu":1,"bus":{"bdf":"0000:C6:00.0"},"asic":{"market_name":"AMD Instinct MI250X"}}]'; exit ;;
esac
echo 'WARNING: User is missing the following required groups: [render, video].'
while :; do
  printf '[\\n{"gpu": 0, "power": {"socket_power": {"value": 210, "unit": "W"}}},\\n{"gpu": 1, "power": {"socket_power": "N/A"}}\\n]\\n' || exit
  sleep 1
done
`,
      ),
    );
    assertSteady(summary, [210], 'amd-smi');
    assert.equal(summary.devices[0]?.id, 'gpu:0000:c1:00.0');
  });

  it('are AMD’s by rocm-smi, asked now and then, where there is nothing else', async function () {
    if (process.platform !== 'linux') this.skip();
    const summary = await meter(
      'amd-smi',
      withProgram(
        'rocm-smi',
        `echo '{"card0": {"Average Graphics Package Power (W)": "95.0", "PCI Bus": "0000:07:00.0"}, "system": {"Driver version": "6.3.6"}}'\n`,
      ),
    );
    assert.equal(summary.devices[0]?.source, 'rocm-smi');
  });

  it('are metered between two of its lines, however much closer the samples are', async function () {
    if (process.platform !== 'linux') this.skip();
    const summary = await meter(
      'amd-smi',
      withProgram(
        'amd-smi',
        `case "$*" in static*) echo '[]'; exit ;; esac
while :; do echo '[{"gpu": 0, "power": {"socket_power": {"value": 210, "unit": "W"}}}]'; sleep 1.7; done\n`,
      ),
      { seconds: 8, intervalMs: 100 },
    );
    assertSteady(summary, [210], 'amd-smi');
  });

  it('are Intel’s by one xpu-smi', async () => {
    const summary = await meter(
      'xpu-smi',
      withProgram(
        'xpu-smi',
        `case "$1" in
  discovery) echo '{"device_list":[{"device_id":0,"device_name":"Simulated Max","pci_bdf_address":"0000:4d:00.0"}]}'; exit ;;
esac
echo 'Timestamp, DeviceId, GPU Power (W)'
while :; do
  echo "06:14:46.000, 0, 150.00" || exit
  echo "06:14:46.000, 1, N/A" || exit
  sleep 0.5
done
`,
      ),
    );
    assertSteady(summary, [150], 'xpu-smi');
    assert.match(summary.notes.join('\n'), /Intel GPU 1: xpu-smi tells no power of it; not in the sum/);
  });
});
