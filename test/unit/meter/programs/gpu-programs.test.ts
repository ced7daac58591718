import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { amdReadings } from '../../../../src/meter/sources/amd-json';
import { jsonStream } from '../../../../src/meter/sources/json-stream';
import { xpuDevices, xpuSmiReader } from '../../../../src/meter/sources/xpu-smi-lines';

const documentsIn = (text: string): unknown[] => {
  const found: unknown[] = [];
  const take = jsonStream((document) => found.push(document));
  for (const line of text.split('\n')) take(line);
  return found;
};

describe('JSON that a program prints piece by piece', () => {
  it('is found among warnings, over many lines and several on one', () => {
    const text =
      'WARNING: User is missing groups [render]\n[\n  {\n    "gpu": 0, "text": "a ] } \\" b"\n  }\n]\n{"a":1}{"b":2}\nDone [1]\n';
    assert.deepEqual(documentsIn(text), [[{ gpu: 0, text: 'a ] } " b' }], { a: 1 }, { b: 2 }]);
  });

  it('that was cut is given up, and what follows is read', () => {
    assert.deepEqual(documentsIn('{"a": "cut\n{"b": 2}\n'), [{ b: 2 }]);
  });

  it('of any kind comes out as it went in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.object(), { maxLength: 4 }),
        fc.integer({ min: 0, max: 2 }),
        (values, indent) => {
          const text = values.map((value) => `note\n${JSON.stringify(value, null, indent)}`).join('\n');
          assert.deepEqual(
            documentsIn(text),
            values.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('what amd-smi and rocm-smi tell', () => {
  const wattsOf = (document: unknown): (number | null)[] => amdReadings(document).map(({ watts }) => watts);

  it('is power in each of their shapes', () => {
    const metric = (power: unknown): unknown => [{ gpu: 0, usage: {}, power }];
    const shapes: readonly (readonly [unknown, number | null])[] = [
      [metric({ socket_power: { value: 142, unit: 'W' }, gfx_voltage: 'N/A' }), 142],
      [metric({ current_socket_power: 305, average_socket_power: 'N/A' }), 305],
      [metric({ current_socket_power: 'N/A', average_socket_power: { value: '90', unit: 'W' } }), 90],
      [metric({ socket_power: '11 W', power_management: 'ENABLED' }), 11],
      [metric({ socket_power: { value: 88000, unit: 'mW' } }), 88],
      [{ gpu_data: [{ gpu: 0, power: { socket_power: 100 } }] }, 100],
      [[{ gpu: 0, power_usage: { value: 248, unit: 'W' } }], 248],
      [[{ gpu: '0', power: { value: 76, unit: 'W' }, gfx_util: 3 }], 76],
      [metric({ socket_power: 'N/A' }), null],
      [metric({ socket_power: { value: 0, unit: 'W' } }), null],
      [metric({ socket_power: 65535 }), null],
      [metric('N/A'), null],
      [
        {
          card0: { 'Average Graphics Package Power (W)': '39.0', 'Max Graphics Package Power (W)': '290.0' },
        },
        39,
      ],
      [
        {
          card0: { 'Current Socket Graphics Package Power (W)': '120.5' },
          system: { 'Driver version': '6' },
        },
        120.5,
      ],
      [{ card0: { 'average socket power (w)': '17.0' } }, 17],
      [{ card0: { 'Average Graphics Package Power (W)': 'N/A (Secondary die)' } }, null],
    ];
    for (const [document, watts] of shapes)
      assert.deepEqual(wattsOf(document), [watts], JSON.stringify(document));
  });

  it('has names, places and serial numbers where it has them', () => {
    const [mi250] = amdReadings({
      card1: {
        'Unique ID': '0x719d230578348e8c',
        'PCI Bus': '0000:1E:00.0',
        'Card series': 'AMD INSTINCT MI250 (MCM)',
        'Average Graphics Package Power (W)': '89.0',
      },
    });
    assert.deepEqual(mi250, {
      index: 1,
      watts: 89,
      name: 'AMD INSTINCT MI250 (MCM)',
      pciAddress: '0000:1e:00.0',
      uuid: 'GPU-719d230578348e8c',
    });
    const [known] = amdReadings([
      {
        gpu: 3,
        bus: { bdf: '0001:C1:00.0' },
        asic: { market_name: 'AMD Instinct MI300X', asic_serial: '0xABC' },
      },
    ]);
    assert.deepEqual(
      [known?.index, known?.name, known?.pciAddress, known?.uuid, known?.watts],
      [3, 'AMD Instinct MI300X', '0001:c1:00.0', 'GPU-0000000000000abc', null],
    );
    const [plain] = amdReadings({ card0: { 'Unique ID': 'N/A', 'Card series': '0x1002', 'PCI Bus': 'N/A' } });
    assert.deepEqual([plain?.name, plain?.uuid, plain?.pciAddress], [null, null, null]);
  });

  it('is nothing, and no exception, where it is of any other kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const { watts } of amdReadings(value)) assert.ok(watts === null || watts > 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what xpu-smi tells', () => {
  it('is power by the names of its columns, of whole devices', () => {
    const read = xpuSmiReader();
    assert.equal(read('Timestamp, DeviceId, Average % utilization of all GPU Engines, GPU Power (W)'), null);
    assert.deepEqual(read('06:14:46.000,    0, 0.00, 14.61'), { index: 0, watts: 14.61 });
    assert.deepEqual(read('06:14:46.000,    1, 0.00, N/A'), { index: 1, watts: null });
    assert.deepEqual(read('06:14:46.000,    1, 0.00, '), { index: 1, watts: null });
    assert.equal(read('06:14:46.000,    1'), null);
    assert.equal(read('Error: device not found'), null);
    assert.equal(read('Timestamp, DeviceId, TileId, GPU Power (W)'), null);
    assert.equal(read('06:14:46.000, 0, 1, 20.0'), null);
    assert.deepEqual(read('06:14:46.000, 0, , 41.0'), { index: 0, watts: 41 });
  });

  it('is power without a line of names as well', () => {
    assert.deepEqual(xpuSmiReader()('06:14:46.000, 2, 33.5'), { index: 2, watts: 33.5 });
  });

  it('names the devices', () => {
    const list = [
      { device_id: 0, device_name: 'Intel(R) Data Center GPU Max 1550', pci_bdf_address: '0000:4D:00.0' },
      { device_id: 1 },
      { device_name: 'none' },
    ];
    assert.deepEqual(xpuDevices({ device_list: list }), [
      { index: 0, name: 'Intel(R) Data Center GPU Max 1550', pciAddress: '0000:4d:00.0' },
      { index: 1, name: 'Intel GPU 1', pciAddress: null },
    ]);
    assert.deepEqual(xpuDevices({ error: 'no device' }), []);
  });
});
