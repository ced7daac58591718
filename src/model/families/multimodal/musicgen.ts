import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, layerNorm, linear, residual, table } from '../../layers';
import {
  biases,
  crossAttention,
  feedForward,
  languageModelHead,
  readingInput,
  selfAttention,
} from '../../sub-layers';
import type { Block, Positions } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family, Library, ModelShape } from '../family';
import { bodyOf, embeddingWidth } from './towers';
import { encodecParameters } from './encodec';

/** Tokens of the text that describes the music. */
const textTokens = 32;

/** The same layers over the text, which has a length of its own. */
const overText = (block: Block): Block => ({
  ...block,
  positions: block.positions === 'sequence' ? textTokens : block.positions,
});

/** The text encoder without a decoder, whose states the decoder of codes looks at. */
function textEncoder(config: ConfigFields, library: Library): ModelShape {
  const shape = bodyOf(config.section('text_encoder', 't5'), library, 'EncoderModel');
  return { ...shape, blocks: shape.blocks.map(overText) };
}

/** Parameters of the codec that turns codes into sound: no part of a pass over codes. */
function codec(config: ConfigFields): Block {
  const section = config.section('audio_encoder', 'encodec');
  if (section.modelType !== 'encodec')
    section.config.refuse('model_type', said`is "${section.modelType}": only encodec is covered.`);
  return {
    name: 'codec',
    count: 0,
    parameterSets: 1,
    positions: 1,
    layers: encodecParameters(section.config),
  };
}

/** A layer of BART's kind without biases; it looks at the text where `looksAt` says how much of it there is. */
function layerOf(config: ConfigFields, width: number, looksAt: Positions | null): Layer[] {
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const bias = biases(false);
  const attention = { width, heads, headWidth, bias };
  return [
    ...selfAttention({ ...attention, keyValueHeads: heads, mask: causal }),
    layerNorm(width),
    ...(looksAt === null
      ? []
      : [...crossAttention({ ...attention, contextPositions: looksAt }), layerNorm(width)]),
    ...feedForward({ width, hidden: config.size('ffn_dim'), gated: false, bias: false }),
    layerNorm(width),
    residual(width, looksAt === null ? 2 : 3),
  ];
}

/**
 * MusicGen: a text encoder, and a decoder that writes several streams of codes at once; the melody form puts the text
 * and the melody's pitches in front of the codes, and looks at nothing else.
 */
export const musicgen: Family = {
  name: 'musicgen',
  modelTypes: ['musicgen', 'musicgen_melody'],
  read(config, modelType, library): ModelShape {
    const name = architectureClass(config);
    if (name !== null && !name.endsWith('ForConditionalGeneration'))
      config.refuse('architectures', said`names ${name}: only the whole model is covered.`);
    const melody = modelType === 'musicgen_melody';
    const text = textEncoder(config, library);
    const textWidth = embeddingWidth(text);
    const decoder = config.section('decoder', melody ? 'musicgen_melody_decoder' : 'musicgen_decoder').config;
    const width = decoder.size('hidden_size');
    const streams = decoder.layers('num_codebooks');
    const codes = decoder.size('vocab_size');
    const chroma = melody ? config.size('num_chroma') : 0;
    const pitches = melody ? config.size('chroma_length') : 0;
    const projected = textWidth !== width && decoder.optionalSize('cross_attention_hidden_size') === null;
    // The melody form reads text and pitches as positions in front of the codes.
    const positions: Positions = melody ? { plus: textTokens + pitches } : 'sequence';
    return {
      sample: 'audio',
      tokensPerSample: 'sequence',
      contextLength: null,
      vocabularySize: codes,
      generates: true,
      blocks: [
        ...readingInput([
          ...text.blocks,
          {
            name: 'projections',
            count: 1,
            positions: textTokens,
            layers: [
              ...(projected ? [linear('other', textWidth, width, true)] : []),
              ...(melody && chroma !== width
                ? [linear('other', chroma, width, true, { positions: 1, inputGradient: false })]
                : []),
            ],
          },
        ]),
        codec(config),
        {
          name: 'codes',
          count: streams,
          positions,
          layers: [table('embedding', codes + 1, width)],
        },
        {
          name: 'decoder',
          count: decoder.layers('num_hidden_layers'),
          positions,
          layers: layerOf(decoder, width, melody ? null : textTokens),
        },
        { name: 'decoder norm', count: 1, positions, layers: [layerNorm(width)] },
        {
          name: 'output',
          count: streams,
          positions,
          layers: languageModelHead(width, codes, { tied: false }),
        },
      ],
      notes: [
        ...text.notes,
        said`The codec is no part of a pass over codes: its parameters alone are counted.`,
        said`A token is one time step of all ${streams} streams of codes; the text is one of ${textTokens} tokens.`,
        ...(pitches > 0 ? [said`The melody is ${pitches} positions of pitches.`] : []),
      ],
    };
  },
};
