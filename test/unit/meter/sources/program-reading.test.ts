import assert from 'node:assert/strict';
import { untilTold } from '../../../../src/meter/sources/program-reading';

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

describe('what a program has told at its start', () => {
  it('is waited for no longer than asked for where it tells nothing', async () => {
    const seconds = await secondsOf(async () => {
      assert.equal(await untilTold({ told: () => 0, expected: 2 }, 0.05), false);
    });
    assert.ok(seconds < 0.6, `${seconds} s`);
  });

  it('is waited for until all devices are told, and a little where some never are', async () => {
    const began = performance.now();
    const told = (): number => (performance.now() - began < 300 ? 1 : 2);
    assert.equal(await untilTold({ told, expected: 2 }, 5), true);
    assert.equal(told(), 2);
    assert.equal(await untilTold({ told: () => 1, expected: 2 }, 5), true);
    assert.ok(performance.now() - began < 4000);
  });
});
