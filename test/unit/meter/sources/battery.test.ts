import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { batterySource, type Batteries, type BatteryReading } from '../../../../src/meter/sources/battery';
import { findLinuxBatteries } from '../../../../src/meter/sources/battery-linux';
import { batteriesOf as macBatteries } from '../../../../src/meter/sources/battery-mac';
import { batteriesOf as windowsBatteries } from '../../../../src/meter/sources/battery-windows';
import { kernelTree, tell } from '../../../sim/kernel-tree';

const laptop = {
  'AC/type': 'Mains',
  'AC/online': 0,
  'BAT0/type': 'Battery',
  'BAT0/present': 1,
  'BAT0/status': 'Discharging',
  'BAT0/power_now': 14_250_000,
};

function found(batteries: Batteries | { readonly missing: string }): Batteries {
  if ('missing' in batteries) throw new Error(batteries.missing);
  return batteries;
}
const linux = (root: string): BatteryReading => found(findLinuxBatteries(root)).read();
const discharging = (watts: number): BatteryReading => ({ state: 'discharging', watts });

describe('the battery of a laptop on Linux', () => {
  it('tells power, or current and voltage, with a minus or without', () => {
    assert.deepEqual(linux(kernelTree(laptop)), discharging(14.25));
    const byCurrent = {
      'BAT0/type': 'Battery',
      'BAT0/status': 'Discharging',
      'BAT0/current_now': -1_500_000,
      'BAT0/voltage_now': 12_000_000,
    };
    assert.deepEqual(linux(kernelTree(byCurrent)), discharging(18));
  });

  it('is the sum of several, without one that rests and without that of a mouse', () => {
    const root = kernelTree({
      ...laptop,
      'BAT1/type': 'Battery',
      'BAT1/status': 'Discharging',
      'BAT1/power_now': 5_000_000,
      'BAT2/type': 'Battery',
      'BAT2/status': 'Unknown',
      'BAT2/power_now': 7_000_000,
      'hidpp_battery_0/type': 'Battery',
      'hidpp_battery_0/scope': 'Device',
      'hidpp_battery_0/status': 'Discharging',
      'hidpp_battery_0/power_now': 1_000_000,
    });
    assert.deepEqual(linux(root), discharging(19.25));
    // One that charges another gives that besides.
    tell(root, 'BAT1/status', 'Charging');
    assert.deepEqual(linux(root), discharging(9.25));
  });

  it('tells nothing while a charger is plugged in, or without a value', () => {
    const root = kernelTree(laptop);
    tell(root, 'BAT0/status', 'Charging');
    assert.equal(linux(root).state, 'silent');
    tell(root, 'BAT0/status', 'Discharging');
    tell(root, 'AC/online', 1);
    assert.equal(linux(root).state, 'silent');
    tell(root, 'AC/online', 0);
    assert.equal(linux(root).state, 'discharging');
    for (const blank of ['', '0', 'N/A']) {
      tell(root, 'BAT0/power_now', blank);
      assert.equal(linux(root).state, 'silent', blank);
    }
  });

  it('is not there on a desktop, in a container, and where only a mouse has one', () => {
    const mouse = { 'm/type': 'Battery', 'm/scope': 'Device', 'm/status': 'Discharging' };
    for (const root of ['/nowhere', kernelTree({ 'AC/type': 'Mains' }), kernelTree(mouse)])
      assert.deepEqual(findLinuxBatteries(root), { missing: 'no battery feeds this machine' });
  });

  it('is a source of the whole machine that fails, and says why, when the charger is plugged in', async () => {
    const root = kernelTree(laptop);
    const find = (): Promise<Batteries | { readonly missing: string }> =>
      Promise.resolve(findLinuxBatteries(root));
    const source = await batterySource(find).open({ runsFolder: null });
    const [probe] = source.probes;
    assert.deepEqual([probe?.domain, probe?.canEnd], ['node', true]);
    assert.deepEqual(probe?.read(), { ok: true, counterJoules: null, watts: 14.25 });
    tell(root, 'BAT0/status', 'Charging');
    assert.deepEqual(probe.read(), {
      ok: false,
      reason: 'the machine is not on its battery alone (Charging)',
    });
    const plugged = await batterySource(find).open({ runsFolder: null });
    assert.equal(plugged.statuses[0]?.usable, false);
    assert.match(plugged.statuses[0].fix ?? '', /Unplug/);
  });
});

describe('the battery of a Mac', () => {
  const mac = (numbers: Record<string, number>, external: boolean | null = false): BatteryReading =>
    macBatteries({
      number: (key) => numbers[key] ?? null,
      flag: () => external,
      close: () => undefined,
    }).read();

  it('is current times voltage while nothing else feeds it', () => {
    assert.deepEqual(mac({ Amperage: -1500, Voltage: 12_000 }), discharging(18));
    assert.deepEqual(mac({ InstantAmperage: -1000, Amperage: -1500, Voltage: 12_000 }), discharging(12));
    assert.equal(mac({ Amperage: -1500, Voltage: 12_000 }, true).state, 'silent');
    assert.equal(mac({ Amperage: -1500, Voltage: 12_000 }, null).state, 'silent');
    assert.equal(mac({ Amperage: -1500 }).state, 'silent');
    assert.equal(mac({ Amperage: 0, Voltage: 12_000 }).state, 'silent');
  });
});

describe('the batteries of Windows', () => {
  /** SYSTEM_BATTERY_STATE, as the system fills it. */
  const state = (acOnLine: number, present: number, isDischarging: number, rate: number): Buffer => {
    const buffer = Buffer.alloc(32);
    buffer.set([acOnLine, present, acOnLine, isDischarging], 0);
    buffer.writeInt32LE(rate, 16);
    return buffer;
  };
  const windows = (content: Buffer): Batteries | { readonly missing: string } =>
    windowsBatteries((buffer) => content.copy(buffer) === 32);

  it('tell their rate while they discharge', () => {
    assert.deepEqual(found(windows(state(0, 1, 1, -21_500))).read(), discharging(21.5));
    assert.equal(found(windows(state(1, 1, 0, 30_000))).read().state, 'silent');
    assert.equal(found(windows(state(0, 1, 1, -0x8000_0000))).read().state, 'silent');
    assert.deepEqual(windows(state(1, 0, 0, 0)), { missing: 'no battery feeds this machine' });
  });
});
