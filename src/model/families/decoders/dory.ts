import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, perHead, rmsNormWithoutScale, vector } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import {
  blocksOf,
  decoderHead,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { AttentionKind } from '../decoder';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** Full attention in the last of so many layers, where no list says. */
const fullEvery = 4;
const layerCounts = ['num_hidden_layers', 'n_input_layers', 'n_recurrent_layers', 'n_output_layers'];

/** The released files list attention and feed-forward apart and count both: two of theirs are one layer. */
function inPairs(config: ConfigFields): ConfigFields {
  const listed = config.raw('layer_types');
  if (!Array.isArray(listed) || !listed.includes('mlp')) return config;
  const halved = layerCounts.flatMap((key) => {
    const count = config.raw(key);
    return typeof count === 'number' ? [[key, Math.floor(count / 2)] as const] : [];
  });
  return config.overlaid({
    layer_types: listed.filter((_, index) => index % 2 === 0),
    ...Object.fromEntries(halved),
  });
}

interface Sections {
  readonly input: number;
  readonly recurrent: number;
  readonly loops: number;
}

/** How many layers run once, and how many again and again between them. */
function sectionsOf(config: ConfigFields, layers: number): Sections {
  const input = config.count('n_input_layers');
  const output = config.count('n_output_layers');
  const named = (config.raw('n_recurrent_layers') ?? null) !== null;
  const recurrent = named ? config.count('n_recurrent_layers') : layers - input - output;
  if (input + recurrent + output !== layers || recurrent < 0)
    config.refuse(
      'num_hidden_layers',
      said`(${layers}) must be n_input_layers (${input}), n_recurrent_layers (${Math.max(0, recurrent)}) and n_output_layers (${output}) together.`,
    );
  // What does not add up was refused; the rest is bounded by the layers that there are.
  const first = Math.min(input, layers);
  return {
    input: first,
    recurrent: Math.min(Math.max(0, recurrent), layers - first),
    loops: config.layers('n_recurrent_loops'),
  };
}

/** Dory: a normalized Transformer (arXiv 2410.01131), gated attention, whose middle layers run several times. */
export const dory: Family = {
  name: 'dory',
  modelTypes: ['dory'],
  read(given) {
    const config = inPairs(given);
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const bias = config.flag('attention_bias');
    const window = config.optionalSize('sliding_window');
    const kindOf = slidingLayers(config, layers, (index) => (index + 1) % fullEvery !== 0);
    const { input, recurrent, loops } = sectionsOf(config, layers);
    const norm = rmsNormWithoutScale(width);
    const logitScale =
      decoderHead(config) === 'languageModel' ? [vector('head', config.size('vocab_size'))] : [];
    const layer = (kind: AttentionKind): Layer[] => [
      norm,
      ...rotaryAttention(shape, biases(bias), maskOf(kind, window)),
      linear('attention.projections', width, heads * headWidth, false),
      perHead(rmsNormWithoutScale(headWidth), heads),
      perHead(rmsNormWithoutScale(headWidth), keyValueHeads),
      // Scales of each channel: queries, and the output's gate.
      vector('attention.projections', 2 * heads * headWidth),
      norm,
      norm,
      ...gatedFeedForward(config, config.flag('mlp_bias')),
      vector('feedForward', 2 * config.size('intermediate_size')),
      norm,
      // How far each sum goes towards its update.
      vector('residual', 2 * width),
      twoResiduals(width),
    ];
    const section = (name: string, first: number, count: number, runs: number): Block[] =>
      blocksOf(count, (index) => kindOf(first + index), layer).map((block) => ({
        ...block,
        name: `${name} ${block.name}`,
        count: block.count * runs,
        parameterSets: block.count,
      }));
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...section('input', 0, input, 1),
        ...section('recurrent', input, recurrent, loops),
        ...section('output', input + recurrent, Math.max(0, layers - input - recurrent), 1),
      ],
      beforeHead: [norm, ...logitScale],
    });
  },
};
