import type { Layer } from '../../layers';
import { residual, rmsNorm, vector } from '../../layers';
import { feedForward, routedExperts } from '../../sub-layers';
import { alike, decoderOnly } from '../decoder';
import { latentAttention } from '../deepseek';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** Attention and dense feed-forward come twice in a layer; the experts run beside the second of both. */
const halves = 2;

/** LongCat-Flash: latent attention, and experts of which some do nothing. */
export const longcat: Family = {
  name: 'longcat',
  modelTypes: ['longcat_flash'],
  read(config) {
    const width = config.size('hidden_size');
    const hidden = config.size('expert_ffn_hidden_size');
    const count = config.size('n_routed_experts');
    const idle = config.count('zero_expert_num');
    const used = config.size('moe_topk');
    if (used > count + idle)
      config.refuse('moe_topk', said`(${used}) is more than the ${count + idle} experts there are.`);
    const working = Math.min(used, count);
    const half: Layer[] = [
      rmsNorm(width),
      ...latentAttention(config),
      rmsNorm(width),
      ...feedForward({ width, hidden: config.size('ffn_hidden_size'), gated: true, bias: false }),
    ];
    const experts = routedExperts({
      width,
      hidden,
      count,
      used: working,
      gated: true,
      bias: false,
      routerBias: config.flag('router_bias'),
    }).map((layer): Layer =>
      layer.kind === 'linear' && layer.component === 'router' ? { ...layer, outputs: count + idle } : layer,
    );
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(config.layers('num_layers'), [
        ...Array.from({ length: halves }, () => half).flat(),
        ...experts,
        // The library keeps gates for the idle experts too.
        vector('experts', idle * 2 * hidden * width),
        residual(width, 2 * halves + 1),
      ]),
      beforeHead: [rmsNorm(width)],
      notes:
        idle > 0
          ? [
              said`FLOPs are of tokens that visit ${working} working experts; each of the ${idle} idle ones that a token visits in their stead costs nothing.`,
            ]
          : [],
    });
  },
};
