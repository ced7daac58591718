import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, layerNorm, linear, rmsNorm, vector } from '../../layers';
import { biases, crossAttention, queryKeyValueBias } from '../../sub-layers';
import type { ModelShape } from '../family';
import { embedder, modulation, patches, plainNorm, timeChannels } from './parts';
import { said } from '../../../units/message';

/** What diffusers' SanaTransformer2DModel says where the file does not: Sana-1.6B's own sizes. */
export const sanaDefaults: LibraryDefaults = {
  values: {
    in_channels: 32,
    out_channels: 32,
    num_attention_heads: 70,
    attention_head_dim: 32,
    num_layers: 20,
    num_cross_attention_heads: 20,
    cross_attention_head_dim: 112,
    cross_attention_dim: 2240,
    caption_channels: 2304,
    mlp_ratio: 2.5,
    attention_bias: false,
    sample_size: 32,
    patch_size: 1,
    norm_elementwise_affine: false,
    guidance_embeds: false,
    qk_norm: null,
  },
  aliases: {},
};

/** The pipeline's captions, at their longest. */
const textPositions = 300;

/** Sana: linear attention over the patches, attention to the text, and a gated feed-forward that looks at its neighbours. */
export function sanaShape(config: ConfigFields): ModelShape {
  const heads = config.size('num_attention_heads');
  const headWidth = config.size('attention_head_dim');
  const width = heads * headWidth;
  const textHeads = config.size('num_cross_attention_heads');
  const textHeadWidth = config.size('cross_attention_head_dim');
  const textWidth = config.size('cross_attention_dim');
  if (textWidth !== width)
    config.refuse(
      'cross_attention_dim',
      said`(${textWidth}) is not the width of the projected captions (${width}).`,
    );
  const ratio = config.decimal('mlp_ratio') ?? 0;
  const hidden = Math.max(1, Math.trunc(ratio * width));
  if (ratio * width < 1) config.refuse('mlp_ratio', 'leaves the feed-forward no width.');
  const side = config.size('sample_size');
  const patch = config.size('patch_size');
  if (patch > side) config.refuse('patch_size', said`(${patch}) is larger than the image (${side}).`);
  const places = Math.max(1, Math.floor(side / patch)) ** 2;
  const channels = config.size('in_channels');
  const normName = config.text('qk_norm');
  if (normName !== null && normName !== 'rms_norm_across_heads')
    config.refuse('qk_norm', 'names no norm that is counted.');
  const norms = (inner: number, contextPositions: number): Layer[] =>
    normName === null ? [] : [rmsNorm(inner), { ...rmsNorm(inner), positions: contextPositions }];
  const bias = queryKeyValueBias(config.flag('attention_bias'), true);
  const component = 'attention.projections';
  const depthwise: Layer = {
    kind: 'convolution',
    component: 'feedForward',
    inputs: 2 * hidden,
    outputs: 2 * hidden,
    kernel: 9,
    groups: 2 * hidden,
    outputPositions: places,
    bias: true,
    inputGradient: true,
  };
  return {
    sample: 'image',
    tokensPerSample: places,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: places,
        layers: [
          patches(channels, width, patch, places),
          ...embedder(timeChannels, width),
          ...(config.flag('guidance_embeds') ? embedder(timeChannels, width) : []),
          modulation(width, width, 6),
          ...embedder(config.size('caption_channels'), width, textPositions),
          { ...rmsNorm(width), positions: textPositions },
        ],
      },
      {
        name: 'layers',
        count: config.layers('num_layers'),
        positions: places,
        layers: [
          vector('other', 6 * width),
          plainNorm(width),
          ...[1, 2, 3].map(() => linear(component, width, width, bias.query)),
          ...norms(width, places),
          // Keys and values first, with a row of ones that sums the keys; then the queries.
          {
            kind: 'product',
            component: 'attention.scores',
            batches: heads,
            rows: headWidth + 1,
            inner: places,
            columns: headWidth,
          },
          {
            kind: 'product',
            component: 'attention.values',
            batches: heads,
            rows: headWidth + 1,
            inner: headWidth,
            columns: places,
          },
          linear(component, width, width, bias.output),
          ...crossAttention({
            width,
            heads: textHeads,
            headWidth: textHeadWidth,
            bias: biases(true),
            contextPositions: textPositions,
          }),
          ...norms(textHeads * textHeadWidth, textPositions),
          layerNorm(width, { scale: config.flag('norm_elementwise_affine') }),
          linear('feedForward', width, 2 * hidden, true),
          depthwise,
          elementwise('feedForward', 16 * hidden),
          linear('feedForward', hidden, width, false),
        ],
      },
      {
        name: 'output',
        count: 1,
        positions: places,
        layers: [
          vector('other', 2 * width),
          plainNorm(width),
          linear('head', width, patch ** 2 * (config.optionalSize('out_channels') ?? channels), true),
        ],
      },
    ],
    notes: [
      said`One denoising pass over latents of ${side} x ${side} (${places} patches) with ${textPositions} text positions; text encoder and autoencoder are models of their own.`,
    ],
  };
}
