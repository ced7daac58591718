import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSmiLine } from '../../../src/meter/sources/nvidia-smi-lines';

describe('a line of nvidia-smi', () => {
  it('is a GPU and its power', () => {
    const addressOf = (text: string): string | null | undefined =>
      parseSmiLine(`0, GPU-1, ${text}, X, 1.00`, 1)?.pciAddress;
    assert.deepEqual(
      ['00000000:3B:00.0', '0000:3B:00.0', '00000001:00:00.0', '00010000:3B:00.0', 'N/A'].map(addressOf),
      ['0000:3b:00.0', '0000:3b:00.0', '0001:00:00.0', '10000:3b:00.0', null],
    );
    assert.deepEqual(parseSmiLine('1, GPU-8f6d21a0, 00000000:3B:00.0, Simulated GPU, 71.25, 70.10', 2), {
      index: 1,
      uuid: 'GPU-8f6d21a0',
      name: 'Simulated GPU',
      pciAddress: '0000:3b:00.0',
      watts: [71.25, 70.1],
    });
  });

  it('has no value, and never 0, where the driver tells none', () => {
    const texts = [
      '[N/A]',
      'N/A',
      '[Not Supported]',
      '[Unknown Error]',
      '[GPU is lost]',
      '-',
      '',
      '[Requested functionality has been deprecated]',
      'nan',
      '-5',
      '1e9',
    ];
    for (const text of texts)
      assert.deepEqual(parseSmiLine(`0, GPU-1, 00000000:01:00.0, X, ${text}`, 1)?.watts, [null], text);
    assert.deepEqual(parseSmiLine('0, GPU-1, [N/A], X, 55 W', 1)?.watts, [55]);
    assert.equal(parseSmiLine('0, GPU-1, [N/A], X, 55', 1)?.pciAddress, null);
  });

  it('is nothing where it is a message or was cut', () => {
    for (const line of [
      '',
      'Field "power.draw.instant" is not a valid field to query.',
      'NVIDIA-SMI has failed because it couldn’t communicate with the NVIDIA driver.',
      '0, GPU-1, 00000000:01:00.0, X',
      'x, GPU-1, 00000000:01:00.0, X, 55',
      '0, No, 00000000:01:00.0, X, 55',
    ])
      assert.equal(parseSmiLine(line, 1), null);
  });

  it('never throws, and tells only powers that are written', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 3 }), (line, powers) => {
        for (const watts of parseSmiLine(line, powers)?.watts ?? [])
          assert.ok(watts === null || (Number.isFinite(watts) && watts >= 0));
      }),
    );
  });
});
