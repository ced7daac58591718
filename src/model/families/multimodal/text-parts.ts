import type { ConfigFields } from '../../config-fields';
import { rmsNorm } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import {
  alike,
  architectureClass,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { shapeOfSection } from './towers';

/** The library has these only as parts of larger models: alone they stand without a head. */
export const bareUnlessNamed = (config: ConfigFields): ConfigFields =>
  architectureClass(config) === null ? config.overlaid({ architectures: ['Model'] }) : config;

/** Language models inside others that are built as one that stands alone. */
const builtAs: Readonly<Record<string, string>> = {
  qwen2_vl_text: 'qwen2',
  qwen2_5_vl_text: 'qwen2',
  qwen3_vl_text: 'qwen3',
  qwen3_vl_moe_text: 'qwen3_moe',
  glm4v_moe_text: 'glm4_moe',
};

export const textPart: Family = {
  name: 'qwen',
  modelTypes: Object.keys(builtAs),
  read: (config, modelType, library) =>
    shapeOfSection({ config: bareUnlessNamed(config), modelType: builtAs[modelType] ?? '' }, library),
};

/** GLM-4V's language model: a norm before and one after each sub-layer. */
export const glmTextPart: Family = {
  name: 'glm',
  modelTypes: ['glm4v_text', 'glm_ocr_text'],
  read(owner, modelType) {
    const config = bareUnlessNamed(owner);
    const shape = groupedQueryShape(config);
    const norm = rmsNorm(shape.width);
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: alike(shape.layers, [
        norm,
        ...rotaryAttention(shape, queryKeyValueBias(modelType === 'glm4v_text', false)),
        norm,
        norm,
        ...gatedFeedForward(config),
        norm,
        twoResiduals(shape.width),
      ]),
      beforeHead: [norm],
    });
  },
};
