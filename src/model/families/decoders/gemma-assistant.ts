import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, vector } from '../../layers';
import type { Family } from '../family';
import { untrained } from '../hybrids/indexer';
import { readGemma4 } from './gemma-nano';

const textTypes: Readonly<Record<string, string>> = {
  gemma4_assistant: 'gemma4_text',
  gemma4_unified_assistant: 'gemma4_unified_text',
};

/** What the library asks of an assistant's text_config. */
function checkText(text: ConfigFields): void {
  for (const key of ['hidden_size_per_layer_input', 'vocab_size_per_layer_input'])
    if (text.count(key) !== 0) text.refuse(key, 'must be 0 in an assistant.');
  for (const key of ['enable_moe_block', 'use_double_wide_mlp'])
    if (text.flag(key)) text.refuse(key, 'must be false in an assistant.');
  const shared = text.count('num_kv_shared_layers');
  if (shared !== 0 && shared !== text.layers('num_hidden_layers'))
    text.refuse(
      'num_kv_shared_layers',
      said`(${shared}) must be all layers: an assistant reads another model's keys.`,
    );
}

/** Scores of clusters of tokens, then of the tokens in those that are picked, against the rows of the token table. */
function clusteredHead(config: ConfigFields, width: number, vocabulary: number, tied: boolean): Layer[] {
  const clusters = config.size('num_centroids');
  if (vocabulary % clusters !== 0)
    config.refuse('num_centroids', said`(${clusters}) does not divide the vocabulary (${vocabulary}).`);
  const picked = config.size('centroid_intermediate_top_k');
  if (picked > clusters)
    config.refuse('centroid_intermediate_top_k', said`(${picked}) is more than the ${clusters} centroids.`);
  return [
    {
      kind: 'product',
      component: 'head',
      batches: 'sequence',
      rows: 1,
      inner: width,
      columns: picked * Math.max(1, Math.floor(vocabulary / clusters)),
    },
    ...(tied ? [] : [vector('head', width * vocabulary)]),
  ];
}

/** Attention to keys and values of another model, which learns nothing here: one gradient of each product. */
function towardsOutside(layer: Layer): Layer[] {
  if (layer.kind !== 'attention') return [layer];
  const { heads, queryKeyWidth, valueWidth, keys } = layer;
  const product = { kind: 'product', batches: heads, rows: 'sequence', gradients: 1 } as const;
  return [
    { ...product, component: 'attention.scores', inner: queryKeyWidth, columns: keys },
    { ...product, component: 'attention.values', inner: keys, columns: valueWidth },
  ];
}

/** Gemma 4's assistants: they guess ahead of a larger model from its states, with its keys and values. */
export const gemmaAssistant: Family = {
  name: 'gemma',
  modelTypes: Object.keys(textTypes),
  read(config, modelType) {
    const type = textTypes[modelType] ?? 'gemma4_text';
    const text = config.section('text_config', type).config;
    checkText(text);
    const width = text.size('hidden_size');
    const backbone = config.size('backbone_hidden_size');
    const vocabulary = text.size('vocab_size');
    const tied = config.flag('tie_word_embeddings');
    const clustered = config.flag('use_ordered_embeddings');
    const shape = readGemma4(
      text.overlaid({ architectures: [clustered ? 'Model' : 'ForCausalLM'], tie_word_embeddings: tied }),
      type === 'gemma4_unified_text',
      true,
    );
    return {
      ...shape,
      blocks: [
        {
          name: 'states of the larger model',
          count: 1,
          positions: 'sequence',
          layers: [linear('other', 2 * backbone, width, false, { inputGradient: false })],
        },
        ...shape.blocks.map((block) => ({ ...block, layers: block.layers.flatMap(towardsOutside) })),
        // Which clusters are picked is no part of what is trained.
        ...(clustered
          ? untrained('clusters', 1, [linear('head', width, config.size('num_centroids'), false)])
          : []),
        {
          name: 'output to the larger model',
          count: 1,
          positions: 'sequence',
          layers: [
            linear('other', width, backbone, false),
            ...(clustered ? clusteredHead(config, width, vocabulary, tied) : []),
          ],
        },
      ],
      notes: [
        ...shape.notes,
        said`It reads the states, keys and values of a larger model: those are taken to have as many positions as its own sequence.`,
      ],
    };
  },
};
