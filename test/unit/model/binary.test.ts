import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weightBytesServed } from '../../../src/energy/step-weights';
import { costOf } from '../../../src/model/cost';
import { describeModel } from '../../../src/model/describe';
import { crossCheck } from '../../../src/model/formats/binary/cross-check';
import { decodeBytes } from '../../../src/model/formats/binary/decode';
import { describeGguf, type GgufModel } from '../../../src/model/formats/binary/gguf';
import { readGgufHeader } from '../../../src/model/formats/binary/gguf-header';
import {
  readSafetensorsHeader,
  readWeightsIndex,
  type WeightsFacts,
} from '../../../src/model/formats/binary/safetensors';
import { ggufBytes, llamaTensors, type Written, type WrittenTensor } from './gguf-writer';
import { inEnglish } from '../../../src/units/message';

const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++)
    view.setUint16(2 * index, text.charCodeAt(index), littleEndian);
  return bytes;
};

describe('bytes of a file', () => {
  const text = '{"model_type": "llama", "hidden_size": 64}\n';
  const decoded = (bytes: Uint8Array): string => {
    const found = decodeBytes(bytes);
    assert.equal(found.kind, 'text');
    return found.text;
  };

  it('are read as UTF-8 and as UTF-16 of both orders, with and without a mark', () => {
    assert.equal(decoded(new TextEncoder().encode(text)), text);
    assert.equal(decoded(new TextEncoder().encode(`\uFEFF${text}`)), text);
    for (const littleEndian of [true, false]) {
      assert.equal(decoded(utf16(text, littleEndian)), text);
      assert.equal(decoded(utf16(`\uFEFF${text}`, littleEndian)), text);
    }
    assert.equal(decoded(new Uint8Array()), '');
  });

  it('are said to be binary by what they are', () => {
    const zip = decodeBytes(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]));
    assert.equal(
      zip.kind === 'binary' && zip.message,
      'It is no text: a zip archive, as PyTorch writes its checkpoints.',
    );
    const noise = Uint8Array.from({ length: 500 }, (_, index) => (index * 37) % 256);
    assert.equal(decodeBytes(noise).kind, 'binary');
    assert.equal(decodeBytes(ggufBytes({}, [])).kind, 'gguf');
  });

  it('of 50 MB are decoded', () => {
    const large = new Uint8Array(50_000_000).fill(0x20);
    assert.equal(decoded(large).length, large.length);
  });
});

const llamaMetadata: Record<string, Written> = {
  'general.architecture': 'llama',
  'general.name': 'made for a test',
  'llama.block_count': 3,
  'llama.embedding_length': 256,
  'llama.context_length': 4096,
  'llama.attention.head_count': 8,
  'llama.attention.head_count_kv': 2,
  'llama.rope.dimension_count': 32,
  'llama.rope.freq_base': 500000.5,
  'tokenizer.ggml.tokens': ['a', 'b', 'c'],
  'tokenizer.ggml.add_bos_token': true,
};
const shape = { layers: 3, width: 256, hidden: 640, keyValueWidth: 64, vocabulary: 1000, untied: true };

function gguf(metadata: Record<string, Written>, tensors: readonly WrittenTensor[], form = {}): GgufModel {
  const reading = readGgufHeader(ggufBytes(metadata, tensors, form));
  assert.equal(reading.kind, 'header', JSON.stringify(reading));
  return describeGguf(reading.header);
}

