import assert from 'node:assert/strict';
import { modelCostsOf, type Estimated } from '../../../src/editor/model-cost';
import type { TrainingPlan } from '../../../src/energy/plans/plan-fields';
import { readTrainingPlan } from '../../../src/energy/plans/read-plan';
import { planOfScript, placedIn, statedPlan } from '../../../src/energy/plans/script-plan';
import { inEnglish, said } from '../../../src/units/message';
import { unsetEstimate } from '../editor/unset-estimate';

const model = { model_type: 'gpt2', n_layer: 2, n_head: 4, n_embd: 64, n_positions: 512, vocab_size: 84 };
const script = `from transformers import Trainer, TrainingArguments
args = TrainingArguments(output_dir="x", max_steps=100, per_device_train_batch_size=8, bf16=True, optim="adafactor")
Trainer(args=args).train()
`;

const planOf = (text: string): TrainingPlan => {
  const reading = readTrainingPlan(text);
  assert.ok(reading.kind === 'plan');
  return placedIn(reading.plan, 'train.py');
};

function estimatedUnder(plan: TrainingPlan, own: object = {}): Estimated {
  const settings = { estimate: unsetEstimate, region: 'SE', pue: undefined, script: plan };
  const [cost] = modelCostsOf(JSON.stringify({ ...model, ...own }), settings, 'json');
  assert.ok(cost?.kind === 'estimate');
  return cost;
}

const assumed = ({ estimate }: Estimated): Readonly<Record<string, readonly [unknown, string]>> =>
  Object.fromEntries(
    estimate.assumptions.map(({ name, value, from }) => [name, [value, inEnglish(from)] as const]),
  );

describe('the plan of a training script', () => {
  it('is what its model is estimated under, and the assumptions tell what comes from it', () => {
    const cost = estimatedUnder(planOfScript([planOf(script)]));
    const { batchSize, dtype, optimizer, hardware } = assumed(cost);
    assert.deepEqual(batchSize, [8, 'from per_device_train_batch_size, line 2 of train.py']);
    assert.equal(dtype?.[0], 'bf16');
    assert.equal(optimizer?.[0], 'adafactor');
    assert.doesNotMatch(hardware?.[1] ?? 'train.py', /train\.py/);
    assert.equal(cost.estimate.plan.tokens, 100 * 8 * cost.estimate.plan.sequenceLength);
    assert.equal(cost.places.size, 0, 'the model’s own file says none of it');
  });

  it('takes a stated batch without accumulation as one step, in the script’s own lens too', () => {
    const named = (accumulation: string): Estimated => {
      const text = `from transformers import AutoModelForCausalLM, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("gpt2")
args = TrainingArguments(output_dir="x", max_steps=100, per_device_train_batch_size=8${accumulation})
`;
      const settings = { estimate: unsetEstimate, region: 'SE', pue: undefined };
      const [cost] = modelCostsOf(text, settings, 'python');
      assert.ok(cost?.kind === 'estimate');
      return cost;
    };
    const alone = named('');
    assert.deepEqual(assumed(alone)['gradientAccumulation'], [
      1,
      'one batch a step, as none is said to be accumulated',
    ]);
    assert.equal(alone.estimate.plan.tokens, 100 * 8 * alone.estimate.plan.sequenceLength);
    assert.equal(assumed(named(', gradient_accumulation_steps=4'))['gradientAccumulation']?.[0], 4);
    // What only the run tells is no silence.
    const open = assumed(named(', gradient_accumulation_steps=goal // 8'))['gradientAccumulation'];
    assert.match(open?.[1] ?? '', /^a step of .+ tokens, as is usual for a model of its size$/);
  });

  it('gives way to what is said over it: its files, then its arguments', () => {
    const joined = planOfScript([
      statedPlan({ batchSize: 2, sequenceLength: 256, steps: 10 }, said`from ${'train.py'}`),
      planOf(script),
      statedPlan({ batchSize: 16, gpus: 4 }, said`from the arguments of ${'train.py'}`),
    ]);
    const cost = estimatedUnder(joined);
    const { batchSize, sequenceLength, gpus } = assumed(cost);
    assert.deepEqual(batchSize, [16, 'from the arguments of train.py']);
    assert.deepEqual(sequenceLength, [256, 'from train.py']);
    assert.deepEqual(gpus, [4, 'from the arguments of train.py']);
    assert.equal(joined.options.steps, 100);
  });

  it('says nothing of a length of training that something else is said over', () => {
    const joined = planOfScript([planOf(script), statedPlan({ epochs: 3 }, said`from ${'a'}`)]);
    assert.deepEqual([joined.options.steps, joined.options.epochs], [undefined, 3]);
  });

  it('has no counts that can’t be one', () => {
    const { options } = statedPlan({ batchSize: 0.5, steps: -1, epochs: 1.5 }, said`from ${'a'}`);
    assert.deepEqual(options, { epochs: 1.5 });
  });
});
