import { totalSeconds } from '../../src/energy/step-time';
import { yearOfDesign } from '../../src/hardware/accelerators';
import { organisationOf } from './organisations';
import type { ComparedRun, Comparison } from './tables';
import { median, ratioOf } from './tables';

/** Something that is known before a run, which may tell by how much its estimate will be wrong. */
type Property = readonly [name: string, of: (run: ComparedRun) => number];

const shareOf =
  (...parts: readonly (keyof ComparedRun['step'])[]) =>
  ({ step }: ComparedRun): number =>
    parts.reduce((sum, part) => sum + step[part], 0) / totalSeconds(step);
const numberOf =
  (isOf: (run: ComparedRun) => boolean) =>
  (run: ComparedRun): number =>
    isOf(run) ? 1 : 0;

const properties: readonly Property[] = [
  ['parameters', ({ parameters }) => Math.log(parameters)],
  ['tokens', ({ tokens }) => Math.log(tokens)],
  ['tokens for each parameter', ({ tokens, parameters }) => Math.log(tokens / parameters)],
  ['sequence length', ({ sequenceLength }) => Math.log(sequenceLength)],
  ['devices', ({ devices }) => Math.log(devices)],
  ['device-hours', ({ deviceHours }) => Math.log(deviceHours)],
  ['year of the hardware', ({ accelerator }) => yearOfDesign(accelerator)],
  ['TPU or not', numberOf(({ accelerator }) => accelerator.vendor === 'Google')],
  ['software of before 2023 or not', numberOf(({ software }) => software !== 'recent')],
  ['mixture or not', numberOf(({ isMixture }) => isMixture)],
  ['share of products in a step', shareOf('products')],
  ['share of attention', shareOf('attention')],
  ['share of elementwise work', shareOf('elementwise', 'optimizer')],
  ['share of communication and bubble', shareOf('communication', 'bubble')],
];

interface Known {
  readonly organisation: string;
  /** Of each property. */
  readonly values: readonly number[];
  /** ln(published / estimated): what a correction would have to be. */
  readonly missing: number;
}

export interface Correction {
  readonly name: string;
  /** Of |estimated / published - 1|, each organisation's runs corrected by what was fitted to the others'. */
  readonly medianError: number;
  readonly worstError: number;
  /** Mean of |ln(estimated / published)|, in which every run counts. */
  readonly meanLogarithm: number;
}

type Fit = (others: readonly Known[]) => (run: Known) => number;

function corrected(name: string, runs: readonly Known[], fit: Fit): Correction {
  const corrections = new Map(
    [...new Set(runs.map(({ organisation }) => organisation))].map((organisation) => [
      organisation,
      fit(runs.filter((run) => run.organisation !== organisation)),
    ]),
  );
  const logarithms = runs.map((run) => (corrections.get(run.organisation)?.(run) ?? NaN) - run.missing);
  const errors = logarithms.map((logarithm) => Math.abs(Math.exp(logarithm) - 1));
  return {
    name,
    medianError: median(errors),
    worstError: Math.max(...errors),
    meanLogarithm: logarithms.reduce((sum, logarithm) => sum + Math.abs(logarithm), 0) / logarithms.length,
  };
}

const one: Fit = (others) => {
  const middle = median(others.map(({ missing }) => missing));
  return () => middle;
};

/** A line through the middle of the runs, its slope the median over all pairs (Theil 1950, Sen 1968). */
const line =
  (property: number): Fit =>
  (others) => {
    const at = ({ values }: Known): number => values[property] ?? NaN;
    const slopes: number[] = [];
    for (const [index, run] of others.entries()) {
      for (const other of others.slice(0, index)) {
        if (at(other) !== at(run)) slopes.push((run.missing - other.missing) / (at(run) - at(other)));
      }
    }
    // Where all runs have one value, it tells nothing.
    const slope = slopes.length === 0 ? 0 : median(slopes);
    const level = median(others.map((run) => run.missing - slope * at(run)));
    return (run) => level + slope * at(run);
  };

/** So many runs that are most alike, by all properties on the scale of their spread. */
const neighbours = 9;
const nearest: Fit = (others) => {
  const scales = properties.map((_, property) => {
    const values = others.map((run) => run.values[property] ?? NaN);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  });
  const distance = (run: Known, other: Known): number =>
    scales.reduce(
      (sum, scale, property) =>
        sum +
        (scale === 0 ? 0 : ((run.values[property] ?? NaN) - (other.values[property] ?? NaN)) / scale) ** 2,
      0,
    );
  return (run) =>
    median(
      others
        .toSorted((first, second) => distance(run, first) - distance(run, second))
        .slice(0, neighbours)
        .map(({ missing }) => missing),
    );
};

/**
 * The errors of whole runs with their estimates corrected by one factor, by a line along each property, and by the runs most like
 * them; always by those of other organisations alone.
 */
export function corrections(comparisons: readonly Comparison[]): Correction[] {
  const runs: Known[] = comparisons.flatMap((comparison) => {
    const { run, leftOut } = comparison;
    if (run === null || leftOut !== '') return [];
    const organisation = organisationOf(comparison);
    const values = properties.map(([, of]) => of(run));
    return [{ organisation, values, missing: -Math.log(ratioOf(comparison)) }];
  });
  return [
    corrected('one factor for all', runs, one),
    ...properties.map(([name], property) => corrected(name, runs, line(property))),
    corrected(`the ${neighbours} runs most alike by all of these`, runs, nearest),
  ];
}
