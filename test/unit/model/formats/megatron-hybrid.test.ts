import assert from 'node:assert/strict';
import { totalParameters } from '../../../../src/model/cost';
import { readModelConfig, type ConfigReading } from '../../../../src/model/read-config';
import { inEnglish, message } from '../../../../src/units/message';

const script = (rest: string): string => `#!/bin/bash
PATTERN="M-M*|ME-M*"
ARGS=(
    --hybrid-layer-pattern $PATTERN
    --hidden-size 256 --num-attention-heads 8 --ffn-hidden-size 640
    --group-query-attention --num-query-groups 2 --kv-channels 64
    --mamba-state-dim 64 --mamba-num-groups 2
    "--num-experts 4" --moe-router-topk 2 --moe-ffn-hidden-size 128
    --moe-shared-expert-intermediate-size 192
    --disable-bias-linear --normalization RMSNorm --position-embedding-type none
    --vocab-size 1000 --make-vocab-size-divisible-by 8 ${rest}
)
torchrun --nproc_per_node 8 pretrain_hybrid.py \${ARGS[@]} --micro-batch-size 2 --train-iters 10 --seq-length 512
`;
const library = {
  model_type: 'nemotron_h',
  hybrid_override_pattern: 'M-M*ME-M*',
  hidden_size: 256,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  head_dim: 64,
  intermediate_size: 640,
  mamba_num_heads: 8,
  mamba_head_dim: 64,
  n_groups: 2,
  ssm_state_size: 64,
  n_routed_experts: 4,
  num_experts_per_tok: 2,
  moe_intermediate_size: 128,
  moe_shared_expert_intermediate_size: 192,
  mlp_bias: false,
  use_bias: false,
  vocab_size: 1000,
};
type Model = Extract<ConfigReading, { kind: 'model' }>;
function modelOf(text: string): Model {
  const reading = readModelConfig(text);
  assert.equal(reading.kind, 'model', JSON.stringify(reading).slice(0, 300));
  return reading;
}
const counted = (text: string): number => totalParameters(modelOf(text).spec);
const untied = '--untie-embeddings-and-output-weights';

describe('a hybrid of Megatron-LM', () => {
  it('is counted as the library’s Nemotron H of the same sizes', () => {
    const reading = modelOf(script(untied));
    assert.equal(totalParameters(reading.spec), counted(JSON.stringify(library)));
    assert.equal(reading.format, 'megatron-lm');
    assert.equal(reading.approximate, undefined);
  });

  it('in YAML, with a gate as three matrices, and with what is not counted said', () => {
    const yaml = (rest: string): string => `MODEL_ARGS:
  --hybrid-override-pattern: M-M*/M*
  --hidden-size: 256
  --num-attention-heads: 8
  --ffn-hidden-size: 640
  --untie-embeddings-and-output-weights: true
  --disable-bias-linear: true
  --position-embedding-type: rope
  --padded-vocab-size: 1000
${rest}`;
    const plain = modelOf(yaml('  --normalization: RMSNorm\n'));
    assert.match(inEnglish(plain.approximate ?? message('')), /predict later tokens/);
    const gated = modelOf(yaml('  --swiglu: true\n'));
    assert.equal(totalParameters(gated.spec) - totalParameters(plain.spec), 256 * 640);
    assert.match(inEnglish(gated.approximate ?? message('')), /Gated feed-forwards are counted as plain/);
    assert.match(inEnglish(gated.approximate ?? message('')), /Norms are counted as RMSNorm/);
  });

  it('has neither embedding nor head where its tokenizer alone knows the vocabulary', () => {
    const open = modelOf(script(untied).replace('--vocab-size 1000', ''));
    assert.equal(counted(script(untied)) - totalParameters(open.spec), 2 * 256 * 999);
    assert.match(inEnglish(open.approximate ?? message('')), /how large the vocabulary is/);
  });

  it('is not known with other layers, a tied output, or a pattern that is given when it is run', () => {
    for (const [text, name] of [
      [script(''), /with a tied output/],
      [script(untied).replace('M-M*|', 'GGG*|'), /with other layers/],
      [script(untied).replace('$PATTERN', '$1'), /when it is run/],
      [script(untied).replace(/--moe-shared-\S+ 192/, ''), /without a shared expert/],
      [script(untied).replace(/--num-experts \d+/, ''), /without a number of experts/],
      [script(`${untied} --num-layers 99`), /of 99 layers by a pattern of \d+/],
    ] as const) {
      const reading = readModelConfig(text);
      assert.equal(reading.kind, 'unknownArchitecture', text);
      assert.match(reading.modelType, name);
    }
  });

  it('that can’t be is told at the argument', () => {
    const text = script(untied).replace('--mamba-num-groups 2', '--mamba-num-groups 3');
    const reading = readModelConfig(text);
    assert.equal(reading.kind, 'invalid');
    const [{ span } = { span: { offset: 0, length: 0 } }] = reading.diagnostics;
    assert.equal(text.slice(span.offset, span.offset + span.length), '3');
  });
});
