import assert from 'node:assert/strict';
import type { OutlookView, SeriesView } from '../../../webview/protocol';
import { type EnergyPicture, energyPicture, lastSecond } from '../../../webview/shared/energy-picture';
import type { CurvePoint } from '../../../webview/shared/curve';

const series: SeriesView = { seconds: [0, 50, 100], watts: [], joules: [0, 1800, 3600] };
const none: OutlookView = {
  forecastJoules: null,
  forecastSeconds: null,
  budgetJoules: null,
  gramsPerJoule: null,
  soFarJoules: null,
};
const forecast = {
  forecastJoules: { low: 6000, mid: 7200, high: 9000 },
  forecastSeconds: { low: 180, mid: 200, high: 250 },
};
const energy: CurvePoint[] = [
  { x: 0, y: 0 },
  { x: 100, y: 1 },
];

describe('the picture of the energy so far', () => {
  const t = (text: string, ...values: readonly string[]): string =>
    text.replace(/\{(\d+)\}/g, (_whole, index: string) => values[Number(index)] ?? '');
  const pictureOf = (outlook: Partial<OutlookView>, grams: CurvePoint[] | null = null): EnergyPicture =>
    energyPicture(series, { ...none, ...outlook }, { energy, grams }, t);
  const endOf = (outlook: Partial<OutlookView>): number => lastSecond(series, { ...none, ...outlook });

  const labels = ({ curves }: EnergyPicture): string[] => curves.map(({ label }) => label);

  it('is one curve where nothing is known beside it', () => {
    const picture = pictureOf({});
    assert.deepEqual(labels(picture), ['Energy so far']);
    assert.equal(picture.highest.co2e, null);
  });

  it('goes on to the forecast’s end, with a band from its lowest to its highest', () => {
    assert.equal(endOf(forecast), 250);
    const { curves, highest } = pictureOf(forecast);
    assert.deepEqual(
      curves.slice(1).map(({ label, points, fill }) => [label, fill, points.map(({ x, y }) => [x, y])]),
      [
        [
          'Forecast',
          undefined,
          [
            [100, 1],
            [200, 2],
          ],
        ],
        [
          '',
          undefined,
          [
            [100, 1],
            [200, 6000 / 3600],
          ],
        ],
        [
          '',
          'previous',
          [
            [100, 1],
            [200, 2.5],
          ],
        ],
      ],
    );
    assert.ok(Math.abs(highest.energy - 2.5 * 1.05) < 1e-9);
  });

  it('has a band that begins as wide as the energy so far is unsure, and never falls', () => {
    const soFarJoules = { low: 1800, mid: 3600, high: 5400 };
    const forecastJoules = { low: 3000, mid: 7200, high: 10_800 };
    const { curves } = pictureOf({ ...forecast, forecastJoules, soFarJoules });
    const ends = curves.slice(1).map(({ points }) => points.map(({ y }) => y));
    assert.deepEqual(ends, [
      [1, 2],
      [0.5, 3000 / 3600],
      [1.5, 3],
    ]);
  });

  it('tells the CO2e by the axis on the right, and by a curve of its own where the intensity changed', () => {
    const steady = pictureOf({ gramsPerJoule: 0.001 });
    assert.deepEqual(labels(steady), ['Energy and CO2e so far']);
    assert.ok(Math.abs((steady.highest.co2e ?? 0) / steady.highest.energy - 3.6) < 1e-9);
    const changing = pictureOf({ gramsPerJoule: 0.001 }, [
      { x: 0, y: 0 },
      { x: 100, y: 7.2 },
    ]);
    assert.deepEqual(labels(changing), ['Energy so far', 'CO2e so far']);
    // It is twice as high as the energy at the mean intensity.
    assert.ok(Math.abs(changing.highest.energy - 2.1) < 1e-9);
  });

  it('draws the budget over the whole time, and one far above only tells', () => {
    const near = pictureOf({ ...forecast, budgetJoules: 7200 });
    const line = near.curves.at(-1);
    assert.match(line?.label ?? '', /^Budget: 2 Wh$/);
    assert.deepEqual(line?.points, [
      { x: 0, y: 2 },
      { x: 250, y: 2 },
    ]);
    const far = pictureOf({ ...forecast, budgetJoules: 3.6e9 });
    assert.match(far.curves.at(-1)?.label ?? '', /^Budget: 1 MWh, above the chart$/);
    assert.deepEqual(far.curves.at(-1)?.points, []);
    assert.ok(far.highest.energy < 3);
  });
});
