import { isObject, type ConfigObject, type ConfigValue } from '../config-fields';
import type { PythonConstruct, PythonDocument } from '../documents/python';
import { said } from '../../units/message';
import type { ModelPart } from './format';
import { approximatedBy, llamaHidden } from './format';

/** What torchtitan's Llama 3 takes for its vocabulary where a flavor is silent. */
const usualVocabulary = 128_256;

const isSize = (value: ConfigValue | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

/** The name a flavor has in the registry: the key before it, or that of the function it is in. */
function flavorOf(text: string, offset: number): string | null {
  const before = text.slice(Math.max(0, offset - 20_000), offset);
  const key = /["']([\w.-]+)["']\s*:\s*$/.exec(before)?.[1];
  if (key !== undefined) return key;
  const builder = /^def (\w+)\(/.exec(before.slice(before.lastIndexOf('\ndef ') + 1))?.[1];
  if (builder === undefined) return null;
  return new RegExp(`["']([\\w.-]+)["']\\s*:\\s*${builder}\\b`).exec(text)?.[1] ?? null;
}

/** `hidden_dim` as a number, or as torchtitan's own function of the width says; null where another would tell. */
function hiddenSize(written: ConfigValue | undefined, source: string, width: number): number | null {
  if (isSize(written)) return written;
  const ofWidth = /^compute_ffn_hidden_dim\(\s*(\w+)\s*,/.exec(source)?.[1];
  if (!isObject(written) || (ofWidth !== 'dim' && ofWidth !== String(width))) return null;
  const { multiple_of: multiple = 1, ffn_dim_multiplier: factor = null } = written;
  if (!isSize(multiple) || (factor !== null && typeof factor !== 'number')) return null;
  return llamaHidden(width, multiple, factor ?? 1);
}

/** Where a flavor keeps the sizes of its layers: given to the function that builds them, or in one layer's config. */
function layerSizes(values: ConfigObject): { sizes: ConfigObject; hiddenPath: string } | null {
  const { layers, layer } = values;
  if (isObject(layers)) return { sizes: layers, hiddenPath: 'layers.hidden_dim' };
  if (!isObject(layer)) return null;
  const { attention, feed_forward: feedForward } = layer;
  if (!isObject(attention) || !isObject(feedForward)) return null;
  return {
    sizes: { dim: values['dim'] ?? null, n_layers: values['n_layers'] ?? null, ...attention, ...feedForward },
    hiddenPath: 'layer.feed_forward.hidden_dim',
  };
}

/** A flavor of a torchtitan registry in Python (torchtitan/models/llama3/__init__.py); null where it is none. */
export function torchtitanFlavor(
  construct: PythonConstruct,
  document: PythonDocument,
  text: string,
): ModelPart | null {
  const { path, span } = construct;
  const values = document.values[path];
  const model = /^(\w+Model)\.Config$/.exec(text.slice(span.offset, span.offset + span.length))?.[1];
  if (construct.kind !== 'call' || model === undefined || !isObject(values)) return null;
  const flavor = flavorOf(text, span.offset);
  const name = `torchtitan ${model}${flavor === null ? '' : ` ${flavor}`}`;
  const unknown: ModelPart = { kind: 'unknown', name, key: path };
  const found = layerSizes(values);
  if (model !== 'Llama3Model') return unknown;
  const computed: ModelPart = { ...unknown, name: `${name}, by sizes that its code computes` };
  if (found === null) return computed;
  const { dim: width, n_layers: layers, n_heads: heads, n_kv_heads: groups = null } = found.sizes;
  const { vocab_size: vocabulary = usualVocabulary, enable_weight_tying: tied = false } = values;
  const place = document.valueSpans.get(`${path}.${found.hiddenPath}`);
  const source = place === undefined ? '' : text.slice(place.offset, place.offset + place.length);
  if (!isSize(width) || values['dim'] !== width || !isSize(layers) || !isSize(heads) || !isSize(vocabulary))
    return computed;
  if ((groups !== null && !isSize(groups)) || typeof tied !== 'boolean') return computed;
  const hidden = hiddenSize(found.sizes['hidden_dim'], source, width);
  if (hidden === null) return computed;
  const inner = found.hiddenPath.startsWith('layers') ? 'layers.' : 'layer.attention.';
  return {
    kind: 'library',
    modelType: 'llama',
    prefix: `${path}.`,
    values: {
      hidden_size: width,
      num_hidden_layers: layers,
      num_attention_heads: heads,
      num_key_value_heads: groups ?? heads,
      intermediate_size: hidden,
      vocab_size: vocabulary,
      tie_word_embeddings: tied,
    },
    ownKeys: {
      hidden_size: 'dim',
      num_hidden_layers: inner === 'layers.' ? 'layers.n_layers' : 'n_layers',
      num_attention_heads: `${inner}n_heads`,
      num_key_value_heads: `${inner}n_kv_heads`,
      intermediate_size: found.hiddenPath,
      vocab_size: 'vocab_size',
      tie_word_embeddings: 'enable_weight_tying',
    },
    notes: flavor === null ? [] : [said`torchtitan’s flavor ${flavor}.`],
    ...approximatedBy(
      values['vocab_size'] === undefined
        ? [said`The vocabulary is assumed to be Llama 3’s, of 128,256.`]
        : [],
    ),
  };
}

/** Whether a Python source builds models of torchtitan by their own configs. */
export const isTorchtitanRegistry = (text: string): boolean =>
  /\btorchtitan\b/.test(text) && /\b\w+Model\.Config\(/.test(text);
