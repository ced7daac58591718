import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { languageModelHead } from '../../layers';
import type { Block } from '../../spec';
import { architectureClass, headNotCounted } from '../decoder';
import type { ModelShape } from '../family';
import { block, classifier, pooledClassifier } from './text-encoder';

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
  readonly headBias?: boolean;
  readonly notes?: readonly string[];
}

interface Top {
  readonly layers: readonly Layer[];
  /** Classes of the encoder alone have no decoder. */
  readonly withoutDecoder?: true;
  readonly notes?: readonly string[];
}

function topOf(description: SequenceToSequenceDescription): Top {
  const { config, width, tied, headBias = false } = description;
  const name = architectureClass(config) ?? 'ForConditionalGeneration';
  if (/(ForConditionalGeneration|WithLMHeadModel|MTModel)$/.test(name)) {
    const vocabulary = description.outputVocabulary ?? config.size('vocab_size');
    return { layers: languageModelHead(width, vocabulary, { tied, bias: headBias }) };
  }
  if (name.endsWith('EncoderModel')) return { layers: [], withoutDecoder: true };
  if (name.endsWith('Model')) return { layers: [] };
  if (name.endsWith('ForSequenceClassification')) return { layers: pooledClassifier(config, width) };
  if (name.endsWith('ForQuestionAnswering')) return { layers: [classifier(config, width, 'sequence')] };
  if (name.endsWith('ForTokenClassification'))
    return { layers: [classifier(config, width, 'sequence')], withoutDecoder: true };
  if (name.endsWith('ForCausalLM'))
    config.refuse('architectures', `names ${name}, a decoder alone: only the whole model is covered.`);
  return { layers: [], notes: [headNotCounted(name)] };
}

/** An encoder and a decoder that looks at its output, with the head that `architectures` names. */
export function sequenceToSequence(description: SequenceToSequenceDescription): ModelShape {
  const { config, contextKey, embedding, encoder, decoder, notes = [] } = description;
  const top = topOf(description);
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: contextKey === null ? null : config.optionalSize(contextKey),
    vocabularySize: config.size('vocab_size'),
    generates: top.withoutDecoder !== true,
    blocks: [
      block('embedding', embedding),
      ...encoder,
      ...(top.withoutDecoder === true ? [] : decoder),
      block('output', top.layers),
    ],
    notes: [
      ...notes,
      ...(top.notes ?? []),
      ...(top.withoutDecoder === true
        ? []
        : ['Encoder and decoder are counted at the same sequence length.']),
    ],
  };
}
