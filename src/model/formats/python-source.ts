import type { ConfigObject, ConfigValue } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import type { PythonConstruct, PythonDocument } from '../documents/python';
import { constructSlips } from './construct-slips';
import type { ModelPart, TextFormat } from './format';
import { approximatedBy, has } from './format';
import { tellsOfOtherLayers } from './further-keys';
import { internEvoPart } from './intern-evo';
import { modelArguments } from './meta-params';
import { gptConfigPart, nanoGptPart } from './nano-gpt';
import { nanochatPart } from './nanochat';
import { isOlmoCoreCall, olmoCorePart } from './olmo-core';
import { modelTypeOfClass } from './remote-types';
import { builtByAutomatic, isAutomaticClass, libraryClassesOf } from '../library-classes';
import { said } from '../../units/message';
import { isTorchtitanRegistry, torchtitanFlavor } from './torchtitan-registry';

/** Of keys that tell of other layers, those that the readers take. */
const isReadOfGpt = (): boolean => false;
const isReadOfLlama = (key: string, value: ConfigValue): boolean => key === 'moe' && isObject(value);
const isReadOfDeepseek = (key: string): boolean =>
  /^(?:kv_lora_rank|moe_inter_dim|n_(?:routed|shared|activated)_experts|n_(?:expert|limited)_groups)$/.test(
    key,
  );

const ofLibrary = /^transformers\b|transformers\.|configuration_\w+$/;

/** The module from which a source imports a name, by itself or for `name.Class`; null where it does not say. */
function importedFrom(name: string, text: string): string | null {
  const imported = new RegExp(
    String.raw`^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\([^)]*?|[^\n(]*?)\b${name}\b`,
    'm',
  ).exec(text);
  return imported?.[1] ?? null;
}

/** The module that a source takes a class from, where that is neither the library nor a copy of its configuration's module. */
function foreignModule({ name, span }: PythonConstruct, text: string): string | null {
  const callee = text.slice(span.offset, span.offset + span.length);
  const root = /^(\w+)\s*\./.exec(callee)?.[1];
  if (root === undefined) {
    const module = importedFrom(name, text);
    return module === null || ofLibrary.test(module) ? null : module;
  }
  const [, whole] =
    new RegExp(String.raw`^[ \t]*import[ \t]+([\w.]+)[ \t]+as[ \t]+${root}\b`, 'm').exec(text) ?? [];
  const part = importedFrom(root, text);
  const module = whole ?? (part === null ? null : `${part}.${root}`);
  return module === null || ofLibrary.test(module) ? null : module;
}

const modelClass = /(?:^|\.)([A-Z]\w*(?:For[A-Z]\w*|LMHeadModel|[a-z0-9]Model))(?:\._?from_config)?$/;

/** The class that a source makes a model of this configuration as; null where it makes none, or none of its type. */
function builtAs(
  { span }: PythonConstruct,
  modelType: string,
  constructs: readonly PythonConstruct[],
  text: string,
): string | null {
  const before = text.slice(text.lastIndexOf('\n', span.offset - 1) + 1, span.offset);
  const [, variable] = /([\w.]+)[ \t]*=[ \t]*$/.exec(before) ?? [];
  for (const { builder } of constructs) {
    const [, name] = modelClass.exec(builder?.callee ?? '') ?? [];
    const { first = null } = builder ?? {};
    if (name === undefined || first === null) continue;
    const holds = first.span.offset <= span.offset && span.offset < first.span.offset + first.span.length;
    if (!holds && first.source !== variable) continue;
    const own = isAutomaticClass(name) ? builtByAutomatic(name, modelType) : name;
    if (own !== null && libraryClassesOf(modelType)?.includes(own) === true) return own;
  }
  return null;
}

function constructPart(
  construct: PythonConstruct,
  values: ConfigObject,
  text: string,
  constructs: readonly PythonConstruct[],
): ModelPart | null {
  const prefix = `${construct.path}.`;
  const modelType = construct.name.endsWith('Config') ? modelTypeOfClass(construct.name) : null;
  if (modelType !== null && construct.kind !== 'class') {
    const module = foreignModule(construct, text);
    // Another's class of the name that is given no size has sizes of its own.
    if (module !== null && !Object.keys(values).some((key) => sizes.test(key)))
      return { kind: 'unknown', name: `${construct.name} of ${module}`, key: construct.path };
    const doubts =
      module === null
        ? []
        : [
            said`${construct.name} is taken from ${module}, not from transformers: read as the library’s ${modelType} by its name.`,
          ];
    const own = builtAs(construct, modelType, constructs, text);
    const built = own === null ? values : { ...values, architectures: [own] };
    return { kind: 'library', modelType, prefix, values: built, ownKeys: {}, ...approximatedBy(doubts) };
  }
  const { name, unresolved } = construct;
  const chat = nanochatPart(name, values, prefix);
  if (chat !== null) return chat;
  const gpt = gptConfigPart(name, values, prefix, unresolved);
  const part =
    gpt ??
    (has(values, 'dim', 'n_layers', 'n_heads') ? modelArguments(name, values, prefix, unresolved) : null);
  if (part === null) return null;
  const isLatent = has(values, 'kv_lora_rank');
  const isRead = gpt !== null ? isReadOfGpt : isLatent ? isReadOfDeepseek : isReadOfLlama;
  // Latent attention without routed experts is another's: DeepSeek's defaults would give it 64.
  const isOther = gpt === null && isLatent && !has(values, 'n_routed_experts');
  return isOther || tellsOfOtherLayers(values, isRead)
    ? { kind: 'unknown', name, key: construct.path }
    : part;
}

