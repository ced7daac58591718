import type { ConfigFields } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import { layerNorm, linear, perHead, rmsNorm, vector } from '../../layers';
import { biases, queryKeyValueBias } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import {
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { sparseSteps } from '../qwen';
import type { ExpertKeys } from './experts';
import { localSizes, mixture, numberedSizes, routedSizes, sharedExperts, sparseLayers } from './experts';
import { said, type Message } from '../../../units/message';

/** How a mixture of experts differs from Mixtral. */
interface Traits {
  readonly experts: ExpertKeys;
  /** Common width of the experts that run for every token; 0 where there are none. */
  readonly shared?: (config: ConfigFields) => number;
  /** Which layers have experts, where not all do and no list says. */
  readonly isSparse?: (config: ConfigFields, layers: number) => (index: number) => boolean;
  /** Which layers attend in a window, where no list says. */
  readonly isSliding?: (config: ConfigFields, layers: number) => (index: number) => boolean;
  readonly bias?: (config: ConfigFields) => AttentionDescription['bias'];
  /** Queries and keys normed: each head by a shared norm, or all heads as one vector. */
  readonly queryKeyNorm?: (config: ConfigFields) => 'each head' | 'all heads' | 'none';
  readonly norm?: (width: number) => NormLayer;
  readonly norms?: number;
  /** Parameters beside the common ones. */
  readonly attentionExtras?: (shape: GroupedQueryShape) => Layer[];
  readonly expertExtras?: (config: ConfigFields) => Layer[];
  readonly feedForwardBias?: (config: ConfigFields) => boolean;
  readonly headBias?: (config: ConfigFields) => boolean;
  /** One mask for all layers, within the window where the config has one. */
  readonly windowIsOptional?: true;
  /** The library rounds the head's width down where heads do not divide the model's. */
  readonly roundedHeads?: true;
}

const usualNorms = 2;
const attentionBias = (config: ConfigFields): AttentionDescription['bias'] =>
  biases(config.flag('attention_bias'));
const inputBias = (config: ConfigFields): AttentionDescription['bias'] =>
  queryKeyValueBias(config.flag('attention_bias'), false);
const sharedOf =
  (countKey: string, hiddenKey = 'moe_intermediate_size') =>
  (config: ConfigFields): number =>
    config.count(countKey) * config.size(hiddenKey);
const afterDense =
  (key: string) =>
  (config: ConfigFields): ((index: number) => boolean) => {
    const dense = config.count(key);
    return (index) => index >= dense;
  };
/** Every n-th layer attends to everything, the others in a window. */
const fullEvery =
  (key: string) =>
  (config: ConfigFields): ((index: number) => boolean) => {
    const every = config.size(key);
    return (index) => (index + 1) % every !== 0;
  };
/** The library's sparse mixer picks a first and a second expert, whatever `num_experts_per_tok` says. */
const sparseMixer: ExpertKeys = { ...localSizes, fixed: 2 };
/** The first layers of Flint and of Beam have no experts where no list says. */
const [flintDense, beamDense] = [2, 3];
const eachHead = (): 'each head' => 'each head';
const allHeads = (): 'all heads' => 'all heads';

const granite: Traits = {
  experts: localSizes,
  bias: attentionBias,
  shared: (config) => config.count('shared_intermediate_size'),
};

const glm: Traits = {
  experts: routedSizes,
  shared: sharedOf('n_shared_experts'),
  isSparse: afterDense('first_k_dense_replace'),
  bias: inputBias,
  queryKeyNorm: (config) => (config.flag('use_qk_norm') ? 'each head' : 'none'),
  roundedHeads: true,
};

const traits: Readonly<Record<string, Traits>> = {
  granitemoe: { experts: localSizes, bias: attentionBias },
  granitemoeshared: granite,
  granitemoe_swa: {
    ...granite,
    isSliding: () => (index) => index % 4 !== 0,
    attentionExtras: (shape) => [vector('attention.scores', shape.heads)],
  },
  minimax_m2: { experts: localSizes, queryKeyNorm: allHeads },
  phimoe: {
    experts: sparseMixer,
    windowIsOptional: true,
    bias: attentionBias,
    norm: (width) => layerNorm(width),
    headBias: (config) => config.flag('lm_head_bias'),
  },
  flex_olmo: {
    experts: { ...localSizes, count: 'num_experts' },
    bias: attentionBias,
    queryKeyNorm: allHeads,
  },
  glm4_moe: glm,
  sarvam_moe: glm,
  solar_open: { experts: routedSizes, shared: sharedOf('n_shared_experts'), bias: inputBias },
  dots1: {
    experts: routedSizes,
    shared: sharedOf('n_shared_experts'),
    isSparse: afterDense('first_k_dense_replace'),
    isSliding: (config) => {
      const full = config.count('max_window_layers');
      const isWindowed = config.optionalSize('sliding_window') !== null;
      return (index) => isWindowed && index >= full;
    },
    bias: attentionBias,
    queryKeyNorm: eachHead,
  },
  ernie4_5_moe: {
    experts: { count: 'moe_num_experts', used: 'moe_k', hidden: 'moe_intermediate_size' },
    shared: sharedOf('moe_num_shared_experts'),
    isSparse: (config, layers) => {
      const every = config.size('moe_layer_interval');
      const first = config.decimal('moe_layer_start_index') ?? 0;
      const end = config.decimal('moe_layer_end_index') ?? -1;
      const last = end === -1 ? layers - 1 : end;
      return (index) => (index + 1) % every === 0 && index >= first && index <= last;
    },
    bias: (config) => biases(config.flag('use_bias')),
    expertExtras: (config) => [vector('router', config.size('moe_num_experts'))],
    feedForwardBias: (config) => config.flag('use_bias'),
    headBias: (config) => config.flag('use_bias'),
  },
  afmoe: {
    experts: numberedSizes,
    shared: sharedOf('num_shared_experts'),
    isSparse: afterDense('num_dense_layers'),
    isSliding: fullEvery('global_attn_every_n_layers'),
    bias: attentionBias,
    queryKeyNorm: eachHead,
    norms: 4,
    attentionExtras: ({ width, heads, headWidth }) => [
      linear('attention.projections', width, heads * headWidth, false),
    ],
    expertExtras: (config) => [vector('router', config.size('num_experts'))],
  },
  exaone_moe: {
    experts: numberedSizes,
    shared: sharedOf('num_shared_experts'),
    isSparse: afterDense('first_k_dense_replace'),
    isSliding: (config) =>
      config.raw('sliding_window_pattern') === null
        ? () => false
        : fullEvery('sliding_window_pattern')(config),
    queryKeyNorm: eachHead,
  },
  aria_text: {
    experts: { count: 'moe_num_experts', used: 'moe_topk', hidden: 'intermediate_size' },
    shared: sharedOf('moe_num_shared_experts', 'intermediate_size'),
    bias: attentionBias,
    feedForwardBias: (config) => config.flag('mlp_bias'),
  },
  flint: {
    experts: numberedSizes,
    shared: (config) => config.count('shared_expert_intermediate_size'),
    isSparse: (config) => {
      const isSparse = sparseSteps(config);
      const usual = (config.raw('mlp_only_layers') ?? null) === null;
      return (index) => isSparse(index) && (!usual || index >= flintDense);
    },
    isSliding: (_, layers) => (index) => index >= 2 && index % 4 !== 1 && index !== layers - 1,
    bias: attentionBias,
    queryKeyNorm: eachHead,
    attentionExtras: ({ heads }) => [vector('attention.scores', heads)],
  },
  beam: {
    experts: numberedSizes,
    isSparse: () => (index) => index >= beamDense,
    isSliding: (_, layers) => (index) => (index + 1) % 6 !== 0 && index !== layers - 1,
    bias: attentionBias,
    queryKeyNorm: eachHead,
    norms: 4,
    attentionExtras: ({ width, heads, headWidth }) => [
      linear('attention.projections', width, heads * headWidth, false),
      vector('attention.projections', heads),
    ],
  },
  hy_v3: {
    experts: numberedSizes,
    shared: sharedOf('num_shared_experts'),
    isSparse: () => (index) => index > 0,
    bias: attentionBias,
    queryKeyNorm: eachHead,
    feedForwardBias: (config) => config.flag('mlp_bias'),
  },
};

function shapeOf(config: ConfigFields, roundedHeads: boolean): GroupedQueryShape {
  if (!roundedHeads || config.optionalSize('head_dim') !== null) return groupedQueryShape(config);
  const heads = config.size('num_attention_heads');
  const width = config.size('hidden_size');
  if (heads > width)
    config.refuse('num_attention_heads', said`(${heads}) is more than hidden_size (${width}).`);
  return {
    width,
    heads,
    keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
    headWidth: Math.max(1, Math.floor(width / heads)),
    layers: config.layers('num_hidden_layers'),
  };
}

function queryKeyNorms(kind: 'each head' | 'all heads' | 'none', shape: GroupedQueryShape): Layer[] {
  const { heads, keyValueHeads, headWidth } = shape;
  if (kind === 'none') return [];
  return kind === 'each head'
    ? [perHead(rmsNorm(headWidth), heads), perHead(rmsNorm(headWidth), keyValueHeads)]
    : [rmsNorm(heads * headWidth), rmsNorm(keyValueHeads * headWidth)];
}

/** That a token visits other experts than the file says. */
function usedOtherwise(config: ConfigFields, { used, fixed }: ExpertKeys): Message[] {
  const written = config.raw(used);
  return fixed === undefined || written === fixed || typeof written !== 'number'
    ? []
    : [said`The library’s router picks ${fixed} experts for a token whatever ${used} says.`];
}

/** Decoders with grouped-query attention and experts: what differs between them is in the table above. */
export const expertDecoders: Family = {
  name: 'expert-decoders',
  modelTypes: Object.keys(traits),
  read(config, modelType) {
    const {
      experts,
      norm = rmsNorm,
      norms = usualNorms,
      ...own
    } = traits[modelType] ?? { experts: localSizes };
    const shape = shapeOf(config, own.roundedHeads === true);
    const { width, layers } = shape;
    const sparse = sparseLayers(config, layers, own.isSparse?.(config, layers) ?? (() => true));
    const window = config.optionalSize('sliding_window');
    const kindOf = slidingLayers(config, layers, own.isSliding?.(config, layers) ?? (() => window !== null), {
      needsWindow: own.windowIsOptional !== true,
    });
    const bias = own.feedForwardBias?.(config) ?? false;
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => `${kindOf(index)}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => [
          ...Array.from({ length: norms }, () => norm(width)),
          ...rotaryAttention(
            shape,
            own.bias?.(config) ?? biases(false),
            maskOf(key.startsWith('sliding') ? 'sliding attention' : 'full attention', window),
          ),
          ...queryKeyNorms(own.queryKeyNorm?.(config) ?? 'none', shape),
          ...(own.attentionExtras?.(shape) ?? []),
          ...(key.endsWith('experts')
            ? [
                ...mixture(config, experts),
                ...sharedExperts(width, own.shared?.(config) ?? 0, bias),
                ...(own.expertExtras?.(config) ?? []),
              ]
            : gatedFeedForward(config, bias)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [norm(width)],
      headBias: own.headBias?.(config) ?? false,
      notes: usedOtherwise(config, experts),
    });
  },
};
