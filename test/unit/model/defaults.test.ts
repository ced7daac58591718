import assert from 'node:assert/strict';
import { estimate, type Estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import { readModelConfig } from '../../../src/model/read-config';
import { inEnglish, message } from '../../../src/units/message';

function estimateOf(config: object): Estimate {
  const reading = readModelConfig(JSON.stringify(config));
  assert.equal(reading.kind, 'model');
  const plan = resolvePlan(reading.spec, {});
  assert.ok(plan.ok);
  return estimate(reading.spec, plan.plan);
}

function assumedFrom(config: object): Map<string, string> {
  const { assumptions } = estimateOf(config);
  return new Map(
    assumptions
      .filter(({ from }) => inEnglish(from).includes('not in the file'))
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

  it('is no window where no layer slides', () => {
    const layers = {
      num_hidden_layers: 2,
      layer_types: ['full_attention', 'sliding_attention'],
      use_sliding_window: true,
    };
    for (const type of ['qwen2', 'qwen3', 'qwen3_moe']) {
      assert.equal(assumedFrom({ model_type: type, hidden_size: 64 }).has('sliding_window'), false, type);
      assert.equal(assumedFrom({ model_type: type, ...layers }).get('sliding_window'), '4096', type);
    }
  });

  it('is told where a nested config is the library’s too', () => {
    const assumed = assumedFrom({ model_type: 'llava', vision_config: { hidden_size: 768 } });
    assert.equal(assumed.get('text_config.num_hidden_layers'), '32');
    assert.equal(assumed.has('vision_config.hidden_size'), false);
    assert.equal(assumed.get('vision_config.patch_size'), '32');
  });

  it('is said to be all where the file states no size', () => {
    const all = 'The file states no size of the model: every one is the library’s default for llama.';
    assert.ok(
      estimateOf({ model_type: 'llama', torch_dtype: 'bfloat16', bos_token_id: 1 })
        .notes.map(inEnglish)
        .includes(all),
    );
    assert.ok(!estimateOf({ model_type: 'llama', num_hidden_layers: 32 }).notes.map(inEnglish).includes(all));
  });

  it('is not taken for the file’s where that states sizes under other names', () => {
    const other = readModelConfig('{"model_type":"xlm","dim":512,"d_model":2}');
    assert.equal(other.kind, 'model');
    assert.match(inEnglish(other.approximate ?? message('')), /dim/);
  });
});
