import assert from 'node:assert/strict';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { inEnglish } from '../../../../src/units/message';
import { planOf } from './plan-examples';

const file = (
  train: string,
  model = 'd_model: 2048\n  n_layers: 24\n  n_heads: 16\n  vocab_size: 50304',
): string => `model:\n  ${model}\n${train}\n`;

describe('the training section of somebody’s own trainer', () => {
  it('is read by the usual names beside a model’s plain sizes', () => {
    const text = file(
      'train:\n  batch_size: 16\n  grad_accum: 8\n  total_tokens: 300_000_000_000\n  gpus: 32\n  dtype: bfloat16\n  optimizer: lion',
    );
    const plan = planOf(text);
    assert.deepEqual(plan.options, {
      tokens: 300e9,
      batchSize: 16,
      gradientAccumulation: 8,
      gpus: 32,
      dtype: 'bf16',
      optimizer: 'lion',
    });
    assert.equal(plan.places.get('tokens')?.line, 9);
    assert.match(
      plan.notes.map(inEnglish).join(),
      /^train\.batch_size is taken to be the batch of one accel/,
    );
    const steps = planOf(file('training:\n  max_steps: 1000\n  micro_batch_size: 4')).options;
    assert.deepEqual(steps, { steps: 1000, batchSize: 4 });
  });

  it('is none without a length of training, or without the sizes of a model', () => {
    for (const text of [
      file('train:\n  batch_size: 16\n  lr: 3e-4'),
      file('train:\n  epochs: 3', 'name: resnet'),
      file('data:\n  total_tokens: 100'),
    ])
      assert.equal(readTrainingPlan(text).kind, 'notPlan', text);
  });

  it('tells slips and what can’t be', () => {
    const text = file('train:\n  total_tokens: 100\n  batch_sise: 16\n  gpus: 2.5');
    const plan = planOf(text);
    assert.match(
      (plan.warnings ?? []).map(({ message }) => inEnglish(message)).join(),
      /is batch_size meant/,
    );
    assert.match(
      plan.diagnostics.map(({ message }) => inEnglish(message)).join(),
      /gpus must be a whole number/,
    );
  });
});
