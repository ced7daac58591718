import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { feedForward, routedExperts } from '../../sub-layers';

/** Under which keys a mixture keeps its sizes. */
export interface ExpertKeys {
  readonly count: string;
  readonly used: string;
  readonly hidden: string;
  /** How many experts a token visits where the router's code says it, not the key. */
  readonly fixed?: number;
}

export const routedSizes: ExpertKeys = {
  count: 'n_routed_experts',
  used: 'num_experts_per_tok',
  hidden: 'moe_intermediate_size',
};
export const numberedSizes: ExpertKeys = { ...routedSizes, count: 'num_experts' };
export const localSizes: ExpertKeys = {
  count: 'num_local_experts',
  used: 'num_experts_per_tok',
  hidden: 'intermediate_size',
};

/** Gated experts without biases behind a router, as `keys` say their sizes. */
export function mixture(config: ConfigFields, keys: ExpertKeys): Layer[] {
  const count = config.size(keys.count);
  const used = config.expertsPerToken(keys.used, count);
  return routedExperts({
    width: config.size('hidden_size'),
    hidden: config.size(keys.hidden),
    count,
    used: keys.fixed ?? used,
    gated: true,
    bias: false,
    routerBias: false,
  });
}

/** Experts that run for every token, as one gated feed-forward of their common width; none where that is 0. */
export const sharedExperts = (width: number, hidden: number, bias = false): Layer[] =>
  hidden === 0 ? [] : feedForward({ width, hidden, gated: true, bias }, 'experts');

/** Which layers have experts: `mlp_layer_types` where the config lists them, else the family's own rule. */
export function sparseLayers(
  config: ConfigFields,
  layers: number,
  isSparse: (index: number) => boolean,
): (index: number) => boolean {
  const listed = config.perLayerKind('mlp_layer_types', layers, ['dense', 'sparse']);
  return (index) => (listed === null ? isSparse(index) : listed[index] === 'sparse');
}
