import type { ConfigFields } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import type { AttentionDescription, FeedForwardDescription } from '../../sub-layers';
import { fullMask, layerNorm, perHead, vector } from '../../layers';
import { feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { ModelShape } from '../family';
import type { Top } from './head';
import { patchProjection } from './image';
import type { PatchGrid } from './image';
import { usableWidth } from './stages';
import { type Message, said } from '../../../units/message';

export interface TransformerLayer {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly bias: AttentionDescription['bias'];
  readonly hidden: number;
  readonly gated?: boolean;
  readonly feedForwardBias?: boolean;
  /** LayerNorm unless said otherwise. */
  readonly norm?: (width: number) => NormLayer;
  /** Norm of queries and keys, over all heads or over each. */
  readonly queryKeyNorm?: 'all heads' | 'each head' | null;
  /** A learned factor for each channel of both sub-layers' outputs. */
  readonly layerScale?: boolean;
}

/** The layer of the Vision Transformer: attention over all positions and a feed-forward, each behind a norm. */
export function transformerLayer(description: TransformerLayer): Layer[] {
  const { width, heads, headWidth, bias, norm = layerNorm, queryKeyNorm = null } = description;
  const { hidden, gated = false, feedForwardBias = true, layerScale = false } = description;
  const forward: FeedForwardDescription = { width, hidden, gated, bias: feedForwardBias };
  const queryKey = queryKeyNorm === 'each head' ? perHead(norm(headWidth), heads) : norm(heads * headWidth);
  return [
    norm(width),
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask: fullMask }),
    ...(queryKeyNorm === null ? [] : [queryKey, queryKey]),
    norm(width),
    ...feedForward(forward),
    ...(layerScale ? [vector('residual', 2 * width)] : []),
    twoResiduals(width),
  ];
}

/** hidden_size, num_attention_heads and the width of a head that follows from them. */
export function headsOf(
  config: ConfigFields,
  widthKey = 'hidden_size',
  headsKey = 'num_attention_heads',
): { readonly width: number; readonly heads: number; readonly headWidth: number } {
  return {
    width: config.size(widthKey),
    heads: config.size(headsKey),
    headWidth: config.headWidth(widthKey, headsKey),
  };
}

/** What an image model is beside its blocks: one sample is `positions` long. */
export function imageModel(
  positions: number,
  blocks: readonly Block[],
  notes: readonly Message[],
): ModelShape {
  return {
    sample: 'image',
    tokensPerSample: positions,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks,
    notes,
  };
}

/** The parts of a Vision Transformer, in the order they run. */
export interface VisionTransformer {
  readonly config: ConfigFields;
  readonly grid: PatchGrid;
  readonly width: number;
  /** What cuts the image into patches; a convolution with a bias where absent. */
  readonly patches?: Layer;
  /** Positions beside the patches': class token, registers. */
  readonly furtherTokens: number;
  /** Learned tokens and positions. */
  readonly embedding: readonly Layer[];
  /** One layer of num_hidden_layers that are built alike; or the blocks that they are, where they differ. */
  readonly layer: readonly Layer[] | { readonly blocks: readonly Block[] };
  readonly output: readonly Layer[];
  readonly top: Top;
  readonly notes?: readonly Message[];
}

/** A Vision Transformer of num_hidden_layers layers. */
export function visionTransformer(parts: VisionTransformer): ModelShape {
  const { config, grid, width, furtherTokens, embedding, layer, output, top, notes = [] } = parts;
  const positions = grid.patches + furtherTokens;
  const patches = parts.patches ?? patchProjection(config.size('num_channels'), grid, width, true);
  const fixed =
    furtherTokens === 0
      ? said`The sequence is fixed by the image: ${grid.patches} patches.`
      : said`The sequence is fixed by the image: ${grid.patches} patches and ${furtherTokens} further tokens.`;
  return imageModel(
    positions,
    [
      { name: 'patches', count: 1, positions, layers: [patches, ...embedding] },
      ...('blocks' in layer
        ? layer.blocks
        : [{ name: 'layers', count: config.layers('num_hidden_layers'), positions, layers: layer }]),
      { name: 'output', count: 1, positions, layers: [...output, ...top.layers] },
    ],
    [fixed, ...notes, ...top.notes],
  );
}

/** A width times a ratio that need not be whole; what does not come out at a whole number of 1 or more is refused. */
export const scaledWidth = (config: ConfigFields, width: number, ratioKey: string): number =>
  usableWidth(config, ratioKey, Math.floor(width * (config.decimal(ratioKey) ?? 1)));
