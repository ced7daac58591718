import type { ConfigFields } from '../config-fields';
import type { AttentionMask, Layer } from '../layers';
import { causal, fullMask, layerNorm, residual, table } from '../layers';
import { crossAttention, feedForward, languageModelHead, selfAttention } from '../sub-layers';
import type { AttentionDescription } from '../sub-layers';
import type { Block, Positions } from '../spec';
import { soundClasses } from './audio/sound-tasks';
import { architectureClass, headNotCounted } from './decoder';
import type { Family } from './family';
import { said, type Message } from '../../units/message';

const attentionSums = 2;
const crossAttentionSums = 3;

/** Whether the class named carries the sequence-to-sequence language-model head. */
function withHead(config: ConfigFields): { counted: boolean; notes: Message[] } {
  const name = architectureClass(config);
  if (name === null || /(ForConditionalGeneration|WithLMHeadModel)$/.test(name))
    return { counted: true, notes: [] };
  return { counted: false, notes: name.endsWith('Model') ? [] : [headNotCounted(name)] };
}

/** Whisper's class for sounds has the encoder alone; the decoder alone is not covered. */
function classifiesSounds(config: ConfigFields): boolean {
  const name = architectureClass(config);
  if (name?.endsWith('ForCausalLM') === true)
    config.refuse('architectures', said`names "${name}", which is not covered.`);
  return name?.endsWith('ForAudioClassification') === true;
}

interface Stack {
  readonly prefix: 'encoder' | 'decoder';
  readonly width: number;
  readonly bias: AttentionDescription['bias'];
  readonly mask: AttentionMask;
  /** Positions of the encoder's output that the decoder looks at; null in the encoder. */
  readonly context: Positions | null;
}

/** The layer of BART, its relatives and Whisper, whose stacks have head counts and widths of their own. */
export function stackLayer(config: ConfigFields, { prefix, width, bias, mask, context }: Stack): Layer[] {
  const heads = config.size(`${prefix}_attention_heads`);
  const headWidth = config.headWidth('d_model', `${prefix}_attention_heads`);
  return [
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask }),
    layerNorm(width),
    ...(context === null
      ? []
      : [...crossAttention({ width, heads, headWidth, bias, contextPositions: context }), layerNorm(width)]),
    ...feedForward({ width, hidden: config.size(`${prefix}_ffn_dim`), gated: false, bias: true }),
    layerNorm(width),
    residual(width, context === null ? attentionSums : crossAttentionSums),
  ];
}

const whisperKernel = 3;
/** The second convolution halves the mel frames. */
const framesPerPosition = 2;

/** Whisper: two convolutions over mel frames, an encoder of fixed length, a text decoder that looks at it. */
export const whisper: Family = {
  name: 'whisper',
  modelTypes: ['whisper'],
  read(config) {
    const width = config.size('d_model');
    const vocabulary = config.size('vocab_size');
    const encoded = config.size('max_source_positions');
    const bias = { query: true, key: false, value: true, output: true };
    const convolution = {
      kind: 'convolution',
      component: 'convolution',
      outputs: width,
      kernel: whisperKernel,
      bias: true,
    } as const;
    const encoder: Block[] = [
      {
        name: 'audio',
        readsInput: true,
        count: 1,
        positions: encoded,
        layers: [
          {
            ...convolution,
            inputs: config.size('num_mel_bins'),
            outputPositions: framesPerPosition * encoded,
            inputGradient: false,
          },
          { ...convolution, inputs: width, outputPositions: encoded, inputGradient: true },
          table('position', encoded, width),
          residual(width, 1),
        ],
      },
      {
        name: 'encoder',
        readsInput: true,
        count: config.layers('encoder_layers'),
        positions: encoded,
        layers: stackLayer(config, { prefix: 'encoder', width, bias, mask: fullMask, context: null }),
      },
      { name: 'encoder norm', readsInput: true, count: 1, positions: encoded, layers: [layerNorm(width)] },
    ];
    if (classifiesSounds(config))
      return {
        sample: 'audio',
        tokensPerSample: encoded,
        contextLength: null,
        vocabularySize: null,
        generates: false,
        blocks: [
          ...encoder,
          {
            name: 'output',
            count: 1,
            positions: encoded,
            layers: soundClasses(config, width, 'encoder_layers'),
          },
        ],
        notes: [said`Each sample is one audio window of ${framesPerPosition * encoded} mel frames.`],
      };
    const top = withHead(config);
    const tied = config.flag('tie_word_embeddings');
    return {
      sample: 'audio',
      tokensPerSample: 'sequence',
      contextLength: config.optionalSize('max_target_positions'),
      vocabularySize: vocabulary,
      generates: true,
      blocks: [
        ...encoder,
        {
          name: 'embedding',
          count: 1,
          positions: 'sequence',
          layers: [
            table('embedding', vocabulary, width),
            table('position', config.size('max_target_positions'), width),
            residual(width, 1),
          ],
        },
        {
          name: 'decoder',
          count: config.layers('decoder_layers'),
          positions: 'sequence',
          layers: stackLayer(config, { prefix: 'decoder', width, bias, mask: causal, context: encoded }),
        },
        {
          name: 'output',
          count: 1,
          positions: 'sequence',
          layers: [layerNorm(width), ...(top.counted ? languageModelHead(width, vocabulary, { tied }) : [])],
        },
      ],
      notes: [
        ...top.notes,
        said`Each sample is one audio window of ${framesPerPosition * encoded} mel frames; tokens are those of its text.`,
      ],
    };
  },
};
