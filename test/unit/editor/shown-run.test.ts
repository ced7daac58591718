import assert from 'node:assert/strict';
import { ShownRun } from '../../../src/editor/panel/shown-run';
import type { SampleRecord } from '../../../src/runs/journal';
import { PowerSeries } from '../../../src/runs/series';

interface View {
  readonly label: string;
  readonly watts: number;
  readonly notes: readonly string[];
}
const runWith = (series: PowerSeries) => ({ series, energyAt: ({ t }: SampleRecord): number => 100 * t });
const sampleAt = (t: number): SampleRecord => ({ type: 'sample', t, joules: [100 * t], watts: [100] });

describe('what a page is told of a run that it shows', () => {
  const run = runWith(new PowerSeries(1));
  const view: View = { label: 'a', watts: 1, notes: ['n'] };

  it('is what is new: figures that have changed, and the moments, however many come at once', () => {
    const shown = new ShownRun<View>();
    shown.has(run, view);
    assert.deepEqual(shown.update(run, { ...view, watts: 2, notes: ['n'] }, [sampleAt(1), sampleAt(2)]), {
      type: 'update',
      changes: { watts: 2 },
      moments: { seconds: [1, 2], watts: [[100, 100]], joules: [100, 200] },
    });
    assert.deepEqual(shown.update(run, { ...view, watts: 2, label: 'b' }, []), {
      type: 'update',
      changes: { label: 'b' },
      moments: { seconds: [], watts: [[]], joules: [] },
    });
  });

  it('is the whole where its curves are other ones, or most of them are new', () => {
    const shown = new ShownRun<View>();
    assert.equal(shown.update(run, view, [sampleAt(1)]), null);
    shown.has(run, view);
    assert.equal(shown.update(runWith(new PowerSeries(1)), view, [sampleAt(1)]), null);
    const many = Array.from({ length: 2000 }, (_one, index) => sampleAt(index));
    assert.equal(shown.update(run, view, many), null);
  });
});
