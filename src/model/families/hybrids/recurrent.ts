import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, elementwise, layerNorm, linear, rmsNorm, slidingWindow, vector } from '../../layers';
import { feedForward, queryKeyValueBias } from '../../sub-layers';
import { alike, blocksOf, decoderOnly, rotaryAttention, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { causalConvolution } from './state-space';
import { said } from '../../../units/message';

/** FLOPs for each channel and position of a recurrence with gates. */
const recurrenceFlops = 20;

/** Griffin's recurrent block (arXiv 2402.19427): two branches, a short convolution, a gated linear recurrence. */
function recurrentBlock(config: ConfigFields, width: number, heads: number): Layer[] {
  const inner = config.optionalSize('lru_width') ?? width;
  if (inner % heads !== 0)
    config.refuse('lru_width', said`(${inner}) is not divisible by num_attention_heads (${heads}).`);
  const gate = linear('ssm', inner, inner, true, { groups: heads });
  return [
    linear('ssm', width, inner, true),
    linear('ssm', width, inner, true),
    causalConvolution(inner, config.size('conv1d_width'), true),
    gate,
    gate,
    vector('ssm', inner),
    elementwise('ssm', recurrenceFlops * inner, 4 * inner),
    linear('ssm', inner, width, true),
  ];
}

/** RecurrentGemma: two recurrent layers for each of attention in a window. */
export const recurrentGemma: Family = {
  name: 'recurrent-gemma',
  modelTypes: ['recurrent_gemma'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const layers = config.layers('num_hidden_layers');
    const pattern = config.texts('block_types');
    if (pattern.length === 0) config.refuse('block_types', 'is empty.');
    const hidden = config.size('intermediate_size');
    const bias = queryKeyValueBias(config.flag('attention_bias'), true);
    const shape = {
      width,
      heads,
      keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
      headWidth: config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads'),
      layers,
    };
    return decoderOnly({
      config,
      width,
      contextKey: null,
      blocks: blocksOf(
        layers,
        (index) => (pattern[index % Math.max(1, pattern.length)] === 'recurrent' ? 'recurrent' : 'attention'),
        (key) => [
          rmsNorm(width),
          ...(key === 'attention'
            ? rotaryAttention(shape, bias, slidingWindow(config.size('attention_window_size')))
            : recurrentBlock(config, width, heads)),
          rmsNorm(width),
          ...feedForward({ width, hidden: Math.max(1, Math.floor(hidden / 2)), gated: true, bias: true }),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** RWKV 4: time mixing (a recurrence of weighted sums) and channel mixing, both on a blend with the last position. */
export const rwkv: Family = {
  name: 'rwkv',
  modelTypes: ['rwkv'],
  read(config) {
    const width = config.size('hidden_size');
    const inner = config.optionalSize('attention_hidden_size') ?? width;
    const hidden = config.optionalSize('intermediate_size') ?? 4 * width;
    const norm = layerNorm(width);
    return decoderOnly({
      config,
      width,
      contextKey: 'context_length',
      afterEmbedding: [norm],
      blocks: alike(config.layers('num_hidden_layers'), [
        norm,
        vector('ssm', 2 * inner + 3 * width),
        linear('ssm', width, inner, false),
        linear('ssm', width, inner, false),
        linear('ssm', width, inner, false),
        elementwise('ssm', recurrenceFlops * inner, 4 * inner),
        linear('ssm', inner, width, false),
        norm,
        vector('feedForward', 2 * width),
        linear('feedForward', width, hidden, false),
        activation('feedForward', hidden),
        linear('feedForward', width, width, false),
        linear('feedForward', hidden, width, false),
        twoResiduals(width),
      ]),
      beforeHead: [norm],
      notes: [said`The state is of a fixed size: decoding keeps nothing for each token.`],
    });
  },
};
