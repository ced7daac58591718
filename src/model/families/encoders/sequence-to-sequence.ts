import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { languageModelHead, readingInput } from '../../sub-layers';
import type { Block } from '../../spec';
import { architectureClass, headNotCounted } from '../decoder';
import type { ModelShape } from '../family';
import { outsideStates } from './decoder-use';
import { block, answerSpan, classifier, pooledClassifier } from './text-encoder';
import { said, type Message } from '../../../units/message';

export interface SequenceToSequenceDescription {
  readonly config: ConfigFields;
  readonly contextKey: string | null;
  /** Width of the decoder's output. */
  readonly width: number;
  /** Tables that both stacks read. */
  readonly embedding: readonly Layer[];
  readonly encoder: readonly Block[];
  readonly decoder: readonly Block[];
  /** Output head: whether it uses the token table, and over how many tokens where not `vocab_size`. */
  readonly tied: boolean;
  readonly outputVocabulary?: number;
  /** Whether its classes for sequences and for tokens are one linear layer over all tokens of the decoder. */
  readonly classifiesTokens?: true;
  readonly headBias?: boolean;
  /** Set where the library has a class of the decoder alone, and which table that reads. */
  readonly decoderTable?: Layer;
  readonly notes?: readonly Message[];
}

/** Untied, the table that both stacks share and those of each are three tensors. */
export const tablesOf = (tokens: Layer, tied: boolean): readonly Layer[] =>
  tied ? [tokens] : [tokens, tokens, tokens];

interface Top {
  readonly layers: readonly Layer[];
  /** Classes of one half alone. */
  readonly without?: 'encoder' | 'decoder';
  readonly notes?: readonly Message[];
}

function topOf(description: SequenceToSequenceDescription): Top {
  const { config, width, tied, headBias = false } = description;
  const name = architectureClass(config) ?? 'ForConditionalGeneration';
  const words = (bias: boolean): readonly Layer[] =>
    languageModelHead(width, description.outputVocabulary ?? config.size('vocab_size'), { tied, bias });
  if (/(ForConditionalGeneration|WithLMHeadModel|MTModel|ForTextToText)$/.test(name))
    return { layers: words(headBias) };
  if (name.endsWith('EncoderModel')) return { layers: [], without: 'decoder' };
  if (name.endsWith('Model')) return { layers: [] };
  // T5Gemma's classes say of every token what it is, behind both stacks.
  if (description.classifiesTokens === true && /For(Sequence|Token)Classification$/.test(name))
    return { layers: [classifier(config, width, 'sequence')] };
  if (name.endsWith('ForSequenceClassification')) return { layers: pooledClassifier(config, width) };
  if (name.endsWith('ForQuestionAnswering')) return { layers: [answerSpan(config, width)] };
  if (name.endsWith('ForTokenClassification'))
    return { layers: [classifier(config, width, 'sequence')], without: 'decoder' };
  if (name.endsWith('ForCausalLM')) {
    if (description.decoderTable === undefined)
      config.refuse(
        'architectures',
        said`names ${name}, a decoder alone: the library has none of this type.`,
      );
    return { layers: words(false), without: 'encoder' };
  }
  return { layers: [], notes: [headNotCounted(name)] };
}

/** A decoder's layers where the encoder is no part of the model: nothing flows back into the states they look at. */
const withoutEncoder = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((each) => ({
    ...each,
    layers: each.layers.map((layer) =>
      layer.kind === 'linear' &&
      layer.component === 'crossAttention.projections' &&
      layer.positions !== undefined
        ? { ...layer, inputGradient: false }
        : layer,
    ),
  }));

/** An encoder and a decoder that looks at its output, with the head that `architectures` names. */
export function sequenceToSequence(description: SequenceToSequenceDescription): ModelShape {
  const { config, contextKey, embedding, encoder, decoder, notes = [] } = description;
  const top = topOf(description);
  const alone = top.without === 'encoder';
  const halves = {
    both: [...readingInput(encoder), ...decoder],
    encoder: withoutEncoder(decoder),
    decoder: encoder,
  }[top.without ?? 'both'];
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: contextKey === null ? null : config.optionalSize(contextKey),
    vocabularySize: description.outputVocabulary ?? config.size('vocab_size'),
    generates: top.without !== 'decoder',
    blocks: [
      block('embedding', alone && description.decoderTable ? [description.decoderTable] : embedding),
      ...halves,
      block('output', top.layers),
    ],
    notes: [
      ...notes,
      ...(top.notes ?? []),
      ...(top.without === undefined
        ? [said`Encoder and decoder are counted at the same sequence length.`]
        : []),
      ...(alone ? [outsideStates] : []),
    ],
  };
}
