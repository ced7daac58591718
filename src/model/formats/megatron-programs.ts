import type { ConfigObject } from '../config-fields';
import { isSet } from './megatron-gaps';

/** What a Megatron-LM script starts: a model that is counted, or by name one that is not. */
export type MegatronProgram =
  | { readonly kind: 'gpt' | 'bert' | 't5'; readonly isAssumed?: true }
  | { readonly kind: 'other'; readonly name: string };

const gpt: MegatronProgram = { kind: 'gpt' };
/** Nothing says which program it is. */
const assumedGpt: MegatronProgram = { kind: 'gpt', isAssumed: true };
const bert: MegatronProgram = { kind: 'bert' };
const t5: MegatronProgram = { kind: 't5' };
const other = (name: string): MegatronProgram => ({ kind: 'other', name });
const retriever = other('Megatron-LM ICT: two BERT encoders');
const retro = other('Megatron-LM RETRO');
const vision = other('Megatron-LM vision model');
const hybrid = other('Megatron-LM hybrid model');
const chosenLater = other('Megatron-LM, by a program that is chosen when it is run');

/** Programs by the words after `pretrain_` or `finetune_`, as NVIDIA/Megatron-LM names them. */
const programs: readonly (readonly [RegExp, MegatronProgram])[] = [
  [/^(?:bert_)?(?:ict|realm)/, retriever],
  [/^bert/, bert],
  [/^t5/, t5],
  [/^retro/, retro],
  [/^vision/, vision],
  [/^(?:mamba|hybrid)/, hybrid],
];

/** Fine-tuning tasks of Megatron-LM's `tasks/main.py` that put another head on the model; the others evaluate GPT. */
const otherTasks = /^(?:RACE|MNLI|QQP|ICT-ZEROSHOT-NQ|RETRIEVER-EVAL|RET-FINETUNE-NQ)$/;

const comments = /(?:^|\s)#.*$/gm;

/** The program that a text's arguments are given to: by its name, else by arguments that no other takes. */
export function programOf(values: ConfigObject, text: string): MegatronProgram {
  // Megatron's own YAML states every argument, those of other programs at nothing.
  const isGiven = (name: RegExp): boolean =>
    Object.entries(values).some(([key, value]) => name.test(key) && isSet(value) && value !== 0);
  const { task } = values;
  if (typeof task === 'string' && otherTasks.test(task)) return other(`Megatron-LM task ${task}`);
  const named = new Set<MegatronProgram>();
  for (const [, name = ''] of text.replace(comments, '').matchAll(/\b(?:pretrain|finetune)_(\w+)\.py\b/g))
    named.add(programs.find(([pattern]) => pattern.test(name))?.[1] ?? gpt);
  if (isGiven(/^retro_/)) return retro;
  if (isGiven(/^(?:ict_head_size|biencoder_\w+|retriever_(?!seq_length)\w+)$/)) return retriever;
  if (isGiven(/^vision_pretraining(?:_type)?$/)) return vision;
  const [first, second] = named;
  if (second !== undefined) return chosenLater;
  if (first !== undefined) return first;
  if (isGiven(/^decoder_num_layers$/)) return t5;
  return isGiven(/^bert_(?!binary_head)/) ? bert : assumedGpt;
}
