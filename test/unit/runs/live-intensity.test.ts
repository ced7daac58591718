import assert from 'node:assert/strict';
import type { JournalRecord, StartRecord } from '../../../src/runs/journal';
import { parseJournalLine } from '../../../src/runs/journal';
import { reportFormats } from '../../../src/runs/report/render';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { startRecord } from './journal-samples';

const hour = 3600;
const day = 24 * hour;
const table = { gramsPerKwh: 360, place: 'DE', time: '2024', source: 'a table', kind: 'average' } as const;
const dayStart: StartRecord = {
  ...startRecord,
  devices: startRecord.devices.filter((device) => device.id === 'gpu:a'),
  baseline: null,
  carbonIntensity: table,
  liveIntensity: { provider: 'A grid', place: 'DE', kind: 'average', scope: 'life cycle' },
};

/** Watts that swing with a period of 97 minutes and rise over the day; joules are their exact integral. */
const period = (97 * 60) / (2 * Math.PI);
const joulesAt = (t: number): number =>
  300 * t + 200 * period * (1 - Math.cos(t / period)) + (100 * t ** 2) / (2 * day);
const gramsAt = (index: number): number => 420 + 250 * Math.sin(index / 3.7) + 7 * (index % 5);

/** The day's journal at one sample every two seconds; the hours begin `offset` seconds before the run. */
function dayJournal(offset: number, isAnswered: (index: number) => boolean): JournalRecord[] {
  const records: JournalRecord[] = [dayStart];
  for (let t = 0; t <= day; t += 2) {
    const index = Math.floor((t + offset) / hour);
    const begins = t === 0 || Math.floor((t - 2 + offset) / hour) !== index;
    const from = index * hour - offset;
    const answer: JournalRecord = isAnswered(index)
      ? { type: 'intensity', t, points: [{ from, to: from + hour, gramsPerKwh: gramsAt(index) }] }
      : { type: 'intensity', t, points: [], problem: 'A grid did not answer' };
    if (begins) records.push(answer);
    records.push({ type: 'sample', t, joules: [joulesAt(t)], watts: [300] });
  }
  return records;
}

/** The exact sum of energy x intensity over the hours of a run, in grams. */
function exactGrams(offset: number, gramsOf: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index * hour - offset < day; index++) {
    const from = Math.max(0, index * hour - offset);
    const to = Math.min(day, (index + 1) * hour - offset);
    sum += ((joulesAt(to) - joulesAt(from)) / 3.6e6) * gramsOf(index) * dayStart.pue;
  }
  return sum;
}

function summaryOf(records: readonly JournalRecord[]): RunSummary {
  const summary = summarize(records, { meterAlive: true });
  assert.ok(summary !== null);
  return summary;
}

const assertNear = (actual: number | null, expected: number, share: number): void => {
  assert.ok(
    actual !== null && Math.abs(actual / expected - 1) < share,
    `${actual ?? 'null'} for ${expected}`,
  );
};

