import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import type { FeedForwardDescription } from '../sub-layers';
import { rmsNorm, vector } from '../layers';
import { biases, routedExperts } from '../sub-layers';
import {
  alike,
  blocksOf,
  causalWithin,
  decoderOnly,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** Experts in every layer, as wide as intermediate_size. */
function localExperts(
  config: ConfigFields,
  bias: Pick<FeedForwardDescription, 'bias'> & { routerBias: boolean },
): Layer[] {
  const count = config.size('num_local_experts');
  return routedExperts({
    width: config.size('hidden_size'),
    hidden: config.size('intermediate_size'),
    count,
    used: config.expertsPerToken('num_experts_per_tok', count),
    gated: true,
    ...bias,
  });
}

/** Mixtral: Mistral with experts in place of the feed-forward. */
export const mixtral: Family = {
  name: 'mixtral',
  modelTypes: ['mixtral'],
  read(config) {
    const shape = groupedQueryShape(config);
    const window = config.optionalSize('sliding_window');
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: alike(shape.layers, [
        rmsNorm(shape.width),
        ...rotaryAttention(shape, biases(false), causalWithin(window)),
        rmsNorm(shape.width),
        ...localExperts(config, { bias: false, routerBias: false }),
        twoResiduals(shape.width),
      ]),
      beforeHead: [rmsNorm(shape.width)],
    });
  },
};

/** gpt-oss: attention sinks, alternating windows, biased experts. */
export const gptOss: Family = {
  name: 'gpt_oss',
  modelTypes: ['gpt_oss'],
  read(config) {
    const shape = groupedQueryShape(config);
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        shape.layers,
        slidingLayers(config, shape.layers, (index) => index % 2 === 0),
        (kind) => [
          rmsNorm(shape.width),
          ...rotaryAttention(
            shape,
            biases(config.flag('attention_bias')),
            maskOf(kind, config.optionalSize('sliding_window')),
          ),
          vector('attention.scores', shape.heads),
          rmsNorm(shape.width),
          ...localExperts(config, { bias: true, routerBias: true }),
          twoResiduals(shape.width),
        ],
      ),
      beforeHead: [rmsNorm(shape.width)],
    });
  },
};
