import type { ConfigFields, ConfigObject } from '../../config-fields';
import { isObject } from '../../config-fields';
import { valueAt } from '../../documents/document';
import { runFor, towerBlock } from '../../families/multimodal/towers';
import type { ModelShape } from '../../families/family';
import { genericTransformer } from '../../families/generic/transformer';
import { linear, type Layer } from '../../layers';
import { describeDecoder, gptDefaults } from './decoder';
import { visionBlocks, visionDefaults } from './vision';

/** Where the parts of a model that sees stand, as paths below the model's section. */
interface Places {
  readonly image_model: string;
  readonly projector: string;
}

/** LLaVA's parts, and those of its successor, whose list of encoders holds one. */
const layouts: Readonly<Record<string, Places>> = {
  llava: { image_model: 'image_model', projector: 'projector.image_model' },
  multimodal_simple: {
    image_model: 'image_model_list.image_models.0.image_encoder',
    projector: 'image_model_list.global_image_projection',
  },
};

/** A model that sees, with its parts side by side; null where they are others. */
export function seeingModel(
  name: string,
  model: ConfigObject,
): { readonly values: ConfigObject; readonly spelling: (key: string) => string } | null {
  const places = Object.hasOwn(layouts, name) ? layouts[name] : undefined;
  if (places === undefined) return null;
  const encoder = valueAt(model, places.image_model);
  const projector = valueAt(model, places.projector);
  const { text_model: text } = model;
  if (!isObject(encoder) || !isObject(projector) || !isObject(text)) return null;
  const list = valueAt(model, 'image_model_list.image_models');
  if (
    Array.isArray(list) &&
    (list.length !== 1 || isObject(valueAt(model, `image_model_list.image_models.0.image_projection`)))
  )
    return null;
  return {
    values: { text_model: text, image_model: encoder, projector },
    spelling: (key) => {
      const [part = '', ...rest] = key.split('.');
      return part === 'image_model' || part === 'projector' ? [places[part], ...rest].join('.') : key;
    },
  };
}

/** Linear layers from `input_unit` through each of `layers_units`. */
function projectorLayers(config: ConfigFields): Layer[] {
  const inputs = config.size('input_unit');
  const units = config.sizes('layers_units');
  if (units.length > 16) config.refuse('layers_units', 'has more than 16 entries.');
  const bias = config.flag('use_bias');
  return units
    .slice(0, 16)
    .map((outputs, index) => linear('other', units[index - 1] ?? inputs, outputs, bias));
}

/** An image encoder, its projector, and a language model that reads both. */
export function llavaShape(config: ConfigFields): ModelShape {
  const text = config.section('text_model').config.withDefaults(gptDefaults);
  const image = config.section('image_model').config.withDefaults(visionDefaults);
  const { blocks, positions } = visionBlocks(image);
  const language = genericTransformer(describeDecoder(text, false));
  const projector = projectorLayers(config.section('projector').config);
  return {
    ...language,
    blocks: [
      ...runFor('vision', blocks),
      // Of the patches alone, without the class token.
      towerBlock('vision', 'projector', Math.max(1, positions - 1), projector),
      ...language.blocks,
    ],
  };
}
