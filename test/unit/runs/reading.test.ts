import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { JournalDecoder } from '../../../src/runs/decode';
import { JournalFollower } from '../../../src/runs/follow';
import type { JournalRecord } from '../../../src/runs/journal';
import { isMeterAlive } from '../../../src/runs/meter-alive';
import { defaultRunsFolder } from '../../../src/runs/run-files';
import { findRun, listRuns, readRun } from '../../../src/runs/store';
import { summarize } from '../../../src/runs/summary';
import { startRecord, textOf, wholeJournal } from './journal-samples';

const folder = (): string => mkdtempSync(join(tmpdir(), 'wattlens-runs-'));
const bytes = Buffer.from(textOf(wholeJournal));

function decode(pieces: readonly Buffer[]): JournalRecord[] {
  const decoder = new JournalDecoder();
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.finish()];
}

describe('a journal', () => {
  it('that is cut off at any byte still reads: every whole line, and nothing made up', () => {
    for (let length = 0; length <= bytes.length; length++) {
      const records = decode([bytes.subarray(0, length)]);
      assert.deepEqual(records, wholeJournal.slice(0, records.length));
      const wholeLines = bytes.subarray(0, length).toString('latin1').split('\n').length - 1;
      assert.ok(records.length === wholeLines || records.length === wholeLines + 1);
      const summary = summarize(records, { meterAlive: false });
      if (records.length > 0)
        assert.equal(summary?.state, records.length === wholeJournal.length ? 'ended' : 'interrupted');
    }
  });

  it('reads the same in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        assert.deepEqual(decode(pieces), wholeJournal);
      }),
    );
  });

  it('reads past foreign lines, other versions and broken bytes', () => {
    const foreign = Buffer.from('not json\n{"type":"moon"}\n[1]\nnull\n\n{"type":"sample","t":1e999}\n');
    assert.deepEqual(decode([foreign, Buffer.from([0xff, 0xfe, 0x0a]), bytes]), wholeJournal);
    // No run has drawn that, and a sum of two is infinite.
    const endless = Buffer.from('{"type":"sample","t":1,"joules":[1e308,1e308],"watts":[1,1]}\n');
    assert.deepEqual(decode([endless, bytes]), wholeJournal);
  });
});

