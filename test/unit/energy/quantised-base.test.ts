import assert from 'node:assert/strict';
import { estimate, type Estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import type { PlanOptions } from '../../../src/energy/plan-options';
import { adapt, type AdapterPlan } from '../../../src/model/adapters';
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
  });

  it('send fewer bytes where the weights are shared and gathered', () => {
    const shared: PlanOptions = { gpus: 8, zeroStage: 3, hardware: 'L40S' };
    const slowdown = (options: PlanOptions): number =>
      hours(adapted(4, options)) / hours(adapted(null, options));
    assert.ok(slowdown(shared) < slowdown({ ...shared, zeroStage: 0 }));
  });
});
