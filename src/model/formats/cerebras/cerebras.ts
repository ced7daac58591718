import type { ConfigObject } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { ConfigDocument } from '../../documents/document';
import { valueAt } from '../../documents/document';
import type { ModelPart, TextFormat } from '../format';
import { has, noDefaults } from '../format';
import { text } from '../training-yaml';
import { describeDecoder, gptDefaults, gptjDefaults } from './decoder';
import { encoderDefaults, encoderShape, encoderTopOf, retrieverShape } from './encoder';
import { encoderDecoderDefaults, encoderDecoderShape } from './encoder-decoder';
import { llavaShape, seeingModel } from './llava';
import { classifierShape, visionDefaults } from './vision';
import { message, said, type Message } from '../../../units/message';

/** Models of one class, the Model Zoo's GPT-2, by their names now and formerly. */
const decoders =
  /^(?:gpt[23]|GPT2LMHeadModel|llama|LlamaModel|mistral|mixtral|bloom|btlm|jais|santacoder|starcoder|gemma2|mpt|opt|qwen2|phi3)$/;
/** Models of the class of its GPT-J. */
const parallelDecoders = /^(?:gptj|GPTJModel|gpt-neox|falcon)$/;

const withoutName = message(
  'The file does not name its model: read as the Model Zoo’s GPT-2, of which Llama, Mistral and others are made there.',
);
const otherName = (name: string): Message =>
  said`${name} is no model of the Model Zoo that is known: read as its GPT-2, whose keys these are.`;

/** What the decoder's keys can't describe, in the words of the key that says it. */
function beyondDecoder(model: ConfigObject): string | null {
  const memory = model['memory_tokens'];
  if (isObject(memory) && memory['memory_tokens_enabled'] === true) return 'memory_tokens';
  const crossing = model['cross_attention_layers'];
  if (Array.isArray(crossing) && crossing.length > 0) return 'cross_attention_layers';
  const feedForward = model['extra_ffn_params'];
  if (isObject(feedForward) && feedForward['static_dual_expert'] === true) return 'extra_ffn_params';
  return null;
}

function decoderPart(name: string, model: ConfigObject, prefix: string, note?: Message): ModelPart {
  const beyond = beyondDecoder(model);
  if (beyond !== null)
    return { kind: 'unknown', name: `Cerebras ${name} with ${beyond}`, key: prefix + beyond };
  const isParallel = parallelDecoders.test(name);
  const approximate =
    name === '' ? withoutName : isParallel || decoders.test(name) ? undefined : otherName(name);
  return {
    kind: 'transformer',
    architecture: `cerebras ${name}`.trim(),
    prefix,
    values: model,
    defaults: isParallel ? gptjDefaults : gptDefaults,
    describe: (config) => {
      const description = describeDecoder(config, isParallel);
      return note === undefined ? description : { ...description, notes: [note] };
    },
    ...(approximate === undefined ? {} : { approximate }),
  };
}

/** Preference tuning: the policy is the model; the reference is a copy of it, which only runs forwards. */
function policyPart(model: ConfigObject, prefix: string): ModelPart | null {
  const { policy_model: policy } = model;
  if (!isObject(policy)) return null;
  return decoderPart(text(policy['name']), policy, `${prefix}policy_model.`, referenceNotCounted);
}
const referenceNotCounted = message(
  'The policy alone: the reference model that DPO compares with, a copy of it that only runs forwards, is not counted.',
);

/** Whether a section has the sizes that all of the Model Zoo's stacks have under these names. */
const hasSizes = (model: ConfigObject): boolean =>
  has(model, 'hidden_size', 'num_hidden_layers', 'num_heads');

/** Models that are known by name and not covered, each with a key that no other framework's has. */
const uncovered: Readonly<Record<string, string>> = {
  dino: 'image_model_trunks',
  dit: 'frequency_embedding_size',
  dpo: 'policy_model',
  llava: 'image_model',
  multimodal_simple: 'image_model_list',
  fc_mnist: 'hidden_sizes',
};

/** The model in a section, by its name; null where the section is no model of the Model Zoo's. */
function partOf(model: ConfigObject, prefix: string): ModelPart | null {
  const name = text(model['name']);
  const shared = { kind: 'shape', architecture: `cerebras ${name}`, prefix, values: model } as const;
  const top = encoderTopOf(name);
  if (top !== null && hasSizes(model)) {
    const defaults = encoderDefaults(name.startsWith('bert/') ? { vocab_size: 30522 } : {});
    return { ...shared, defaults, read: (config) => encoderShape(config, top) };
  }
  if (name === 'dpr' && (has(model, 'q_encoder') || has(model, 'encoder')))
    return { ...shared, defaults: encoderDefaults(), read: retrieverShape };
  if (/^(?:t5|T5ForConditionalGeneration|transformer)$/.test(name) && has(model, 'encoder_num_hidden_layers'))
    return { ...shared, defaults: encoderDecoderDefaults, read: encoderDecoderShape };
  if (/^(?:vit_classification|vision_transformer)$/.test(name) && hasSizes(model))
    return { ...shared, defaults: visionDefaults, read: classifierShape };
  const policy = name === 'dpo' ? policyPart(model, prefix) : null;
  if (policy !== null) return policy;
  const seeing = seeingModel(name, model);
  if (seeing !== null && beyondDecoder(seeing.values['text_model'] as ConfigObject) === null)
    return { ...shared, ...seeing, defaults: noDefaults, read: llavaShape };
  const telling = Object.hasOwn(uncovered, name) ? uncovered[name] : undefined;
  if (telling !== undefined && has(model, telling)) return unknown(name, prefix);
  if (!hasSizes(model)) return null;
  return /vision|vit|llava|t5|dpr/i.test(name) ? unknown(name, prefix) : decoderPart(name, model, prefix);
}

const unknown = (name: string, prefix: string): ModelPart => ({
  kind: 'unknown',
  name: `Cerebras ${name.slice(0, 40)}`,
  key: `${prefix}name`,
});

/** The Cerebras Model Zoo's YAML, with the model in `trainer.init.model` or, older, in `model`. */
export const cerebras: TextFormat = {
  name: 'cerebras-modelzoo',
  syntax: 'yaml',
  telling: [
    /model:/,
    /filter_size:|d_ff:|hidden_sizes:/,
    /hidden_size:|d_kv:|hidden_sizes:/,
    /num_heads:|hidden_sizes:/,
  ],
  find({ values }: ConfigDocument): ModelPart | null {
    for (const path of ['trainer.init.model', 'model']) {
      const model = valueAt(values, path);
      if (!isObject(model)) continue;
      const part = partOf(model, `${path}.`);
      if (part !== null) return part;
    }
    return null;
  },
};
