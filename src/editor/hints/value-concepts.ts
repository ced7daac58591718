import type { Estimate } from '../../energy/estimate';
import type { NumberOption } from '../../energy/plans/plan-fields';
import type { Concept } from '../../model/key-spellings';
import type { ModelSpec } from '../../model/spec';
import { formatBytes, formatCount, formatFlops, formatKilowattHours, formatShare } from '../../units/format';
import { message, type Message } from '../../units/message';
import { kilowattHours } from '../../units/quantities';
import { divisorsOf, leastCommonMultiple } from './divisors';
import { layerParameters } from './layer-parameters';

/** A value of a configuration or a plan that decides what a model costs. */
export interface ValueConcept {
  /** For people. */
  readonly name: Message;
  /** Shown with the setting `valuesThatMatter`, not with `all` alone. */
  readonly matters: boolean;
  /** What this one value costs, short; null where that is not known. */
  readonly label: (estimate: Estimate, value: number, spec: ModelSpec) => Message | null;
  /** A figure of this value alone that the estimate does not have. */
  readonly own?: {
    readonly name: Message;
    readonly figure: (estimate: Estimate, value: number) => number | null;
  };
  /** Other values that make sense, the nearest first; below and above. `heads` is null where the file does not say it. */
  readonly smaller: (value: number, heads: number | null) => readonly number[];
  readonly larger: (value: number, heads: number | null) => readonly number[];
}

const sumOf = (counts: Readonly<Record<string, number>>, names: RegExp): number =>
  Object.entries(counts)
    .filter(([name]) => names.test(name))
    .reduce((sum, [, count]) => sum + count, 0);

const inParts =
  (names: RegExp) =>
  ({ parameters, flops }: Estimate): Message =>
    message(
      '{0} parameters, {1} of forward',
      formatCount(sumOf(parameters.byComponent, names)),
      formatShare(sumOf(flops.forward.byComponent, names) / flops.forward.matmul),
    );

const halves = (value: number): readonly number[] =>
  value % 2 === 0 ? [value / 2] : [Math.max(1, (value - 1) / 2)];
const doubles = (value: number): readonly number[] => [2 * value];

/** Values about an eighth away that are multiples of what hardware likes, then ever farther. */
const widthsFrom =
  (direction: -1 | 1) =>
  (value: number, heads: number | null): readonly number[] => {
    const unit = heads === null ? 128 : leastCommonMultiple(heads, 64);
    const away = [8, 4, 2, 1].map((part) => value + (direction * value) / part);
    const multiples = away.map(
      (target) => (direction < 0 ? Math.floor(target / unit) : Math.ceil(target / unit)) * unit,
    );
    return [...multiples, direction < 0 ? value / 2 : 2 * value];
  };

const powersOfTwo = Array.from({ length: 31 }, (_one, index) => 2 ** index);

const layerStep = (value: number): number => (value >= 16 ? 4 : 1);

const halving = { smaller: halves, larger: doubles } as const;

