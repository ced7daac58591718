import type { ConfigObject, ConfigValue } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { ConfigFields, isObject } from '../config-fields';
import { emptyObject, valueAt } from '../documents/document';
import { vocabularyNotKnown } from '../families/generic/transformer';
import type { ModelPart, Syntax, TextFormat } from './format';
import { approximatedBy, has } from './format';
import {
  argumentDefaults,
  describe,
  extendedApproximation,
  extendedDefaults,
  t5Shape,
  vocabularyOf,
} from './megatron-description';
import { isSet, isUnresolved, megatronGaps, t5Gaps } from './megatron-gaps';
import { hybridPart } from './megatron-hybrid';
import { programOf } from './megatron-programs';
import { said } from '../../units/message';

/** `--num-layers` and `num-layers` as `num_layers`, with the spelling of the file kept beside. */
function argumentsIn(values: ConfigObject): { values: ConfigObject; spelling: Map<string, string> } {
  const found = emptyObject();
  const spelling = new Map<string, string>();
  for (const [key, value] of Object.entries(values)) {
    const name = key.replace(/^--/, '').replaceAll('-', '_');
    // Flags without a value come as "true" or as an empty entry.
    found[name] = value === null && key.startsWith('--') ? true : value;
    spelling.set(name, key);
  }
  const { encoder_num_layers: encoderLayers = null } = found;
  if ((found['num_layers'] ?? null) === null && encoderLayers !== null) {
    found['num_layers'] = encoderLayers;
    spelling.set('num_layers', spelling.get('encoder_num_layers') ?? 'encoder_num_layers');
  }
  return { values: found, spelling };
}

/** Arguments of layers that are no GPT's. */
const furtherLayers = [
  'is_hybrid_model',
  'hybrid_override_pattern',
  'hybrid_layer_pattern',
  'mamba_num_heads',
  'experimental_attention_variant',
] as const;

/** Arguments of the scripts that train a model which sees. */
const seeingKeys = ['img_h', 'patch_dim', 'vision_model_type'] as const;
const visionNotCounted = said`The language model alone: the vision encoder that is trained with it is not counted.`;

/** Arguments that hold a path to a tokenizer. */
const tokenizerPlaces: ReadonlySet<string> = new Set([
  'vocab_file',
  'merge_file',
  'tokenizer_model',
  'tokenizer_name_or_path',
]);
const withoutVariables = (value: ConfigValue): string =>
  typeof value === 'string' ? value.replace(/\$(?:\{[^}]*\}|\([^)]*\)|\w+)/g, '') : '';

const programNotNamed = said`The file does not name the program that takes these arguments: read as GPT’s (pretrain_gpt.py).`;

