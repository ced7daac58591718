import assert from 'node:assert/strict';
import { EnergyMark } from '../../../src/meter/energy-mark';

const markAt = (counted: number): EnergyMark =>
  new EnergyMark({
    t: 0,
    energy: counted,
    answered: counted,
    ticks: 5,
    watts: 200,
    counted,
    tickedAt: null,
    unreadSeconds: 0,
  });

describe('the energy at a moment between two ticks', () => {
  it('is that of the tick right before it, though the next seems a little more than a period away', () => {
    const mark = markAt(520);
    mark.goOn(20.25, 200);
    mark.tick({ t: 0.10127, joules: 540, atMark: 520 });
    // Ticks are seen some milliseconds late, now and then, and the period is known by two of them.
    assert.equal(mark.exactJoules(0.0977, false), 520);
  });

  it('is half way where power says nothing and the tick is half a period away', () => {
    const mark = markAt(500);
    mark.goOn(10, null);
    mark.tick({ t: 0.05, joules: 520, atMark: null });
    assert.equal(mark.exactJoules(0.1, false), 510);
  });

  it('counts the ticks that passed unseen', () => {
    const mark = markAt(500);
    mark.goOn(36, null);
    mark.tick({ t: 0.15, joules: 540, atMark: null });
    // The tick before was 50 ms earlier: a fourth of the two periods.
    assert.equal(mark.exactJoules(0.1, false), 510);
  });
});
