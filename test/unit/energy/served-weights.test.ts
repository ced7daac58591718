import assert from 'node:assert/strict';
import { weightBytesServed } from '../../../src/energy/step-weights';
import { inEnglish } from '../../../src/units/message';
import { readModelConfig } from '../../../src/model/read-config';
import type { ModelSpec } from '../../../src/model/spec';
import { estimated } from './models';

const llama = {
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 512,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  vocab_size: 1000,
  tie_word_embeddings: false,
};
/** Of all layers; the table, the head and norms are left as they are. */
const attention = 4 * 4 * 256 * 256;
const feedForward = 4 * 3 * 256 * 512;
const others = 2 * 1000 * 256 + 9 * 256;

function specOf(config: object): ModelSpec {
  const reading = readModelConfig(JSON.stringify(config));
  assert.ok(reading.kind === 'model', JSON.stringify(reading));
  return reading.spec;
}

const quantised = (section: object, config: object = llama): ModelSpec =>
  specOf({ ...config, quantization_config: section });

/** Bits of a weight of the layers: of what they take in all, without what is in 16 bits. */
const bitsOf = (section: object): number =>
  (8 * (weightBytesServed(quantised(section), 2) - 2 * others)) / (attention + feedForward);

describe('weights that serve', () => {
  it('are as large as the file’s quantisation says, by method', () => {
    const group = (weights: object, inputs: object | null = null): object => ({
      quant_method: 'compressed-tensors',
      config_groups: { group_0: { targets: ['Linear'], weights, input_activations: inputs } },
      ignore: ['lm_head'],
    });
    const cases: readonly (readonly [object, number])[] = [
      [{ quant_method: 'fp8', fmt: 'e4m3', weight_block_size: [128, 128] }, 8],
      [{ quant_method: 'fbgemm_fp8' }, 8],
      [{ quant_method: 'gptq', bits: 4, group_size: 128, sym: true }, 4 + 20 / 128],
      [{ quant_method: 'gptq', bits: 8, group_size: -1 }, 8],
      [{ quant_method: 'awq', w_bit: 4, q_group_size: 64 }, 4 + 20 / 64],
      // MLX's sections name no method.
      [{ bits: 4, group_size: 64 }, 4 + 32 / 64],
      [{ quant_method: 'bitsandbytes', load_in_8bit: true }, 8],
      [{ quant_method: 'bitsandbytes', load_in_4bit: true, bnb_4bit_quant_type: 'nf4' }, 4.5],
      [{ load_in_4bit: true, bnb_4bit_use_double_quant: true }, 4 + 1 / 8 + 32 / 16384],
      [group({ num_bits: 8, type: 'int', strategy: 'channel', group_size: null }), 8],
      [group({ num_bits: 4, type: 'int', group_size: 32 }), 4.5],
      [group({ num_bits: 4, type: 'float', group_size: 16 }, { num_bits: 4, type: 'float' }), 4.5],
      [{ quant_method: 'modelopt', quant_algo: 'NVFP4' }, 4.5],
      [{ quant_method: 'torchao', quant_type: 'int4_weight_only', group_size: 32 }, 4.625],
      [{ quant_method: 'eetq', weights: 'int8' }, 8],
    ];
    for (const [section, bits] of cases)
      assert.ok(Math.abs(bitsOf(section) - bits) < 1e-9, `${JSON.stringify(section)}: ${bitsOf(section)}`);
  });

  it('are left as they are where the file says so, by part, by layer and by pattern', () => {
    const left = (modules: readonly string[]): number =>
      weightBytesServed(quantised({ quant_method: 'fp8', modules_to_not_convert: modules }), 2) -
      2 * others -
      attention -
      feedForward;
    assert.equal(left([]), 0);
    assert.equal(left(['lm_head', 'model.embed_tokens', 'model.norm']), 0);
    assert.equal(left(['model.layers.*.self_attn']), attention);
    assert.equal(left(['re:.*self_attn.*', 'self_attn']), attention);
    assert.equal(left(['model.layers.0.self_attn', 'model.layers.3.self_attn']), attention / 2);
    assert.equal(left(['model.layers.2']), (attention + feedForward) / 4);
    assert.equal(left(['model.layers.1.mlp.down_proj', 'q_proj']), feedForward / 12 + attention / 4);
    assert.equal(left(['re:.*mlp\\.(gate|up|down)_proj.*']), feedForward);
    assert.equal(left(['model.layers.1.input_layernorm', 'a word of another model']), 0);
  });

  it('are of experts alone where the library replaces those alone', () => {
    const mixture = {
      model_type: 'gpt_oss',
      hidden_size: 64,
      intermediate_size: 64,
      num_hidden_layers: 2,
      num_attention_heads: 2,
      num_key_value_heads: 2,
      head_dim: 32,
      num_local_experts: 8,
      vocab_size: 100,
    };
    const plain = weightBytesServed(specOf(mixture), 2);
    const narrow = weightBytesServed(quantised({ quant_method: 'mxfp4' }, mixture), 2);
    const held = 2 * 8 * (3 * 64 * 64 + 2 * 64 + 64);
    assert.ok(Math.abs(plain - narrow - held * (2 - 4.25 / 8)) < 1e-6);
  });

  it('cost less to read, and to multiply where the hardware has units for both sides, which is said', () => {
    const large = { ...llama, hidden_size: 4096, intermediate_size: 14336, num_hidden_layers: 32 };
    const fp8 = { ...large, quantization_config: { quant_method: 'fp8' } };
    const awq = { ...large, quantization_config: { quant_method: 'awq', bits: 4, group_size: 128 } };
    const [plain, eight, four] = [large, fp8, awq].map((config) => estimated(config));
    assert.ok(plain && eight && four);
    assert.deepEqual(eight.parameters, plain.parameters);
    assert.deepEqual(eight.training, plain.training);
    const joules = ({ inference }: typeof plain): number => inference.joulesPerToken.mid;
    assert.ok(joules(eight) < 0.8 * joules(plain) && joules(four) < 0.85 * joules(eight));
    const prefill = ({ inference }: typeof plain): number => inference.prefillJoulesPerToken.mid;
    assert.ok(prefill(eight) < 0.8 * prefill(plain));
    assert.equal(prefill(four), prefill(plain));
    const [on, off] = [fp8, large].map((config) => estimated(config, { hardware: 'A100 80GB' }));
    assert.ok(on && off && prefill(on) === prefill(off) && joules(on) < joules(off));
    assert.equal(eight.assumptions.find(({ name }) => name === 'servedWeightBits')?.value, 8);
    assert.ok(
      eight.notes.some((note) =>
        inEnglish(note).startsWith('Serving is of weights as the file quantises them: fp8'),
      ),
    );
    assert.ok(plain.assumptions.every(({ name }) => name !== 'servedWeightBits'));
  });

  it('are those of the model where the quantisation is not known, which is said', () => {
    const long = quantised({ quant_method: 'x'.repeat(5000) }).notes.map(inEnglish);
    assert.ok(long.some((note) => note.includes('xxx')) && long.every((note) => note.length < 300));
    assert.deepEqual(quantised({}).notes, specOf(llama).notes);
    const { notes, inference } = estimated({ ...llama, quantization_config: { quant_method: 'vptq' } });
    assert.deepEqual(inference, estimated(llama).inference);
    assert.ok(notes.some((note) => /the quantisation vptq takes .* is not known/.test(inEnglish(note))));
  });
});
