import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { equivalentsOf } from '../../../src/carbon/equivalents';
import { electricityWaterOf, onSiteWaterOf, waterOf } from '../../../src/carbon/water';
import type { JournalRecord } from '../../../src/runs/journal';
import { reportBoamps } from '../../../src/runs/report/boamps';
import { disclosureOf, reportDisclosure } from '../../../src/runs/report/eu-ai-act';
import { reportJson } from '../../../src/runs/report/json';
import { reportSci, sciOf } from '../../../src/runs/report/sci';
import { reportText } from '../../../src/runs/report/text';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { assertGolden } from '../golden';
import { startRecord, wholeJournal } from './journal-samples';

const embodied = {
  parts: [
    { name: 'Simulated H100', kilogramsCO2e: { low: 131, mid: 164, high: 205 }, source: 'its maker' },
    { name: 'share of the server', kilogramsCO2e: { low: 312, mid: 712, high: 750 }, source: 'a study' },
  ],
  workingHours: { low: 40_000, mid: 30_000, high: 20_000 },
  source: 'as given',
};

/** The sample run with its embodied emissions, and steps 10 to 90 told between seconds 1 and 9. */
const records: readonly JournalRecord[] = wholeJournal.flatMap((record): JournalRecord[] => {
  if (record.type === 'start') return [{ ...record, embodied }];
  if (record.type !== 'sample' || record.t < 1 || record.t > 9) return [record];
  const progress: JournalRecord = {
    type: 'progress',
    t: record.t,
    done: 10 * record.t,
    total: 100,
    unit: 'step',
    epochs: { done: record.t / 5, total: 2 },
    from: 'terminal output',
  };
  return [progress, record];
});

function summaryOf(journal: readonly JournalRecord[] = records): RunSummary {
  const summary = summarize(journal, { meterAlive: false });
  assert.ok(summary !== null);
  return summary;
}

const near = (value: number | undefined, expected: number): void => {
  assert.ok(value !== undefined && Math.abs(value / expected - 1) < 1e-9, `${value} is not ${expected}`);
};

describe('the Software Carbon Intensity', () => {
  it('is (O + M) per R, of the run’s own figures', () => {
    const run = summaryOf();
    const { scores, energyKwh } = sciOf(run);
    const { operational, embodied: made } = run.co2eGrams;
    assert.ok(operational !== null && made !== null);
    assert.deepEqual(
      scores.map(({ unit }) => unit),
      ['run', '1,000 steps', 'epoch'],
    );
    near(scores[0]?.gramsPerUnit?.mid, operational + made);
    near(energyKwh?.mid, (4500 * 1.5) / 3.6e6);
    // 450 W and 10 steps a second: 45 J and 0.1 s a step; an epoch is 50 steps.
    near(scores[1]?.operationalGrams?.mid, (1000 * 45 * 1.5 * 360) / 3.6e6);
    near(scores[1]?.embodiedGrams?.mid, (made * 100) / 10);
    near(scores[2]?.gramsPerUnit?.mid, (scores[1]?.gramsPerUnit?.mid ?? 0) / 20);
    assertGolden(__dirname, 'sci.md.txt', reportSci(run));
  });

  it('is also of samples and tokens, where the plan tells how many a step has', () => {
    const [start, ...others] = records;
    assert.ok(start !== undefined);
    const plan: JournalRecord = { type: 'plan', t: 0, batchSize: 4, sequenceLength: 128 };
    const { scores } = sciOf(summaryOf([start, plan, ...others]));
    const of = (unit: string): number =>
      scores.find((score) => score.unit === unit)?.gramsPerUnit?.mid ?? Number.NaN;
    near(of('1,000 samples'), of('1,000 steps') / 4);
    near(of('1,000 tokens'), of('1,000 steps') / 4 / 128);
  });

  it('is not known where a part of it is not', () => {
    const { scores, notes } = sciOf(summaryOf(wholeJournal));
    assert.equal(scores.length, 1);
    assert.equal(scores[0]?.gramsPerUnit, null);
    near(scores[0].operationalGrams?.mid, 0.675);
    assert.match(notes.join(' '), /M is not known/);
    assert.match(reportSci(summaryOf([startRecord])), /\| run \| – \| – \| – \|/);
  });
});

describe('a BoAmps report', () => {
  const parsed = (journal: readonly JournalRecord[]): Record<string, Record<string, unknown>> =>
    JSON.parse(reportBoamps(summaryOf(journal), { writtenAt: new Date('2026-06-01T10:00:00Z') })) as Record<
      string,
      Record<string, unknown>
    >;

  it('has the shape of the data model, and what the run tells', () => {
    assertGolden(
      __dirname,
      'boamps.json.txt',
      reportBoamps(summaryOf(), { writtenAt: new Date('2026-06-01T10:00:00Z') }),
    );
    const cloud = { ...startRecord.carbonIntensity, place: 'aws:us-east-1' };
    const { infrastructure, environment } = parsed([{ ...startRecord, carbonIntensity: cloud }]);
    assert.equal(infrastructure?.['infraType'], 'publicCloud');
    assert.equal(infrastructure['cloudProvider'], 'aws');
    assert.equal(environment?.['country'], 'US');
  });

  it('leaves out what is not known', () => {
    const world = { ...startRecord.carbonIntensity, place: 'world' };
    const report = parsed([{ ...startRecord, carbonIntensity: world }]);
    assert.equal(report['environment'], undefined);
    assert.equal(report['quality'], undefined);
    assert.ok(!JSON.stringify(report).includes('powerConsumption'));
  });
});

