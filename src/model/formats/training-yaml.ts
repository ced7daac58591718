import type { ConfigFields, ConfigValue } from '../config-fields';
import type { TransformerDescription } from '../families/generic/transformer';
import { queryKeyValueBias } from '../sub-layers';

/** A value where it is text, else nothing. */
export const text = (value: ConfigValue | undefined): string => (typeof value === 'string' ? value : '');

/** Llama's layers under other names for its sizes: what levanter, lingua and nanotron have in common. */
export function llamaLike(
  config: ConfigFields,
  sizes: Pick<
    TransformerDescription,
    'width' | 'layers' | 'heads' | 'keyValueHeads' | 'headWidth' | 'hidden'
  >,
  rest: Partial<TransformerDescription> &
    Pick<TransformerDescription, 'vocabulary' | 'tied' | 'contextLength'>,
): TransformerDescription {
  return {
    ...sizes,
    attentionBias: queryKeyValueBias(config.flag('attention_bias'), false),
    norm: 'rms',
    learnedPositions: null,
    rotatedWidth: sizes.headWidth,
    gated: true,
    feedForwardBias: false,
    ...rest,
  };
}
