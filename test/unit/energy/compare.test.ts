import assert from 'node:assert/strict';
import { embodiedParts } from '../../../src/energy/embodied-parts';
import { candidatesOf, compare, type Comparison } from '../../../src/energy/compare';
import { comparisonMarkdown, comparisonRows } from '../../../src/energy/comparison-text';
import { resolvePlan } from '../../../src/energy/plan';
import type { PlanOptions } from '../../../src/energy/plan-options';
import { findHardware } from '../../../src/hardware/find-hardware';
import { assertGolden } from '../golden';
import { estimated, llama8b, specOf } from './models';
import { inEnglish, message } from '../../../src/units/message';

function compared(
  hardware: string[] | null,
  regions: string[] | null,
  options: PlanOptions = {},
): Comparison[] {
  const spec = specOf(llama8b);
  return compare(spec, candidatesOf(hardware, regions), (candidate) =>
    resolvePlan(spec, {
      ...options,
      hardware: candidate.hardware ?? options.hardware,
      region: candidate.region ?? options.region,
    }),
  );
}

describe('a comparison', () => {
  it('has the figures of each candidate’s own estimate, in the order asked', () => {
    const rows = compared(['H100', 'A100 80GB'], ['FR', 'PL'], { gpus: 64 });
    assert.deepEqual(
      rows.map(({ hardware, region }) => [hardware, region]),
      [
        ['H100 SXM5 80GB', 'FR'],
        ['H100 SXM5 80GB', 'PL'],
        ['A100 SXM4 80GB', 'FR'],
        ['A100 SXM4 80GB', 'PL'],
      ],
    );
    const { training } = estimated(llama8b, { hardware: 'A100 80GB', region: 'PL', gpus: 64 });
    const figures = rows[3]?.figures;
    assert.deepEqual(figures?.energyKwh, training.energyKwh);
    assert.deepEqual(figures.operationalCo2eKg, training.co2eKg);
    assert.deepEqual(figures.embodiedCo2eKg, training.embodiedCo2eKg);
    assert.ok(Math.abs(figures.totalCo2eKg.mid - training.co2eKg.mid - training.embodiedCo2eKg.mid) < 1e-9);
    const times = rows.map((row) => row.figures?.timesLeast ?? 0);
    assert.equal(Math.min(...times), 1);
    assert.ok((times[1] ?? 0) > (times[0] ?? 0));
  });

  it('ranks places of one scope among themselves, and says that two are not one', () => {
    const rows = compared(['H100'], ['gcp:europe-west9', 'FR', 'US-WY', 'PL'], { gpus: 64 });
    assert.deepEqual(
      rows.map(({ scope, figures }) => [scope, figures?.timesLeast === 1]),
      [
        ['direct', true],
        ['life cycle', true],
        ['direct', false],
        ['life cycle', false],
      ],
    );
    const text = comparisonMarkdown(rows);
    assert.match(text, /\| 1 x \(direct\) \|/);
    assert.match(text, /\| 1 x \(life cycle\) \|/);
    assert.match(text, /not ranked against one of the other/);
    const alike = comparisonMarkdown(compared(['H100'], ['FR', 'PL'], { gpus: 64 }));
    assert.ok(!alike.includes('not ranked') && !alike.includes('1 x ('));
  });

  it('gives no figures to what does not fit, or can’t be, and says why', () => {
    const [fits, small, without] = compared(['H100', 'RTX 4090', 'V100'], null, { gpus: 2, dtype: 'bf16' });
    assert.ok(fits?.fits === true && fits.figures !== null && fits.problem === null);
    assert.ok(small?.fits === false && small.figures === null);
    assert.match(inEnglish(small.problem ?? message('')), /does not fit in 2 x 24 GB/);
    assert.ok(without?.fits === null && without.figures === null);
    assert.match(inEnglish(without.problem ?? message('')), /No bf16 rate/);
    assert.equal(fits.figures.timesLeast, 1);
  });

  it('is a table', () => {
    const range = (mid: number): { low: number; mid: number; high: number } => ({
      low: mid / 2,
      mid,
      high: mid * 2,
    });
    const good: Comparison = {
      hardware: 'A card',
      gpus: 8,
      dtype: 'bf16',
      tokens: 1.6e11,
      region: 'FR',
      regionName: 'France',
      gramsPerKwh: 44,
      scope: 'life cycle',
      intensityFrom: message('2024, life cycle; a table | a source'),
      pue: 1.2,
      fits: true,
      figures: {
        hours: range(100),
        energyKwh: range(500),
        operationalCo2eKg: range(22),
        embodiedCo2eKg: range(3),
        totalCo2eKg: range(25),
        timesLeast: 1,
      },
      problem: null,
    };
    const rows: Comparison[] = [
      good,
      {
        ...good,
        hardware: 'A small card',
        fits: false,
        figures: null,
        problem: message('Training does not fit.'),
      },
      {
        ...good,
        hardware: 'An old card',
        gpus: null,
        dtype: null,
        tokens: null,
        gramsPerKwh: null,
        scope: null,
        pue: null,
        fits: null,
        figures: null,
        problem: message('No bf16 rate is published.'),
      },
    ];
    assertGolden(__dirname, 'comparison.md.txt', comparisonMarkdown(rows));
    assert.equal(new Set(comparisonRows(rows).map((row) => row.length)).size, 1);
  });
});

describe('the embodied emissions of an estimate', () => {
  const parts = (name: string, count: number): readonly number[] => {
    const found = findHardware(name);
    assert.ok(found.ok, name);
    return embodiedParts(found.accelerator, count).map(({ kilogramsCO2e }) => kilogramsCO2e.mid);
  };

  it('are of the card and its part of the computer, or of the computer alone', () => {
    assert.deepEqual(parts('H100 SXM5 80GB', 8), [164, 5700 / 8]);
    const desktop = 303;
    assert.deepEqual(parts('RTX 4090', 1), [150, desktop]);
    assert.deepEqual(parts('RTX 4090', 2), [150, desktop / 2]);
    assert.deepEqual(parts('RTX 4090', 64), [150, desktop / 4]);
    assert.deepEqual(parts('Apple M2', 1), [desktop]);
    assert.deepEqual(parts('Jetson AGX Orin 64GB', 1), [150]);
    const h100 = findHardware('H100 SXM5 80GB');
    assert.ok(h100.ok);
    assert.match(embodiedParts(h100.accelerator, 8)[0]?.source ?? '', /^NVIDIA, HGX H100 .*ISO 14067/);
    assert.deepEqual(parts('cpu', 1), [desktop]);
  });

  it('go with how long and how much the hardware works', () => {
    const embodied = (options: PlanOptions): number => {
      const { training } = estimated(llama8b, { hardware: 'H100', gpus: 64, ...options });
      return training.embodiedCo2eKg.mid / training.gpuHours.mid;
    };
    const known = embodied({ hardwareLife: 4, hardwareUse: 50 });
    assert.ok(Math.abs(known - (164 + 5700 / 8) / (4 * 0.5 * 8766)) < 1e-12);
    assert.ok(Math.abs(embodied({ hardwareLife: 8, hardwareUse: 50 }) * 2 - known) < 1e-12);
    const { assumptions } = estimated(llama8b, { hardwareLife: 4 });
    assert.match(
      inEnglish(assumptions.find(({ name }) => name === 'embodiedLifetime')?.from ?? message('')),
      /^4 years, as given; 50 to 85 % use/,
    );
  });
});
