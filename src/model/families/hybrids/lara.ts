import { perHead, rmsNorm } from '../../layers';
import { biases } from '../../sub-layers';
import { blocksOf, decoderOnly, groupedQueryShape, maskOf, rotaryAttention, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { mixerOf } from './delta-rule';
import { mixture, numberedSizes, sharedExperts } from './experts';

const kinds = ['linear_attention', 'sliding_attention', 'full_attention'] as const;

/** What each layer mixes tokens with, where no list says; then again from the first. */
const usualTypes = [
  'linear_attention',
  'sliding_attention',
  'linear_attention',
  'full_attention',
  'sliding_attention',
];

/** Lara Mini: Gated DeltaNet, attention in a window and to everything by turns, experts in every layer. */
export const laraMini: Family = {
  name: 'lara-mini',
  modelTypes: ['lara_mini'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const window = config.optionalSize('sliding_window');
    const listed = config.perLayerKind('layer_types', layers, kinds);
    const typeOf = (index: number): string =>
      (listed === null ? usualTypes[index % usualTypes.length] : listed[index]) ?? '';
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => {
          const type = typeOf(index);
          if (type === 'linear_attention') return 'delta rule';
          return type.includes('sliding') ? 'sliding attention' : 'full attention';
        },
        (kind) => [
          rmsNorm(width),
          ...(kind === 'delta rule'
            ? mixerOf(config, width)
            : [
                ...rotaryAttention(shape, biases(config.flag('attention_bias')), maskOf(kind, window)),
                perHead(rmsNorm(headWidth), heads),
                perHead(rmsNorm(headWidth), keyValueHeads),
              ]),
          rmsNorm(width),
          ...mixture(config, numberedSizes),
          ...sharedExperts(width, config.count('shared_expert_intermediate_size')),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
