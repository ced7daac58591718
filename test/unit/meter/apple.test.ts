import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../src/meter/source';
import { openReport, ioReportSource } from '../../../src/meter/sources/ioreport';
import { chipJoules } from '../../../src/meter/sources/ioreport-channels';
import { loadIoReport, type IoReport } from '../../../src/meter/sources/ioreport-library';
import { powermetricsSource } from '../../../src/meter/sources/powermetrics';
import { powermetricsSamples, type PowermetricsSample } from '../../../src/meter/sources/powermetrics-lines';
import { simulatedIoReport } from '../../sim/simulated-nvml';

const samplesOf = (text: string): PowermetricsSample[] => {
  const found: PowermetricsSample[] = [];
  const take = powermetricsSamples((sample) => found.push(sample));
  for (const line of `${text}\n*** Sampled system activity (end) (1.00ms elapsed) ***`.split('\n'))
    take(line);
  return found;
};

describe('what powermetrics tells of a Mac', () => {
  it('is power by part, of macOS 12 with its memory', () => {
    const [sample, ...others] =
      samplesOf(`*** Sampled system activity (Fri Nov 10 12:37:08 2023 +0100) (104.51ms elapsed) ***
E-Cluster Power: 105 mW
P-Cluster Power: 842 mW
ANE Power: 7 mW
DRAM Power: 220 mW
CPU Power: 947 mW
GPU Power: 153 mW
Package Power: 1473 mW

**** GPU usage ****

GPU Power: 153 mW`);
    assert.deepEqual(others, []);
    assert.deepEqual(sample, {
      cpuWatts: 0.947,
      gpuWatts: 0.153,
      aneWatts: 0.007,
      dramWatts: 0.22,
      chipWatts: 1.473,
      seconds: 0.10451,
    });
  });

  it('is power by part, of newer versions without memory, and of Intel processors', () => {
    const [newer, intel] = samplesOf(`*** Sampled system activity (a) (1002.90ms elapsed) ***
CPU Power: 823 mW
GPU Power: 26 mW
ANE Power: 323 mW
Combined Power (CPU + GPU + ANE): 1172 mW
*** Sampled system activity (b) (1000.00ms elapsed) ***
Intel energy model derived package power (CPUs+GT+SA): 2.48W`);
    assert.deepEqual([newer?.chipWatts, newer?.dramWatts, newer?.gpuWatts], [1.172, null, 0.026]);
    assert.deepEqual([intel?.cpuWatts, intel?.chipWatts, intel?.gpuWatts], [2.48, 2.48, null]);
  });
});

describe('what IOReport tells of a Mac', () => {
  it('is joules by domain, each channel in its unit, no part beside its whole', () => {
    assert.deepEqual(
      chipJoules([
        { name: 'CPU Energy', unit: 'mJ', value: 2000 },
        { name: 'PCPU', unit: 'mJ', value: 1500 },
        { name: 'GPU Energy', unit: 'nJ', value: 3_000_000_000 },
        { name: 'GPU SRAM0', unit: 'uJ', value: 500_000 },
        { name: 'ANE', unit: 'mJ ', value: 250 },
        { name: 'DRAM', unit: 'ticks', value: 9 },
      ]),
      { cpu: 2, gpu: 3.75, dram: null },
    );
  });

  const library = async (
    options: string,
  ): Promise<{ readonly library: IoReport; readonly live: () => number }> => {
    const { file, live } = await simulatedIoReport(options);
    const loaded = await loadIoReport([file], [file]);
    assert.ok('library' in loaded, JSON.stringify(loaded));
    return { library: loaded.library, live };
  };
  const joules = ({ probes }: OpenedSource): number[] =>
    probes.map((probe) => {
      const reading = probe.read();
      return (reading.ok ? reading.counterJoules : null) ?? Number.NaN;
    });

  it('comes from its library: of each domain, and nothing is left behind', async function () {
    if (process.platform !== 'linux') this.skip();
    for (const options of ['', 'ultra']) {
      const { library: report, live } = await library(options);
      const before = live();
      const source = openReport(report, 'Apple M9');
      assert.deepEqual(
        source.probes.map(({ domain, name }) => [domain, name]),
        [
          ['cpu', 'Apple M9 CPU'],
          ['gpu', 'Apple M9 GPU and neural engine'],
          ['dram', 'Apple M9 memory'],
        ],
      );
      await sleep(10);
      const began = performance.now();
      const first = joules(source);
      await sleep(300);
      const second = joules(source);
      const seconds = (performance.now() - began) / 1000;
      [10, 6, 2].forEach((watts, index) => {
        const drawn = (second[index] ?? 0) - (first[index] ?? 0);
        assert.ok(
          drawn > 0.2 * watts && drawn <= 1.02 * watts * seconds,
          `${drawn} J of ${watts} W in ${seconds} s`,
        );
      });
      source.close();
      assert.equal(live(), before);
    }
  });

  it('is nothing on a Mac with another processor', async function () {
    if (process.platform !== 'linux') this.skip();
    const { library: report } = await library('no-channels');
    const { probes, statuses } = openReport(report, 'Intel');
    assert.deepEqual([probes.length, statuses[0]?.usable], [0, false]);
  });

  it('is absent on other systems', async () => {
    for (const source of [ioReportSource('linux'), powermetricsSource('linux')]) {
      const { statuses } = await source.open({ runsFolder: null });
      assert.deepEqual([statuses[0]?.usable, statuses[0]?.isAbsent], [false, true]);
    }
  });
});
