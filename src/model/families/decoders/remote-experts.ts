import type { ConfigFields } from '../../config-fields';
import { rmsNorm } from '../../layers';
import { biases, queryKeyValueBias } from '../../sub-layers';
import {
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import type { ExpertKeys } from '../hybrids/experts';
import { mixture, numberedSizes, routedSizes, sharedExperts } from '../hybrids/experts';
import { renamed } from './remote-code';
import type { RemoteNames } from './remote-code';

interface Traits extends RemoteNames {
  readonly keys: ExpertKeys;
  /** Key of the number of experts that run for every token. */
  readonly shared?: string;
  readonly norms?: number;
}

const traits: Readonly<Record<string, Traits>> = {
  deepseek: { keys: routedSizes, shared: 'n_shared_experts' },
  bailing_moe: { keys: numberedSizes, shared: 'num_shared_experts' },
  'grok-1': {
    keys: { ...numberedSizes, hidden: 'intermediate_size' },
    norms: 4,
    defaults: { tie_word_embeddings: true },
  },
};

/** Dense layers first, then every so many layers with experts. */
function sparseRule(config: ConfigFields): (index: number) => boolean {
  const dense = config.count('first_k_dense_replace');
  const every = config.optionalSize('moe_layer_freq') ?? 1;
  return (index) => index >= dense && index % every === 0;
}

/** Mixtures of experts that come with code of their own: DeepSeek's first, Ling, Grok-1. */
export const remoteExperts: Family = {
  name: 'expert-decoders',
  modelTypes: Object.keys(traits),
  outsideLibrary: true,
  read(file, modelType) {
    const own: Traits = traits[modelType] ?? { keys: routedSizes };
    const config = renamed(file, own);
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const isSparse = sparseRule(config);
    const shared =
      own.shared === undefined ? 0 : config.count(own.shared) * config.size('moe_intermediate_size');
    const bias = config.flag('use_bias')
      ? biases(true)
      : queryKeyValueBias(
          config.flag('use_qkv_bias') || config.flag('attention_bias'),
          config.flag('attention_bias'),
        );
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (isSparse(index) ? 'experts' : 'dense'),
        (kind) => [
          ...Array.from({ length: own.norms ?? 2 }, () => rmsNorm(width)),
          ...rotaryAttention(shape, bias),
          ...(kind === 'experts'
            ? [...mixture(config, own.keys), ...sharedExperts(width, shared)]
            : gatedFeedForward(config, config.flag('use_bias'))),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
