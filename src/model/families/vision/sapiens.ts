import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, perHead, rmsNorm, rotary, vector } from '../../layers';
import { feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { blocksOf, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { topOf } from './head';
import { patchGrid } from './image';
import { headsOf, visionTransformer } from './transformer';
import { said } from '../../../units/message';

/** Key-value heads of each layer: as many as heads in the first and the last layers, fewer between them. */
function keyValueHeads(config: ConfigFields, layers: number, heads: number): readonly number[] {
  if ((config.raw('num_key_value_heads_per_layer') ?? null) !== null) {
    const given = config.sizes('num_key_value_heads_per_layer', layers);
    if (given.some((count) => heads % count !== 0))
      config.refuse(
        'num_key_value_heads_per_layer',
        said`must divide the number of attention heads (${heads}).`,
      );
    return given;
  }
  const between = config.keyValueHeads('num_key_value_attention_heads', heads);
  const first = config.count('num_first_full_attention_layers');
  const last = layers - config.count('num_last_full_attention_layers');
  return Array.from({ length: layers }, (_, index) => (index < first || index >= last ? heads : between));
}

/** Sapiens 2: a Vision Transformer with registers, rotary positions, RMS norms and grouped queries in its middle. */
export const sapiens: Family = {
  name: 'sapiens',
  modelTypes: ['sapiens2'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const registers = config.count('num_register_tokens');
    const positions = grid.patches + 1 + registers;
    const layers = config.layers('num_hidden_layers');
    const groups = keyValueHeads(config, layers, heads);
    const bias = {
      query: config.flag('query_bias'),
      key: config.flag('key_bias'),
      value: config.flag('value_bias'),
      output: config.flag('proj_bias'),
    };
    const layer = (grouped: number): Layer[] => [
      rmsNorm(width),
      ...selfAttention({ width, heads, keyValueHeads: grouped, headWidth, bias, mask: fullMask }),
      ...(config.flag('use_qk_norm')
        ? [perHead(rmsNorm(headWidth), heads), perHead(rmsNorm(headWidth), grouped)]
        : []),
      rotary(heads, grouped, headWidth),
      vector('residual', width),
      rmsNorm(width),
      ...feedForward({
        width,
        hidden: config.size('intermediate_size'),
        gated: config.flag('use_gated_mlp'),
        bias: config.flag('mlp_bias'),
      }),
      twoResiduals(width),
    ];
    const blocks = blocksOf(
      layers,
      (index) => String(groups[index] ?? heads),
      (key) => layer(Number(key)),
    ).map((block): Block => ({ ...block, positions }));
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 1 + registers,
      embedding: [vector('embedding', width * (1 + registers + (config.flag('use_mask_token') ? 1 : 0)))],
      layer: { blocks },
      output: [rmsNorm(width)],
      top: topOf(config, 'Model', {}),
    });
  },
};
