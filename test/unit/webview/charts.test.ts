import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { alignPlots, type AlignedChart, type Margins } from '../../../webview/shared/aligned-plots';
import { bucketed, halved } from '../../../webview/shared/buckets';
import { deviceLabel, deviceLooks } from '../../../webview/shared/device-label';
import { formatTick, ticksAt, timeStep } from '../../../webview/shared/time-steps';
import { followed, panned, zoomed } from '../../../webview/shared/time-window';
import { keptZoomSchema, Zoom, type KeptZoom } from '../../../webview/shared/zoom';

const whole = { from: 0, to: 1000 };

describe('the plots of charts below one another', () => {
  it('begin and end at one place, whatever their axes need; what is not drawn counts for nothing', () => {
    const widened: (Margins | null)[] = [null, null, null];
    const chart = (index: number, own: Margins | null): AlignedChart => ({
      margins: () => own,
      widenMargins: (by) => {
        widened[index] = by;
      },
    });
    alignPlots([chart(0, { left: 40, right: 6 }), chart(1, null), chart(2, { left: 52, right: 60 })]);
    assert.deepEqual(widened, [{ left: 12, right: 54 }, null, { left: 0, right: 0 }]);
    alignPlots([]);
  });
});

describe('the window of a chart', () => {
  it('keeps the moment under the pointer while it zooms', () => {
    const near = zoomed(null, whole, 2, 250);
    assert.deepEqual(near, { from: 125, to: 625 });
    assert.deepEqual(zoomed(near, whole, 0.5, 250), null);
  });

  it('moves by a share of what it shows, and no farther than the ends', () => {
    const window = { from: 400, to: 600 };
    assert.deepEqual(panned(window, whole, 0.5), { from: 500, to: 700 });
    assert.deepEqual(panned(window, whole, 10), { from: 800, to: 1000 });
    assert.deepEqual(panned(window, whole, -10), { from: 0, to: 200 });
    assert.equal(panned(null, whole, 1), null);
  });

  it('goes on with the newest moment where that was shown, and stays elsewhere', () => {
    const grown = { from: 0, to: 1010 };
    const newest = { before: 1000, now: 1010 };
    assert.deepEqual(followed({ from: 900, to: 1000 }, newest, grown), { from: 910, to: 1010 });
    assert.deepEqual(followed({ from: 100, to: 200 }, newest, grown), { from: 100, to: 200 });
    assert.equal(followed(null, newest, grown), null);
  });

  it('goes on in front of what is forecast, and stays within it as that becomes less', () => {
    const forecast = { from: 0, to: 5000 };
    assert.deepEqual(followed({ from: 900, to: 1100 }, { before: 1000, now: 1010 }, forecast), {
      from: 910,
      to: 1110,
    });
    assert.deepEqual(followed({ from: 5000, to: 6000 }, { before: 10, now: 20 }, forecast), {
      from: 4000,
      to: 5000,
    });
  });

  it('is no shorter than a second or a step, unless the whole is', () => {
    assert.deepEqual(zoomed(null, whole, 1e6, 500), { from: 499.5, to: 500.5 });
    assert.equal(zoomed(null, { from: 0, to: 0.4 }, 2), null);
    const month = zoomed(null, { from: 0, to: 2_592_000 }, 1e9);
    assert.equal(month === null ? 0 : Math.round(month.to - month.from), 1296);
  });

  it('stays within the whole, whatever is done to it', () => {
    const act = fc.oneof(
      fc.record({
        zoom: fc.double({ min: 0.1, max: 10, noNaN: true }),
        at: fc.double({ min: 0, max: 1000, noNaN: true }),
      }),
      fc.record({ pan: fc.double({ min: -3, max: 3, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let window: { readonly from: number; readonly to: number } | null = null;
        for (const one of acts)
          window = 'pan' in one ? panned(window, whole, one.pan) : zoomed(window, whole, one.zoom, one.at);
        if (window === null) return;
        assert.ok(window.from >= -1e-6 && window.to <= whole.to + 1e-6 && window.to > window.from);
      }),
    );
  });
});

describe('the curves that are drawn', () => {
  const seconds = Array.from({ length: 4000 }, (_value, index) => index + 1);
  const watts = seconds.map((second) => (second % 7) * 10);

  it('keep their energy in far fewer points', () => {
    const shown = bucketed({ seconds, curves: [watts] }, { from: 0, to: 4000 }, 300);
    assert.ok(shown.seconds.length <= 301, String(shown.seconds.length));
    const energy = (times: readonly number[], values: readonly (number | null)[]): number =>
      times.reduce((sum, time, index) => sum + (values[index] ?? 0) * (time - (times[index - 1] ?? 0)), 0);
    const [drawn = []] = shown.curves;
    assert.ok(Math.abs(energy(shown.seconds, drawn) / energy(seconds, watts) - 1) < 1e-9);
  });

  it('show a window in full where it holds few moments', () => {
    const shown = bucketed({ seconds, curves: [watts] }, { from: 100, to: 150 }, 300);
    assert.equal(shown.seconds[0], 99);
    assert.equal(shown.seconds.at(-1), 150);
    assert.deepEqual(shown.curves[0], watts.slice(98, 150));
  });

  it('have a gap where nothing is known, and none where something is', () => {
    const gappy = watts.map((value, index) => (index >= 1000 && index < 2000 ? null : value));
    const [curve = []] = bucketed({ seconds, curves: [gappy] }, { from: 0, to: 4000 }, 100).curves;
    // A thousand of 4000 moments, in buckets of 40.
    assert.equal(curve.filter((value) => value === null).length, 24);
    assert.equal(curve.indexOf(null), 26);
  });

  it('are halved with their energy, and the last moment stays', () => {
    const half = halved([1, 3, 4], [[10, 40, 6]], [[10, 90, 96]]);
    assert.deepEqual(half, { seconds: [3, 4], curves: [[30, 6]], lasting: [[90, 96]] });
  });
});

describe('what a page keeps of its zoom', () => {
  const zoomOf = (kept: KeptZoom): Zoom => new Zoom(() => undefined, kept);

  it('is shown again once the axis is known', () => {
    const zoom = zoomOf({ from: 100, to: 200, newest: 1000 });
    zoom.setWhole(whole);
    assert.deepEqual(zoom.kept, { from: 100, to: 200, newest: 1000 });
    assert.equal(zoomOf(null).isWhole, true);
  });

  it('follows the newest moment where that was shown', () => {
    const zoom = zoomOf({ from: 900, to: 1000, newest: 1000 });
    zoom.setWhole({ from: 0, to: 1500 });
    assert.deepEqual(zoom.window, { from: 1400, to: 1500 });
    zoom.setWhole({ from: 0, to: 50 });
    assert.equal(zoom.kept, null);
  });

  it('is refused where it makes no sense', () => {
    for (const bad of [{ from: 5, to: 2, newest: 9 }, { from: 0, to: NaN, newest: 5 }, 7])
      assert.equal(v.is(keptZoomSchema, bad), false);
  });
});

describe('the ticks of a time axis', () => {
  it('lie at whole seconds, minutes, hours or days, and are few', () => {
    for (const [seconds, step] of [
      [1, 0.2],
      [45, 10],
      [4620, 600],
      [86_400, 10_800],
      [2_592_000, 432_000],
    ] as const)
      assert.equal(timeStep(seconds, 8), step);
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (seconds, most) => {
          assert.ok(seconds / timeStep(seconds, most) <= most * (1 + 1e-9));
        },
      ),
    );
  });

  it('lie at multiples of their step, within what is shown', () => {
    assert.deepEqual(
      ticksAt({ min: 130, max: 400 }, 60).map(({ value }) => value),
      [180, 240, 300, 360],
    );
    assert.deepEqual(ticksAt({ min: 61, max: 62 }, 60), []);
  });

  it('are told without what is nothing', () => {
    for (const [seconds, text] of [
      [0, '0 s'],
      [30, '30 s'],
      [90, '1 min 30 s'],
      [600, '10 min'],
      [3600, '1 h'],
      [5400, '1 h 30 min'],
      [36_000, '10 h'],
      [86_400, '1 d'],
      [864_000, '10 d'],
      [129_600, '1 d 12 h'],
    ] as const)
      assert.equal(formatTick(seconds), text);
  });
});

describe('the curves of devices', () => {
  const gpus = (count: number): { name: string }[] => Array.from({ length: count }, () => ({ name: 'H100' }));

  it('are told apart by their numbers where they have one name', () => {
    assert.deepEqual(
      [...gpus(2), { name: 'EPYC' }].map((_device, index, all) => deviceLabel(all, index)),
      ['H100 (1)', 'H100 (2)', 'EPYC'],
    );
  });

  it('stand in the legend each, and many of one name together', () => {
    assert.ok(deviceLooks(gpus(8)).every(({ isInLegend, label, name }) => isInLegend && label === name));
    const many = deviceLooks([...gpus(16), { name: 'EPYC' }]);
    const listed = many.filter(({ isInLegend }) => isInLegend);
    assert.deepEqual(
      listed.map(({ label }) => label),
      ['16 × H100', 'EPYC'],
    );
    assert.equal(many[6]?.name, 'H100 (7)');
    assert.deepEqual(new Set(many.map(({ colour }) => colour)), new Set([0, 1]));
  });
});
