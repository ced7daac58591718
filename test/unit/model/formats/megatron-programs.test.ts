import assert from 'node:assert/strict';
import { costOf } from '../../../../src/model/cost';
import { readModelConfig } from '../../../../src/model/read-config';
import { inEnglish } from '../../../../src/units/message';

const sizes =
  '--num-layers 2 --hidden-size 64 --num-attention-heads 4 --seq-length 32 --max-position-embeddings 32 --vocab-size 1000';

function counted(script: string): { architecture: string; parameters: number; approximate: string | null } {
  const reading = readModelConfig(script);
  assert.ok(reading.kind === 'model', JSON.stringify(reading).slice(0, 300));
  const { spec, approximate } = reading;
  return {
    architecture: spec.architecture,
    parameters: costOf(spec, { batch: 1, sequence: 1 }).parameters.total,
    approximate: approximate === undefined ? null : inEnglish(approximate),
  };
}

const width = 64;
const words = 1024 * width;
const positions = 32 * width;
const norm = 2 * width;
const linear = (inputs: number, outputs: number): number => (inputs + 1) * outputs;
const feedForward = linear(width, 4 * width) + linear(4 * width, width);
const attention = linear(width, 3 * width) + linear(width, width);
const layer = attention + feedForward + 2 * norm;

describe('what a Megatron-LM script starts', () => {
  it('counts BERT with token types, its head’s transform and the pooler of its second task', () => {
    const plain = words + positions + 2 * layer + norm + linear(width, width) + norm + 1024;
    assert.deepEqual(counted(`torchrun pretrain_bert.py ${sizes}\n`), {
      architecture: 'megatron bert',
      parameters: plain + 2 * width + linear(width, width) + linear(width, 2),
      approximate: null,
    });
    assert.equal(counted(`torchrun pretrain_bert.py ${sizes} --bert-no-binary-head\n`).parameters, plain);
  });

  it('counts T5’s encoder and decoder, with the words that it masks with', () => {
    const decoderLayer = layer + attention + norm;
    const t5 = words + positions + 2 * layer + norm + 3 * decoderLayer + norm + 1024;
    const own = sizes.replace('--num-layers 2', '--encoder-num-layers 2 --decoder-num-layers 3');
    const { parameters, architecture, approximate } = counted(`python pretrain_t5.py ${own}\n`);
    assert.deepEqual([parameters, architecture], [t5, 'megatron t5']);
    assert.match(approximate ?? '', /--decoder-num-layers is not the encoder’s/);
    const alike = counted(`python pretrain_t5.py ${sizes}\n`);
    assert.deepEqual([alike.parameters, alike.approximate], [t5 - decoderLayer, null]);
    const masked = counted(`python pretrain_t5.py ${sizes} --vocab-extra-ids 100\n`).parameters;
    assert.equal(masked - alike.parameters, 128 * (width + 1));
    const relative = counted(
      `python pretrain_t5.py ${sizes} --position-embedding-type relative\n`,
    ).parameters;
    assert.equal(alike.parameters - relative, positions - 2 * 32 * 4);
  });

  it('counts the key-value heads of multi-query and grouped attention', () => {
    const all = counted(`python pretrain_gpt.py ${sizes}\n`).parameters;
    const saved = (heads: number): number => 2 * 2 * linear(width, (4 - heads) * 16);
    for (const [written, heads] of [
      ['--attention-head-type multiquery', 1],
      ['--attention-head-type multihead', 4],
      ['--group-query-attention', 1],
      ['--group-query-attention --num-query-groups 2', 2],
      ['--num-key-value-heads 2', 2],
    ] as const) {
      const { parameters, approximate } = counted(`python pretrain_gpt.py ${sizes} ${written}\n`);
      assert.deepEqual([all - parameters, approximate], [saved(heads), null], written);
    }
    const { approximate } = counted(`python pretrain_gpt.py ${sizes} --num-query-groups 2\n`);
    assert.match(approximate ?? '', /^--num-query-groups without --group-query-attention/);
  });

  it('does not know models of other layers', () => {
    for (const [script, name] of [
      [`python pretrain_ict.py ${sizes}`, /ICT/],
      [`python pretrain_bert_ict.py ${sizes}`, /ICT/],
      [`python pretrain_retro.py ${sizes}`, /RETRO/],
      [`python pretrain_gpt.py ${sizes} --retro-add-retriever`, /RETRO/],
      [`python pretrain_vision_classify.py ${sizes} --img-h 224 --patch-dim 16`, /vision/],
      [`python pretrain_vision_dino.py ${sizes}`, /vision/],
      [`python pretrain_mamba.py ${sizes}`, /hybrid/],
      [`python tasks/main.py --task RACE ${sizes}`, /RACE/],
      [`python pretrain_t5.py ${sizes} --num-experts 4`, /T5/],
      [`if [ $1 = x ]; then P=pretrain_bert.py; else P=pretrain_gpt.py; fi\npython $P ${sizes}`, /chosen/],
    ] as const) {
      const reading = readModelConfig(`${script}\n`);
      assert.ok(
        reading.kind === 'unknownArchitecture',
        `${script}: ${JSON.stringify(reading).slice(0, 200)}`,
      );
      assert.match(reading.modelType, name);
    }
  });

  it('takes no program from a comment', () => {
    const script = `# as pretrain_bert.py does\npython pretrain_gpt.py ${sizes}\n`;
    assert.equal(counted(script).architecture, 'megatron gpt');
  });

  it('counts the experts of Megatron-DeepSpeed in each second layer, and one expert as none', () => {
    const dense = counted(`deepspeed pretrain_gpt.py --deepspeed ${sizes}\n`).parameters;
    const withOne = counted(`deepspeed pretrain_gpt.py --deepspeed --num-experts 1 ${sizes}\n`);
    assert.deepEqual([withOne.parameters, withOne.approximate], [dense, null]);
    const further = 7 * feedForward + 8 * width;
    const second = counted(`deepspeed pretrain_gpt.py --deepspeed --num-experts 8 ${sizes}\n`).parameters;
    assert.equal(second - dense, further);
    const each = counted(
      `deepspeed pretrain_gpt.py --deepspeed --num-experts 8 --expert-interval 1 --topk 2 ${sizes}\n`,
    ).parameters;
    assert.equal(each - dense, 2 * further);
    for (const other of ['--num-experts 8 16', '--num-experts 8 --mlp-type residual']) {
      const reading = readModelConfig(`deepspeed pretrain_gpt.py --deepspeed ${other} ${sizes}\n`);
      assert.equal(reading.kind, 'unknownArchitecture', other);
    }
  });

  it('takes a vocabulary that is padded to a given size, a norm behind the embedding, slopes of xIELU', () => {
    const plain = counted(`python pretrain_gpt.py ${sizes}\n`).parameters;
    const own = (flags: string): number =>
      counted(`python pretrain_gpt.py ${sizes} ${flags}\n`).parameters - plain;
    assert.equal(own('--pad-vocab-size-to 2048'), 1024 * width);
    assert.equal(own('--embed-layernorm'), norm);
    assert.equal(own('--xielu'), 2 * 2);
  });

  it('knows a tokenizer by the name of its file, wherever that lies', () => {
    const unnamed = sizes.replace(/ --vocab-size 1000/, '');
    const words = (place: string): number | null => {
      const { parameters, approximate } = counted(
        `WORDS=$DATA_ROOT/words/${place}\npython pretrain_gpt.py ${unnamed} --vocab-file $WORDS\n`,
      );
      return approximate === null ? parameters : null;
    };
    const plain = counted(`python pretrain_gpt.py ${sizes}\n`).parameters;
    assert.equal(words('gpt2-vocab.json'), plain + (50304 - 1024) * width);
    assert.equal(words('our-own.json'), null);
  });

  it('takes the sizes that a script has where nobody sets others', () => {
    const script = `: "\${LAYERS:=2}"\n: "\${WIDTH:=64}"\npython pretrain_gpt.py ${sizes
      .replace('--num-layers 2', '--num-layers $LAYERS')
      .replace('--hidden-size 64', '--hidden-size $WIDTH')}\n`;
    assert.equal(counted(script).parameters, counted(`python pretrain_gpt.py ${sizes}\n`).parameters);
  });

  it('says that a file of arguments does not name their program', () => {
    const named = (line: string): string | null =>
      counted(
        `${line}MODEL_ARGS:\n  --num-layers: 2\n  --hidden-size: 64\n  --num-attention-heads: 4\n  --max-position-embeddings: 32\n  --vocab-size: 1000\n`,
      ).approximate;
    assert.match(named('') ?? '', /does not name the program/);
    assert.equal(named('SCRIPT: pretrain_gpt.py\n'), null);
  });

  it('takes no switch of Megatron’s own YAML that says nothing for another program', () => {
    const yaml =
      'language_model:\n  num_layers: 2\n  hidden_size: 64\n  num_attention_heads: 4\nmodel_parallel:\n  tensor_model_parallel_size: 1\n' +
      'max_position_embeddings: 32\nvocab_size: 1000\nict_head_size: null\nbiencoder_projection_dim: 0\nretriever_seq_length: 256\nbert_binary_head: True\n';
    assert.equal(counted(yaml).architecture, 'megatron gpt');
    assert.equal(
      readModelConfig(yaml.replace('biencoder_projection_dim: 0', 'biencoder_projection_dim: 128')).kind,
      'unknownArchitecture',
    );
  });
});
