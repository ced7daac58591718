import type { ConfigFields, ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import type { PythonConstruct, PythonDocument } from '../documents/python';
import type { TransformerDescription } from '../families/generic/transformer';
import { biases } from '../layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has } from './format';
import { internEvoPart } from './intern-evo';
import { llamaArguments } from './meta-params';
import { modelTypeOfClass } from './remote-types';

/** nanoGPT's GPTConfig and train.py. */
const nanoGptDefaults = defaults({
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  block_size: 1024,
  vocab_size: 50304,
});

const describeNanoGpt =
  (usualBias: boolean) =>
  (config: ConfigFields): TransformerDescription => {
    const width = config.size('n_embd');
    const heads = config.size('n_head');
    const hasBias = config.given('bias') ? config.flag('bias') : usualBias;
    return {
      width,
      layers: config.layers('n_layer'),
      heads,
      keyValueHeads: heads,
      headWidth: config.headWidth('n_embd', 'n_head'),
      attentionBias: biases(hasBias),
      norm: hasBias ? 'layer' : 'layerWithoutBias',
      learnedPositions: config.size('block_size'),
      rotatedWidth: 0,
      hidden: 4 * width,
      gated: false,
      feedForwardBias: hasBias,
      vocabulary: config.size('vocab_size'),
      tied: true,
      contextLength: config.optionalSize('block_size'),
    };
  };

function constructPart(construct: PythonConstruct, values: ConfigObject): ModelPart | null {
  const prefix = `${construct.path}.`;
  const modelType = construct.name.endsWith('Config') ? modelTypeOfClass(construct.name) : null;
  if (modelType !== null && construct.kind === 'call') {
    return { kind: 'library', modelType, prefix, values, ownKeys: {} };
  }
  if (has(values, 'n_layer', 'n_head', 'n_embd') && !has(values, 'padded_vocab_size')) {
    return {
      kind: 'transformer',
      architecture: 'nanoGPT',
      prefix,
      values,
      defaults: nanoGptDefaults,
      describe: describeNanoGpt(true),
    };
  }
  return has(values, 'dim', 'n_layers', 'n_heads') ? llamaArguments(values, prefix) : null;
}

/** Sizes of constructs that only running the code would tell make them no model. */
const sizes =
  /^(?:n_layers?|n_heads?|n_embd|dim|hidden_size|num_hidden_layers|num_attention_heads|vocab_size|intermediate_size|d_model|\*\*)$/;

/** The models of calls that build a configuration, else of the classes that hold its defaults; in the order of the text. */
function constructParts(document: ConfigDocument): ModelPart[] {
  const { constructs } = document as PythonDocument;
  const known = constructs.filter(({ unresolved }) => !unresolved.some((key) => sizes.test(key)));
  for (const kind of ['call', 'class'] as const) {
    const parts = known.flatMap((construct) => {
      const values = document.values[construct.path];
      const part = construct.kind === kind && isObject(values) ? constructPart(construct, values) : null;
      return part ?? [];
    });
    if (parts.length > 0) return parts;
  }
  return [];
}

function find(document: ConfigDocument): ModelPart | null {
  const [first] = constructParts(document);
  if (first !== undefined) return first;
  const intern = internEvoPart(document);
  if (intern !== null) return intern;
  const { values } = document;
  const sizesOfModule = ['n_layer', 'n_head', 'n_embd', 'block_size'].filter(
    (key) => typeof values[key] === 'number',
  );
  const isTraining =
    has(values, 'out_dir') || has(values, 'gradient_accumulation_steps') || has(values, 'batch_size');
  if (sizesOfModule.length >= 2 && isTraining) {
    const notes = has(values, 'vocab_size')
      ? undefined
      : 'The vocabulary is that of GPT-2 as nanoGPT pads it, unless its data says otherwise.';
    return {
      kind: 'transformer',
      architecture: 'nanoGPT',
      prefix: '',
      values,
      defaults: nanoGptDefaults,
      describe: (config) => ({
        ...describeNanoGpt(false)(config),
        notes: notes === undefined ? [] : [notes],
      }),
      ...(notes === undefined ? {} : { approximate: notes }),
    };
  }
  return null;
}

/** Configuration literals in Python: transformers' classes, GPTConfig, Llama's ModelArgs, nanoGPT's config files. */
export const pythonSource: TextFormat = {
  name: 'python',
  syntax: 'python',
  telling: [
    /(?:Config|Args)\b|^model[ \t]*=[ \t]*dict|^n_layer[ \t]*=|^block_size[ \t]*=/m,
    /\b(?:n_layers?|n_embd|hidden_size|d_model|dim|num_hidden_layers|block_size)[ \t]*[=:]|"n_layer"|'n_layer'/,
  ],
  find,
  findAll: constructParts,
};