describe('a GGUF header', () => {
  const config = {
    hidden_size: 256,
    intermediate_size: 640,
    num_hidden_layers: 3,
    num_attention_heads: 8,
    num_key_value_heads: 2,
    vocab_size: 1000,
  };

  it('costs what the library config of the same model costs, tied or not', () => {
    for (const untied of [true, false]) {
      const described = describeModel('llama', { ...config, tie_word_embeddings: !untied });
      assert.equal(described.kind, 'described');
      const model = gguf(llamaMetadata, llamaTensors({ ...shape, untied }));
      assert.equal(model.kind, 'model');
      const [own, library] = [model.spec, described.spec].map((spec) =>
        costOf(spec, { batch: 2, sequence: 48 }),
      );
      assert.deepEqual(own?.parameters.total, library?.parameters.total);
      assert.deepEqual(own?.forward.byComponent, library?.forward.byComponent);
      assert.equal(own?.cachedPerToken, library?.cachedPerToken);
      assert.equal(model.facts.parameters, library?.parameters.total);
      assert.equal(model.spec.contextLength, 4096);
      assert.equal(model.spec.vocabularySize, 1000);
    }
  });

  it('costs experts as the library config does', () => {
    const experts = { count: 8, hidden: 320 };
    const tensors = llamaTensors(shape).flatMap((tensor): WrittenTensor[] => {
      const stacked = /(.*ffn_)(gate|up|down)\.weight/.exec(tensor.name);
      if (stacked === null) return [tensor];
      const matrix = stacked[2] === 'down' ? [experts.hidden, 256] : [256, experts.hidden];
      return [
        { name: `${stacked[1] ?? ''}${stacked[2] ?? ''}_exps.weight`, shape: [...matrix, experts.count] },
        ...(stacked[2] === 'gate'
          ? [{ name: `${stacked[1] ?? ''}gate_inp.weight`, shape: [256, experts.count] }]
          : []),
      ];
    });
    const model = gguf({ ...llamaMetadata, 'llama.expert_used_count': 2 }, tensors);
    assert.equal(model.kind, 'model', JSON.stringify(model));
    const library = describeModel('mixtral', {
      ...config,
      intermediate_size: experts.hidden,
      num_local_experts: 8,
      num_experts_per_tok: 2,
      tie_word_embeddings: false,
    });
    assert.equal(library.kind, 'described');
    const [own, expected] = [model.spec, library.spec].map((spec) =>
      costOf(spec, { batch: 1, sequence: 16 }),
    );
    assert.equal(own?.parameters.total, expected?.parameters.total);
    assert.equal(own?.parameters.active, expected?.parameters.active);
    assert.deepEqual(own?.forward.byComponent, expected?.forward.byComponent);
  });

  it('is held against what its own metadata describe', () => {
    const keys = {
      ...llamaMetadata,
      'llama.block_count': 3,
      'llama.feed_forward_length': 640,
      'tokenizer.ggml.tokens': Array.from({ length: 1000 }, (_, index) => `w${index}`),
    };
    const notes = (changed: Record<string, Written>): string => {
      const model = gguf({ ...keys, ...changed }, llamaTensors(shape));
      assert.equal(model.kind, 'model');
      return model.spec.notes.map(inEnglish).join(' ');
    };
    assert.match(notes({}), /metadata describe the same number of parameters, [\d,]+\./);
    assert.match(
      notes({ 'llama.feed_forward_length': 704 }),
      /describe [\d,]+ parameters \(as llama\), the tensors hold [\d,]+: what the file holds is counted/,
    );
    assert.match(notes({ 'llama.attention.head_count_kv': 3 }), /contradict one another/);
    assert.doesNotMatch(notes({ 'llama.feed_forward_length': 'many' }), /metadata/);
  });

  it('is the same in every version and byte order', () => {
    const expected = gguf(llamaMetadata, llamaTensors(shape));
    for (const version of [1, 2, 3])
      for (const littleEndian of [true, false])
        assert.deepEqual(gguf(llamaMetadata, llamaTensors(shape), { version, littleEndian }), expected);
  });

  it('says how the weights are quantised and how many bytes they take', () => {
    const model = gguf(llamaMetadata, llamaTensors({ ...shape, type: 12 }));
    assert.equal(model.kind, 'model');
    assert.equal(model.facts.types[0]?.name, 'Q4_K');
    const norms = (2 * 3 + 1) * 256;
    assert.equal(model.facts.weightsBytes, ((model.facts.parameters - norms) / 256) * 144 + 4 * norms);
    assert.match(model.spec.notes.map(inEnglish).join(' '), /quantised \(Q4_K\): 4\.5\d bits a parameter/);
  });

  it('is served as its tensors are held', () => {
    const wide = gguf(llamaMetadata, llamaTensors(shape));
    const packed = gguf(llamaMetadata, llamaTensors({ ...shape, type: 12 }));
    assert.ok(wide.kind === 'model' && packed.kind === 'model');
    assert.equal(wide.spec.quantisation, undefined);
    const { weightsBytes } = packed.facts;
    const served = weightBytesServed(packed.spec, 2);
    assert.ok(Math.abs(served / weightsBytes - 1) < 0.02, `${served} of ${weightsBytes}`);
    assert.ok(served < 0.3 * weightBytesServed(wide.spec, 2));
    const pass = { batch: 1, sequence: 16 };
    assert.deepEqual(costOf(packed.spec, pass), costOf(wide.spec, pass));
  });

  it('cut off, asks for more of the file; never throws on any bytes', () => {
    const whole = ggufBytes(llamaMetadata, llamaTensors(shape));
    for (const length of [4, 8, 20, 100, whole.length - 1]) {
      const reading = readGgufHeader(whole.subarray(0, length));
      assert.equal(reading.kind, 'truncated');
      assert.ok(reading.neededBytes > length);
    }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 5), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const mutated = Uint8Array.from(whole);
          for (const [at, byte] of changes) mutated[4 + at] = byte;
          const reading = readGgufHeader(mutated);
          if (reading.kind !== 'header') return;
          const model = describeGguf(reading.header);
          if (model.kind !== 'model') return;
          const cost = costOf(model.spec, { batch: 1, sequence: 8 });
          assert.ok(Number.isFinite(cost.forward.matmul) && Number.isSafeInteger(cost.parameters.total));
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('of another kind of model is counted, with the reason why there is no estimate', () => {
    const vision = gguf({ 'general.architecture': 'clip' }, [
      { name: 'v.patch_embd.weight', shape: [14, 14, 3, 32] },
    ]);
    assert.deepEqual(vision.kind === 'countedOnly' && [vision.facts.parameters, vision.why], [
      14 * 14 * 3 * 32,
      'it is no language model',
    ]);
  });
});

function safetensors(header: object): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + 16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const tensor = (dtype: string, ...size: number[]): object => ({ dtype, shape: size, data_offsets: [0, 0] });
function facts(header: object, bits: number | null = null): WeightsFacts {
  const reading = readSafetensorsHeader(safetensors(header), bits);
  assert.equal(reading.kind, 'weights', JSON.stringify(reading));
  return reading.facts;
}

describe('a safetensors header', () => {
  it('counts parameters and bytes, not what a quantiser stores beside them', () => {
    const plain = facts({ __metadata__: { format: 'pt' }, a: tensor('BF16', 10, 20), b: tensor('F32', 5) });
    assert.deepEqual([plain.parameters, plain.bytes], [205, 420]);
    // GPTQ: 4-bit weights, eight to a 32-bit number.
    const packed = {
      'layer.qweight': tensor('I32', 8, 16),
      'layer.qzeros': tensor('I32', 1, 2),
      'layer.scales': tensor('F16', 1, 16),
      'layer.g_idx': tensor('I32', 64),
      norm: tensor('F16', 16),
    };
    assert.equal(facts(packed, 4).parameters, 8 * 8 * 16 + 16);
    assert.equal(facts(packed, 8).parameters, 4 * 8 * 16 + 16);
    assert.match(facts(packed, 4).notes.join(), /packed: counted at 4 bits/);
  });

  it('cut off or broken, says so', () => {
    const whole = safetensors({ a: tensor('BF16', 10) });
    assert.equal(readSafetensorsHeader(whole.subarray(0, 20)).kind, 'truncated');
    assert.equal(readSafetensorsHeader(safetensors({ a: 1 })).kind, 'broken');
    assert.equal(readSafetensorsHeader(safetensors({ a: tensor('F32', -4) })).kind, 'broken');
  });

  it('is told from text and from other files', () => {
    assert.equal(decodeBytes(safetensors({ a: tensor('BF16', 10) })).kind, 'safetensors');
  });
});

describe('weights beside a config', () => {
  const values = { vocab_size: 100, hidden_size: 10, torch_dtype: 'bfloat16' };
  const index = (metadata: object, ...names: string[]): WeightsFacts => {
    const weight_map = Object.fromEntries(names.map((name) => [name, 'model-00001-of-00002.safetensors']));
    const reading = readWeightsIndex(JSON.stringify({ metadata, weight_map }));
    assert.equal(reading.kind, 'weights');
    return reading.facts;
  };

  it('agree, by their own count or by size and precision', () => {
    assert.match(
      crossCheck(5000, values, index({ total_size: 10_000 })).join(),
      /the same number of parameters, 5,000/,
    );
    assert.match(crossCheck(5000, values, index({ total_parameters: 5000 })).join(), /the same number/);
  });

  it('disagree with a reason: an untied head, prediction heads, packing', () => {
    const untied = crossCheck(5000, values, index({ total_size: 12_000 }, 'lm_head.weight'));
    assert.match(untied.join(' '), /hold 6,000 parameters .* describes 5,000.*one embedding table/);
    const heads = crossCheck(5000, values, index({ total_size: 11_000 }, 'model.layers.61.eh_proj.weight'));
    assert.match(heads.join(' '), /multi-token prediction/);
    const quantised = { ...values, quantization_config: { quant_method: 'gptq', bits: 4 } };
    assert.match(crossCheck(5000, quantised, index({ total_size: 3000 })).join(), /quantised .* no check/);
  });

  it('say nothing where nothing is known', () => {
    assert.deepEqual(crossCheck(5000, { vocab_size: 100 }, index({ total_size: 12_000 })), []);
    assert.equal(readWeightsIndex('{"weight_map": 3}').kind, 'notWeights');
    assert.equal(readWeightsIndex('{"weight_map"').kind, 'broken');
  });
});
