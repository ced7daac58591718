import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { dramModelSource, memoryWatts } from '../../../../src/meter/sources/dram-model';
import { countSmbiosModules, findMemory } from '../../../../src/meter/sources/memory-modules';
import { kernelTree } from '../../../sim/kernel-tree';

/** A structure of the SMBIOS table: its header, its body, and its texts. */
function structure(type: number, body: readonly number[], texts: readonly string[] = []): Buffer {
  const head = Buffer.from([type, 4 + body.length, 0, 0, ...body]);
  return Buffer.concat([head, Buffer.from(texts.length === 0 ? '\0\0' : `${texts.join('\0')}\0\0`)]);
}
/** Type 17, whose size lies at 0x0c: 8 bytes after the header. */
const slot = (size: number): Buffer =>
  structure(17, [0, 0, 0, 0, 72, 0, 64, 0, size & 0xff, size >> 8, 9, 0, 1, 2, 26], ['DIMM A1', 'BANK 0']);

const table = Buffer.concat([
  structure(0, [1, 2, 3], ['Vendor']),
  slot(16_384),
  slot(0),
  slot(0x7fff),
  slot(0xffff),
  structure(127, []),
  slot(16_384),
]);

describe('the memory that is modelled', () => {
  it('is the filled slots of the firmware’s table', () => {
    assert.equal(countSmbiosModules(table), 2);
    assert.equal(countSmbiosModules(table.subarray(0, 40)) <= 1, true);
    assert.equal(countSmbiosModules(Buffer.alloc(0)), 0);
    assert.equal(countSmbiosModules(Buffer.from([17, 0, 0, 0, 0, 0])), 0);
  });

  it('is known from the firmware, else from the controllers that check it, else by its size', () => {
    const root = kernelTree({
      'mc/mc0/dimm0/size': 16_384,
      'mc/mc0/dimm1/size': 0,
      'mc/mc1/dimm0/size': 16_384,
      'mc/mc1/rank3/size': 8192,
    });
    const files = { smbios: join(root, 'DMI'), edac: join(root, 'mc') };
    assert.deepEqual([findMemory(files).modules, findMemory(files).from], [2, 'EDAC']);
    writeFileSync(files.smbios, Buffer.concat([slot(8192), slot(8192), slot(8192)]));
    assert.deepEqual([findMemory(files).modules, findMemory(files).from], [3, 'SMBIOS']);
    const nothing = findMemory({ smbios: '/nowhere', edac: '/nowhere' });
    assert.equal(nothing.modules, null);
    assert.ok(nothing.bytes > 0);
  });

  it('has a range, wider where its modules are not known, and is the same power all the time', async () => {
    const known = memoryWatts({ modules: 8, bytes: 128e9, from: 'EDAC' });
    const unknown = memoryWatts({ modules: null, bytes: 128e9, from: null });
    assert.equal(known.mid, 24);
    assert.ok(unknown.high / unknown.low > known.high / known.low);
    const source = await dramModelSource(() => ({ modules: 8, bytes: 128e9, from: 'EDAC' })).open({
      runsFolder: null,
    });
    const [probe] = source.probes;
    assert.deepEqual([probe?.provenance, probe?.domain], ['modelled', 'dram']);
    const first = probe?.read();
    await new Promise((done) => setTimeout(done, 20));
    const second = probe?.read();
    assert.ok(first?.ok === true && second?.ok === true);
    assert.equal(second.watts, 24);
    assert.ok((second.counterJoules ?? 0) - (first.counterJoules ?? 0) > 0.2);
  });
});
