import { joules, toKilowattHours } from '../../src/units/quantities';
import type { ComparedRun } from './protocol';

/** The curves of runs, against time or against how far each had come. */

export type Measure = 'energy' | 'power' | 'co2e';
export type Alignment = 'time' | 'progress';

export interface MeasuredPoint {
  readonly x: number;
  readonly y: number | null;
}

/** y in joules, watts or grams; x in seconds, or in what the run counts. */
export function curveOf(run: ComparedRun, measure: Measure, alignment: Alignment): MeasuredPoint[] {
  const value = (energy: number | null): number | null =>
    energy === null || measure !== 'co2e'
      ? energy
      : toKilowattHours(joules(energy)) * run.gramsPerKwh * run.pue;
  if (alignment === 'time') {
    const { seconds, watts, joules: energies } = run.curve;
    return seconds.map((x, index) => ({
      x,
      y: measure === 'power' ? (watts[index] ?? null) : value(energies[index] ?? null),
    }));
  }
  if (measure !== 'power') return run.progress.map((point) => ({ x: point.done, y: value(point.joules) }));
  return run.progress.flatMap((point, index) => {
    const before = run.progress[index - 1];
    const seconds = before === undefined ? 0 : point.seconds - before.seconds;
    return before === undefined || seconds <= 0
      ? []
      : [{ x: point.done, y: (point.joules - before.joules) / seconds }];
  });
}

/** The value at x, on a straight line between the points around it; null outside of them, and where it is not known. */
export function valueAt(points: readonly MeasuredPoint[], x: number): number | null {
  const after = points.findIndex((point) => point.x >= x);
  const to = points[after];
  if (to === undefined) return null;
  if (to.x === x) return to.y;
  const from = points[after - 1];
  if (from === undefined || from.y === null || to.y === null) return null;
  return from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
}

export type Obstacle = { readonly kind: 'none'; readonly run: ComparedRun } | { readonly kind: 'different' };

/** Why runs can't be held against each other by progress; null where they can. */
export function obstacleToProgress(runs: readonly ComparedRun[]): Obstacle | null {
  const silent = runs.find(({ progress, unit }) => unit === null || progress.length < 2);
  if (silent !== undefined) return { kind: 'none', run: silent };
  return new Set(runs.map(({ unit }) => unit)).size > 1 ? { kind: 'different' } : null;
}