function partAt(written: ConfigObject, prefix: string, text: string): ModelPart | null {
  const { values, spelling } = argumentsIn(written);
  const sizes = ['num_layers', 'hidden_size', 'num_attention_heads'];
  const hybrid = hybridPart(values, prefix, (name) => spelling.get(name) ?? name);
  if (hybrid !== null) return hybrid;
  if (!has(values, ...sizes)) return null;
  const key = spelling.get('num_layers') ?? '';
  if ([...sizes, 'decoder_num_layers'].some((size) => isUnresolved(values[size])))
    return {
      kind: 'unknown',
      name: 'Megatron-LM, by sizes that are given when it is run',
      key: prefix + key,
    };
  // Megatron's Mamba is built by a specification of its own.
  if (/mamba|hybrid/i.test(JSON.stringify(values['spec'] ?? '')))
    return { kind: 'unknown', name: 'Megatron-LM hybrid model', key: prefix + (spelling.get('spec') ?? key) };
  const further = furtherLayers.find((each) => isSet(values[each]));
  if (further !== undefined)
    return {
      kind: 'unknown',
      name: 'Megatron-LM hybrid model',
      key: prefix + (spelling.get(further) ?? key),
    };
  const program = programOf(values, text);
  if (program.kind === 'other') return { kind: 'unknown', name: program.name, key: prefix + key };
  const { num_experts: expertCounts, mlp_type: kindOfExperts } = values;
  if (Array.isArray(expertCounts) || kindOfExperts === 'residual')
    return {
      kind: 'unknown',
      name: 'Megatron-DeepSpeed with experts that differ by layer or stand beside a dense feed-forward',
      key: prefix + (spelling.get('num_experts') ?? key),
    };
  // What only running tells is as good as absent; of a tokenizer's place the name is enough.
  const known = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      !isUnresolved(value)
        ? [[name, value]]
        : tokenizerPlaces.has(name)
          ? [[name, withoutVariables(value)]]
          : [],
    ),
  );
  const isExtended = has(values, 'extends') || has(values, 'bases') || has(values, 'includes');
  const base = isExtended ? JSON.stringify([values['extends'], values['bases'], values['includes']]) : '';
  if (/mamba|hybrid|lfm|kimi_k3|gdn|kda/i.test(base) || Object.hasOwn(values, 'lfm_layer_types'))
    return { kind: 'unknown', name: 'Megatron-LM, of a base with other layers', key: prefix + key };
  if (/qwen-?(?:1\.5|2)/i.test(base)) known['add_qkv_bias'] ??= true;
  if (/mixtral|grok/i.test(base)) {
    known['num_experts'] ??= 8;
    known['num_query_groups'] ??= 8;
  }
  if (/deepseek_v2/i.test(base)) known['moe_router_topk'] ??= 6;
  if (/deepseek_v3/i.test(base)) known['moe_router_topk'] ??= 8;
  const { kind } = program;
  const spellingOf = (name: string): string => spelling.get(name) ?? name;
  const gaps = [
    ...(isExtended ? [extendedApproximation] : []),
    // Megatron's own tests have the arguments in a file, and the program in another.
    ...(program.isAssumed === true && /^model_args\.$/i.test(prefix) ? [programNotNamed] : []),
    ...(seeingKeys.some((each) => isSet(values[each])) ? [visionNotCounted] : []),
    ...megatronGaps(values, spellingOf),
  ];
  const common = {
    architecture: `megatron ${kind}`,
    prefix,
    values: known,
    defaults: isExtended ? extendedDefaults : argumentDefaults,
    spelling: spellingOf,
  };
  if (kind === 't5') {
    // Both stacks have the attention and the feed-forward that Megatron's T5 is built of, or it is another model.
    if (
      ['num_experts', 'multi_latent_attention', 'kv_lora_rank', 'group_query_attention'].some((name) =>
        isSet(values[name]),
      )
    )
      return { kind: 'unknown', name: 'Megatron-LM T5 with other layers', key: prefix + key };
    return {
      kind: 'shape',
      ...common,
      ...approximatedBy([
        ...gaps,
        ...t5Gaps(values, spellingOf),
        ...(vocabularyOf(new ConfigFields(known, common.defaults), true) === null
          ? [vocabularyNotKnown]
          : []),
      ]),
      read: t5Shape,
    };
  }
  return {
    kind: 'transformer',
    ...common,
    ...approximatedBy(gaps),
    describe: (config) => describe(config, kind),
  };
}

/** Sections that hold the arguments in YAML: Megatron's own tests, and Primus' overrides. */
const sections = [
  'MODEL_ARGS',
  'model_args',
  'overrides',
  'modules.pre_trainer.overrides',
  'model.overrides',
];

/** Megatron's own YAML: the layers in a section, what the whole training shares beside it. */
function readOwnYaml(values: ConfigObject, section: ConfigObject, text: string): ModelPart | null {
  const renamedSwitches: ConfigObject = {
    ...(section['add_bias_linear'] === false ? { disable_bias_linear: true } : {}),
    ...(section['gated_linear_unit'] === true || section['activation_func'] === 'swiglu'
      ? { swiglu: true }
      : {}),
  };
  const merged = { ...withoutNulls(values), ...withoutNulls(section), ...renamedSwitches };
  const part = partAt(merged, '', text);
  return part?.kind !== 'transformer'
    ? part
    : { ...part, spelling: (name) => (Object.hasOwn(section, name) ? `language_model.${name}` : name) };
}
const withoutNulls = (values: ConfigObject): ConfigObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && !isObject(value)));

