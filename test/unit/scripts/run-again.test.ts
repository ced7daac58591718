import assert from 'node:assert/strict';
import type { SuiteResult } from '../../../scripts/test/results.mjs';
import { runFailedAgain, separateUnsteady } from '../../../scripts/test/run-again.mjs';

function failing(...tests: string[]): SuiteResult {
  return {
    passed: 10 - tests.length,
    failed: tests.length,
    skipped: 1,
    failures: tests.map((test) => ({ test, file: `${test[0] ?? ''}.test.ts`, message: 'too late' })),
  };
}

describe('tests that failed, run again alone', () => {
  it('are unsteady where they pass, and failures where they fail again', () => {
    const result = separateUnsteady(failing('a one', 'b two'), {
      passed: 3,
      failed: 1,
      skipped: 0,
      failures: failing('b two').failures ?? [],
    });
    assert.deepEqual(
      {
        ...result,
        failures: result.failures?.map(({ test }) => test),
        unsteady: result.unsteady?.map(({ test }) => test),
      },
      { passed: 9, failed: 1, skipped: 1, failures: ['b two'], unsteady: ['a one'] },
    );
  });

  it('are failures where a property has a counter-example, whatever another run finds', () => {
    const first = failing('a one');
    const [failure] = first.failures ?? [];
    assert.ok(failure);
    failure.message = 'Property failed after 7 tests\n{ seed: 1 }';
    assert.equal(separateUnsteady(first, { passed: 4, failed: 0, skipped: 0, failures: [] }).failed, 1);
  });

  it('lead to a failure that came only then', () => {
    const result = separateUnsteady(failing('a one'), failing('a other'));
    assert.deepEqual([result.passed, result.failed], [9, 1]);
    assert.equal(result.failures?.[0]?.test, 'a other');
  });

  it('are left as they are where everything fails, or where they cannot be run again', async () => {
    const many = failing('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
    assert.equal(await runFailedAgain(many, () => assert.fail('nothing is run again')), many);
    const one = failing('a one');
    assert.equal(
      await runFailedAgain(one, () => Promise.reject(new Error('the suite ended before its tests did'))),
      one,
    );
    const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
    assert.equal(await runFailedAgain(one, () => Promise.resolve(none)), one);
    const passing = { ...none, passed: 1 };
    assert.equal((await runFailedAgain(one, () => Promise.resolve(passing))).failed, 0);
  });
});
