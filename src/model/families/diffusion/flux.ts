import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear, perHead, rmsNorm } from '../../layers';
import type { ModelShape } from '../family';
import { said } from '../../../units/message';

/** What diffusers' FluxTransformer2DModel says where the file does not: FLUX.1's own sizes. */
export const fluxDefaults: LibraryDefaults = {
  values: {
    patch_size: 1,
    in_channels: 64,
    num_layers: 19,
    num_single_layers: 38,
    attention_head_dim: 128,
    num_attention_heads: 24,
    joint_attention_dim: 4096,
    pooled_projection_dim: 768,
    guidance_embeds: false,
  },
  aliases: {},
};

/** An image of 1024 x 1024: latents of 128 x 128 in patches of 2 x 2. Text of T5, at its longest. */
const imagePositions = 4096;
const textPositions = 512;
/** Sinusoids of the time step. */
const timeChannels = 256;
const widening = 4;

/** FLUX.1: blocks with weights of their own for image and text, then blocks that share them; modulated by the time step. */
export function fluxShape(config: ConfigFields): ModelShape {
  const heads = config.size('num_attention_heads');
  const headWidth = config.size('attention_head_dim');
  const width = heads * headWidth;
  const all = imagePositions + textPositions;
  const component = 'attention.projections';
  const once = { positions: 1 };
  const ofText = { positions: textPositions };
  const channels = config.size('in_channels');
  const patch = config.size('patch_size') ** 2;
  const embedder = (inputs: number): Layer[] => [
    linear('other', inputs, width, true, { ...once, inputGradient: false }),
    linear('other', width, width, true, once),
  ];
  const modulation = (chunks: number): Layer => linear('other', width, chunks * width, true, once);
  const headNorms = (positions: number): Layer[] =>
    [1, 2].map(() => ({ ...perHead(rmsNorm(headWidth), heads), positions }));
  const plainNorm = { ...layerNorm(width, { scale: false }) };
  const attention: Layer = {
    kind: 'attention',
    over: 'attention',
    heads,
    queryKeyWidth: headWidth,
    valueWidth: headWidth,
    keys: all,
    mask: fullMask,
    cachedPerToken: 0,
    positions: all,
  };
  const stream = (positions: number): Layer[] => [
    modulation(6),
    { ...plainNorm, positions },
    { ...plainNorm, positions },
    ...[1, 2, 3, 4].map(() => linear(component, width, width, true, { positions })),
    ...headNorms(positions),
    linear('feedForward', width, widening * width, true, { positions }),
    { ...elementwise('feedForward', 5 * widening * width), positions },
    linear('feedForward', widening * width, width, true, { positions }),
  ];
  return {
    sample: 'image',
    tokensPerSample: imagePositions,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: imagePositions,
        layers: [
          ...embedder(timeChannels),
          ...(config.flag('guidance_embeds') ? embedder(timeChannels) : []),
          ...embedder(config.size('pooled_projection_dim')),
          linear('other', config.size('joint_attention_dim'), width, true, {
            ...ofText,
            inputGradient: false,
          }),
          linear('other', channels, width, true, { inputGradient: false }),
        ],
      },
      {
        name: 'double layers',
        count: config.layers('num_layers'),
        positions: imagePositions,
        layers: [...stream(imagePositions), ...stream(textPositions), attention],
      },
      {
        name: 'single layers',
        count: config.layers('num_single_layers'),
        positions: all,
        layers: [
          modulation(3),
          plainNorm,
          linear('feedForward', width, widening * width, true),
          elementwise('feedForward', 5 * widening * width),
          ...[1, 2, 3].map(() => linear(component, width, width, true)),
          ...headNorms(all),
          attention,
          linear('other', (1 + widening) * width, width, true),
        ],
      },
      {
        name: 'output',
        count: 1,
        positions: imagePositions,
        layers: [
          modulation(2),
          plainNorm,
          linear('head', width, patch * (config.optionalSize('out_channels') ?? channels), true),
        ],
      },
    ],
    notes: [
      said`One denoising pass over an image of 1024 x 1024 (${imagePositions} patches) with ${textPositions} text positions; text encoders and autoencoder are models of their own.`,
    ],
  };
}
