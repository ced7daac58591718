import assert from 'node:assert/strict';
import { costOf } from '../../../src/model/cost';
import { workloadOf } from '../../../src/energy/workload';
import { builtByAutomatic } from '../../../src/model/library-classes';
import { findKnownModel } from '../../../src/model/known-models';
import type { ModelClass } from '../../../src/model/model-class';
import { inEnglish } from '../../../src/units/message';

const bert = 'google-bert/bert-base-uncased';

function known(name: string, modelClass: ModelClass) {
  const found = findKnownModel(name, {}, modelClass);
  assert.equal(found.kind, 'known', name);
  return found;
}

/** Parameters, and numbers that the head hands to the loss for a sample of 128 tokens. */
function counts(name: string, className: string, keywords = {}): readonly [number, number] {
  const { spec } = known(name, { name: className, keywords });
  const cost = costOf(spec, { batch: 1, sequence: 128 });
  const { tokensPerSample } = spec;
  const tokens = tokensPerSample === 'sequence' ? 128 : tokensPerSample;
  return [cost.parameters.total, workloadOf(spec, cost, tokens).logits];
}

describe('the class that a model is built as', () => {
  // What `sum(p.numel() for p in model.parameters())` says of transformers 5.24.0's classes.
  const body = 108_891_648;
  const pooler = 590_592;
  const cases: readonly (readonly [
    className: string,
    keywords: object,
    parameters: number,
    logits: number,
  ])[] = [
    ['AutoModelForSequenceClassification', { num_labels: 3 }, body + pooler + 3 * 769, 3],
    ['AutoModelForSequenceClassification', {}, body + pooler + 2 * 769, 2],
    ['BertForTokenClassification', { num_labels: 9 }, body + 9 * 769, 9 * 128],
    ['AutoModelForQuestionAnswering', {}, body + 2 * 769, 2 * 128],
    ['AutoModelForMultipleChoice', {}, body + pooler + 769, 1],
    ['AutoModel', {}, body + pooler, 0],
    ['BertModel', {}, body + pooler, 0],
    ['AutoModelForMaskedLM', {}, body + pooler + 2 * 768 + 30_522, 30_522 * 128],
  ];
  for (const [className, keywords, parameters, logits] of cases)
    it(`decides parameters and logits of BERT: ${className} ${JSON.stringify(keywords)}`, () => {
      assert.deepEqual(counts(bert, className, keywords), [parameters, logits]);
    });

  it('decides those of decoders and image models too', () => {
    const [whole] = counts('Qwen/Qwen2.5-0.5B', 'AutoModelForCausalLM');
    assert.deepEqual(counts('Qwen/Qwen2.5-0.5B', 'AutoModelForSequenceClassification', { num_labels: 1 }), [
      whole + 896,
      128,
    ]);
    const [, classes] = counts('google/vit-base-patch16-224-in21k', 'AutoModelForImageClassification', {
      num_labels: 101,
    });
    assert.equal(classes, 101);
    assert.equal(counts('openai/clip-vit-base-patch32', 'CLIPModel')[1] < 1000, true);
  });

  it('changes what its call changes of the configuration, and nothing by other keywords', () => {
    const [, logits] = counts('gpt2', 'GPT2LMHeadModel', { vocab_size: 1000, device_map: 'auto', hidden: 3 });
    assert.equal(logits, 128_000);
  });

  it('is told where the library has none of it, or another', () => {
    const doubts = (name: string, modelClass: ModelClass): string => {
      const { approximate } = known(name, modelClass) as {
        approximate: Parameters<typeof inEnglish>[0] | null;
      };
      return approximate === null ? '' : inEnglish(approximate);
    };
    assert.match(doubts('gpt2', { name: 'AutoModelForImageClassification' }), /builds no model of gpt2/);
    assert.match(
      doubts(bert, { name: 'MyBertForTagging' }),
      /MyBertForTagging is no class of the library’s bert/,
    );
    assert.match(doubts('gpt2', { name: null, open: ['n_layer'] }), /would tell n_layer/);
    assert.equal(doubts('gpt2', { name: 'AutoModelForCausalLM', open: ['device_map'] }), '');
  });

  it('is refused where it can’t be', () => {
    const found = findKnownModel(
      bert,
      {},
      { name: 'AutoModelForQuestionAnswering', keywords: { num_labels: 5 } },
    );
    assert.equal(found.kind, 'impossible');
  });

  it('of an automatic one is the library’s choice', () => {
    const built: readonly (readonly [string, string, string | null])[] = [
      ['AutoModelForCausalLM', 'bert', 'BertLMHeadModel'],
      ['AutoModelForCausalLM', 'gemma3', 'Gemma3ForConditionalGeneration'],
      ['AutoModelForCausalLM', 'llava', null],
      ['AutoModelForPreTraining', 'bert', 'BertForPreTraining'],
      ['AutoModelForSeq2SeqLM', 'marian', 'MarianMTModel'],
      ['AutoModelForAudioClassification', 'wav2vec2', 'Wav2Vec2ForSequenceClassification'],
      ['AutoModelForSequenceClassification', 'wav2vec2', null],
      ['AutoModelForDocumentQuestionAnswering', 'layoutlm', 'LayoutLMForQuestionAnswering'],
      ['AutoBackbone', 'swin', 'SwinBackbone'],
      ['AutoModel', 'bart', 'BartModel'],
      ['AutoModelForNothing', 'bert', null],
    ];
    for (const [automatic, type, name] of built)
      assert.equal(builtByAutomatic(automatic, type), name, automatic + type);
  });
});
