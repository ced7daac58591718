import { learnedActivation } from '../../activations';
import type { ConfigFields } from '../../config-fields';
import { layerNorm, perHead, rmsNorm, rmsNormWithoutScale, vector } from '../../layers';
import { windowMissing } from '../decoder';
import type { Family } from '../family';
import type { GroupedQueryVariant } from './grouped-query';
import {
  always,
  firstOfEvery,
  groupedQueryDecoder,
  lastOfEvery,
  layerNormWithoutBias,
  never,
} from './grouped-query';

const attentionBias = { queryKeyValueBias: 'attention_bias', outputBias: 'attention_bias' } as const;
const bothBiases = { ...attentionBias, feedForwardBias: 'mlp_bias' } as const;

/** EXAONE 4 names the last full layer of a pattern by number; a pattern of letters comes with its layer_types. */
function exaonePattern(config: ConfigFields): (index: number) => boolean {
  const pattern = config.raw('sliding_window_pattern');
  const isListed = config.perLayerText('layer_types', config.layers('num_hidden_layers')) !== null;
  if (config.optionalSize('sliding_window') === null) {
    if (!isListed) config.refuse('sliding_window', windowMissing);
    return () => false;
  }
  if (typeof pattern === 'string') return () => false;
  const every = config.optionalSize('sliding_window_pattern');
  return every === null ? () => false : lastOfEvery(every)();
}

/** Cohere 2 takes its older files' pattern: the last of so many layers attends to the full context. */
const coherePattern = (config: ConfigFields): ((index: number) => boolean) =>
  lastOfEvery(config.optionalSize('sliding_window_pattern') ?? 4)();

/** Apertus' activation has two learned numbers a layer. */
const xielu: GroupedQueryVariant['extra'] = (config) => learnedActivation(config.text('hidden_act'));

const bitNetNorms: GroupedQueryVariant['extra'] = (config, { width }) => [
  rmsNorm(width),
  rmsNorm(config.size('intermediate_size')),
];

const headSinks: GroupedQueryVariant['extra'] = (_config, { heads }) => [vector('attention.scores', heads)];

const persimmonNorms: GroupedQueryVariant['extra'] = (config, { headWidth, heads }) =>
  config.flag('qk_layernorm')
    ? [perHead(layerNorm(headWidth), heads), perHead(layerNorm(headWidth), heads)]
    : [];

/** What each model type changes in the Llama layer. */
const variants: Readonly<Record<string, GroupedQueryVariant>> = {
  glm: { queryKeyValueBias: 'attention_bias' },
  glm4: { queryKeyValueBias: 'attention_bias', normsPerLayer: 4 },
  olmo3: { ...attentionBias, queryKeyNorm: 'allHeads', isSliding: lastOfEvery(4) },
  cohere2: { ...attentionBias, norm: layerNormWithoutBias, normsPerLayer: 1, isSliding: coherePattern },
  cohere_compass_text: { ...attentionBias, norm: layerNormWithoutBias, normsPerLayer: 1, isSliding: never },
  nemotron: { ...bothBiases, norm: layerNorm, gated: false },
  exaone4: { queryKeyNorm: 'eachHead', isSliding: exaonePattern },
  ernie4_5: { queryKeyValueBias: 'use_bias', outputBias: 'use_bias', feedForwardBias: 'use_bias' },
  hunyuan_v1_dense: { ...attentionBias, queryKeyNorm: 'eachHead' },
  internlm3: bothBiases,
  iquestcoder: bothBiases,
  helium: { queryKeyValueBias: 'attention_bias', feedForwardBias: 'mlp_bias', headsMakeWidth: true },
  apertus: { ...attentionBias, queryKeyNorm: 'eachHead', gated: false, extra: xielu },
  apertus1p5_text: {
    ...attentionBias,
    queryKeyNorm: 'eachHead',
    gated: false,
    extra: xielu,
    outputVocabularyKey: 'output_vocab_size',
  },
  arcee: { ...bothBiases, gated: false },
  bitnet: { ...attentionBias, extra: bitNetNorms, headsMakeWidth: true },
  seed_oss: {
    queryKeyValueBias: 'attention_bias',
    outputBias: 'attention_out_bias',
    feedForwardBias: 'mlp_bias',
  },
  ministral: { isSliding: always },
  ministral3: { isSliding: always, windowIsOptional: true },
  vaultgemma: { ...attentionBias, isSliding: lastOfEvery(2) },
  jais2: { ...bothBiases, norm: layerNorm, gated: false },
  hyperclovax: { ...bothBiases, normsPerLayer: (config) => (config.flag('use_post_norm') ? 4 : 2) },
  granite_swa: { ...bothBiases, extra: headSinks, isSliding: firstOfEvery(4) },
  cwm: { feedForwardBias: 'mlp_bias', isSliding: firstOfEvery(4) },
  nanochat: { ...attentionBias, norm: rmsNormWithoutScale, queryKeyNorm: 'eachHead', gated: false },
  persimmon: {
    queryKeyValueBias: true,
    outputBias: true,
    feedForwardBias: true,
    norm: layerNorm,
    gated: false,
    extra: persimmonNorms,
    headsMakeWidth: true,
  },
};

/** The library runs InternLM 3 as Llama, which has one switch where InternLM 3 has two. */
function checkInternLmBiases(config: ConfigFields): void {
  if (config.given('qkv_bias') && config.flag('attention_bias') !== config.flag('mlp_bias'))
    config.refuse('attention_bias', 'must equal bias: the library takes one for both.');
}

/** Decoders whose layer is Llama's with other norms, biases, windows or without the gate. */
export const llamaLike: Family = {
  name: 'llama',
  modelTypes: Object.keys(variants),
  read(config, modelType) {
    if (modelType === 'internlm3') checkInternLmBiases(config);
    return groupedQueryDecoder(config, variants[modelType] ?? {});
  },
};
