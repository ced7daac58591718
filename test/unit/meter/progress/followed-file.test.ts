import { strict as assert } from 'node:assert';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FollowedFile } from '../../../../src/meter/progress/followed-file';
import { EventFile } from '../../../../src/progress/files/event-file';
import { eventRecord, versionRecord } from '../../progress/event-records';

describe('a file that grows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-followed-'));
  const path = join(folder, 'file');
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

  it('gives what was added, from its beginning where it was cut or replaced, and nothing where it is gone', () => {
    writeFileSync(path, 'before ');
    const file = new FollowedFile(path, 'end');
    assert.equal(text(file.readEnd()), '');
    appendFileSync(path, 'after');
    assert.equal(text(file.readEnd()), 'after');
    writeFileSync(path, 'new');
    assert.equal(text(file.readEnd()), 'new');
    rmSync(path);
    assert.equal(file.readEnd().length, 0);
    writeFileSync(path, 'is');
    assert.equal(text(file.readEnd()), 'is');
  });

  it('gives the end of much text, and all of many records', () => {
    writeFileSync(path, 'x'.repeat(300_000) + 'end');
    const read = text(new FollowedFile(path, 0).readEnd());
    assert(read.endsWith('end') && read.length < 300_000);
  });

  it('tells the step of an event file that has grown by pictures between two looks', () => {
    writeFileSync(path, Buffer.concat([versionRecord(), eventRecord(0), eventRecord(1)]));
    const file = new FollowedFile(path, 0);
    const reader = new EventFile();
    assert.equal(reader.take(file.readOn())?.done, 1);
    const pictures = Array.from({ length: 5 }, (_value, index) => eventRecord(10 * (index + 1), 1_500_000));
    appendFileSync(path, Buffer.concat([...pictures, eventRecord(60), eventRecord(70).subarray(0, 9)]));
    let done: number | undefined;
    for (let bytes = file.readOn(); bytes.length > 0; bytes = file.readOn()) done = reader.take(bytes)?.done;
    assert.equal(done, 60);
    appendFileSync(path, eventRecord(70).subarray(9));
    assert.equal(reader.take(file.readOn())?.done, 70);
  });
});
