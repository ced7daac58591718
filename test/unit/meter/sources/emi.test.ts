import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../../src/meter/source';
import { channelsOf, emiCodes, emiSource } from '../../../../src/meter/sources/emi';
import type { EmiDevice } from '../../../../src/meter/sources/emi-device';

const wide = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');

/** EMI_METADATA_V2 with its channels. */
function metadata2(names: readonly string[], unit = 0): Buffer {
  const head = Buffer.alloc(68);
  wide('Example OEM').copy(head, 0);
  wide('Model').copy(head, 32);
  head.writeUInt16LE(names.length, 66);
  const channels = names.map((name) => {
    const text = wide(name);
    const channel = Buffer.alloc(6);
    channel.writeUInt32LE(unit, 0);
    channel.writeUInt16LE(text.length, 4);
    return Buffer.concat([channel, text]);
  });
  return Buffer.concat([head, ...channels]);
}

/** EMI_METADATA_V1. */
function metadata1(name: string): Buffer {
  const head = Buffer.alloc(72);
  const text = wide(name);
  head.writeUInt16LE(text.length, 70);
  return Buffer.concat([head, text]);
}

/** A meter by the same calls: what each code answers, cut to what was asked for. */
function meter(
  version: number,
  metadata: Buffer,
  picowattHours: readonly bigint[],
): EmiDevice & { add(index: number, more: bigint): void } {
  const energies = [...picowattHours];
  const number = (value: number, bytes: number): Buffer => {
    const buffer = Buffer.alloc(bytes);
    buffer.writeUIntLE(value, 0, bytes);
    return buffer;
  };
  const measurement = (): Buffer => {
    const buffer = Buffer.alloc(16 * energies.length);
    energies.forEach((energy, index) => {
      buffer.writeBigUInt64LE(energy, 16 * index);
      buffer.writeBigUInt64LE(133_000_000_000_000_000n, 16 * index + 8);
    });
    return buffer;
  };
  return {
    control: (code, bytes) => {
      const answers: Readonly<Record<number, Buffer>> = {
        [emiCodes.version]: number(version, 2),
        [emiCodes.metadataSize]: number(metadata.length, 4),
        [emiCodes.metadata]: metadata,
        [emiCodes.measurement]: measurement(),
      };
      return answers[code]?.subarray(0, bytes) ?? null;
    },
    close: () => undefined,
    add: (index, more) => {
      energies[index] = (energies[index] ?? 0n) + more;
    },
  };
}

const open = (...devices: EmiDevice[]): Promise<OpenedSource> =>
  emiSource(() => Promise.resolve(devices), 'win32').open({ runsFolder: null });

describe('the energy meters of Windows', () => {
  it('are packages and memory, in picowatt-hours, and no parts of a package', async () => {
    const names = [
      'RAPL_Package0_PP0',
      'RAPL_Package0_PKG',
      'RAPL_Package0_DRAM',
      'RAPL_Package0_Core0_CORE',
    ];
    const device = meter(2, metadata2(names), [1n, 1_000_000_000_000n, 5_000_000_000n, 1n]);
    const source = await open(device);
    assert.deepEqual(
      source.probes.map(({ id, domain }) => [id, domain]),
      [
        ['cpu:package-0', 'cpu'],
        ['dram:package-0', 'dram'],
      ],
    );
    // 1 Wh is 3600 J.
    const before = source.probes[0]?.read();
    assert.ok(before?.ok === true && Math.abs((before.counterJoules ?? 0) - 3600) < 1e-6);
    device.add(1, 500_000_000_000n);
    const after = source.probes[0]?.read();
    assert.ok(after?.ok === true && Math.abs((after.counterJoules ?? 0) - 5400) < 1e-6);
    source.close();
  });

  it('tell their channels by either version of the interface', () => {
    assert.deepEqual(channelsOf(meter(1, metadata1('VDD_CPU'), [0n])), [{ unit: 0, name: 'VDD_CPU' }]);
    assert.deepEqual(
      channelsOf(meter(2, metadata2(['A', 'Bcd']), [0n, 0n])).map(({ name }) => name),
      ['A', 'Bcd'],
    );
    const whole = metadata2(['A', 'Bcd']);
    assert.deepEqual(channelsOf(meter(2, whole.subarray(0, whole.length - 9), [])), []);
    assert.deepEqual(channelsOf({ control: () => null, close: () => undefined }), []);
  });

  it('are not used where no channel is known, and say which there are', async () => {
    const board = await open(meter(1, metadata1('VDD_CPU'), [7n]));
    assert.deepEqual(board.probes, []);
    assert.match(board.statuses[0]?.why ?? '', /VDD_CPU/);
    const oddUnit = await open(meter(2, metadata2(['RAPL_Package0_PKG'], 7), [7n]));
    assert.deepEqual(oddUnit.probes, []);
    assert.equal((await open()).statuses[0]?.isAbsent, true);
    const elsewhere = await emiSource(undefined, 'linux').open({ runsFolder: null });
    assert.equal(elsewhere.statuses[0]?.isAbsent, true);
    const failing = await emiSource(() => Promise.reject(new Error('no cfgmgr32.dll')), 'win32').open({
      runsFolder: null,
    });
    assert.match(failing.statuses[0]?.why ?? '', /no cfgmgr32/);
  });
});
