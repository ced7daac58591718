import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { inEnglish, message } from '../../../src/units/message';
import {
  DelayedRunFiles,
  handedText,
  holdOf,
  parseHanded,
  type DelayedRun,
  type Holder,
} from '../../../src/runs/delayed-runs';

const runOf = (changes: Partial<DelayedRun> = {}): DelayedRun => ({
  id: '0b8d2a3e-5b1c-4f0e-9d53-6a2f3c1d7e90',
  workspace: 'file:///home/ada/gpt',
  folder: 'file:///home/ada/gpt',
  host: 'box',
  label: 'train.py',
  command: ['/usr/bin/python3', 'train.py', '--lr', '3e-4'],
  cwd: '/home/ada/gpt',
  python: '/usr/bin/python3',
  startAt: '2026-05-12T03:00:00.000Z',
  definition: { type: 'wattlens', script: 'train.py', startAt: '2026-05-12T03:00:00.000Z' },
  ...changes,
});

describe('the files of delayed runs', () => {
  let runsFolder = '';
  let files: DelayedRunFiles;
  const write = (name: string, text: string): void => {
    writeFileSync(join(files.folder, name), text);
  };
  beforeEach(() => {
    runsFolder = mkdtempSync(join(tmpdir(), 'wattlens-delayed-'));
    files = new DelayedRunFiles(runsFolder);
    assert.equal(files.open(), null);
  });
  afterEach(() => {
    rmSync(runsFolder, { recursive: true, force: true });
  });

  it('hold a run until one has taken it, and nobody else does', () => {
    const run = runOf();
    assert.equal(files.stateOf(run.id), 'unknown');
    files.keep(run);
    files.hold(run.id, { pid: 4711, startTicks: 12, role: 'meter' });
    assert.deepEqual(files.list(), { waiting: [run], wrong: [] });
    assert.equal(files.stateOf(run.id), 'waiting');
    assert.deepEqual(files.over(), []);
    // Two programs on the same folder at the same time.
    const all = [files, new DelayedRunFiles(runsFolder), new DelayedRunFiles(runsFolder)];
    assert.deepEqual(
      all.map((each) => each.finish(run.id)),
      [true, false, false],
    );
    assert.equal(files.stateOf(run.id), 'over');
    assert.deepEqual(files.list(), { waiting: [], wrong: [] });
    assert.deepEqual(files.over(), [run]);
    assert.equal(files.holderOf(run.id), null);
  });

  it('name the process that waits, until it is released', () => {
    const { id } = runOf();
    files.hold(id, { pid: 4711, startTicks: 12, role: 'window' });
    files.hold(id, { pid: 4712, startTicks: null, role: 'meter' });
    const { at, ...holder } = files.holderOf(id) ?? { at: 0 };
    assert.deepEqual(holder, { host: hostname(), pid: 4712, startTicks: null, role: 'meter' });
    assert.ok(Math.abs(Date.now() - at) < 60_000);
    files.release(id);
    files.release(id);
    assert.equal(files.holderOf(id), null);
    write(`${id}.holder.json`, '{"pid": "4711"}');
    assert.equal(files.holderOf(id), null);
  });

  it('that are not right are told with the reason, and no other is lost by them', () => {
    const run = runOf();
    files.keep(run);
    const other = '00000000-0000-4000-8000-00000000000';
    write(`${other}1.json`, '{"id": ');
    write(`${other}2.json`, JSON.stringify(runOf({ id: `${other}2`, command: [] })));
    write(`${other}3.json`, JSON.stringify(run));
    write(`${other}4.json`, JSON.stringify({ ...run, id: `${other}4`, startAt: 'tomorrow' }));
    write(`${other}5.json`, ' '.repeat(1_000_001));
    mkdirSync(join(files.folder, `${other}6.json`));
    write('notes.txt', 'hello');
    write('..json', '{}');
    // A file that is being written, and a link to nowhere.
    write(`${other}7.json.4711.part`, '{"id"');
    symlinkSync(join(runsFolder, 'nowhere'), join(files.folder, `${other}8.json`));
    const { waiting, wrong } = files.list();
    assert.deepEqual(waiting, [run]);
    assert.deepEqual(
      wrong.map(({ file, why }) => [file.slice(files.folder.length + 1), inEnglish(why).split(':')[0]]),
      [
        ['..json', 'its name is none of a delayed run'],
        [`${other}1.json`, 'at its beginning'],
        [`${other}2.json`, 'at command'],
        [`${other}3.json`, 'its id is not its name'],
        [`${other}4.json`, 'at startAt'],
        [`${other}5.json`, 'it is too large'],
        [`${other}6.json`, 'it is no file'],
        [`${other}8.json`, 'it is a link'],
        ['notes.txt', 'its name is none of a delayed run'],
      ],
    );
  });

  it('of another user are not started', function () {
    if (process.getuid?.() !== 0) return this.skip();
    const run = runOf();
    files.keep(run);
    chownSync(join(files.folder, `${run.id}.json`), 12_345, 12_345);
    assert.deepEqual(
      files.list().wrong.map(({ why }) => inEnglish(why)),
      ['it is another user’s'],
    );
    assert.deepEqual(files.list().waiting, []);
  });

  it('that others can have written, or that lie elsewhere, are not started', function () {
    if (process.getuid === undefined) return this.skip();
    const run = runOf();
    const path = join(files.folder, `${run.id}.json`);
    const whys = (): string[] => files.list().wrong.map(({ why }) => inEnglish(why));
    for (const mode of [0o620, 0o602, 0o666]) {
      files.keep(run);
      chmodSync(path, mode);
      assert.deepEqual([whys(), files.list().waiting], [['others can write it'], []]);
    }
    // What a repository has brought is this user's own file, and a link to it is another's word.
    const brought = join(runsFolder, 'brought.json');
    writeFileSync(brought, JSON.stringify(run), { mode: 0o644 });
    rmSync(path);
    symlinkSync(brought, path);
    assert.deepEqual([whys(), files.list().waiting], [['it is a link'], []]);
    symlinkSync(brought, join(files.folder, `${run.id}.holder.json`));
    assert.equal(files.holderOf(run.id), null);
    // The whole folder.
    const shared = join(runsFolder, 'shared');
    mkdirSync(shared);
    const elsewhere = new DelayedRunFiles(join(runsFolder, 'elsewhere'));
    assert.equal(elsewhere.open(), null);
    elsewhere.keep(run);
    elsewhere.finish(run.id);
    elsewhere.keep(run);
    symlinkSync(elsewhere.folder, join(shared, basename(files.folder)));
    const linked = new DelayedRunFiles(shared);
    assert.deepEqual(
      linked.list().wrong.map(({ why }) => inEnglish(why)),
      ['it is a link'],
    );
    assert.deepEqual([linked.list().waiting, linked.over()], [[], []]);
    assert.equal(inEnglish(linked.open() ?? message('')), 'it is a link');
  });

  it('are this user’s alone, whatever the mask of new files', function () {
    if (process.getuid === undefined) return this.skip();
    const before = process.umask(0);
    try {
      const open = new DelayedRunFiles(join(runsFolder, 'open'));
      assert.equal(open.open(), null);
      open.keep(runOf());
      open.hold(runOf().id, { pid: 1, startTicks: 1, role: 'meter' });
      assert.equal(statSync(open.folder).mode & 0o777, 0o700);
      for (const name of readdirSync(open.folder))
        assert.equal(statSync(join(open.folder, name)).mode & 0o777, 0o600);
      assert.equal(open.list().waiting.length, 1);
    } finally {
      process.umask(before);
    }
  });

  it('may hold anything, and nothing is thrown', () => {
    const { id } = runOf();
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(Object.fromEntries(Object.keys(runOf()).map((key) => [key, fc.jsonValue()])))
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom('', '.over', '.holder'), (text, kind) => {
        write(`${id}${kind}.json`, text);
        files.list();
        files.over();
        files.holderOf(id);
        files.stateOf(id);
        assert.equal(parseHanded(text), null);
      }),
      { numRuns: 200 },
    );
  });

  it('are none where there is no folder, or a file stands in its place', () => {
    const none = new DelayedRunFiles(join(runsFolder, 'none'));
    assert.deepEqual([none.list(), none.over()], [{ waiting: [], wrong: [] }, []]);
    assert.equal(none.finish(runOf().id), false);
    none.clean(Date.now());
    writeFileSync(join(runsFolder, 'file'), '');
    const blocked = new DelayedRunFiles(join(runsFolder, 'file'));
    assert.deepEqual(blocked.list(), { waiting: [], wrong: [] });
    assert.match(inEnglish(blocked.open() ?? message('')), /is not a folder/);
    assert.throws(() => {
      blocked.keep(runOf());
    });
    blocked.release(runOf().id);
  });

  it('that are a month old are removed, and nothing of somebody else', () => {
    const run = runOf();
    files.keep(run);
    files.hold(run.id, { pid: 1, startTicks: 1, role: 'meter' });
    write('notes.txt', 'hello');
    const old = Date.now() / 1000 - 31 * 24 * 3600;
    for (const name of readdirSync(files.folder)) utimesSync(join(files.folder, name), old, old);
    const young = runOf({ id: '00000000-0000-4000-8000-000000000001' });
    files.keep(young);
    files.clean(Date.now());
    assert.deepEqual(readdirSync(files.folder).sort(), [`${young.id}.json`, 'notes.txt'].sort());
  });

  it('are handed to a meter whole', () => {
    const handed = { runsFolder: '/home/ada/runs', run: runOf() };
    assert.deepEqual(parseHanded(handedText(handed)), handed);
    assert.equal(parseHanded(handedText({ ...handed, runsFolder: '' })), null);
  });
});

