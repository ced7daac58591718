import { rmsNorm } from '../../layers';
import { blocksOf, decoderOnly, gatedFeedForward, twoResiduals } from '../decoder';
import { latentAttention } from '../deepseek';
import type { Family } from '../family';
import { mixture, routedSizes, sharedExperts, sparseLayers } from './experts';

/** GLM 4.7 Flash and A.X K1: DeepSeek's latent attention and experts, the dense layers listed or first. */
export const latentExperts: Family = {
  name: 'latent-experts',
  modelTypes: ['glm4_moe_lite', 'axk1'],
  read(config, modelType) {
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const own = modelType === 'axk1';
    const dense = own && config.given('first_k_dense_replace') ? config.count('first_k_dense_replace') : 1;
    const step = own ? (config.optionalSize('moe_layer_freq') ?? 1) : 1;
    const sparse = sparseLayers(config, layers, (index) => index >= dense && index % step === 0);
    const shared = config.count('n_shared_experts') * config.size('moe_intermediate_size');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (sparse(index) ? 'experts' : 'dense'),
        (key) => [
          rmsNorm(width),
          ...latentAttention(config),
          rmsNorm(width),
          ...(key === 'dense'
            ? gatedFeedForward(config)
            : [
                ...mixture(config, routedSizes),
                ...sharedExperts(width, shared),
                // A.X norms what its experts say.
                ...(own ? [rmsNorm(width)] : []),
              ]),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
