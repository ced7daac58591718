import type { Estimate } from '../../energy/estimate';
import type { NumberOption } from '../../energy/plans/plan-fields';
import type { Concept } from '../../model/key-spellings';
import { formatBytes, formatCount, formatFlops, formatKilowattHours, formatShare } from '../../units/format';
import { kilowattHours } from '../../units/quantities';

/** A value of a configuration or a plan that decides what a model costs. */
export interface ValueConcept {
  /** For people. */
  readonly name: string;
  /** Shown with the setting `valuesThatMatter`, not with `all` alone. */
  readonly matters: boolean;
  /** What this one value costs, short; null where that is not known. */
  readonly label: (estimate: Estimate, value: number) => string | null;
  /** A figure of this value alone that the estimate does not have. */
  readonly own?: {
    readonly name: string;
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
  ({ parameters, flops }: Estimate): string =>
    `${formatCount(sumOf(parameters.byComponent, names))} parameters, ${formatShare(sumOf(flops.forward.byComponent, names) / flops.forward.matmul)} of forward`;

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

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
const leastCommonMultiple = (one: number, other: number): number => (one * other) / divisor(one, other);

const divisorsOf = (heads: number): number[] =>
  heads > 4096
    ? []
    : Array.from({ length: heads }, (_one, index) => index + 1).filter((count) => heads % count === 0);
const powersOfTwo = Array.from({ length: 31 }, (_one, index) => 2 ** index);

const layerStep = (value: number): number => (value >= 16 ? 4 : 1);

const halving = { smaller: halves, larger: doubles } as const;

/** The values of a configuration, by the library's name of the key. */
const configConcepts = {
  hidden_size: {
    name: 'hidden size',
    matters: true,
    label: ({ flops }) => `forward ${formatFlops(flops.perTokenForward)}/token`,
    smaller: widthsFrom(-1),
    larger: widthsFrom(1),
  },
  num_hidden_layers: {
    name: 'layers',
    matters: true,
    label: ({ parameters }, layers) => {
      const outside = sumOf(parameters.byComponent, /^(?:embedding|position|head)$/);
      return `${formatCount((parameters.total - outside) / layers)} parameters each`;
    },
    smaller: (value) => [
      value - (value % layerStep(value) === 0 ? layerStep(value) : value % layerStep(value)),
    ],
    larger: (value) => [value + layerStep(value) - (value % layerStep(value))],
  },
  num_key_value_heads: {
    name: 'key-value heads',
    matters: true,
    label: ({ memory }) =>
      memory.kvCacheBytesPerToken === null
        ? null
        : `KV cache ${formatBytes(memory.kvCacheBytesPerToken)}/token`,
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
    name: 'positions',
    matters: true,
    label: ({ memory }, positions) =>
      memory.kvCacheBytesPerToken === null
        ? null
        : `KV cache ${formatBytes(memory.kvCacheBytesPerToken * positions)} when full`,
    own: {
      name: 'KV cache when full',
      figure: ({ memory }, positions) =>
        memory.kvCacheBytesPerToken === null ? null : memory.kvCacheBytesPerToken * positions,
    },
    ...halving,
  },
  vocab_size: {
    name: 'vocabulary',
    matters: true,
    label: inParts(/^(?:embedding|head)$/),
    smaller: (value) => powersOfTwo.filter((size) => size < value).reverse(),
    larger: (value) => powersOfTwo.filter((size) => size > value),
  },
  num_experts: {
    name: 'experts',
    matters: true,
    label: ({ parameters }) => `${formatCount(parameters.byComponent['experts'] ?? 0)} parameters in experts`,
    ...halving,
  },
  num_experts_per_tok: {
    name: 'experts of a token',
    matters: false,
    label: ({ parameters }) => `${formatCount(parameters.active)} active`,
    smaller: (value) => [value - 1],
    larger: (value) => [value + 1],
  },
  intermediate_size: {
    name: 'feed-forward width',
    matters: false,
    label: inParts(/^(?:feedForward|experts)$/),
    smaller: (value) => widthsFrom(-1)(value, null),
    larger: (value) => widthsFrom(1)(value, null),
  },
  moe_intermediate_size: {
    name: 'width of an expert',
    matters: false,
    label: inParts(/^experts$/),
    smaller: (value) => widthsFrom(-1)(value, null),
    larger: (value) => widthsFrom(1)(value, null),
  },
  num_attention_heads: {
    name: 'heads',
    matters: false,
    label: ({ flops }) => `attention ${formatFlops(flops.attentionPerToken)}/token`,
    ...halving,
  },
  head_dim: {
    name: 'width of a head',
    matters: false,
    label: ({ flops }) => `attention ${formatFlops(flops.attentionPerToken)}/token`,
    ...halving,
  },
} as const satisfies Partial<Record<Concept, ValueConcept>>;

const trainingLabel = ({ training }: Estimate): string =>
  `training ${formatKilowattHours(kilowattHours(training.energyKwh.mid))}`;
const length = (name: string): ValueConcept => ({ name, matters: true, label: trainingLabel, ...halving });

/** The values of a plan. */
export const planConcepts: Readonly<Partial<Record<NumberOption, ValueConcept>>> = {
  steps: length('steps'),
  epochs: length('epochs'),
  tokens: length('tokens'),
  batchSize: {
    name: 'batch',
    matters: true,
    label: ({ memory }) => `${formatBytes(memory.perDevice.totalBytes)} a device`,
    ...halving,
  },
  sequenceLength: {
    name: 'sequence',
    matters: true,
    label: ({ flops }) => `attention ${formatShare(flops.attentionShare)} of forward`,
    ...halving,
  },
};

/** How the hints speak of what a key stands for; undefined where they say nothing of it. */
export const valueConceptOf = (concept: Concept): ValueConcept | undefined =>
  (configConcepts as Partial<Record<Concept, ValueConcept>>)[concept];
