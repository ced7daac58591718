import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { rmsNorm, vector } from '../../layers';
import { biases, routedExperts } from '../../sub-layers';
import { decoderOnly, gatedFeedForward, groupedQueryShape, rotaryAttention, twoResiduals } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import type { Family } from '../family';
import { sharedExperts, sparseLayers } from '../hybrids/experts';
import { bareUnlessNamed } from './text-parts';
import { idle } from './towers';

/** Widths of the experts of text and of those of images, where the file has none. */
const usualWidths = [1536, 512] as const;

function expertWidths(config: ConfigFields): readonly [text: number, images: number] {
  if ((config.raw('moe_intermediate_size') ?? null) === null) return usualWidths;
  const [text = 1, images = 1] = config.sizes('moe_intermediate_size', 2);
  return [text, images];
}

/** Routed experts, and what the router adds to each one's score. */
function experts(config: ConfigFields, width: number, hidden: number): Layer[] {
  const count = config.size('moe_num_experts');
  const used = config.expertsPerToken('moe_k', count);
  return [
    ...routedExperts({ width, hidden, count, used, gated: true, bias: false, routerBias: false }),
    vector('router', count),
  ];
}

/** ERNIE 4.5 VL's language model: experts of its own for text and for images, of which a pass over text runs the first. */
export const ernieWords: Family = {
  name: 'ernie vl',
  modelTypes: ['ernie4_5_vl_moe_text'],
  read(owner) {
    const config = bareUnlessNamed(owner);
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const biased = config.flag('use_bias');
    const [forText, forImages] = expertWidths(config);
    const isSparse = sparseLayers(config, layers, (index) => index > 0);
    const sparse = Array.from({ length: layers }, (_, index) => isSparse(index)).filter(Boolean).length;
    const shared = config.count('moe_num_shared_experts') * forText;
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...blocksByDescription(
          layers,
          (index) => ({ sparse: isSparse(index) }),
          (layer) => [
            rmsNorm(width),
            ...rotaryAttention(shape, biases(biased)),
            rmsNorm(width),
            ...(layer.sparse
              ? [...experts(config, width, forText), ...sharedExperts(width, shared, biased)]
              : gatedFeedForward(config, biased)),
            twoResiduals(width),
          ],
        ),
        ...idle([
          {
            name: 'experts of images',
            count: sparse,
            positions: 'sequence',
            layers: experts(config, width, forImages),
          },
        ]),
      ],
      beforeHead: [rmsNorm(width)],
    });
  },
};
