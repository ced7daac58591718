import type { ConfigFields, ConfigValue } from '../config-fields';
import type { ConfigDocument, DocumentReading } from '../documents/document';
import { DocumentBuilder, broken, emptyObject } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { table } from '../layers';
import { biases } from '../sub-layers';
import type { Layer } from '../layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, renamed } from './format';
import { said } from '../../units/message';

/** What a gin value comes to: numbers, names in quotes, lists of names; else its text. */
function ginValue(text: string): ConfigValue {
  if (/^-?\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll('_', ''));
  if (text === 'True' || text === 'False') return text === 'True';
  if (text === 'None') return null;
  if (/^[([]/.test(text)) return [...text.matchAll(/['"]([^'"]*)['"]/g)].map(([, item = '']) => item);
  return text.replace(/^['"]|['"]$/g, '');
}

/** Reads the bindings of `network.T5Config` or `network.TransformerConfig`, in a block or one a line. */
export function readGin(text: string): DocumentReading {
  if (text.length > 128 * 1024) return broken('Too large for a model configuration: over 128 KiB.');
  const builder = new DocumentBuilder();
  const values = emptyObject();
  let within = false;
  let offset = 0;
  for (const line of text.split('\n')) {
    const block = line.length > 500 ? null : /^(\S+):\s*$/.exec(line);
    if (block !== null) within = /(?:T5|Transformer)Config$/.test(block[1] ?? '');
    else if (/^\S/.test(line) && !line.startsWith('#')) within = false;
    // A binding is short; matching a long line would take quadratic time.
    const bound =
      line.length > 500 ? null : /^(\s*)((?:[\w./]+\.)?)(\w+)\s*=\s*([^#]*?)\s*(?:#.*)?$/.exec(line);
    if (bound !== null && (within || /(?:T5|Transformer)Config\.$/.test(bound[2] ?? ''))) {
      const [, indent = '', owner = '', key = '', value = ''] = bound;
      values[key] = ginValue(value);
      const from = offset + indent.length + owner.length;
      const place = {
        offset: offset + line.indexOf(value, line.indexOf('=') + 1),
        length: Math.max(1, value.length),
      };
      builder.place(key, { offset: from, length: key.length }, place);
    }
    offset += line.length + 1;
  }
  Object.assign(builder.values, values);
  return { kind: 'object', document: builder.document() };
}

/** T5's decoder alone: RMS norms, no biases, relative positions shared by all layers. */
function describe(config: ConfigFields): TransformerDescription {
  const heads = config.size('num_heads');
  const relative: Layer[] = [table('position', 32, heads)];
  return {
    width: config.size('emb_dim'),
    layers: config.layers('num_layers'),
    heads,
    keyValueHeads: heads,
    headWidth: config.size('head_dim'),
    attentionBias: biases(false),
    norm: 'rms',
    learnedPositions: null,
    otherEmbeddings: relative,
    rotatedWidth: 0,
    hidden: config.size('mlp_dim'),
    gated: config.texts('mlp_activations').length === 2,
    feedForwardBias: false,
    vocabulary: config.optionalSize('vocab_size'),
    tied: config.flag('logits_via_embedding'),
    contextLength: null,
  };
}

const decoderDefaults = defaults({ mlp_activations: ['relu'] });

/** t5x's gin files that hold the sizes of a model. */
export const t5xGin: TextFormat = {
  name: 't5x',
  syntax: 'gin',
  telling: [/(?:T5|Transformer)Config/, /emb_dim\s*=/, /num_heads\s*=/],
  find({ values }: ConfigDocument): ModelPart | null {
    if (Object.hasOwn(values, 'num_encoder_layers')) {
      const own = renamed(values, {
        emb_dim: 'd_model',
        num_heads: 'num_heads',
        num_encoder_layers: 'num_layers',
        num_decoder_layers: 'num_decoder_layers',
        head_dim: 'd_kv',
        mlp_dim: 'd_ff',
        vocab_size: 'vocab_size',
        logits_via_embedding: 'tie_word_embeddings',
      });
      own.values['tie_word_embeddings'] ??= false;
      own.values['architectures'] = ['T5ForConditionalGeneration'];
      const activations = values['mlp_activations'];
      const isGated = Array.isArray(activations) && activations.length === 2;
      own.values['feed_forward_proj'] = isGated ? 'gated-gelu' : 'relu';
      const isTied = values['logits_via_embedding'] === true;
      const approximate = said`Read as the library’s T5, which always shares its embedding with the output head: the output matrix that t5x keeps here is not counted.`;
      return { kind: 'library', modelType: 't5', prefix: '', ...own, ...(isTied ? {} : { approximate }) };
    }
    if (!Object.hasOwn(values, 'num_layers')) return null;
    return {
      kind: 'transformer',
      architecture: 't5x decoder',
      prefix: '',
      values,
      defaults: decoderDefaults,
      describe,
    };
  },
};
