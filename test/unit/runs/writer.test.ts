import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parseJournalLine } from '../../../src/runs/journal';
import { readRun } from '../../../src/runs/store';
import { summarize } from '../../../src/runs/summary';
import { JournalWriter } from '../../../src/runs/writer';
import { textOf, wholeJournal } from './journal-samples';

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'wattlens-writer-')), 'run');
const noTrouble = (reason: string): void => {
  assert.fail(reason);
};

describe('the writer of a journal', () => {
  it('writes whole lines in order, and the summary at the end', async () => {
    const folder = newFolder();
    const writer = new JournalWriter(folder, noTrouble);
    const path = join(folder, 'journal.ndjson');
    wholeJournal.forEach((record, index) => {
      writer.append(record);
      if (index % 3 === 0) assert.ok(writer.flush());
      const text = readFileSync(path, 'utf8');
      assert.ok(text === '' || text.endsWith('\n'));
    });
    const summary = summarize(wholeJournal, { meterAlive: true });
    writer.close(summary);
    assert.equal(readFileSync(path, 'utf8'), textOf(wholeJournal));
    assert.deepEqual(await readRun(path), summary);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')), summary);
  });

  it('flushes by itself', async () => {
    const folder = newFolder();
    const writer = new JournalWriter(folder, noTrouble, { flushMilliseconds: 20 });
    for (const record of wholeJournal.slice(0, 3)) writer.append(record);
    const kept = setInterval(() => undefined, 1000);
    await new Promise((done) => setTimeout(done, 200));
    clearInterval(kept);
    const lines = readFileSync(join(folder, 'journal.ndjson'), 'utf8').trimEnd().split('\n');
    assert.deepEqual(lines.map(parseJournalLine), wholeJournal.slice(0, 3));
    writer.close(null);
  });

  it('lets a thread append samples by itself, but while its own lines wait, and takes them for written', () => {
    const folder = newFolder();
    const path = join(folder, 'journal.ndjson');
    const writer = new JournalWriter(folder, () => undefined);
    const records = wholeJournal.filter(({ type }) => type !== 'end');
    for (const record of records) {
      writer.append(record);
      if (record.type !== 'sample') assert.equal(writer.appendable, null, 'its own lines come first');
    }
    assert.ok(writer.flush());
    const file = writer.appendable;
    const newest = records.findLast((record) => record.type === 'sample');
    assert.ok(file !== null && newest !== undefined);
    const sample = { ...newest, t: newest.t + 10 };
    writeSync(file, textOf([sample]));
    writer.follow(sample);
    assert.equal(readFileSync(path, 'utf8'), textOf([...records, sample]));
    const cut = { ...sample, t: sample.t + 5 };
    writeSync(file, textOf([cut]).slice(0, 12));
    writer.takeOver(Buffer.from(textOf([cut]).slice(12)));
    assert.equal(writer.appendable, null, 'the rest of the line comes first');
    assert.ok(writer.flush());
    const whole = textOf([...records, sample, cut]);
    assert.equal(readFileSync(path, 'utf8'), whole);
    // Deleted: what the thread may still write goes to no other file.
    rmSync(path);
    const later = { ...sample, t: sample.t + 10 };
    writer.append(later);
    assert.ok(writer.flush());
    writeSync(file, 'not into another file');
    assert.equal(readFileSync(path, 'utf8'), whole + textOf([later]));
    assert.notEqual(writer.appendable, file);
    writer.close(null);
  });

  it('leaves nothing half-written behind, and says what it could not write', () => {
    const folder = newFolder();
    const writer = new JournalWriter(folder, noTrouble);
    wholeJournal.forEach((record) => {
      writer.append(record);
    });
    // A folder in its place: nothing can be moved there.
    mkdirSync(join(folder, 'summary.json', 'x'), { recursive: true });
    const lost = writer.close(summarize(wholeJournal, { meterAlive: true }));
    assert.match(lost ?? '', /^summary\.json can't be written/);
    assert.deepEqual(readdirSync(folder).sort(), ['journal.ndjson', 'summary.json']);
    assert.equal(readFileSync(join(folder, 'journal.ndjson'), 'utf8'), textOf(wholeJournal));
  });

  it('never writes into the folder of another run', () => {
    const folder = newFolder();
    new JournalWriter(folder, noTrouble).close(null);
    assert.throws(() => new JournalWriter(folder, noTrouble), /EEXIST/);
  });
});
