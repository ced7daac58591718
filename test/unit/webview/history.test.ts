import assert from 'node:assert/strict';
import { visibleText } from '../../../src/units/plain-text';
import { chosenRows, firstChoice, tagsOf, type Choice } from '../../../webview/history/choice';
import type { RunRow } from '../../../webview/history/protocol';

const row = (id: string, change: Partial<RunRow>): RunRow => ({
  id,
  label: null,
  command: 'python3 train.py',
  folder: '/home/someone/project',
  state: 'ended',
  exitCode: 0,
  startedAt: '2026-01-01T00:00:00Z',
  durationSeconds: 60,
  energyJoules: null,
  co2eGrams: null,
  meanWatts: null,
  joulesPerUnit: null,
  unit: null,
  joulesPerToken: null,
  provenance: 'measured',
  shareRemark: '',
  hardware: 'H100',
  host: 'node-7',
  place: 'DE',
  tags: [],
  problem: '',
  ...change,
});
const figure = (mid: number): { low: number; mid: number; high: number } => ({ low: mid, mid, high: mid });
const rows = [
  row('a', {
    label: 'Baseline',
    energyJoules: figure(30),
    tags: ['paper'],
    startedAt: '2026-01-01T00:00:00Z',
  }),
  row('b', { label: 'grouped queries', energyJoules: figure(10), startedAt: '2026-01-03T00:00:00Z' }),
  row('c', { command: '', startedAt: null, problem: 'cut', hardware: '' }),
  row('d', { energyJoules: figure(20), tags: ['paper', 'a b'], startedAt: '2026-01-02T00:00:00Z' }),
];
const ids = (change: Partial<Choice>): string =>
  chosenRows(rows, { ...firstChoice, ...change })
    .map(({ id }) => id)
    .join('');

describe('the history’s choice of runs', () => {
  it('is by time at first, the newest on top', () => {
    assert.equal(ids({}), 'cbda');
  });

  it('sorts by any column, and what is not known comes last, whichever way', () => {
    assert.equal(ids({ column: 'energy', isDescending: true }), 'adbc');
    assert.equal(ids({ column: 'energy', isDescending: false }), 'bdac');
    assert.equal(ids({ column: 'run', isDescending: false }), 'cabd');
  });

  it('finds runs in which every word stands somewhere', () => {
    assert.equal(ids({ search: 'PAPER train' }), 'da');
    assert.equal(ids({ search: 'grouped  node-7' }), 'b');
    assert.equal(ids({ search: 'nowhere' }), '');
    assert.equal(ids({ tag: 'paper', search: 'base' }), 'a');
    assert.equal(ids({ tag: 'pap' }), '');
    assert.deepEqual(tagsOf(rows), ['a b', 'paper']);
  });
});

describe('names on a page', () => {
  it('are on one line, and marks that turn the direction are seen', () => {
    assert.equal(visibleText('a\u0007b\n\u202egpj.exe\u2069'), 'a b [U+202E]gpj.exe[U+2069]');
    assert.equal(visibleText('עברית <b>'), 'עברית <b>');
  });
});
