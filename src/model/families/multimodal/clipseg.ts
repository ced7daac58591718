import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, residual, vector } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family, Library, ModelShape } from '../family';
import { transposed } from '../vision/depth-maps';
import { patchGrid } from '../vision/image';
import type { Extent } from '../vision/image';
import { convolve, enlarged } from '../vision/stages';
import { transformerLayer } from '../vision/transformer';
import type { Pair } from './pairs';
import { clipLike, readPair, readTowers } from './pairs';

const pair: Pair = { ...clipLike('clipseg'), before: 'dict' };
/** More layers than any decoder of masks has. */
const mostLayers = 100;

/** From the decoder's states to a mask: each patch becomes a square of as many pixels. */
function mask(config: ConfigFields, grid: Extent, patch: number, width: number): Layer[] {
  if (!config.flag('use_complex_transposed_convolution'))
    return [transposed(grid, { inputs: width, outputs: 1, factor: patch, bias: true, component: 'head' })];
  const factor = Math.max(1, Math.floor(patch / 4));
  const half = Math.max(1, Math.floor(width / 2));
  return [
    convolve(grid, width, width, { component: 'head' }),
    transposed(grid, { inputs: width, outputs: half, factor, bias: true, component: 'head' }),
    transposed(enlarged(grid, factor), { inputs: half, outputs: 1, factor, bias: true, component: 'head' }),
  ];
}

/** Layers over the image tower's states, narrower, that the text's vector scales and moves. */
function maskDecoder(
  config: ConfigFields,
  visionConfig: ConfigFields,
  { positions, width }: { readonly positions: number; readonly width: number },
): Block[] {
  const reduced = config.size('reduce_dim');
  const space = config.size('projection_dim');
  const extracted = config.integers('extract_layers');
  const depth = visionConfig.layers('num_hidden_layers');
  if (
    extracted.length < 1 ||
    extracted.length > mostLayers ||
    extracted.some((index) => index < 0 || index >= depth)
  )
    config.refuse('extract_layers', said`must list some of the ${depth} layers.`);
  const grid = patchGrid(visionConfig);
  const [rows, columns] = grid.extent;
  const [patch, patchWidth] = grid.patch;
  if (rows !== columns || patch !== patchWidth)
    visionConfig.refuse('image_size', 'must be square: the library makes square masks alone.');
  const count = Math.min(mostLayers, Math.max(1, extracted.length));
  const layer = config.decimal('conditional_layer') ?? 0;
  const isConditioned = Number.isInteger(layer) && layer >= 0 && layer < count;
  const film = linear('other', space, reduced, true, { positions: 1, inputGradient: false });
  return [
    {
      name: 'condition',
      count: isConditioned ? 1 : 0,
      parameterSets: 1,
      positions,
      layers: [film, film, residual(reduced, 2)],
    },
    {
      name: 'mask layers',
      count,
      positions,
      layers: [
        // Nothing flows back into the towers.
        linear('other', width, reduced, true, { inputGradient: false }),
        ...transformerLayer({
          width: reduced,
          heads: config.size('decoder_num_attention_heads'),
          headWidth: config.headWidth('reduce_dim', 'decoder_num_attention_heads'),
          bias: biases(true),
          hidden: config.size('decoder_intermediate_size'),
        }),
      ],
    },
    { name: 'mask', count: 1, positions: grid.patches, layers: mask(config, grid.extent, patch, reduced) },
  ];
}

function readSegmentation(config: ConfigFields, library: Library): ModelShape {
  const { text, vision, visionConfig, widths } = readTowers(config, pair, library);
  const space = config.size('projection_dim');
  const positions = typeof vision.tokensPerSample === 'number' ? vision.tokensPerSample : 1;
  const frozen = (blocks: readonly Block[]): Block[] =>
    blocks.map((block) => ({ ...block, untrained: true }));
  const projections = [
    linear('head', widths.vision, space, false),
    linear('head', widths.text, space, false),
    vector('other', 1),
  ];
  return {
    ...text,
    blocks: [
      ...frozen(text.blocks),
      ...frozen(vision.blocks),
      ...frozen([{ name: 'projections', count: 1, positions: 1, layers: projections }]),
      ...maskDecoder(config, visionConfig, { positions, width: widths.vision }),
    ],
    notes: [
      ...text.notes,
      ...vision.notes,
      said`Each sample is one image and one text; the library does not train the towers: no backward pass runs there.`,
    ],
  };
}

/** CLIPSeg (arXiv:2112.10003): a mask of what a text says, from the layers of CLIP's image tower; or the pair of towers alone. */
export const clipseg: Family = {
  name: 'clipseg',
  modelTypes: ['clipseg'],
  read: (config, _modelType, library) =>
    architectureClass(config)?.endsWith('ForImageSegmentation') === true
      ? readSegmentation(config, library)
      : readPair(config, pair, library),
};
