import type { ConfigFields, ConfigValue } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, residual, rmsNorm } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import { decoderOnly, rotaryAttention } from '../decoder';
import type { Family, ModelShape } from '../family';
import { blocksByDescription } from './blocks';
import { said } from '../../../units/message';

/** What a search left in one place of a layer: nothing, one matrix in its place, or the part with its own size. */
type Part = 'nothing' | 'linear' | number;

interface SearchedLayer {
  /** Key-value heads. */
  readonly attention: Part;
  /** Width of the hidden layer. */
  readonly feedForward: Part;
}

/** Widths come as multiples of two thirds of the model's, rounded up to this. */
const widthStep = 256;
const widthOf = (multiplier: number, width: number): number =>
  Math.max(1, Math.ceil(Math.floor((2 * multiplier * width) / 3) / widthStep)) * widthStep;

/** A part as its entry says; `sizeOf` turns its number into a size, null where that does not hold. */
function partOf(
  entry: ConfigValue | undefined,
  key: string,
  sizeOf: (value: number) => number | null,
): Part | null {
  if (!isObject(entry)) return null;
  if (entry['no_op'] === true) return 'nothing';
  if (entry['replace_with_linear'] === true) return 'linear';
  const value = entry[key];
  return typeof value === 'number' && value > 0 && value <= 1e6 ? sizeOf(value) : null;
}

function searchedLayers(
  config: ConfigFields,
  count: number,
  heads: number,
  width: number,
): readonly SearchedLayer[] {
  const written = config.raw('block_configs');
  if (!Array.isArray(written) || written.length !== count) {
    config.refuse('block_configs', said`must be a list of ${count} layers.`);
    return [];
  }
  const entries: readonly ConfigValue[] = written;
  return entries.map((entry, index) => {
    const block = isObject(entry) ? entry : {};
    const attention = partOf(block['attention'], 'n_heads_in_group', (group) =>
      heads % group === 0 ? heads / group : null,
    );
    const hidden = partOf(block['ffn'], 'ffn_mult', (multiplier) => widthOf(multiplier, width));
    if (attention === null || hidden === null)
      config.refuse('block_configs', said`does not say what layer ${index} is.`);
    return { attention: attention ?? 'nothing', feedForward: hidden ?? 'nothing' };
  });
}

function read(config: ConfigFields): ModelShape {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads');
  const layers = config.layers('num_hidden_layers');
  const searched = searchedLayers(config, layers, heads, width);
  const attentionBias = config.flag('attention_bias');
  const feedForwardBias = config.flag('mlp_bias');
  const attention = (part: Part): Layer[] => {
    if (part === 'nothing') return [];
    const inside =
      part === 'linear'
        ? [linear('attention.projections', width, width, attentionBias)]
        : rotaryAttention({ width, heads, keyValueHeads: part, headWidth, layers }, biases(attentionBias));
    return [rmsNorm(width), ...inside, residual(width, 1)];
  };
  const hiddenLayers = (part: Part): Layer[] => {
    if (part === 'nothing') return [];
    const inside =
      part === 'linear'
        ? [linear('feedForward', width, width, feedForwardBias)]
        : feedForward({ width, hidden: part, gated: true, bias: feedForwardBias });
    return [rmsNorm(width), ...inside, residual(width, 1)];
  };
  return decoderOnly({
    config,
    width,
    contextKey: 'max_position_embeddings',
    blocks: blocksByDescription<SearchedLayer>(
      layers,
      (index) => searched[index] ?? { attention: 'nothing', feedForward: 'nothing' },
      (layer) => [...attention(layer.attention), ...hiddenLayers(layer.feedForward)],
    ),
    beforeHead: [rmsNorm(width)],
  });
}

/** Llama-Nemotron after a search that thinned its layers out: `block_configs` says what each one kept. */
export const searchedDecoders: Family = {
  name: 'llama',
  modelTypes: ['nemotron-nas'],
  outsideLibrary: true,
  read,
};
