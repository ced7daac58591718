import type { ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import type { PythonConstruct, PythonDocument } from '../documents/python';
import type { ModelPart, TextFormat } from './format';
import { has } from './format';
import { internEvoPart } from './intern-evo';
import { llamaArguments } from './meta-params';
import { gptConfigPart, nanoGptPart } from './nano-gpt';
import { modelTypeOfClass } from './remote-types';

function constructPart(construct: PythonConstruct, values: ConfigObject): ModelPart | null {
  const prefix = `${construct.path}.`;
  const modelType = construct.name.endsWith('Config') ? modelTypeOfClass(construct.name) : null;
  if (modelType !== null && construct.kind === 'call') {
    return { kind: 'library', modelType, prefix, values, ownKeys: {} };
  }
  const gpt = gptConfigPart(values, prefix);
  if (gpt !== null) return gpt;
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
  return internEvoPart(document) ?? nanoGptPart(document.values);
}

/** Configuration literals in Python: transformers' classes, GPTConfig, Llama's ModelArgs, nanoGPT's config files. */
export const pythonSource: TextFormat = {
  name: 'python',
  syntax: 'python',
  telling: [
    /(?:Config|Args)\b|^model[ \t]*=[ \t]*dict|^(?:n_layer|block_size|init_from)[ \t]*=/m,
    /\b(?:n_layers?|n_embd|hidden_size|d_model|dim|num_hidden_layers|block_size|init_from)[ \t]*[=:]|"n_layer"|'n_layer'/,
  ],
  find,
  findAll: constructParts,
};
