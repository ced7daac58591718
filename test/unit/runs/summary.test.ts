import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JournalRecord } from '../../../src/runs/journal';
import { describeState } from '../../../src/runs/report/text';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { startRecord, wholeJournal } from './journal-samples';

function summaryOf(records: readonly JournalRecord[], meterAlive = false): RunSummary {
  const summary = summarize(records, { meterAlive });
  assert.ok(summary !== null);
  return summary;
}

describe('the summary of a run', () => {
  it('adds up the devices that lie within no other, and their ranges', () => {
    const { energyJoules, devices, durationSeconds, state } = summaryOf(wholeJournal);
    assert.equal(energyJoules.gross, 4500);
    assert.deepEqual(energyJoules.range, {
      low: 4000 * 0.95 + 500 * 0.5,
      mid: 4500,
      high: 4000 * 1.05 + 500 * 1.6,
    });
    assert.equal(energyJoules.uncertainty, (5000 - 4050) / 2);
    assert.equal(energyJoules.provenance, 'modelled');
    assert.deepEqual([durationSeconds, state], [10, 'ended']);
    assert.deepEqual(
      devices.map((device) => device.meanWatts),
      [400, 50, 5],
    );
  });

  it('takes the idle baseline off for net, and applies PUE and intensity', () => {
    const { energyJoules, co2eGrams } = summaryOf(wholeJournal);
    assert.equal(energyJoules.net, 4500 - 70 * 10);
    assert.equal(co2eGrams.operational, (4500 / 3.6e6) * 1.5 * 360);
    assert.deepEqual(co2eGrams.range, {
      low: (4050 / 3.6e6) * 1.5 * 360,
      mid: (4500 / 3.6e6) * 1.5 * 360,
      high: (5000 / 3.6e6) * 1.5 * 360,
    });
    assert.equal(co2eGrams.embodied, null);
  });

  it('warns of a model that had too little time to see the load', () => {
    const sample = { type: 'sample', t: 0.2, joules: [80, 10, 1], watts: [400, 50, 5] } as const;
    const shortRun: JournalRecord[] = [
      startRecord,
      { ...sample, joules: [...sample.joules], watts: [...sample.watts] },
    ];
    assert.match(summaryOf(shortRun).notes.join('\n'), /Shorter than 1 s: .* may lie outside the range/);
    assert.doesNotMatch(summaryOf(wholeJournal).notes.join('\n'), /Shorter than/);
  });

  it('says why the range of a device is wide that was read too few times', () => {
    const notesWith = (below: number[], above: number[]): string => {
      const bounds: JournalRecord = { type: 'bounds', t: 10, below, above };
      return summaryOf([...wholeJournal.slice(0, -1), bounds, ...wholeJournal.slice(-1)]).notes.join('\n');
    };
    // Of 4000 J that were measured; the processor is modelled, and has its range from the model.
    assert.match(notesWith([3000, 400, 0], [0, 0, 0]), /Range of Simulated H100 .* 75 % less or 0 % more/);
    assert.match(notesWith([100, 0, 0], [2000, 0, 0]), /2\.5 % less or 50 % more/);
    assert.match(notesWith([9000, 0, 0], [0, 0, 0]), /100 % less/);
    assert.doesNotMatch(notesWith([900, 400, 0], [900, 400, 0]), /Range of/);
    assert.doesNotMatch(summaryOf(wholeJournal).notes.join('\n'), /Range of/);
  });

  it('knows no net energy without a baseline, and says so', () => {
    const { energyJoules, notes } = summaryOf([{ ...startRecord, baseline: null }, ...wholeJournal.slice(1)]);
    assert.equal(energyJoules.net, null);
    assert.match(notes.join('\n'), /Net energy is not known: idle power was not measured/);
  });

  it('knows no energy without a reading: null, and never 0', () => {
    const silent: JournalRecord = {
      type: 'sample',
      t: 1,
      joules: [null, null, null],
      watts: [null, null, null],
    };
    const journals: JournalRecord[][] = [
      [startRecord],
      [{ ...startRecord, devices: [], baseline: null }],
      [startRecord, silent],
    ];
    for (const records of journals) {
      const { energyJoules, co2eGrams, notes } = summaryOf(records);
      assert.deepEqual([energyJoules.gross, energyJoules.range, co2eGrams.operational], [null, null, null]);
      assert.match(notes.join('\n'), /The energy is not known/);
    }
  });

  it('tells a run that goes on from one whose meter died', () => {
    const cut = wholeJournal.slice(0, 6);
    assert.equal(summaryOf(cut, true).state, 'running');
    assert.equal(summaryOf(cut, false).state, 'interrupted');
    assert.equal(summaryOf(cut).exitCode, null);
    assert.equal(summaryOf(cut).energyJoules.gross, 3 * 450);
  });

  it('passes over what was written twice and samples that go back in time', () => {
    const twice = wholeJournal.flatMap((record) => [record, record]);
    assert.equal(summaryOf(twice).energyJoules.gross, 4500);
    const back: JournalRecord = { type: 'sample', t: 3, joules: [1200, 150, 15], watts: [400, 50, 5] };
    assert.equal(summaryOf([...wholeJournal, back]).energyJoules.gross, 4500);
    assert.ok(!summaryOf(twice).notes.some((note) => note.includes('back in time')));
  });

  it('tells of readings that go back in time and have more energy', () => {
    const late = wholeJournal.map((record) =>
      record.type === 'sample' && record.t > 5 ? { ...record, t: record.t - 5 } : record,
    );
    const { energyJoules, notes } = summaryOf(late);
    assert.equal(energyJoules.gross, 5 * 450);
    assert.ok(
      notes.some((note) => /^Readings of the journal that go back in time, and are left out: \d/.test(note)),
      notes.join('\n'),
    );
  });

  it('has no energy of a command that could not be started', () => {
    const failed = wholeJournal
      .filter((record) => record.type !== 'spawn')
      .map((record) => (record.type === 'end' ? { ...record, exitCode: 127 } : record));
    const { energyJoules, co2eGrams, devices, state, exitCode, notes } = summaryOf(failed);
    assert.deepEqual([energyJoules.gross, energyJoules.range, energyJoules.net], [null, null, null]);
    assert.equal(co2eGrams.operational, null);
    assert.ok(devices.every(({ joules }) => joules === null));
    assert.deepEqual([state, exitCode], ['ended', 127]);
    assert.match(notes.join('\n'), /The command did not start/);
    assert.equal(describeState({ state, exitCode, notes, signal: null }), 'did not start, exit code 127');
    assert.doesNotMatch(notes.join('\n'), /no source gave a reading/);
    const ownCode = wholeJournal.map((record) =>
      record.type === 'end' ? { ...record, exitCode: 127 } : record,
    );
    assert.equal(summaryOf(ownCode).energyJoules.gross, 4500, 'a shell that did not find its command ran');
  });

  it('is null without a start', () => {
    assert.equal(summarize(wholeJournal.slice(1), { meterAlive: false }), null);
    assert.equal(summarize([], { meterAlive: false }), null);
  });

  it('has what the metering cost, as it was told last', () => {
    const overhead = { type: 'overhead', t: 5, cpuSeconds: 0.2, residentBytes: 6e7 } as const;
    const summary = summarize([...wholeJournal, overhead], { meterAlive: false });
    assert.deepEqual(summary?.overhead, { cpuSeconds: 0.2, coreShare: 0.04, residentBytes: 6e7 });
    assert.equal(summarize(wholeJournal, { meterAlive: false })?.overhead, null);
  });

  it('leaves out what the run never used, and says so', () => {
    const attribution = {
      type: 'attribution',
      t: 5,
      methods: ['its processes alone are on the device', null, null],
      used: [false, null, null],
    } as const;
    const records = [
      ...wholeJournal.slice(0, 1),
      { ...attribution, methods: [...attribution.methods], used: [...attribution.used] },
      ...wholeJournal.slice(1),
    ];
    const summary = summarize(records, { meterAlive: false });
    const all = summarize(wholeJournal, { meterAlive: false });
    assert.equal(summary?.devices.length, (all?.devices.length ?? 0) - 1);
    assert.ok((summary.energyJoules.gross ?? Infinity) < (all?.energyJoules.gross ?? 0));
    assert.ok(summary.notes.some((note) => note.includes('was not used by this run')));
  });
});
