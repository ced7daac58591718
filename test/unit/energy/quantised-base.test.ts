import assert from 'node:assert/strict';
import { inEnglish } from '../../../src/units/message';
import { estimate, type Estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import type { PlanOptions } from '../../../src/energy/plan-options';
import { adapt, type AdapterPlan } from '../../../src/model/adapters';
import { costOf } from '../../../src/model/cost';
import { llama8b, specOf } from './models';

const spec = specOf(llama8b);

function adapted(baseBits: 4 | 8 | null, options: PlanOptions = {}): Estimate {
  const adapter: AdapterPlan = { method: 'lora', rank: 8, targets: ['q_proj', 'v_proj'], baseBits };
  const made = adapt(spec, adapter);
  assert.ok(made !== null);
  const resolved = resolvePlan(spec, {
    tokens: 1e9,
    sequenceLength: 2048,
    batchSize: 2,
    gradientAccumulation: 1,
    hardware: 'A100 80GB',
    gpus: 1,
    recompute: 'full',
    trainable: { ...made, adapter },
    ...options,
  });
  assert.ok(resolved.ok, JSON.stringify(resolved));
  return estimate(spec, resolved.plan);
}

const hours = (found: Estimate): number => found.training.hours.mid;

describe('adapters on a quantised base', () => {
  it('take longer than on one in 16 bits: each product widens its weights first', () => {
    const plain = hours(adapted(null));
    const four = hours(adapted(4));
    assert.ok(four > 1.02 * plain && four < 1.6 * plain, `${four} h, ${plain} h`);
    assert.ok(hours(adapted(8)) > plain);
  });

  it('lose the less by it the more tokens there are at once', () => {
    const loss = (batchSize: number): number =>
      hours(adapted(4, { batchSize })) / hours(adapted(null, { batchSize }));
    assert.ok(loss(1) > loss(4) && loss(4) > 1);
  });

  it('count the same products, and hold a quarter of the weights of the layers', () => {
    const plain = adapted(null);
    const four = adapted(4);
    assert.equal(four.flops.trainingStep.matmul, plain.flops.trainingStep.matmul);
    assert.ok(four.memory.perDevice.weightsBytes < 0.4 * plain.memory.perDevice.weightsBytes);
    // On one device the base and 16-bit adapters, of which there are few.
    const { weightsBytes, perDevice } = four.memory;
    assert.ok(weightsBytes <= perDevice.weightsBytes && weightsBytes > 0.97 * perDevice.weightsBytes);
    assert.equal(plain.memory.weightsBytes, 2 * plain.parameters.total);
  });

  it('hold routed experts in 4 bits too, which is said', () => {
    const mixture = specOf({
      ...llama8b,
      model_type: 'mixtral',
      num_local_experts: 8,
      num_experts_per_tok: 2,
    });
    const adapter: AdapterPlan = { method: 'lora', rank: 8, targets: ['q_proj', 'v_proj'], baseBits: 4 };
    const made = adapt(mixture, adapter);
    assert.ok(made !== null);
    const { total, byComponent } = costOf(mixture, { batch: 1, sequence: 1 }).parameters;
    assert.ok(made.quantisedParameters > (byComponent.experts ?? NaN));
    assert.ok((made.frozenBytesPerParameter ?? NaN) * total < 0.3 * 2 * total);
    assert.match(made.notes.map(inEnglish).join(' '), /taken to be held in 4 bits too/);
  });

  it('are served in 16 bits, which is said', () => {
    const notes = (bits: 4 | 8 | null): string => adapted(bits).notes.map(inEnglish).join(' ');
    assert.match(notes(4), /Serving is of the whole model in bf16, not as training holds it/);
    assert.doesNotMatch(notes(null), /not as training holds it/);
  });

  it('send fewer bytes where the weights are shared and gathered', () => {
    const shared: PlanOptions = { gpus: 8, zeroStage: 3, hardware: 'L40S' };
    const slowdown = (options: PlanOptions): number =>
      hours(adapted(4, options)) / hours(adapted(null, options));
    assert.ok(slowdown(shared) < slowdown({ ...shared, zeroStage: 0 }));
  });
});
