import type { Family } from '../family';
import { withTowers } from './language';
import type { Tie } from './language';
import { readTower } from './towers';

interface Parts {
  readonly text: string;
  readonly vision: string;
  readonly tie: Tie;
  /** Whether the file may name other types; else those are built whatever it says. */
  readonly named?: true;
  /** Whether older files hold the language model's keys beside the vision tower's section. */
  readonly flat?: true;
}

const parts: Readonly<Record<string, Parts>> = {
  qwen2_vl: { text: 'qwen2_vl_text', vision: 'qwen2_vl_vision', tie: 'ownOrWrittenText', flat: true },
  qwen2_5_vl: { text: 'qwen2_5_vl_text', vision: 'qwen2_5_vl_vision', tie: 'ownOrWrittenText', flat: true },
  qwen3_vl: { text: 'qwen3_vl_text', vision: 'qwen3_vl_vision', tie: 'own' },
  qwen3_vl_moe: { text: 'qwen3_vl_moe_text', vision: 'qwen3_vl_moe_vision', tie: 'own' },
  qwen3_5: { text: 'qwen3_5_text', vision: 'qwen3_5_vision', tie: 'own' },
  qwen3_5_moe: { text: 'qwen3_5_moe_text', vision: 'qwen3_5_moe_vision', tie: 'own' },
  qwen4_exp: { text: 'qwen4_exp_text', vision: 'qwen4_exp_vision', tie: 'own' },
  cohere_compass: { text: 'cohere_compass_text', vision: 'cohere_compass_vision', tie: 'own' },
  glm4v: { text: 'glm4v_text', vision: 'glm4v_vision', tie: 'ownOrWrittenText' },
  glm4v_moe: { text: 'glm4v_moe_text', vision: 'glm4v_moe_vision', tie: 'ownOrWrittenText' },
  glm46v: { text: 'glm4v_text', vision: 'glm4v_vision', tie: 'own', named: true },
  glmga: { text: 'glm4v_text', vision: 'glm4v_vision', tie: 'own', named: true },
  glm_ocr: { text: 'glm_ocr_text', vision: 'glm_ocr_vision', tie: 'ownOrWrittenText' },
};

const usual: Parts = { text: 'qwen2_vl_text', vision: 'qwen2_vl_vision', tie: 'own' };

/** A tower for images of any size that itself puts out the language model's width. */
export const qwenVl: Family = {
  name: 'qwen-vl',
  modelTypes: Object.keys(parts),
  read(config, modelType, library) {
    const { text, vision, tie, named = false, flat = false } = parts[modelType] ?? usual;
    return withTowers(config, library, { modelType: text, fixed: !named, tie, ownKeys: flat }, () => {
      const fixed = named ? {} : { model_type: vision };
      const tower = readTower(config, library, 'vision', 'vision_config', vision, fixed);
      return { blocks: tower.blocks, notes: tower.notes };
    });
  },
};
