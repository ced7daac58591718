import assert from 'node:assert/strict';
import type { Estimate } from '../../../src/energy/estimate';
import { estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import type { PlanOptions } from '../../../src/energy/plan-options';
import { readModelConfig } from '../../../src/model/read-config';
import type { ModelSpec } from '../../../src/model/spec';
import { inEnglish } from '../../../src/units/message';

export const llama8b = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  max_position_embeddings: 8192,
};

export function specOf(config: object): ModelSpec {
  const reading = readModelConfig(JSON.stringify(config));
  assert.ok(reading.kind === 'model', JSON.stringify(reading));
  return reading.spec;
}

export function estimated(config: object, options: PlanOptions = {}): Estimate {
  const spec = specOf(config);
  const resolved = resolvePlan(spec, options);
  assert.ok(resolved.ok, JSON.stringify(resolved));
  return estimate(spec, resolved.plan);
}

/** Why a plan for a model, Llama 3 8B where none is named, can't be. */
export function refusal(options: PlanOptions, config: object = llama8b): string {
  const resolved = resolvePlan(specOf(config), options);
  assert.ok(!resolved.ok, JSON.stringify(options));
  return inEnglish(resolved.error);
}
