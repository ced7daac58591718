import assert from 'node:assert/strict';
import { timeText } from '../../../src/units/time-text';

describe('a time of the days to come', () => {
  const zone = process.env['TZ'];
  before(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('is told apart from the same hour that comes again when the clocks are put back', () => {
    const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map(timeText);
    assert.notEqual(first, second);
    assert.equal(first?.replace(/ [A-Z]+(?:\+\d)?$/, ''), second?.replace(/ [A-Z]+(?:\+\d)?$/, ''));
    assert.equal(timeText(Date.parse('2026-10-25T00:30:00Z')), first);
  });

  it('has no zone on any other day', () => {
    assert.doesNotMatch(timeText('2026-10-24T12:00:00Z'), /GMT|CES?T/);
    assert.match(timeText('2026-10-25T00:30:00Z'), /GMT\+2|CEST/);
  });
});