/** The values of a configuration, by the library's name of the key. */
const configConcepts = {
  hidden_size: {
    name: message('hidden size'),
    matters: true,
    label: ({ flops }) => message('forward {0}/token', formatFlops(flops.perTokenForward)),
    smaller: widthsFrom(-1),
    larger: widthsFrom(1),
  },
  num_hidden_layers: {
    name: message('layers'),
    matters: true,
    label: (_estimate, layers, spec) => {
      const found = layerParameters(spec, layers);
      if (found === null) return null;
      const each = formatCount(found.total / layers);
      return found.isUniform
        ? message('{0} parameters each', each)
        : message('{0} parameters each, on average', each);
    },
    smaller: (value) => [
      value - (value % layerStep(value) === 0 ? layerStep(value) : value % layerStep(value)),
    ],
    larger: (value) => [value + layerStep(value) - (value % layerStep(value))],
  },
  num_key_value_heads: {
    name: message('key-value heads'),
    matters: true,
    label: ({ memory }) =>
      memory.kvCacheBytesPerToken === null
        ? null
        : message('KV cache {0}/token', formatBytes(memory.kvCacheBytesPerToken)),
    smaller: (value, heads) =>
      heads === null
        ? halves(value)
        : divisorsOf(heads)
            .filter((count) => count < value)
            .reverse(),
    larger: (value, heads) =>
      heads === null ? doubles(value) : divisorsOf(heads).filter((count) => count > value),
  },
  max_position_embeddings: {
    name: message('positions'),
    matters: true,
    label: ({ memory }, positions) =>
      memory.kvCacheBytesPerToken === null
        ? null
        : message('KV cache {0} when full', formatBytes(memory.kvCacheBytesPerToken * positions)),
    own: {
      name: message('KV cache when full'),
      figure: ({ memory }, positions) =>
        memory.kvCacheBytesPerToken === null ? null : memory.kvCacheBytesPerToken * positions,
    },
    ...halving,
  },
  vocab_size: {
    name: message('vocabulary'),
    matters: true,
    label: inParts(/^(?:embedding|head)$/),
    smaller: (value) => powersOfTwo.filter((size) => size < value).reverse(),
    larger: (value) => powersOfTwo.filter((size) => size > value),
  },
  num_experts: {
    name: message('experts'),
    matters: true,
    label: ({ parameters }) =>
      message('{0} parameters in experts', formatCount(parameters.byComponent['experts'] ?? 0)),
    ...halving,
  },
  num_experts_per_tok: {
    name: message('experts of a token'),
    matters: false,
    label: ({ parameters }) => message('{0} active', formatCount(parameters.active)),
    smaller: (value) => [value - 1],
    larger: (value) => [value + 1],
  },
  intermediate_size: {
    name: message('feed-forward width'),
    matters: false,
    label: inParts(/^(?:feedForward|experts)$/),
    smaller: (value) => widthsFrom(-1)(value, null),
    larger: (value) => widthsFrom(1)(value, null),
  },
  moe_intermediate_size: {
    name: message('width of an expert'),
    matters: false,
    label: inParts(/^experts$/),
    smaller: (value) => widthsFrom(-1)(value, null),
    larger: (value) => widthsFrom(1)(value, null),
  },
  num_attention_heads: {
    name: message('heads'),
    matters: false,
    label: ({ flops }) => message('attention {0}/token', formatFlops(flops.attentionPerToken)),
    ...halving,
  },
  head_dim: {
    name: message('width of a head'),
    matters: false,
    label: ({ flops }) => message('attention {0}/token', formatFlops(flops.attentionPerToken)),
    ...halving,
  },
} as const satisfies Partial<Record<Concept, ValueConcept>>;

const trainingLabel = ({ training }: Estimate): Message =>
  message('training {0}', formatKilowattHours(kilowattHours(training.energyKwh.mid)));
const length = (name: Message): ValueConcept => ({ name, matters: true, label: trainingLabel, ...halving });

/** The values of a plan. */
const planConcepts: Readonly<Partial<Record<NumberOption, ValueConcept>>> = {
  steps: length(message('steps')),
  epochs: length(message('epochs')),
  tokens: length(message('tokens')),
  batchSize: {
    name: message('batch'),
    matters: true,
    label: ({ memory }) => message('{0} a device', formatBytes(memory.perDevice.totalBytes)),
    ...halving,
  },
  sequenceLength: {
    name: message('sequence'),
    matters: true,
    label: ({ flops }) => message('attention {0} of forward', formatShare(flops.attentionShare)),
    ...halving,
  },
};

/** The tokens of a training are said by a batch and a number of steps too, each under its own name. */
const tokenConcepts: readonly (readonly [key: RegExp, concept: ValueConcept])[] = [
  [/batch/i, length(message('batch of all devices'))],
  [/step|iter/i, length(message('steps'))],
  [/sample/i, length(message('samples'))],
];

/** How the hints speak of an option of the plan that a file says under a key; undefined where they say nothing of it. */
export const planConceptOf = (option: NumberOption, key: string): ValueConcept | undefined =>
  (option === 'tokens' ? tokenConcepts.find(([pattern]) => pattern.test(key))?.[1] : undefined) ??
  planConcepts[option];

/** How the hints speak of what a key stands for; undefined where they say nothing of it. */
export const valueConceptOf = (concept: Concept): ValueConcept | undefined =>
  (configConcepts as Partial<Record<Concept, ValueConcept>>)[concept];