/** Sizes of constructs that only running the code would tell make them no model. */
const sizes =
  /^(?:n_layers?|n_heads?|n_embd|dim|hidden_size|num_hidden_layers|num_attention_heads|vocab_size|intermediate_size|d_model|\*\*)$/;

/**
 * The models of calls that build a configuration, and of the classes that hold the defaults of one that no call builds; each in
 * the order of the text, those of calls first: a file is read by the first of its models.
 */
function constructParts(document: ConfigDocument, text: string): ModelPart[] {
  const python = document as PythonDocument;
  const { constructs } = python;
  if (isTorchtitanRegistry(text)) {
    const flavors = constructs.flatMap((construct) => torchtitanFlavor(construct, python, text) ?? []);
    // Known flavors first: a file is read by the first of its models.
    const isUnknown = ({ kind }: ModelPart): boolean => kind === 'unknown';
    if (flavors.length > 0)
      return [...flavors.filter((part) => !isUnknown(part)), ...flavors.filter(isUnknown)];
  }
  const known = constructs.filter(({ name, kind, unresolved }) => {
    const isOpen = kind === 'call' && isOlmoCoreCall(name);
    return !unresolved.some((key) => sizes.test(key) && !(isOpen && key === 'vocab_size'));
  });
  const partsOf = (among: readonly PythonConstruct[]): ModelPart[] =>
    among.flatMap((construct) => {
      const values = document.values[construct.path];
      if (!isObject(values)) return [];
      const ofOlmo = construct.kind === 'call' ? olmoCorePart(construct, values, text) : null;
      return ofOlmo ?? constructPart(construct, values, text, constructs) ?? [];
    });
  const built = partsOf(known.filter(({ kind }) => kind === 'call'));
  const classes = known.filter(({ kind }) => kind === 'class');
  if (built.length === 0) return partsOf(classes);
  const called = new Set(constructs.flatMap(({ kind, name }) => (kind === 'call' ? [name] : [])));
  const others = partsOf(classes.filter(({ name }) => !called.has(name)));
  return [...built, ...others.filter(({ kind }) => kind !== 'unknown')];
}

/** What a model is built of: its configuration alone may be any other one's part. */
const buildsModel = /\b[A-Z]\w*(?:Model|For[A-Z]\w*|LMHead\w*)\s*\(|\.from_config\s*\(/;

/** Sizes that are set in a way that is not followed. */
const setsOtherwise =
  /\bsetattr\s*\(\s*[\w.]*(?:config|cfg)\b|(?:config|cfg)\.update\s*\(|\bself(?:\.\w+)+\.(?:n_\w+|num_\w+|\w+_size|\w*dim)\s*=(?!=)/;

/** `BertConfig()`: the library's own sizes, and those that its attributes are set to, where the source says no others and builds a model. */
function usualPart(document: ConfigDocument, text: string): ModelPart | null {
  const { constructs } = document as PythonDocument;
  const bare = constructs.find(
    (each) =>
      each.kind === 'bare call' && modelTypeOfClass(each.name) !== null && foreignModule(each, text) === null,
  );
  const values = bare === undefined ? undefined : document.values[bare.path];
  if (bare === undefined || !isObject(values) || !buildsModel.test(text) || setsOtherwise.test(text))
    return null;
  return bare.unresolved.some((key) => sizes.test(key))
    ? null
    : constructPart(bare, values, text, constructs);
}

function find(document: ConfigDocument, text: string): ModelPart | null {
  const [first] = constructParts(document, text);
  if (first !== undefined) return first;
  return internEvoPart(document) ?? nanoGptPart(document.values) ?? usualPart(document, text);
}

/** Configuration literals in Python: transformers' classes, GPTConfig, Llama's and DeepSeek's ModelArgs, nanoGPT's config files. */
export const pythonSource: TextFormat = {
  name: 'python',
  syntax: 'python',
  telling: [
    /(?:Config|Args)\b|^model[ \t]*=[ \t]*dict|^(?:n_layer|block_size|init_from)[ \t]*=/m,
    /\b[A-Z]\w*Config\(\s*\)|\bTransformerConfig\.\w|\b(?:n_layers?|n_embd|hidden_size|d_model|dim|num_hidden_layers|block_size|init_from)["']?[ \t]*[=:]|"n_layer"|'n_layer'/,
  ],
  find,
  slips: constructSlips,
  findAll: constructParts,
};
