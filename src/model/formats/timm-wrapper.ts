import { isObject, type ConfigObject } from '../config-fields';
import { imageModel, imageModelName, usualClasses } from '../image-models';
import { said, type Message } from '../../units/message';
import { approximatedBy, type ModelPart } from './format';

/** The side of the images that a file of timm's says; null where it says none, or a shape that is no square. */
function sideOf(values: ConfigObject): number | null {
  const pretrained = values['pretrained_cfg'];
  const size = isObject(pretrained) ? pretrained['input_size'] : undefined;
  if (!Array.isArray(size)) return null;
  const [, height, width] = size as readonly unknown[];
  return typeof height === 'number' && height === width ? height : null;
}

function classesOf(values: ConfigObject): number {
  const [classes, names] = [values['num_classes'] ?? values['num_labels'], values['label_names']];
  if (typeof classes === 'number') return classes;
  return Array.isArray(names) ? names.length : usualClasses;
}

/**
 * The library's wrapper of timm's models (`timm_wrapper`), which holds a name and no sizes: the model that timm builds by it. Null
 * where that is none that is counted.
 */
export function timmWrapperPart(values: ConfigObject): ModelPart | null {
  const name = values['architecture'];
  const known = typeof name === 'string' ? imageModel(imageModelName(name).architecture) : null;
  if (known === null) return null;
  const listed = values['architectures'];
  const classes = classesOf(values);
  const isBody = (Array.isArray(listed) && listed[0] === 'TimmWrapperModel') || classes === 0;
  const given = values['model_args'];
  const further = isObject(given) ? Object.keys(given) : [];
  const side = sideOf(values);
  const usualSide = known.values['image_size'];
  const doubts: Message[] = [
    ...(further.length > 0
      ? [said`Not counted of model_args: ${further.slice(0, 4).join(', ')}. The layers may be others.`]
      : []),
    ...(side !== null && typeof usualSide === 'number' && side !== usualSide
      ? [said`Counted for images of ${usualSide} pixels; the file says ${side}.`]
      : []),
  ];
  return {
    kind: 'library',
    modelType: known.modelType,
    prefix: '',
    values: {
      ...known.values,
      num_labels: isBody ? usualClasses : classes,
      ...(isBody ? { architectures: ['Backbone'] } : {}),
    },
    ownKeys: { num_labels: 'num_classes' },
    notes: [said`Read as timm builds ${known.name}, by its name.`],
    ...approximatedBy(doubts),
  };
}
