import assert from 'node:assert/strict';
import fc from 'fast-check';
import { costOf } from '../../../src/model/cost';
import type { ConfigObject } from '../../../src/model/config-fields';
import { describeModel } from '../../../src/model/describe';
import { encoders } from '../../../src/model/families/encoders/catalogue';
import { findKnownModel } from '../../../src/model/known-models';
import { defaultsOf } from '../../../src/model/library-defaults';
import { readModelConfigs } from '../../../src/model/read-config';
import { inEnglish } from '../../../src/units/message';

const modelTypes = encoders.flatMap((family) => family.modelTypes);
/** Small, so that most mutated configs are still models; the rest of the keys are the library's. */
const oddValues = [
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  5,
  7,
  64,
  -1,
  1.5,
  1e9,
  1e300,
  'text',
  'c2p|p2c',
  '',
  [],
  [1, 2],
  ['a'],
  {},
];

describe('encoders and encoder-decoders', () => {
  it('give whole, finite figures or name a key, whatever the config holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...modelTypes), fc.infiniteStream(fc.nat()), (modelType, numbers) => {
        const next = (below: number): number => Number(numbers.next().value) % below;
        const keys = [...Object.keys(defaultsOf(modelType)?.values ?? {}), 'id2label', 'architectures'];
        const mutated = Object.fromEntries(
          Array.from({ length: 1 + next(3) }, () => [
            keys[next(keys.length)] ?? '',
            oddValues[next(oddValues.length)] ?? null,
          ]),
        );
        const description = describeModel(modelType, { vocab_size: 300, ...mutated });
        if (description.kind === 'problems') {
          assert.ok(
            description.problems.every(({ key, message }) => key !== '' && inEnglish(message).includes(' ')),
          );
          return;
        }
        assert.equal(description.kind, 'described');
        const cost = costOf(description.spec, { batch: 2, sequence: 24 });
        for (const figure of [cost.parameters.total, cost.forward.matmul, cost.trainingStepMatmul])
          assert.ok(
            Number.isInteger(figure) && figure >= 0,
            `${modelType} ${JSON.stringify(mutated)}: ${figure}`,
          );
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('leaves the decoder out where the class is the encoder alone', () => {
    const small = { d_model: 48, d_kv: 10, d_ff: 100, num_layers: 2, num_heads: 4, vocab_size: 300 };
    const whole = describeModel('t5', small);
    const encoder = describeModel('t5', { ...small, architectures: ['T5EncoderModel'] });
    assert.ok(whole.kind === 'described' && encoder.kind === 'described');
    assert.ok(whole.spec.generates && !encoder.spec.generates);
    assert.equal(
      encoder.spec.blocks.some(({ name }) => name.startsWith('decoder')),
      false,
    );
  });

  it('refuses classes of answers other than the two that the library takes apart, at the key that makes them', () => {
    const problemsOf = (modelType: string, values: ConfigObject): readonly string[] => {
      const description = describeModel(modelType, values);
      return description.kind === 'problems' ? description.problems.map(({ key }) => key) : [];
    };
    const bert = { architectures: ['BertForQuestionAnswering'] };
    assert.deepEqual(problemsOf('bert', bert), []);
    assert.deepEqual(problemsOf('bert', { ...bert, id2label: { 0: 'start', 1: 'end' } }), []);
    assert.deepEqual(problemsOf('bert', { ...bert, num_labels: 3 }), ['num_labels']);
    assert.deepEqual(problemsOf('bert', { ...bert, id2label: { 0: 'a' } }), ['id2label']);
    // Its class has two numbers whatever the file says.
    assert.deepEqual(problemsOf('bart', { architectures: ['BartForQuestionAnswering'], num_labels: 3 }), []);
  });

  it('takes a decoder alone where the library has one, and refuses it by the key that names it where not', () => {
    const alone = describeModel('bart', { architectures: ['BartForCausalLM'] });
    assert.ok(alone.kind === 'described');
    assert.equal(
      alone.spec.blocks.some(({ name }) => name.startsWith('encoder')),
      false,
    );
    const description = describeModel('t5', { architectures: ['T5ForCausalLM'] });
    assert.ok(description.kind === 'problems');
    assert.deepEqual(
      description.problems.map(({ key }) => key),
      ['architectures'],
    );
  });
});

describe('the longest sequence of an encoder', () => {
  const longest = (config: Readonly<Record<string, unknown>>): number | null => {
    const [reading] = readModelConfigs(JSON.stringify(config));
    assert.ok(reading.kind === 'model', JSON.stringify(reading));
    return reading.spec.contextLength;
  };

  it('is the table’s, without the places that positions numbered behind the padding leave free', () => {
    for (const model_type of [
      'roberta',
      'xlm-roberta',
      'xlm-roberta-xl',
      'camembert',
      'data2vec-text',
      'mpnet',
      'roberta-prelayernorm',
      'ibert',
    ])
      assert.equal(longest({ model_type, max_position_embeddings: 514 }), 512, model_type);
    assert.equal(longest({ model_type: 'longformer', max_position_embeddings: 4098 }), 4096);
    assert.equal(longest({ model_type: 'roberta', max_position_embeddings: 514, pad_token_id: 3 }), 510);
    assert.equal(longest({ model_type: 'mpnet', max_position_embeddings: 514, pad_token_id: 3 }), 512);
    assert.equal(longest({ model_type: 'roberta', max_position_embeddings: 1 }), 1);
    const ofCatalogue = findKnownModel('FacebookAI/roberta-base');
    assert.ok(ofCatalogue.kind === 'known');
    assert.equal(ofCatalogue.spec.contextLength, 512);
  });

  it('is the whole table where positions begin at 0, or there is none', () => {
    for (const model_type of ['bert', 'electra', 'deberta-v2', 'albert', 'distilbert', 'rembert'])
      assert.equal(longest({ model_type, max_position_embeddings: 512, pad_token_id: 0 }), 512, model_type);
    const esm = { model_type: 'esm', vocab_size: 33, max_position_embeddings: 1026 };
    assert.equal(longest({ ...esm, position_embedding_type: 'rotary' }), 1026);
    assert.equal(longest({ ...esm, position_embedding_type: 'absolute' }), 1024);
    assert.equal(longest(esm), 1024);
  });
});