/** Switches that Megatron-LM alone calls so; NeMo has other names for them. */
const ownSwitches = [
  'swiglu',
  'disable_bias_linear',
  'untie_embeddings_and_output_weights',
  'group_query_attention',
  'multi_latent_attention',
  'use_rotary_position_embeddings',
  'num_experts',
] as const;

/** FlagScale: Megatron's arguments, those of the model, of the tokenizer and of the system in sections of their own. */
function readSections(values: ConfigObject, text: string): ModelPart | null {
  const { model } = values;
  if (!isObject(model) || !ownSwitches.some((name) => Object.hasOwn(model, name))) return null;
  const places = ['system', 'data.tokenizer', 'model'] as const;
  const merged = emptyObject();
  const pathOf = new Map<string, string>();
  for (const place of places) {
    const section = valueAt(values, place);
    if (!isObject(section)) continue;
    for (const [name, value] of Object.entries(withoutNulls(section))) {
      merged[name] = value;
      pathOf.set(name, `${place}.${name}`);
    }
  }
  const part = partAt(merged, '', text);
  return part?.kind !== 'transformer' ? part : { ...part, spelling: (name) => pathOf.get(name) ?? name };
}

function find({ values }: ConfigDocument, text: string): ModelPart | null {
  const sectioned = readSections(values, text);
  if (sectioned !== null) return sectioned;
  const own = values['language_model'];
  if (isObject(own)) {
    const part = readOwnYaml(values, own, text);
    if (part !== null) return part;
  }
  for (const section of sections) {
    const inner = valueAt(values, section);
    if (isObject(inner)) {
      const named = valueAt(values, section.replace(/overrides$/, 'model'));
      // Sizes laid over those of another file: what they leave open is not known.
      if (
        section.endsWith('.overrides') &&
        typeof named === 'string' &&
        has(inner, 'num_layers', 'hidden_size')
      )
        return {
          kind: 'unknown',
          name: `Primus ${named.replace(/\$\{\w+:([^}]*)\}/g, '$1').slice(0, 60)}, with other sizes`,
          key: `${section}.num_layers`,
        };
      const part = partAt(inner, `${section}.`, text);
      if (part !== null) return part;
    }
  }
  // Other frameworks have the same three keys; these are Megatron's own.
  const isOwn = Object.keys(values).some((key) =>
    /^(?:--(?:encoder[-_])?num[-_]layers|--hybrid[-_](?:layer|override)[-_]pattern|extends|ffn_hidden_size|num_query_groups|tokenizer_type|group_query_attention|multi_latent_attention|swiglu|moe_layer_freq)$/.test(
      key,
    ),
  );
  const isNeox = Object.keys(values).some((key) =>
    /^(?:pos[-_]emb|pipe[-_]parallel[-_]size|gpt[-_]j[-_]residual)$/.test(key),
  );
  return isOwn && !isNeox ? partAt(values, '', text) : null;
}

const megatronIn = (syntax: Syntax): TextFormat => ({
  name: 'megatron-lm',
  syntax,
  telling: [
    /num[-_]layers|hybrid[-_](?:layer|override)[-_]pattern/,
    /hidden[-_]size/,
    /num[-_]attention[-_]heads/,
  ],
  find,
});
export const megatronYaml = megatronIn('yaml');
export const megatronShell: TextFormat = {
  ...megatronIn('shell'),
  telling: [
    /--(?:encoder-)?num-layers|--hybrid-(?:layer|override)-pattern/,
    /--hidden-size/,
    /--num-attention-heads/,
  ],
};
