import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { readTrainingPlan, type PlanListener } from '../../../src/meter/progress/training-plan';

const config = resolve(__dirname, '../../../examples/tiny-gpt/config.json');

/** A listener, and the problems of the estimates that it was told of. */
function listening(): { readonly listener: PlanListener; readonly problems: (string | null)[] } {
  const problems: (string | null)[] = [];
  return {
    problems,
    listener: { takePlan: () => undefined, takeEstimate: ({ problem }) => void problems.push(problem) },
  };
}

const planned = { command: ['sleep', '1'], cwd: __dirname, accelerators: [] };

describe('the estimate of a run', () => {
  it('is said to be missing where the run ended before it was made, and only where it was asked for', () => {
    const { listener, problems } = listening();
    readTrainingPlan(listener, { ...planned, estimateFile: undefined })();
    assert.deepEqual(problems, []);
    const stop = readTrainingPlan(listener, { ...planned, estimateFile: config });
    stop();
    stop();
    assert.deepEqual(problems, ['The run ended before its estimate was made.']);
  });
});
