import type { ConfigObject } from '../config-fields';
import { isObject } from '../config-fields';
import { openClipShape } from '../families/open-clip';
import type { ModelPart, TextFormat } from './format';
import { noDefaults } from './format';

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

/** open_clip's model_configs: an image tower, a text tower and the width they share. */
export const openClip: TextFormat = {
  name: 'open_clip',
  syntax: 'json',
  telling: [/"embed_dim"/, /"vision_cfg"/, /"text_cfg"/],
  find({ values }): ModelPart | null {
    const { vision_cfg: vision, text_cfg: text } = values;
    if (!isObject(vision) || !isObject(text) || !Object.hasOwn(values, 'embed_dim')) return null;
    const foreign = foreignTower(vision, text);
    if (foreign !== null) return { kind: 'unknown', ...foreign };
    if (isObject(values['multimodal_cfg']))
      return { kind: 'unknown', name: 'CoCa (open_clip)', key: 'multimodal_cfg' };
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
