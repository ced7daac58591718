import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dropProgramPages, unchangedParts } from '../../../../src/meter/sources/program-pages';

/** A part as proc(5) shows it, with the fields that matter. */
const part = (
  heading: string,
  { rss = 20_480, anonymous = 0, dirty = 0 }: { rss?: number; anonymous?: number; dirty?: number } = {},
): string =>
  [
    heading,
    'Size:              48420 kB',
    `Rss:               ${rss} kB`,
    `Private_Dirty:         ${dirty} kB`,
    `Anonymous:             ${anonymous} kB`,
    'VmFlags: rd ex mr mw me sd \n',
  ].join('\n');

describe('what the start alone has used of a program', () => {
  it('is in the large files that nothing has written to', () => {
    const code = '00400000-00c00000 r-xp 00000000 fe:00 1234                  /usr/bin/node';
    const constants = '00c00000-01c00000 r--p 00800000 fe:00 1234                  /opt/with blank/node';
    const parts = [
      part(code),
      part(constants),
      part(code, { rss: 512 }),
      part(code, { anonymous: 4 }),
      part(code, { dirty: 4 }),
      part('01c00000-02c00000 rw-p 01800000 fe:00 1234                  /usr/bin/node'),
      part('01c00000-02c00000 r--s 01800000 fe:00 1234                  /dev/shm/shared'),
      part('7f0000000000-7f0001000000 r-xp 00000000 00:00 0 '),
      part('7ffd00000000-7ffd01000000 r-xp 00000000 00:00 0                  [vdso]'),
    ];
    assert.deepEqual(unchangedParts(parts.join('')), [
      { address: 0x400000, bytes: 0x800000 },
      { address: 0xc00000, bytes: 0x1000000 },
    ]);
    for (const text of ['', 'not found', code]) assert.deepEqual(unchangedParts(text), []);
  });

  it('is found in this process, where the system tells', function () {
    if (process.platform !== 'linux') this.skip();
    const advised: number[] = [];
    dropProgramPages((address, bytes, advice) => {
      assert.ok(address > 0 && bytes > 0);
      assert.equal(advice, 4);
      advised.push(address);
    });
    const node = readFileSync('/proc/self/maps', 'latin1')
      .split('\n')
      .filter((line) => line.endsWith(process.execPath) && line.includes(' r-xp '))
      .map((line) => Number.parseInt(line, 16));
    assert.ok(node.some((address) => advised.includes(address)));
  });
});