describe('what holds a delayed run', () => {
  const now = 1_000_000_000;
  const holder = (changes: Partial<Holder> = {}): Holder => ({
    host: hostname(),
    pid: 4711,
    startTicks: 12,
    role: 'meter',
    at: now - 1000,
    ...changes,
  });
  const lives = (): boolean => true;
  const ended = (): boolean => false;

  it('is a meter that lives, a window that has just begun, another machine, or nothing', () => {
    const cases: readonly (readonly [Holder | null, () => boolean, string])[] = [
      [null, lives, 'none'],
      [holder(), lives, 'meter'],
      [holder(), ended, 'none'],
      // It says nothing for days, and its start tells that it is the same.
      [holder({ at: now - 5 * 24 * 3_600_000 }), lives, 'meter'],
      // Of another system: one that takes the number over says nothing.
      [holder({ startTicks: null, at: now - 60_000 }), lives, 'meter'],
      [holder({ startTicks: null, at: now - 150_000 }), lives, 'none'],
      [holder({ startTicks: null }), ended, 'none'],
      [holder({ role: 'window' }), lives, 'window'],
      [holder({ role: 'window' }), ended, 'none'],
      [holder({ role: 'window', at: now - 61_000 }), lives, 'none'],
      // The clock was set back by a day.
      [holder({ role: 'window', at: now + 86_400_000 }), lives, 'none'],
      [holder({ host: 'another machine' }), ended, 'elsewhere'],
    ];
    for (const [each, isAlive, expected] of cases)
      assert.equal(holdOf(each, now, isAlive), expected, JSON.stringify(each));
  });
});
