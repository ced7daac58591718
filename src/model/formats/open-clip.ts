import type { ConfigObject, ConfigValue } from '../config-fields';
import { isObject } from '../config-fields';
import { openClipShape } from '../families/open-clip';
import type { ModelPart, TextFormat } from './format';
import { noDefaults, renamed } from './format';

/** A tower that another library builds by name: how it is built is not in the file. */
function foreignTower(vision: ConfigObject, text: ConfigObject): { name: string; key: string } | null {
  const timm = vision['timm_model_name'];
  if (typeof timm === 'string') return { name: `timm ${timm}`, key: 'vision_cfg.timm_model_name' };
  const huggingFace = text['hf_model_name'];
  if (typeof huggingFace === 'string') return { name: huggingFace, key: 'text_cfg.hf_model_name' };
  if (typeof vision['eva_model_name'] === 'string')
    return { name: vision['eva_model_name'], key: 'vision_cfg.eva_model_name' };
  return null;
}

/** What towers of open_clip's own have that is not read: other blocks, gates, norms in places of their own, registers. */
const unreadKeys = [
  'qk_norm',
  'scaled_cosine_attn',
  'scale_heads',
  'scale_attn_inner',
  'scale_attn',
  'scale_fc',
  'attn_gated',
  'reg_tokens',
  'value_residual',
  'block_type',
] as const;
const isSet = (value: ConfigValue | undefined): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0 && value !== 'default';

/** The key of a part or a layer that open_clip's plain CLIP does not have; null where there is none. */
function unreadKey(values: ConfigObject, vision: ConfigObject, text: ConfigObject): string | null {
  const part = Object.keys(values).find((key) => key.endsWith('_cfg') && !/^(?:vision|text)_cfg$/.test(key));
  if (part !== undefined) return part;
  if (isSet(text['text_arch']) && text['text_arch'] !== 'clip') return 'text_cfg.text_arch';
  for (const [path, tower] of [
    ['vision_cfg', vision],
    ['text_cfg', text],
  ] as const) {
    const key = unreadKeys.find((each) => isSet(tower[each]));
    if (key !== undefined) return `${path}.${key}`;
  }
  return null;
}

/** timm's SigLIP towers by their names: width, layers, heads, width of the feed-forward. */
const sigLipTowers: Readonly<Record<string, readonly [number, number, number, number]>> = {
  base: [768, 12, 12, 3072],
  large: [1024, 24, 16, 4096],
  so400m: [1152, 27, 16, 4304],
  giantopt: [1536, 40, 16, 6144],
};

/** SigLIP under the library's keys, where the file is one of its with both towers as published; null for another. */
function sigLip(
  embedding: ConfigValue | undefined,
  vision: ConfigObject,
  text: ConfigObject,
): ModelPart | null {
  const name = typeof vision['timm_model_name'] === 'string' ? vision['timm_model_name'] : '';
  const [, size = '', patch = ''] = /^vit_(\w+?)_patch(\d+)_siglip_\d+$/.exec(name) ?? [];
  const tower = Object.hasOwn(sigLipTowers, size) ? sigLipTowers[size] : undefined;
  const isPublished =
    vision['timm_pool'] === 'map' &&
    vision['timm_proj'] === 'none' &&
    text['proj_bias'] === true &&
    !Object.hasOwn(text, 'hf_model_name');
  if (tower === undefined || !isPublished) return null;
  const { width, mlp_ratio: ratio = 4 } = text;
  const hidden = typeof width === 'number' && typeof ratio === 'number' ? Math.floor(width * ratio) : 0;
  const [hiddenSize, layers, heads, intermediateSize] = tower;
  const names = {
    vocab_size: 'vocab_size',
    width: 'hidden_size',
    layers: 'num_hidden_layers',
    heads: 'num_attention_heads',
    context_length: 'max_position_embeddings',
  };
  const own = renamed(text, names);
  return {
    kind: 'library',
    modelType: 'siglip',
    prefix: '',
    values: {
      text_config: { ...own.values, intermediate_size: hidden, projection_size: embedding ?? 0 },
      vision_config: {
        hidden_size: hiddenSize,
        num_hidden_layers: layers,
        num_attention_heads: heads,
        intermediate_size: intermediateSize,
        image_size: vision['image_size'] ?? 224,
        patch_size: Number(patch),
      },
    },
    ownKeys: {
      ...Object.fromEntries(
        Object.entries(own.ownKeys).map(([key, ownKey]) => [`text_config.${key}`, `text_cfg.${ownKey}`]),
      ),
      'vision_config.image_size': 'vision_cfg.image_size',
      'text_config.intermediate_size': 'text_cfg.mlp_ratio',
      'text_config.projection_size': 'embed_dim',
    },
  };
}

/** open_clip's model_configs: an image tower, a text tower and the width they share. */
export const openClip: TextFormat = {
  name: 'open_clip',
  syntax: 'json',
  telling: [/"embed_dim"/, /"vision_cfg"/, /"text_cfg"/],
  find({ values }): ModelPart | null {
    const { vision_cfg: vision, text_cfg: text } = values;
    if (!isObject(vision) || !isObject(text) || !Object.hasOwn(values, 'embed_dim')) return null;
    const published = sigLip(values['embed_dim'], vision, text);
    if (published !== null) return published;
    const foreign = foreignTower(vision, text);
    if (foreign !== null) return { kind: 'unknown', ...foreign };
    if (isObject(values['multimodal_cfg']))
      return { kind: 'unknown', name: 'CoCa (open_clip)', key: 'multimodal_cfg' };
    const unread = unreadKey(values, vision, text);
    if (unread !== null) return { kind: 'unknown', name: `open_clip with ${unread}`, key: unread };
    return {
      kind: 'shape',
      architecture: 'open_clip',
      prefix: '',
      values,
      defaults: noDefaults,
      read: openClipShape,
    };
  },
};
