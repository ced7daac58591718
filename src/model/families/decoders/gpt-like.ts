import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, residual, rotary, table, vector } from '../../layers';
import { feedForward, queryKeyValueBias, selfAttention } from '../../sub-layers';
import { blocksOf, causalWithin, decoderOnly, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { encoderAttention, gpt2 } from '../gpt2';
import { said } from '../../../units/message';

/** How a decoder of the GPT lineage is built: LayerNorm, as many key-value heads as heads, a feed-forward without gate. */
interface GptVariant {
  /** The keys that hold its sizes. */
  readonly keys: Readonly<Record<'width' | 'heads' | 'layers' | 'context', string>>;
  readonly hidden: (config: ConfigFields, width: number) => number;
  /** Learned positions: so many more entries than the context; none where absent (computed, rotary or sinusoidal). */
  readonly learnedPositions?: number;
  /** Width of each head that rotary positions turn. */
  readonly rotated?: (config: ConfigFields, headWidth: number) => number;
  readonly queryKeyValueBias: boolean;
  readonly outputBias: boolean;
  readonly feedForwardBias: boolean;
  /** Norms in a layer; 2 where absent. */
  readonly norms?: number;
  readonly finalNorm?: boolean;
  readonly headBias?: boolean;
  /** The window of each layer where it does not see all. */
  readonly windowOf?: (config: ConfigFields, layers: number) => (index: number) => number | null;
  readonly lastLayerExtra?: (width: number) => readonly Layer[];
}

const openAiKeys = { width: 'n_embd', heads: 'n_head', layers: 'n_layer', context: 'n_positions' };
const usualKeys = {
  width: 'hidden_size',
  heads: 'num_attention_heads',
  layers: 'num_hidden_layers',
  context: 'max_position_embeddings',
};
const allBiases = { queryKeyValueBias: true, outputBias: true, feedForwardBias: true };
const expansion = 4;
/** The positions that BioGPT, like OPT, keeps in front of the first token. */
const positionOffset = 2;

/** GPT-Neo's attention_types: [[["global", "local"], 12], ...], one name for each layer once repeated. */
function neoWindows(config: ConfigFields, layers: number): (index: number) => number | null {
  const types = config.raw('attention_types') ?? [[['global', 'local'], 12]];
  const groups: [readonly unknown[], number][] = [];
  for (const group of Array.isArray(types) ? (types as readonly unknown[]) : []) {
    const [names, repeats] = Array.isArray(group) ? (group as readonly unknown[]) : [];
    if (Array.isArray(names) && typeof repeats === 'number' && Number.isInteger(repeats) && repeats > 0)
      groups.push([names, repeats]);
  }
  const total = groups.reduce((sum, [names, repeats]) => sum + names.length * repeats, 0);
  if (total !== layers) {
    config.refuse('attention_types', said`describes ${total} layers; there are ${layers}.`);
    return () => null;
  }
  const listed = groups.flatMap(([names, repeats]) => Array.from({ length: repeats }, () => names).flat());
  const window = config.size('window_size');
  return (index) => (listed[index] === 'local' ? window : null);
}

const variants: Readonly<Record<string, GptVariant>> = {
  gpt_neo: {
    keys: {
      width: 'hidden_size',
      heads: 'num_heads',
      layers: 'num_layers',
      context: 'max_position_embeddings',
    },
    hidden: (config, width) => config.optionalSize('intermediate_size') ?? expansion * width,
    learnedPositions: 0,
    queryKeyValueBias: false,
    outputBias: true,
    feedForwardBias: true,
    windowOf: neoWindows,
  },
  gpt_neox_japanese: {
    keys: usualKeys,
    hidden: (config, width) => config.size('intermediate_multiple_size') * width,
    rotated: (_config, headWidth) => headWidth,
    queryKeyValueBias: false,
    outputBias: false,
    feedForwardBias: false,
    lastLayerExtra: (width) => [vector('attention.projections', width)],
  },
  codegen: {
    keys: openAiKeys,
    hidden: (config, width) => config.optionalSize('n_inner') ?? expansion * width,
    rotated: (config, headWidth) => config.optionalSize('rotary_dim') ?? headWidth,
    queryKeyValueBias: false,
    outputBias: false,
    feedForwardBias: true,
    norms: 1,
    headBias: true,
  },
  ctrl: { keys: openAiKeys, hidden: (config) => config.size('dff'), ...allBiases, headBias: true },
  'openai-gpt': {
    keys: openAiKeys,
    hidden: (_config, width) => expansion * width,
    learnedPositions: 0,
    ...allBiases,
    finalNorm: false,
  },
  biogpt: {
    keys: usualKeys,
    hidden: (config) => config.size('intermediate_size'),
    learnedPositions: positionOffset,
    ...allBiases,
  },
  xglm: {
    keys: {
      width: 'd_model',
      heads: 'attention_heads',
      layers: 'num_layers',
      context: 'max_position_embeddings',
    },
    hidden: (config) => config.size('ffn_dim'),
    ...allBiases,
  },
};

/** Decoders of the GPT lineage: GPT, CTRL, GPT-Neo, CodeGen, Japanese GPT-NeoX, BioGPT, XGLM. */
export const gptLike: Family = {
  name: 'gpt',
  modelTypes: Object.keys(variants),
  read(config, modelType) {
    const variant = variants[modelType] ?? { keys: usualKeys, hidden: () => 1, ...allBiases };
    const { keys, learnedPositions, norms = 2, finalNorm = true } = variant;
    const width = config.size(keys.width);
    const heads = config.size(keys.heads);
    const layers = config.layers(keys.layers);
    const headWidth = config.headWidth(keys.width, keys.heads);
    const hidden = variant.hidden(config, width);
    const windowOf = variant.windowOf?.(config, layers) ?? (() => null);
    const crossAttends = modelType === 'xglm' && config.flag('add_cross_attention');
    const blocks = blocksOf(
      layers,
      (index) => String(windowOf(index)),
      (window) => [
        ...Array.from({ length: norms }, () => layerNorm(width)),
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: queryKeyValueBias(variant.queryKeyValueBias, variant.outputBias),
          mask: causalWithin(window === 'null' ? null : Number(window)),
        }),
        ...(variant.rotated === undefined ? [] : [rotary(heads, heads, variant.rotated(config, headWidth))]),
        ...(crossAttends ? encoderAttention({ width, heads, headWidth }) : []),
        ...feedForward({ width, hidden, gated: false, bias: variant.feedForwardBias }),
        twoResiduals(width),
      ],
    );
    return decoderOnly({
      config,
      width,
      contextKey: keys.context,
      afterEmbedding:
        learnedPositions === undefined
          ? []
          : [table('position', config.size(keys.context) + learnedPositions, width), residual(width, 1)],
      blocks,
      beforeHead: [...(variant.lastLayerExtra?.(width) ?? []), ...(finalNorm ? [layerNorm(width)] : [])],
      headBias: variant.headBias ?? false,
    });
  },
};

/** GPT-SW3 is GPT-2 with a tokenizer of its own. */
export const gptSw3: Family = { name: 'gpt2', modelTypes: ['gpt-sw3'], read: gpt2.read };
