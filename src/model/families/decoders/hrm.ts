import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, rmsNormWithoutScale, vector } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import { decoderOnly, rotaryAttention, twoResiduals } from '../decoder';
import type { Block } from '../../spec';
import type { Family } from '../family';

/** How many of the inner iterations, over all outer ones, gradients flow through: the last of L_bp_cycles each, 1 where it says none. */
function iterationsWithGradient(config: ConfigFields, outer: number, inner: number): number {
  const given = config.raw('L_bp_cycles') === null || config.raw('L_bp_cycles') === undefined;
  const listed = given ? [2] : config.integers('L_bp_cycles');
  const padded = Math.max(0, outer - listed.length) * Math.min(1, inner);
  return listed
    .slice(0, outer)
    .reduce((sum, iterations) => sum + Math.min(inner, Math.max(0, iterations)), padded);
}

/** HRM: a slow and a fast stack of layers that run again and again, without gradients but for the last iterations. */
export const hrm: Family = {
  name: 'hrm',
  modelTypes: ['hrm_text'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth =
      config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads');
    const bias = config.flag('attention_bias');
    const perStack =
      config.optionalSize('num_layers_per_stack') === null
        ? config.layers('num_hidden_layers')
        : config.layers('num_layers_per_stack');
    const outer = config.layers('H_cycles');
    const inner = config.layers('L_cycles');
    const norm = rmsNormWithoutScale(width);
    const layers: Layer[] = [
      norm,
      ...rotaryAttention({ width, heads, keyValueHeads: heads, headWidth, layers: perStack }, biases(bias)),
      linear('attention.projections', width, heads * headWidth, bias),
      norm,
      ...feedForward({
        width,
        hidden: config.size('intermediate_size'),
        gated: true,
        bias: config.flag('mlp_bias'),
      }),
      twoResiduals(width),
    ];
    const withGradient = iterationsWithGradient(config, outer, inner);
    const stack = (name: string, runs: number, parameterSets: number, gradient: boolean): Block => ({
      name,
      count: perStack * runs,
      parameterSets,
      positions: 'sequence',
      layers,
      ...(gradient ? {} : { untrained: true }),
    });
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [vector('other', width)],
      blocks: [
        stack('slow layers', outer, perStack, true),
        stack('fast layers', withGradient, perStack, true),
        stack('fast layers, without gradient', outer * inner - withGradient, 0, false),
      ],
      beforeHead: [],
    });
  },
};
