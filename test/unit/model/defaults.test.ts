import assert from 'node:assert/strict';
import { estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import { readModelConfig } from '../../../src/model/read-config';

function assumedFrom(config: object): Map<string, string> {
  const reading = readModelConfig(JSON.stringify(config));
  assert.equal(reading.kind, 'model');
  const plan = resolvePlan(reading.spec, {});
  assert.ok(plan.ok);
  const { assumptions } = estimate(reading.spec, plan.plan);
  return new Map(
    assumptions
      .filter(({ from }) => from.includes('not in the file'))
      .map(({ name, value }) => [name, String(value)]),
  );
}

describe('what a config leaves to the library', () => {
  it('is told as assumed, with its value', () => {
    const assumed = assumedFrom({ model_type: 'llama', hidden_size: 4096 });
    assert.equal(assumed.get('num_hidden_layers'), '32');
    assert.equal(assumed.get('vocab_size'), '32000');
    assert.equal(assumed.has('hidden_size'), false);
  });

  it('is nothing where the file says all, by whichever of its keys’ names', () => {
    const said = {
      model_type: 'gpt2',
      n_layer: 2,
      num_attention_heads: 4,
      hidden_size: 64,
      n_positions: 64,
      vocab_size: 84,
    };
    assert.deepEqual([...assumedFrom(said)], []);
  });
});