describe('the store', () => {
  const store = (): string => {
    const runs = folder();
    for (const id of ['20260101-000000-aaaaaa', '20260102-000000-bbbbbb', '20260102-000000-cccccc']) {
      mkdirSync(join(runs, id));
      writeFileSync(
        join(runs, id, 'journal.ndjson'),
        textOf([{ ...startRecord, id }, ...wholeJournal.slice(1)]),
      );
    }
    mkdirSync(join(runs, 'no-run'));
    return runs;
  };

  it('lists the runs, oldest first, and none of a folder that is not there', async () => {
    assert.deepEqual(
      (await listRuns(store())).map((run) => run.id.slice(-6)),
      ['aaaaaa', 'bbbbbb', 'cccccc'],
    );
    assert.deepEqual(await listRuns(join(folder(), 'missing')), []);
  });

  it('lists a run whose journal can’t be read too, and says why', async () => {
    const runs = store();
    const first = textOf(wholeJournal.slice(0, 1));
    const journals: [string, string, RegExp][] = [
      ['20260103-000000-dddddd', '', /ends before its first record was whole/],
      ['20260103-000000-eeeeee', first.slice(0, 5), /ends before its first record was whole/],
      ['20260103-000000-ffffff', first.slice(0, -20), /ends before its first record was whole/],
      ['20260103-000001-000000', 'something else', /not the journal of a run/],
      ['20260103-000001-111111', '{"type":"start","version":"?"}\n', /not the journal of a run/],
    ];
    for (const [id, text] of journals) {
      mkdirSync(join(runs, id));
      writeFileSync(join(runs, id, 'journal.ndjson'), text);
    }
    const listed = (await listRuns(runs)).slice(3);
    const [known] = await listRuns(runs);
    for (const [index, [id, , why]] of journals.entries()) {
      const run = listed[index];
      assert.ok(run !== undefined);
      assert.deepEqual(Object.keys(run), Object.keys(known ?? {}));
      assert.deepEqual([run.id, run.state, run.energyJoules.gross], [id, 'interrupted', null]);
      assert.match(run.notes.join(), why);
    }
  });

  it('finds a run by id, its beginning, latest, or path', async () => {
    const runs = store();
    const idOf = async (text: string): Promise<string> => {
      const found = await findRun(runs, text);
      return found.kind === 'found' ? found.path.slice(runs.length + 1, runs.length + 23) : found.kind;
    };
    assert.equal(await idOf('20260101-000000-aaaaaa'), '20260101-000000-aaaaaa');
    assert.equal(await idOf('20260101'), '20260101-000000-aaaaaa');
    assert.equal(await idOf('latest'), '20260102-000000-cccccc');
    assert.equal(await idOf(join(runs, '20260102-000000-bbbbbb')), '20260102-000000-bbbbbb');
    assert.equal(await idOf('20260102'), 'ambiguous');
    assert.equal(await idOf('2027'), 'none');
    assert.equal(await idOf(''), 'none');
  });

  it('takes the folder from WATTLENS_RUNS', () => {
    assert.equal(defaultRunsFolder({ WATTLENS_RUNS: '/somewhere/runs' }), '/somewhere/runs');
    assert.match(defaultRunsFolder({}), /[/\\]\.wattlens[/\\]runs$/);
  });

  it('does not take a process that only has the number of the meter for the meter', () => {
    const here = {
      ...startRecord,
      host: { name: hostname(), platform: process.platform },
      meterPid: process.pid,
    };
    assert.equal(isMeterAlive({ ...here, startedAt: new Date().toISOString() }, ''), true);
    assert.equal(
      isMeterAlive({ ...here, meterPid: 2 ** 30, startedAt: new Date().toISOString() }, ''),
      false,
    );
    for (const meterPid of [0, -1, -process.pid]) {
      assert.equal(isMeterAlive({ ...here, meterPid, startedAt: new Date().toISOString() }, ''), false);
    }
    if (process.platform === 'linux') {
      assert.equal(isMeterAlive({ ...here, startedAt: '2020-01-01T00:00:00.000Z' }, ''), false);
    }
  });

  it('takes a run whose meter has an impossible number for one that was cut off', async () => {
    const path = join(folder(), 'journal.ndjson');
    for (const meterPid of [0, -1, 1.5, null, 'x']) {
      const host = { name: hostname(), platform: process.platform };
      writeFileSync(path, `${JSON.stringify({ ...startRecord, host, meterPid })}\n`);
      assert.equal((await readRun(path))?.state, 'interrupted');
    }
  });

  it('reads no run from a file that is none', async () => {
    const path = join(folder(), 'journal.ndjson');
    writeFileSync(path, 'PNG\0\n');
    assert.equal(await readRun(path), null);
  });
});

describe('following a journal', () => {
  it('hands on each record once, however the bytes arrive, and starts over on another file', async () => {
    const path = join(folder(), 'journal.ndjson');
    const seen: JournalRecord[] = [];
    let resets = 0;
    const follower = new JournalFollower(
      path,
      {
        records: (records) => seen.push(...records),
        reset: () => {
          resets += 1;
          seen.length = 0;
        },
      },
      60_000,
    );
    try {
      await follower.poll();
      assert.equal(seen.length, 0);
      writeFileSync(path, '');
      for (let offset = 0; offset < bytes.length; offset += 97) {
        appendFileSync(path, bytes.subarray(offset, offset + 97));
        await follower.poll();
      }
      assert.deepEqual(seen, wholeJournal);
      writeFileSync(`${path}.new`, textOf([startRecord]));
      renameSync(`${path}.new`, path);
      await follower.poll();
      assert.deepEqual(seen, [startRecord]);
      assert.equal(resets, 1);
      rmSync(path);
      await follower.poll();
      assert.deepEqual(seen, [startRecord]);
    } finally {
      follower.dispose();
    }
  });
});
