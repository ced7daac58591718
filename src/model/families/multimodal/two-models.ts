import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear } from '../../layers';
import type { Positions, SampleKind } from '../../spec';
import { readingInput } from '../../sub-layers';
import type { Family, Library, ModelShape } from '../family';
import type { Section } from './towers';
import { bodyOf, shapeOfSection } from './towers';
import { said, type Message } from '../../../units/message';
import { outsideStates } from '../encoders/decoder-use';

/** Decoders that the library can have look at another model's states, as their own config tells. */
const crossing: ReadonlySet<string> = new Set([
  'bart',
  'bert',
  'bert-generation',
  'big_bird',
  'biogpt',
  'camembert',
  'data2vec-text',
  'electra',
  'ernie',
  'gpt-sw3',
  'gpt2',
  'mbart',
  'megatron-bert',
  'rembert',
  'roberta',
  'roberta-prelayernorm',
  'roc_bert',
  'roformer',
  'trocr',
  'xglm',
  'xlm-roberta',
  'xlm-roberta-xl',
]);
/** Those that always look, as the library has no other form of them. */
const alwaysCrossing: ReadonlySet<string> = new Set(['bart', 'mbart', 'trocr']);

/** A nested config, which must be in the file: the two are not the library's to choose. */
function named(config: ConfigFields, key: 'encoder' | 'decoder'): Section {
  const section = config.section(key);
  if (!config.hasSection(key)) config.refuse(key, 'is missing: the config names two models.');
  else if (section.modelType === '') section.config.refuse('model_type', 'is missing.');
  return section;
}

/** What a body puts out, as its last norm tells: how wide, and at how many positions. */
function outputOf(shape: ModelShape): { readonly width: number; readonly positions: Positions } {
  for (const block of [...shape.blocks].reverse()) {
    const norm = block.layers.filter((layer) => layer.kind === 'norm').at(-1);
    if (norm !== undefined) return { width: norm.width, positions: norm.positions ?? block.positions };
  }
  return { width: 1, positions: shape.tokensPerSample };
}

/** What an encoder of sounds puts out: its last block's frames, which an adapter may have made fewer and wider. */
function framesOf(
  shape: ModelShape,
  config: ConfigFields,
): { readonly width: number; readonly positions: Positions } {
  const width = config.size('hidden_size');
  const adapted = config.flag('add_adapter') ? (config.optionalSize('output_hidden_size') ?? width) : width;
  return { width: adapted, positions: shape.blocks.at(-1)?.positions ?? shape.tokensPerSample };
}

/** What an encoder of each type takes in. */
const samples: Readonly<Record<string, SampleKind>> = {
  'encoder-decoder': 'text',
  'vision-encoder-decoder': 'image',
  'speech-encoder-decoder': 'audio',
};

/** A decoder's width, by the name that its type has for it. */
function decoderWidth(config: ConfigFields): number {
  const key = ['hidden_size', 'd_model', 'n_embd'].find((name) => config.raw(name) !== undefined);
  return config.size(key ?? 'hidden_size');
}

/** Here the states that the decoder looks at are the encoder's: as many as those, and they learn. */
function fromEncoder(layer: Layer, positions: Positions): Layer {
  if (layer.kind === 'attention' && layer.over === 'crossAttention') return { ...layer, keys: positions };
  if (
    layer.kind === 'linear' &&
    layer.component === 'crossAttention.projections' &&
    layer.positions === 'sequence'
  )
    return { ...layer, positions, inputGradient: true };
  return layer;
}

function decoderOf(section: Section, library: Library, positions: Positions): ModelShape {
  const { config, modelType } = section;
  const looks = alwaysCrossing.has(modelType) || config.flag('add_cross_attention');
  if (modelType !== '' && !crossing.has(modelType))
    config.refuse('model_type', said`is "${modelType}": it is not covered as the decoder of a pair.`);
  else if (!looks) config.refuse('add_cross_attention', 'must be true in the decoder of a pair.');
  const shape = shapeOfSection(
    { modelType, config: config.overlaid({ architectures: ['ForCausalLM'], is_decoder: true }) },
    library,
  );
  return {
    ...shape,
    blocks: shape.blocks.map((block) => ({
      ...block,
      layers: block.layers.map((layer) => fromEncoder(layer, positions)),
    })),
  };
}

const noteOn: Readonly<Record<SampleKind, Message>> = {
  text: said`Encoder and decoder are counted at the same sequence length.`,
  image: said`Each sample is one image; tokens are those of its text.`,
  audio: said`Each sample is one sound; tokens are those of its text.`,
};

/** An encoder and a decoder that the config names and holds, as one model: text, an image or a sound to text. */
export const twoModels: Family = {
  name: 'encoder and decoder',
  modelTypes: Object.keys(samples),
  read(config, modelType, library): ModelShape {
    const wanted = samples[modelType] ?? 'text';
    const encoderSection = named(config, 'encoder');
    const decoderSection = named(config, 'decoder');
    const encoder = bodyOf(encoderSection, library);
    const output = wanted === 'audio' ? framesOf(encoder, encoderSection.config) : outputOf(encoder);
    if (encoderSection.modelType !== '' && encoder.sample !== wanted)
      encoderSection.config.refuse(
        'model_type',
        wanted === 'text'
          ? 'must be a model of text.'
          : wanted === 'image'
            ? 'must be a model of images.'
            : 'must be a model of sound.',
      );
    const decoder = decoderOf(decoderSection, library, output.positions);
    const [from, to] = [output.width, decoderWidth(decoderSection.config)];
    const crossWidth = decoderSection.config.optionalSize('cross_attention_hidden_size');
    const projected = from !== to && crossWidth === null;
    if (config.flag('tie_encoder_decoder'))
      config.refuse('tie_encoder_decoder', 'is not covered: only models with parameters of their own.');
    return {
      sample: encoder.sample,
      tokensPerSample: 'sequence',
      contextLength: decoder.contextLength,
      vocabularySize: decoder.vocabularySize,
      generates: true,
      blocks: [
        ...readingInput([
          ...encoder.blocks.map((block) => ({ ...block, name: `encoder ${block.name}` })),
          {
            name: 'projection',
            count: 1,
            positions: output.positions,
            layers: projected ? [linear('other', from, to, true)] : [],
          },
        ]),
        ...decoder.blocks.map((block) => ({ ...block, name: `decoder ${block.name}` })),
      ],
      notes: [...encoder.notes, ...decoder.notes.filter((note) => note !== outsideStates), noteOn[wanted]],
    };
  },
};
