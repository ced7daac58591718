import { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import { valueAt } from '../documents/document';
import type { ConfigDocument } from '../documents/document';
import type { ModelShape } from '../families/family';
import type { Node } from '../families/keras/model';
import { KerasWalk, modelClasses, nodeAt } from '../families/keras/model';
import type { Tensor } from '../families/keras/tensor';
import type { ModelPart, TextFormat } from './format';
import { noDefaults } from './format';
import { said } from '../../units/message';

/** Where a model stands in the files that hold one: by itself, in a saved model's attributes, for TensorFlow.js. */
const places = ['', 'model_config.', 'modelTopology.', 'modelTopology.model_config.'];

/** The shape of a model of Keras layers. */
function shapeOf(walk: KerasWalk, inputs: readonly Tensor['shape'][]): ModelShape {
  const [first = []] = inputs;
  const [extent] = first;
  const isImage = first.length === 3;
  const isText = walk.vocabulary !== null || extent === 'sequence';
  const { untrained, frozen, isCausal, vocabulary } = walk;
  return {
    sample: isImage && vocabulary === null ? 'image' : 'text',
    tokensPerSample: isText
      ? extent === 'sequence'
        ? 'sequence'
        : typeof extent === 'number'
          ? extent
          : 1
      : 1,
    contextLength: vocabulary !== null && typeof extent === 'number' ? extent : null,
    vocabularySize: vocabulary,
    generates: isCausal && vocabulary !== null,
    blocks: walk.blocks,
    notes: [
      ...(untrained > 0
        ? [
            said`${untrained} of its parameters are moving statistics, which training keeps and does not learn.`,
          ]
        : []),
      ...(frozen
        ? [said`Some of its layers are frozen (trainable: false): the training step counts them as learned.`]
        : []),
    ],
  };
}

const wholeModel = (document: ConfigDocument, prefix: string): Node | null => {
  const path = prefix.replace(/\.$/, '');
  const value = path === '' ? document.values : valueAt(document.values, path);
  const node = nodeAt(value, '');
  return node !== null && (modelClasses.has(node.className) || isObject(value)) ? node : null;
};

function find(document: ConfigDocument): ModelPart | null {
  const prefix = places.find((each) => {
    const node = wholeModel(document, each);
    return node !== null && modelClasses.has(node.className);
  });
  const node = prefix === undefined ? null : wholeModel(document, prefix);
  if (prefix === undefined || node === null) return null;
  if (node.list === null && !Object.hasOwn(node.values, 'layers')) return null;
  const found = new ConfigFields(node.object, noDefaults);
  const walk = new KerasWalk(found);
  walk.model(node, [], { owns: true, depth: 0 });
  if (walk.unknown !== null && found.problems.length === 0)
    return {
      kind: 'unknown',
      name: `Keras layer ${walk.unknown.className}`,
      key: `${prefix}${walk.unknown.path}.class_name`,
    };
  const approximations = [...walk.approximations];
  return {
    kind: 'shape',
    architecture: 'keras',
    prefix,
    values: node.object,
    defaults: noDefaults,
    read: (config) => {
      config.problems.push(...found.problems);
      return shapeOf(walk, walk.inputs);
    },
    ...(approximations.length > 0 ? { approximate: said`Rests on ${approximations.join('; ')}.` } : {}),
  };
}

/** A Keras model as to_json writes it: versions 1 to 3, and the copy of it that TensorFlow.js keeps. */
export const keras: TextFormat = {
  name: 'keras',
  syntax: 'json',
  telling: [/"class_name"\s*:\s*"(?:Sequential|Functional|Model)"/, /"config"\s*:/],
  find,
};
