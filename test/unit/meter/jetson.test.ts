import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { jetsonSource } from '../../../src/meter/sources/jetson';
import type { OpenedSource } from '../../../src/meter/source';
import { temporaryFolder } from '../../sim/command-line';

function open(
  files: Readonly<Record<string, string>>,
  model = 'NVIDIA Jetson Simulated\0',
): Promise<OpenedSource> {
  const root = temporaryFolder('jetson');
  for (const [path, text] of Object.entries({ model, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const folders = {
    hwmon: join(root, 'hwmon'),
    ina3221x: join(root, 'ina3221x'),
    model: join(root, 'model'),
  };
  return jetsonSource(folders).open({ runsFolder: null });
}

/** A monitor of the kernel's own driver: rails with millivolts and milliamperes. */
const monitor = (
  entry: string,
  rails: readonly (readonly [name: string, millivolts: number, milliamperes: number])[],
): Record<string, string> => ({
  [`hwmon/${entry}/name`]: 'ina3221\n',
  ...Object.fromEntries(
    rails.flatMap(([name, millivolts, milliamperes], index) => [
      [`hwmon/${entry}/in${index + 1}_label`, `${name}\n`],
      [`hwmon/${entry}/in${index + 1}_input`, `${millivolts}\n`],
      [`hwmon/${entry}/curr${index + 1}_input`, `${milliamperes}\n`],
    ]),
  ),
});

const watts = ({ probes }: OpenedSource): (number | null)[] =>
  probes.map((probe) => {
    const reading = probe.read();
    return reading.ok ? reading.watts : null;
  });

describe('Jetson boards', () => {
  it('are the input of the module, and not its parts again', async () => {
    const source = await open(
      monitor('hwmon3', [
        ['VDD_IN', 5000, 1200],
        ['VDD_CPU_GPU_CV', 5000, 400],
        ['VDD_SOC', 5000, 300],
      ]),
    );
    assert.deepEqual(watts(source), [6]);
    const [probe] = source.probes;
    assert.deepEqual(
      [probe?.domain, probe?.name, probe?.provenance, source.notes],
      ['module', 'NVIDIA Jetson Simulated', 'measured', []],
    );
    source.close();
  });

  it('without such a rail are the sum of those that lie beside one another, over two monitors', async () => {
    const source = await open({
      ...monitor('hwmon1', [
        ['VDD_GPU_SOC', 20_000, 500],
        ['VDD_CPU_CV', 20_000, 250],
        ['VIN_SYS_5V0', 5000, 800],
      ]),
      ...monitor('hwmon2', [
        ['NC', 0, 0],
        ['VDDQ_VDD2_1V8AO', 5000, 300],
      ]),
    });
    assert.deepEqual(watts(source), [19]);
    assert.match(source.notes[0] ?? '', /the sum of its rails VDD_GPU_SOC \+ VDD_CPU_CV \+ VIN_SYS_5V0/);
    source.close();
  });

  it('of Thor are the input that a monitor of its own tells, and without it the rails beside one another', async () => {
    const rails = monitor('hwmon2', [
      // Switched off: the monitor's offset.
      ['VDD_GPU', 8000, -48],
      ['VDD_CPU_SOC_MSS', 8000, 492],
      ['VIN_SYS_5V0', 4568, 1000],
    ]);
    const input = { 'hwmon/hwmon5/name': 'ina238\n', 'hwmon/hwmon5/power1_input': '26416000\n' };
    const thor = await open({ ...rails, ...input });
    assert.deepEqual(watts(thor), [26.416]);
    assert.deepEqual(thor.notes, []);
    thor.close();
    const carrier = await open(rails);
    assert.ok(Math.abs((watts(carrier)[0] ?? 0) - (3.936 - 0.384 + 4.568)) < 1e-9);
    assert.match(carrier.notes[0] ?? '', /the sum of its rails VDD_GPU \+ VDD_CPU_SOC_MSS \+ VIN_SYS_5V0/);
    carrier.close();
    // A monitor of that kind is on other boards too.
    assert.equal((await open(input, 'Another board')).statuses[0]?.isAbsent, true);
  });

  it('of Jetson Linux 32 have milliwatts by rail', async () => {
    const nano = await open({
      'ina3221x/6-0040/iio:device0/rail_name_0': 'POM_5V_IN\n',
      'ina3221x/6-0040/iio:device0/in_power0_input': '4321\n',
      'ina3221x/6-0040/iio:device0/rail_name_1': 'POM_5V_GPU\n',
      'ina3221x/6-0040/iio:device0/in_power1_input': '1000\n',
    });
    assert.deepEqual(watts(nano), [4.321]);
    nano.close();
    const rails = ['GPU', 'CPU', 'SOC', 'CV', 'VDDRQ', 'SYS5V'];
    const xavier = await open(
      Object.fromEntries(
        rails.flatMap((name, index) => {
          const device = `ina3221x/1-004${Math.floor(index / 3)}/iio:device${Math.floor(index / 3)}`;
          return [
            [`${device}/rail_name_${index % 3}`, name],
            [`${device}/in_power${index % 3}_input`, '1500'],
          ];
        }),
      ),
    );
    assert.deepEqual(watts(xavier), [9]);
    xavier.close();
  });

  it('tell why where they can’t be read, and are no Jetson elsewhere', async () => {
    const [none, unknown, zero, other] = await Promise.all([
      open({}),
      open(monitor('hwmon1', [['VDD_SOMETHING', 5000, 100]])),
      open(monitor('hwmon1', [['VDD_IN', 5000, 0]])),
      open({}, 'Raspberry Pi 5'),
    ]);
    const status = ({ statuses }: OpenedSource): unknown => [statuses[0]?.usable, statuses[0]?.isAbsent];
    assert.deepEqual([none, unknown, zero].map(status), [
      [false, undefined],
      [false, undefined],
      [false, undefined],
    ]);
    assert.deepEqual(status(other), [false, true]);
    assert.match(none.statuses[0]?.why ?? '', /no power monitor/);
    assert.match(unknown.statuses[0]?.why ?? '', /not known to add up to the whole: VDD_SOMETHING/);
    assert.match(zero.statuses[0]?.why ?? '', /tells 0 W/);
  });
});