describe('the disclosure for the AI Act', () => {
  it('has what Annex XI asks for, measured and estimated told apart', () => {
    const run = summaryOf();
    const { energy, computing, notCovered } = disclosureOf(run);
    near(energy.megawattHours?.mid, 4500 / 3.6e9);
    near(energy.megawattHoursWithPue?.mid, (1.5 * 4500) / 3.6e9);
    assert.equal(energy.basis, 'estimated');
    near(energy.measuredShare ?? undefined, 4000 / 4500);
    near(computing.acceleratorHours ?? undefined, 10 / 3600);
    assert.equal(computing.floatingPointOperations, null);
    assert.ok(notCovered.some((text) => text.includes('power supply')));
    assertGolden(__dirname, 'eu-ai-act.md.txt', reportDisclosure(run));
  });

  it('has the floating point operations: the model’s a token, times the tokens that the training told', () => {
    const estimate: JournalRecord = {
      type: 'estimate',
      t: 0.1,
      file: 'config.json',
      energyKwh: null,
      hours: null,
      tokens: 2e9,
      trainingFlopsPerToken: 6e9,
      problem: null,
    };
    const plan: JournalRecord = { type: 'plan', t: 0, batchSize: 4, sequenceLength: 128 };
    const [start, ...others] = records;
    assert.ok(start !== undefined);
    const computing = (...journal: JournalRecord[]) => disclosureOf(summaryOf(journal)).computing;
    const told = computing(start, plan, estimate, ...others);
    // 90 steps of 4 x 128 tokens, and not the 2e9 that were planned.
    near(told.floatingPointOperations ?? undefined, 90 * 4 * 128 * 6e9);
    assert.match(
      told.floatingPointOperationsReason,
      /^estimated: 6e\+9 FLOP a token .* config\.json, times 46\.1k tokens/,
    );
    assert.match(
      reportDisclosure(summaryOf([start, plan, estimate, ...others])),
      /\| 2\.76e\+14 FLOP: estimated/,
    );
    const untold = computing(start, estimate, ...others);
    assert.equal(untold.floatingPointOperations, null);
    assert.match(untold.floatingPointOperationsReason, /how many tokens were trained is not told/);
    const failed = { ...estimate, trainingFlopsPerToken: null, problem: 'No such file.' };
    assert.match(computing(start, failed).floatingPointOperationsReason, /^not known: No such file/);
  });

  it('says of a run that tells nothing that nothing is known', () => {
    const text = reportDisclosure(summaryOf([startRecord]));
    assert.match(text, /\(e\) Energy in the machines \| – \|/);
    assert.match(text, /the run is interrupted/);
  });
});

describe('water and equivalents', () => {
  it('stand in a report only where they are asked for', () => {
    const run = summaryOf();
    assert.ok(!/Water|km by car/.test(reportText(run)));
    assert.ok(!('water' in (JSON.parse(reportJson(run)) as object)));
    const options = { water: true, equivalents: true };
    assertGolden(__dirname, 'with-extras.txt', reportText(run, options));
    const data = JSON.parse(reportJson(run, options)) as {
      water: { electricityLitres: number; onSiteLitres: null };
      equivalents: { name: string }[];
    };
    near(data.water.electricityLitres, (4500 * 1.5 * 1.947) / 3.6e6);
    assert.equal(data.water.onSiteLitres, null);
    assert.equal(data.equivalents.length, 3);
  });

  it('of water: the building’s by its provider, the electricity’s by its country, else not known', () => {
    assert.deepEqual(
      [onSiteWaterOf('aws:us-east-1')?.litresPerKwh, onSiteWaterOf('aws:us-east-1')?.range],
      [0.12, null],
    );
    assert.deepEqual(onSiteWaterOf('aws:eu-west-3')?.range, { low: 0.01, mid: 0.15, high: 2.75 });
    assert.equal(onSiteWaterOf('gcp:us-central1'), null);
    assert.equal(electricityWaterOf('US-CAL-CISO')?.litresPerKwh, 3.1321);
    assert.equal(electricityWaterOf('azure:westeurope')?.place, 'NL');
    assert.equal(electricityWaterOf('KE'), null);
    const energy = { low: 1.8e6, mid: 3.6e6, high: 7.2e6 };
    const use = waterOf(energy, 1.2, 'aws:us-east-1');
    near(use.totalLitres ?? undefined, 0.12 + 1.2 * 3.1321);
    near(use.totalRange?.low, 0.5 * (0.12 + 1.2 * 3.1321));
    const mean = waterOf(energy, 1.2, 'aws:eu-west-3');
    near(mean.onSiteRange?.low, 0.5 * 0.01);
    near(mean.onSiteRange?.high, 2 * 2.75);
    const unknown = waterOf(energy, 1.2, 'KE');
    assert.deepEqual([unknown.totalLitres, unknown.electricityLitres], [null, null]);
    assert.match(unknown.notes.join(' '), /no value is published for KE/);
  });

  it('of equivalents: each with its source, none of what is not known', () => {
    const emissions = { low: 87.5, mid: 175, high: 350 };
    const energy = { low: 1.8e6, mid: 3.6e6, high: 7.2e6 };
    const [car, tree, phone] = equivalentsOf(emissions, energy);
    near(car?.range.low, 87.5 / 251);
    near(car?.range.high, 350 / 106.6);
    near(phone?.range.high, 2000 / 11.6);
    assert.equal(car?.amount, 1);
    near(tree?.amount, 175 / 917);
    near(phone?.amount, 1000 / 11.6);
    assert.deepEqual(equivalentsOf(null, null), []);
  });
});
