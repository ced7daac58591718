import assert from 'node:assert/strict';
import { curveOf, obstacleToProgress, valueAt } from '../../../webview/comparison/curves';
import type { ComparedRun } from '../../../webview/comparison/protocol';
import { cumulativeGrams, intensitySteps } from '../../../webview/run/co2e';
import type { CarbonView } from '../../../webview/run/protocol';
import { spread } from '../../../webview/shared/spread';

const run: ComparedRun = {
  id: 'a',
  name: 'a',
  state: 'ended',
  exitCode: 0,
  startedAt: '2026-01-01T00:00:00Z',
  durationSeconds: 20,
  energyJoules: null,
  netJoules: null,
  co2eGrams: null,
  meanWatts: null,
  unit: 'step',
  done: 40,
  joulesPerUnit: null,
  joulesPerToken: null,
  secondsPerUnit: null,
  provenance: 'measured',
  hardware: '',
  host: '',
  place: 'DE',
  gramsPerKwh: 360,
  pue: 2,
  tags: [],
  curve: { seconds: [0, 10, 20], watts: [null, 100, 300], joules: [0, 1000, null] },
  progress: [
    { seconds: 0, done: 0, joules: 0 },
    { seconds: 10, done: 10, joules: 1000 },
    { seconds: 20, done: 40, joules: 4000 },
  ],
};

describe('curves of compared runs', () => {
  it('are those of the journal by time, and by what was done', () => {
    assert.deepEqual(curveOf(run, 'energy', 'time').at(-1), { x: 20, y: null });
    assert.deepEqual(curveOf(run, 'power', 'time')[1], { x: 10, y: 100 });
    assert.deepEqual(curveOf(run, 'power', 'progress'), [
      { x: 10, y: 100 },
      { x: 40, y: 300 },
    ]);
    assert.deepEqual(curveOf(run, 'co2e', 'progress').at(-1), { x: 40, y: (4000 / 3.6e6) * 720 });
  });

  it('are read between their points, and nowhere else', () => {
    const points = curveOf(run, 'energy', 'progress');
    assert.equal(valueAt(points, 25), 2500);
    assert.equal(valueAt(points, 40), 4000);
    assert.equal(valueAt(points, 41), null);
    assert.equal(valueAt(curveOf(run, 'energy', 'time'), 15), null);
  });

  it('are by progress only where all runs count the same', () => {
    assert.equal(obstacleToProgress([run, run]), null);
    assert.equal(obstacleToProgress([run, { ...run, unit: 'epoch' }])?.kind, 'different');
    assert.equal(obstacleToProgress([run, { ...run, unit: null, progress: [] }])?.kind, 'none');
  });
});

describe('CO2e over a run', () => {
  const carbon: CarbonView = {
    points: [{ from: -5, to: 15, gramsPerKwh: 100, isEstimated: false }],
    provider: 'a provider',
    kind: 'average',
    gramsPerKwh: 300,
    place: 'DE',
    pue: 1.5,
  };
  const series = { seconds: [0, 10, 20], watts: [], joules: [0, 3.6e6, 7.2e6] };

  it('takes the live intensity where it is known, the table’s elsewhere, and not a marginal one', () => {
    assert.deepEqual(cumulativeGrams(series, carbon), [0, 150, 150 + 300]);
    assert.deepEqual(cumulativeGrams(series, { ...carbon, kind: 'marginal' }), [0, 450, 900]);
    assert.deepEqual(cumulativeGrams({ ...series, joules: [0, null, 7.2e6] }, carbon), [0, null, 450]);
  });

  it('has an intensity for as long as it holds, and a gap where none is known', () => {
    assert.deepEqual(intensitySteps(carbon.points, 20), [
      { x: 0, y: 100 },
      { x: 15, y: 100 },
    ]);
    assert.deepEqual(intensitySteps([{ from: 5, to: 9, gramsPerKwh: 1, isEstimated: true }], 20)[0], {
      x: 0,
      y: null,
    });
  });
});

describe('moments of a table', () => {
  it('are evenly spread, the last one among them', () => {
    assert.deepEqual(spread(3, 10), [0, 1, 2]);
    assert.deepEqual(spread(101, 3), [0, 50, 100]);
  });
});
