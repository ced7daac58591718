import type { ConfigFields } from '../config-fields';
import type { AttentionMask, Layer } from '../layers';
import { causal, linear, residual, rotary, slidingWindow, table } from '../layers';
import { feedForward, languageModelHead, selfAttention } from '../sub-layers';
import type { AttentionDescription } from '../sub-layers';
import type { Block } from '../spec';
import type { ModelShape } from './family';
import { labelCount } from './labels';
import { message, said, type Message } from '../../units/message';

/** What `architectures` says stands on top of the body. */
export type Head = 'languageModel' | 'none' | 'other';

/** The class named first in `architectures`, or null. */
export function architectureClass(config: ConfigFields): string | null {
  const named = config.raw('architectures');
  const first: unknown = Array.isArray(named) ? named[0] : undefined;
  return typeof first === 'string' ? first : null;
}

/** A causal model's head: its language-model head, unless the class named is the bare body or another task's. */
export function decoderHead(config: ConfigFields): Head {
  const name = architectureClass(config);
  // ShieldGemma 2 judges images by the words that its language model would go on with.
  if (
    name === null ||
    /(ForCausalLM|LMHeadModel|ForConditionalGeneration|ForPreTraining|^ShieldGemma2ForImageClassification)$/.test(
      name,
    )
  )
    return 'languageModel';
  // A class for anything else (a reward, a draft) has a head of its own.
  if (/For[A-Z]|DoubleHeads|Classification/.test(name)) return 'other';
  return name.endsWith('Model') ? 'none' : 'languageModel';
}

export const headNotCounted = (name: string | null): Message =>
  said`Counted without the task head of ${name ?? 'this class'}: the body alone.`;

export const globalNotCounted = (name: string): Message =>
  said`Counted with attention in the window alone: ${name} has tokens that see all others.`;

/** The layer on top of the hidden states in the library's classes for other tasks; null where it is not known. */
function taskHead(config: ConfigFields, width: number): Layer | null {
  const name = architectureClass(config) ?? '';
  if (name.endsWith('ForSequenceClassification')) return linear('head', width, labelCount(config), false);
  if (name.endsWith('ForTokenClassification')) return linear('head', width, labelCount(config), true);
  if (name.endsWith('ForQuestionAnswering')) return linear('head', width, 2, true);
  return null;
}

/** Groups layers that are built alike: one block for each distinct key, in order of first appearance. */
export function blocksOf<Key extends string>(
  count: number,
  keyOf: (index: number) => Key,
  layersOf: (key: Key) => readonly Layer[],
): Block[] {
  const counts = new Map<Key, number>();
  for (let index = 0; index < count; index++) {
    const key = keyOf(index);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, repeated]) => ({
    name: `layers: ${key}`,
    count: repeated,
    positions: 'sequence',
    layers: layersOf(key),
  }));
}

/** Layers that are all built alike: one block. */
export const alike = (count: number, layers: readonly Layer[]): Block[] =>
  blocksOf(
    count,
    () => 'all',
    () => layers,
  );

export interface DecoderDescription {
  readonly config: ConfigFields;
  readonly width: number;
  /** Width of the token embedding where it is not that of the layers (OPT 350M). */
  readonly embeddingWidth?: number;
  readonly contextKey: string | null;
  /** What follows the token embedding: positions, norms. */
  readonly afterEmbedding?: readonly Layer[];
  readonly blocks: readonly Block[];
  /** What precedes the head: the final norm. */
  readonly beforeHead: readonly Layer[];
  readonly headBias?: boolean;
  /** Rows of the output head where they are not those of the token embedding; a tied head has the embedding's. */
  readonly outputVocabulary?: number;
  /** What stands on top where `architectures` does not tell. */
  readonly head?: Head;
  readonly notes?: readonly Message[];
}

