import type { Range } from '../units/quantities';
import { exactly } from '../units/range';
import type { ModelSpec } from '../model/spec';
import type { PlanOptions } from './plan-options';
import { most } from './plan-bounds';
import { counted, positive } from './plan-values';
import { scaled } from './range';
import { formatCount } from '../units/format';
import { said, type Message } from '../units/message';
import { given } from './given';
import { planWords } from './plan-words';

/** How many tokens a training goes through, and why. */
export interface TrainingTokens {
  /** `mid` is the plan's; the others differ from it where nothing but a usual size is known. */
  readonly tokens: Range;
  readonly why: Message;
}

/** Hoffmann et al. 2022. */
const tokensPerParameter = 20;

/**
 * Tokens of a set for fine-tuning where nobody says them: between the 750,000 of LIMA (Zhou et al. 2023) and about a
 * million examples of 800 tokens, as Tülu 3's mixture has (Lambert et al. 2024); the geometric middle. Hardly any is
 * smaller or larger, and nothing in a model or its plan says where between them it lies.
 */
const fineTuningSet: Range = { low: 750_000, mid: 25_000_000, high: 830_000_000 };

/**
 * Samples of a set of images or sounds, and of a whole training on one, where nobody says them: CIFAR-10's 50,000, ImageNet-1k's
 * 1.28 million and the 400 million pairs of CLIP (Radford et al. 2021), gone through 200 times (the usual recipe of small
 * sets), 300 times (DeiT, Touvron et al. 2021) and 32 times (CLIP), once where a model is tuned. Tokens for each parameter, and
 * sets for tuning in tokens, are of texts alone.
 */
const setSamples: Range = { low: 50_000, mid: 1.28e6, high: 4e8 };
const trainingSamples: Range = { low: 200 * 50_000, mid: 300 * 1.28e6, high: 32 * 4e8 };

/**
 * Tokens for each parameter of encoders of text, which see their texts many times: Chinchilla's rule, of models that write, is the
 * least; BERT-Base had 1,000,000 steps of 256 sequences of 512 for 110M parameters (Devlin et al. 2019, A.2); ModernBERT-base 2 trillion
 * for 149M (Warner et al. 2024).
 */
const encoderTokensPerParameter: Range = { low: tokensPerParameter, mid: 1200, high: 13_400 };

const within = (value: number): number => Math.min(most.tokens, Math.max(1, value));
const between = ({ low, mid, high }: Range): Range => ({
  low: within(low),
  mid: within(mid),
  high: within(high),
});
const known = (value: number, why: Message): TrainingTokens => ({ tokens: exactly(within(value)), why });

/**
 * Tokens as given, else by steps, else by epochs, else by what is usual: of samples of one size, and of texts that go with an image or a
 * sound, their sets; of texts what is tuned or the model's size, in a range where it only reads.
 */
export function chosenTokens(
  options: PlanOptions,
  tokensOfStep: number,
  model: {
    readonly spec: ModelSpec;
    readonly activeParameters: number;
    readonly sequenceLength: number;
    /** Its positions see those after them too. */
    readonly looksBothWays: boolean;
  },
): TrainingTokens {
  const { spec, activeParameters, sequenceLength, looksBothWays } = model;
  const typed = counted('tokens', options.tokens);
  const steps = counted('steps', options.steps);
  const epochs = positive('epochs', options.epochs);
  const dataset = counted('datasetTokens', options.datasetTokens);
  if (typed !== null) return known(typed, given);
  if (steps !== null) return known(steps * tokensOfStep, said`${steps} steps of ${tokensOfStep} tokens`);
  if (dataset !== null)
    return known((epochs ?? 1) * dataset, said`${epochs ?? 1} epochs of ${dataset} tokens`);
  // Each text goes with positions of an image or a sound.
  const isPair =
    !spec.generates && spec.blocks.some(({ positions }) => typeof positions === 'number' && positions > 1);
  if (spec.tokensPerSample !== 'sequence' || isPair) {
    const tokensPerSample = spec.tokensPerSample === 'sequence' ? sequenceLength : spec.tokensPerSample;
    const isWhole = epochs === null && options.fineTunes !== true;
    const samples = isWhole ? trainingSamples : scaled(setSamples, epochs ?? 1);
    const tokens = between(scaled(samples, tokensPerSample));
    return {
      tokens,
      why: said`assumed, ${formatCount(tokens.low)} to ${formatCount(tokens.high)}: how many samples the training goes through is not known; between CIFAR-10 and CLIP’s pairs, in the middle ImageNet-1k`,
    };
  }
  if (options.fineTunes === true) {
    const tokens = between(scaled(fineTuningSet, epochs ?? 1));
    return {
      tokens,
      why: said`assumed, ${formatCount(tokens.low)} to ${formatCount(tokens.high)}: how many tokens the data set has is not known; sets for fine-tuning lie between LIMA’s and Tülu 3’s; epochs: ${epochs ?? 1}`,
    };
  }
  if (!spec.generates && looksBothWays) {
    const tokens = between(scaled(encoderTokensPerParameter, activeParameters));
    return {
      tokens,
      why: said`assumed, ${formatCount(tokens.low)} to ${formatCount(tokens.high)}: how many tokens the training goes through is not known; encoders of text see between Chinchilla’s and ModernBERT’s for each parameter, in the middle BERT’s`,
    };
  }
  return known(
    tokensPerParameter * activeParameters,
    said`${tokensPerParameter} for each active parameter (Hoffmann et al. 2022, Chinchilla)`,
  );
}

const lengths = ['tokens', 'steps', 'epochs', 'datasetTokens'] as const;

const noEffect = (
  options: PlanOptions,
  name: (typeof lengths)[number],
  decisive: 'tokens' | 'steps' | 'gpuHours',
): Message =>
  said`The ${planWords[name]} (${String(options[name])}) has no effect: the ${planWords[decisive]} says how long the training is.`;

/**
 * Which of the words on the length of training have no effect beside the others, and why.
 * @param tokensPerSample those of an image or a sound, or `sequence` where samples are texts
 */
export function unusedLengths(
  options: PlanOptions,
  tokensPerSample: ModelSpec['tokensPerSample'],
): Message[] {
  const told = lengths.filter((name) => options[name] !== undefined && options[name] !== null);
  if (options.gpuHours !== undefined && options.gpuHours !== null)
    return told.map((name) => noEffect(options, name, 'gpuHours'));
  const decisive = told.find((name) => name === 'tokens' || name === 'steps');
  if (decisive !== undefined)
    return told.filter((name) => name !== decisive).map((name) => noEffect(options, name, decisive));
  const isUnknownSet = options.fineTunes !== true && tokensPerSample === 'sequence';
  return told.includes('epochs') && !told.includes('datasetTokens') && isUnknownSet
    ? [
        said`The ${planWords.epochs} (${String(options.epochs)}) has no effect: the ${planWords.datasetTokens} is not known.`,
      ]
    : [];
}