describe('the CO2e of a run with live intensity', () => {
  it('is told in reports with as many digits as other figures', () => {
    const markdown = reportFormats.markdown(summaryOf(dayJournal(0, () => true)));
    assert.match(
      markdown,
      /\| Live intensity \| \d{3} gCO2e\/kWh over the energy \(\d{3} to \d{3}\), average, /,
    );
  });

  for (const offset of [0, 1234])
    it(`is the exact sum of a day's energy times hourly intensity, within 0.1 % (hours from ${offset} s before)`, () => {
      const { co2eGrams, carbonIntensity, liveIntensity, energyJoules, pue } = summaryOf(
        dayJournal(offset, () => true),
      );
      const exact = exactGrams(offset, gramsAt);
      assertNear(co2eGrams.operational, exact, 0.001);
      // What is shown multiplies: energy x PUE x intensity.
      assertNear(
        co2eGrams.operational,
        ((energyJoules.gross ?? 0) / 3.6e6) * pue * carbonIntensity.gramsPerKwh,
        1e-9,
      );
      assert.ok(Math.abs((liveIntensity?.timeShare ?? 0) - 1) < 1e-9);
      assert.equal(carbonIntensity.source, 'A grid');
      // Another figure than the mean over time, or the test would not tell them apart.
      const plain = ((energyJoules.gross ?? 0) / 3.6e6) * pue * (liveIntensity?.timeWeightedGramsPerKwh ?? 0);
      assert.ok(Math.abs(plain / exact - 1) > 0.002);
    });

  it('is so too where the training works in the clean hours alone, and power changes with the hour', () => {
    const offset = 1234;
    const grams = (index: number): number => (index % 2 === 0 ? 20 : 900);
    const records: JournalRecord[] = [dayStart];
    let joules = 0;
    let exact = 0;
    for (let t = 0; t <= day; t += 1) {
      const index = Math.floor((t + offset) / hour);
      const from = index * hour - offset;
      if (t === 0 || t === from)
        records.push({
          type: 'intensity',
          t,
          points: [{ from, to: from + hour, gramsPerKwh: grams(index) }],
        });
      records.push({ type: 'sample', t, joules: [joules], watts: [300] });
      // A load that flickers, and whose clean hours draw far more.
      const watts = (index % 2 === 0 ? 550 : 20) + 15 * Math.sin(t * t);
      joules += watts;
      if (t < day) exact += (watts / 3.6e6) * grams(index) * dayStart.pue;
    }
    assertNear(summaryOf(records).co2eGrams.operational, exact, 0.001);
  });

  it('takes the table where the provider fails half of the time, and names the gap', () => {
    const isAnswered = (index: number): boolean => index % 2 === 0;
    const { co2eGrams, carbonIntensity, liveIntensity, notes } = summaryOf(dayJournal(0, isAnswered));
    assertNear(
      co2eGrams.operational,
      exactGrams(0, (index) => (isAnswered(index) ? gramsAt(index) : table.gramsPerKwh)),
      0.001,
    );
    assert.ok(Math.abs((liveIntensity?.timeShare ?? 0) - 0.5) < 0.001);
    assert.match(
      carbonIntensity.source,
      /^A grid for 4\d(\.\d)? % of the energy, a table \(DE\) for the rest$/,
    );
    assert.match(
      notes.join('\n'),
      /A grid \(DE, average, life cycle\), \d+ g\/kWh over 50 % of the time; for the rest the yearly mean of DE is taken \(360 g\/kWh, 2024\): A grid did not answer/,
    );
  });

  it('has the licence of what is in the sum, as far as it is known', () => {
    const [, ...rest] = dayJournal(0, (index) => index % 2 === 0);
    const [, ...whole] = dayJournal(0, () => true);
    const licenceOf = (records: JournalRecord[], licence?: string, ofTable?: string): string | undefined => {
      const liveIntensity = {
        provider: 'A grid',
        place: 'DE',
        kind: 'average',
        scope: 'life cycle',
      } as const;
      const carbonIntensity = { ...table, ...(ofTable === undefined ? {} : { licence: ofTable }) };
      const live = { ...liveIntensity, ...(licence === undefined ? {} : { licence }) };
      return summaryOf([{ ...dayStart, carbonIntensity, liveIntensity: live }, ...records]).carbonIntensity
        .licence;
    };
    assert.equal(licenceOf(whole, 'CC BY 4.0', 'ODbL 1.0'), 'CC BY 4.0');
    assert.equal(licenceOf(rest, 'for the holder', 'ODbL 1.0'), 'A grid: for the holder; DE: ODbL 1.0');
    // Journals of before, and tables without one.
    assert.equal(licenceOf(whole, undefined, 'ODbL 1.0'), undefined);
    assert.equal(licenceOf(rest, 'CC BY 4.0'), undefined);
  });

  it('says where a gap makes the sum one of two scopes', () => {
    const [, ...rest] = dayJournal(0, (index) => index % 2 === 0);
    const notesOf = (scope: 'direct' | 'life cycle', tableScope: 'life cycle' | undefined): string => {
      const carbonIntensity = tableScope === undefined ? table : { ...table, scope: tableScope };
      const liveIntensity = { provider: 'A grid', place: 'DE', kind: 'average', scope } as const;
      return summaryOf([{ ...dayStart, carbonIntensity, liveIntensity }, ...rest]).notes.join('\n');
    };
    assert.match(
      notesOf('direct', 'life cycle'),
      /two scopes: the live values are direct emissions, the yearly mean is life cycle\./,
    );
    assert.doesNotMatch(notesOf('life cycle', 'life cycle'), /two scopes/);
    assert.doesNotMatch(notesOf('direct', undefined), /two scopes/);
  });

  it('takes the table for all of it where nothing came', () => {
    const { co2eGrams, carbonIntensity, liveIntensity, notes } = summaryOf(dayJournal(0, () => false));
    assertNear(
      co2eGrams.operational,
      exactGrams(0, () => table.gramsPerKwh),
      0.001,
    );
    assert.deepEqual(carbonIntensity, table);
    assert.equal(liveIntensity?.timeWeightedGramsPerKwh, null);
    assert.match(notes.join('\n'), /none came from A grid .*: A grid did not answer/);
    // A run that ended while the provider was silent has heard of no problem.
    const silent = summaryOf(dayJournal(0, () => false).filter(({ type }) => type !== 'intensity'));
    assert.match(
      silent.notes.join('\n'),
      /none came from A grid .*: no answer about the time of the run has come/,
    );
  });

  it('never mixes marginal values with averages', () => {
    const marginal: StartRecord = {
      ...dayStart,
      liveIntensity: { provider: 'A grid', place: 'X', kind: 'marginal', scope: 'direct' },
    };
    const { co2eGrams, carbonIntensity, liveIntensity, notes } = summaryOf([
      marginal,
      ...dayJournal(0, (index) => index < 12).slice(1),
    ]);
    assert.deepEqual(carbonIntensity, table);
    assertNear(
      co2eGrams.operational,
      exactGrams(0, () => table.gramsPerKwh),
      0.001,
    );
    assertNear(
      liveIntensity?.co2eGrams ?? null,
      exactGrams(0, (index) => (index < 12 ? gramsAt(index) : 0)),
      0.001,
    );
    assert.match(notes.join('\n'), /are told apart and are no part of the CO2e/);
  });

  it('holds a later answer over an earlier one', () => {
    const records: JournalRecord[] = [
      dayStart,
      { type: 'sample', t: 0, joules: [0], watts: [1] },
      { type: 'intensity', t: 1, points: [{ from: -500, to: 3000, gramsPerKwh: 900, estimated: true }] },
      { type: 'sample', t: 1000, joules: [3.6e6], watts: [1] },
      { type: 'intensity', t: 1000, points: [{ from: 0, to: 500, gramsPerKwh: 100 }] },
    ];
    const { co2eGrams, liveIntensity } = summaryOf(records);
    assertNear(co2eGrams.operational, ((900 + 100) / 2) * dayStart.pue, 1e-9);
    assert.equal(liveIntensity?.estimatedShare, 0.5);
    assert.deepEqual(
      records.map((record) => parseJournalLine(JSON.stringify(record))),
      records,
    );
  });

  it('is the table’s in journals of before, and passes over values that nobody announced', () => {
    const before = { ...dayStart, liveIntensity: undefined };
    const { carbonIntensity, liveIntensity } = summaryOf([before, ...dayJournal(0, () => true).slice(1)]);
    assert.equal(liveIntensity, null);
    assert.deepEqual(carbonIntensity, table);
  });
});