/** A decoder-only language model: token embedding, layers, final norm, output head tied or not. */
export function decoderOnly(description: DecoderDescription): ModelShape {
  const {
    config,
    width,
    embeddingWidth = width,
    contextKey,
    afterEmbedding = [],
    blocks,
    beforeHead,
  } = description;
  const { headBias = false, notes = [] } = description;
  const vocabulary = config.size('vocab_size');
  const head = description.head ?? decoderHead(config);
  const tied = config.flag('tie_word_embeddings');
  const { outputVocabulary = vocabulary } = description;
  const task = head === 'other' ? taskHead(config, embeddingWidth) : null;
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: contextKey === null ? null : config.optionalSize(contextKey),
    vocabularySize: vocabulary,
    generates: true,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: 'sequence',
        layers: [table('embedding', vocabulary, embeddingWidth), ...afterEmbedding],
      },
      ...blocks,
      {
        name: 'output',
        count: 1,
        positions: 'sequence',
        layers: [
          ...beforeHead,
          ...(head === 'languageModel'
            ? languageModelHead(embeddingWidth, tied ? vocabulary : outputVocabulary, {
                tied,
                bias: headBias,
              })
            : []),
          ...(task === null ? [] : [task]),
        ],
      },
    ],
    notes: [
      ...notes,
      ...(head === 'other' && task === null ? [headNotCounted(architectureClass(config))] : []),
    ],
  };
}

/** Keys that the Llama lineage shares. */
export interface GroupedQueryShape {
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly layers: number;
}

/** hidden_size, num_attention_heads, num_key_value_heads, num_hidden_layers and, where set, head_dim. */
export function groupedQueryShape(config: ConfigFields): GroupedQueryShape {
  const heads = config.size('num_attention_heads');
  return {
    width: config.size('hidden_size'),
    heads,
    keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
    headWidth: config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads'),
    layers: config.layers('num_hidden_layers'),
  };
}

/** Self-attention with rotary positions of a grouped-query shape. */
export function rotaryAttention(
  shape: GroupedQueryShape,
  bias: AttentionDescription['bias'],
  mask: AttentionMask = causal,
): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = shape;
  return [
    ...selfAttention({ width, heads, keyValueHeads, headWidth, bias, mask }),
    rotary(heads, keyValueHeads, headWidth),
  ];
}

/** The dense SwiGLU or GeGLU feed-forward of the Llama lineage. */
export const gatedFeedForward = (config: ConfigFields, bias = false): Layer[] =>
  feedForward({
    width: config.size('hidden_size'),
    hidden: config.size('intermediate_size'),
    gated: true,
    bias,
  });

/** The two sums of a pre-norm layer. */
export const twoResiduals = (width: number): Layer => residual(width, 2);

/** What the library calls layers that mix attention with short convolutions. */
export const hybridKinds: readonly [string, ...string[]] = ['hybrid', 'hybrid_sliding'];

interface LayerKinds {
  readonly kinds?: readonly [string, ...string[]];
  /** The library makes each layer's mask by `layer_types`, and none for a sliding layer where there is no window. */
  readonly needsWindow?: boolean;
}

/**
 * Which layers attend in a sliding window: `layer_types` where the config lists them, else the family's own rule.
 * Only the maskable share of the products depends on it: plain attention computes the full square.
 */
export function slidingLayers(
  config: ConfigFields,
  layers: number,
  isSliding: (index: number) => boolean,
  { kinds = ['full_attention', 'sliding_attention'], needsWindow = true }: LayerKinds = {},
): (index: number) => AttentionKind {
  const listed = config.perLayerKind('layer_types', layers, kinds);
  const slides = (index: number): boolean =>
    listed === null ? isSliding(index) : (listed[index] ?? '').includes('sliding');
  const anySlides = Array.from({ length: layers }, (_, index) => index).some(slides);
  if (needsWindow && anySlides && config.raw('sliding_window') === null)
    config.refuse('sliding_window', windowMissing);
  return (index) => (slides(index) ? 'sliding attention' : 'full attention');
}

/** What is wrong with a window of null. */
export const windowMissing = message('is null, and layers of sliding attention need a window.');

export type AttentionKind = 'sliding attention' | 'full attention';

/** Causal attention, in a sliding window where the config has one. */
export const causalWithin = (window: number | null): AttentionMask =>
  window === null ? causal : slidingWindow(window);

/** The mask of an attention kind, given the config's window. */
export function maskOf(kind: AttentionKind, window: number | null): AttentionMask {
  return causalWithin(kind === 'sliding attention' ? window : null);
}
