import type { ConfigFields, ConfigValue } from '../../config-fields';
import type { GroupedQueryShape } from '../decoder';
import { decoderOnly, rotaryAttention, twoResiduals } from '../decoder';
import { perHead, rmsNorm } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { Family } from '../family';
import { blocksByDescription } from './blocks';
import { renamed } from './remote-code';
import { said } from '../../../units/message';

/** A number for each layer: the list's, or the one number for all. */
function perLayer(config: ConfigFields, key: string, layers: number): (index: number) => number {
  const written = config.raw(key);
  const listed: readonly ConfigValue[] = Array.isArray(written) ? written : [];
  const single = Array.isArray(written) ? 1 : (config.decimal(key) ?? 1);
  const wrong = (value: ConfigValue): boolean => typeof value !== 'number' || value <= 0 || value > 1e6;
  if (Array.isArray(written) && (listed.length !== layers || listed.some(wrong)))
    config.refuse(key, said`must be ${layers} positive numbers, one for each layer.`);
  if (single <= 0) config.refuse(key, said`must be more than 0, not ${single}.`);
  return (index) => {
    const value = listed[index];
    return typeof value === 'number' && value > 0 ? value : Math.max(1, single);
  };
}

/** The nearest multiple of `divisor`, not below nine tenths of the value. */
function nearestMultiple(value: number, divisor: number): number {
  const nearest = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return nearest < 0.9 * value ? nearest + divisor : nearest;
}

/** OpenELM: heads and feed-forward grow from layer to layer. */
export const openelm: Family = {
  name: 'openelm',
  modelTypes: ['openelm'],
  outsideLibrary: true,
  read(file) {
    const config = renamed(file, {
      names: {
        hidden_size: 'model_dim',
        num_hidden_layers: 'num_transformer_layers',
        max_position_embeddings: 'max_context_length',
        tie_word_embeddings: 'share_input_output_layers',
      },
      defaults: { tie_word_embeddings: true, ffn_dim_divisor: 256, ffn_with_glu: true },
    });
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const headWidth = config.size('head_dim');
    const divisor = config.size('ffn_dim_divisor');
    const heads = perLayer(config, 'num_query_heads', layers);
    const keyValueHeads = perLayer(config, 'num_kv_heads', layers);
    const multiplier = perLayer(config, 'ffn_multipliers', layers);
    const normed = config.flag('normalize_qk_projections');
    const gated = config.flag('ffn_with_glu');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksByDescription<GroupedQueryShape & { readonly hidden: number }>(
        layers,
        (index) => ({
          width,
          heads: Math.ceil(heads(index)),
          keyValueHeads: Math.ceil(keyValueHeads(index)),
          headWidth,
          layers,
          hidden: nearestMultiple(multiplier(index) * width, divisor),
        }),
        (shape) => [
          rmsNorm(width),
          ...rotaryAttention(shape, biases(false)),
          ...(normed
            ? [perHead(rmsNorm(headWidth), shape.heads), perHead(rmsNorm(headWidth), shape.keyValueHeads)]
            : []),
          rmsNorm(width),
          ...feedForward({ width, hidden: shape.hidden, gated, bias: false }),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
