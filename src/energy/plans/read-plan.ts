import { handedOn, trainingFileIn } from '../../model/documents/job-file';
import { readJson } from '../../model/documents/json';
import { readShell } from '../../model/documents/shell';
import { readToml } from '../../model/documents/toml';
import { readYaml } from '../../model/documents/yaml';
import {
  emptyObject,
  isDuplicate,
  type ConfigDocument,
  type DocumentReading,
} from '../../model/documents/document';
import { misspeltSizes } from '../../model/misspelt-keys';
import type { ConfigDiagnostic } from '../../model/reading';
import { axolotl } from './axolotl';
import { frameworkSections } from './framework-sections';
import { accelerate, deepspeed } from './launchers';
import { couldHoldInternEvoPlan, readInternEvoPlan } from './intern-evo';
import { imageTraining } from './image-training';
import { lightning } from './lightning';
import { couldHoldLightningPlan, readLightningPlan } from './lightning-python';
import { llamaFactory, llamaFactoryRewritten, trlRecipe } from './llama-factory';
import { megatron } from './megatron';
import { couldHoldNanoGptPlan, readNanoGptPlan } from './nano-gpt';
import { couldHoldOwnTrainer, ownTrainerIn } from './own-trainer';
import { peft } from './peft';
import { postTraining } from './post-training';
import { researchFrameworks } from './research-frameworks';
import { reinforcement } from './reinforcement';
import { trainerSectionIn } from './trainer-section';
import { PlanFields, type TrainingPlan } from './plan-fields';
import { besides } from './plan-slips';
import type { PlanFormat } from './plan-format';
import { couldHoldPythonPlan, readPythonPlan } from './python-plan';
import { torchtune } from './torchtune';
import { couldHoldTuneRun, readTuneRun } from './tune-run';
import { plainArguments, swiftFile, trainerScripts } from './trainer-scripts';

export type PlanReading =
  | { readonly kind: 'plan'; readonly plan: TrainingPlan }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly ConfigDiagnostic[] }
  | { readonly kind: 'notPlan' };

/** The formats in the order in which they are asked: the ones with the most telling keys first. */
const formats: readonly PlanFormat[] = [
  torchtune,
  peft,
  swiftFile,
  axolotl,
  llamaFactory,
  llamaFactoryRewritten,
  trlRecipe,
  ...postTraining,
  ...reinforcement,
  accelerate,
  ...researchFrameworks,
  megatron,
  ...frameworkSections,
  deepspeed,
  imageTraining,
  lightning,
];

/** Keys of which every training file has one; a cheap look that parses nothing. */
const telling =
  /\b(base_model|micro_batch_size|train_micro_batch_size_per_gpu|train-micro-batch-size-per-gpu|zero_optimization|_component_|model_name_or_path|model_name|per_device_train_batch_size|compute_environment|distributed_type|max_duration|parallelism|local_batch_size|seq_len|trainer|train_batch_size|train_iters|train-iters|global_batch_size|micro-batch-size|seq-length|peft_type|max_target_length|step_scheduler|train_micro_batch_size|num_train_gpus|micro_train_batch_size|actor_rollout_ref|partial_pretrain|train\.micro_batch_size|total_train_epochs|num_train_epochs|runconfig|cutoff_len|n_embd)\b|\b(?:vit|deit|beit|swin|convnext|resnet|regnet|efficientnet|mobilenet|mobilevit|focalnet|hiera|poolformer|pvt)(?:v2)?_?\w{1,40}\b/;
const lookedAt = 256 * 1024;
/** Training files are small. */
const longestText = 1024 * 1024;

/** Plans in Python source and in commands of their own, each with a cheap look. */
const ownPlans = [
  { couldHold: couldHoldPythonPlan, read: readPythonPlan },
  { couldHold: couldHoldLightningPlan, read: readLightningPlan },
  { couldHold: couldHoldInternEvoPlan, read: readInternEvoPlan },
  { couldHold: couldHoldNanoGptPlan, read: readNanoGptPlan },
  { couldHold: couldHoldTuneRun, read: readTuneRun },
];

/** Whether a text is worth reading as a training plan. */
export function couldBeTrainingPlan(text: string): boolean {
  const beginning = text.slice(0, lookedAt);
  return (
    telling.test(beginning) ||
    couldHoldOwnTrainer(beginning) ||
    ownPlans.some(({ couldHold }) => couldHold(beginning))
  );
}

/** The plan in the arguments of a script's commands; null where they are no training's. */
function planOfArguments(document: ConfigDocument, text: string): TrainingPlan | null {
  if (!Object.keys(document.values).some((key) => key.startsWith('--'))) return null;
  const { values, spans } = plainArguments(document, text);
  const format = trainerScripts.find((candidate) => candidate.recognises(values));
  if (format === undefined) return null;
  const fields = new PlanFields(values, spans, text);
  format.read(fields);
  return fields.plan(format.name, format.anchors.find((path) => fields.has(path)) ?? '');
}

function planOf(document: ConfigDocument, text: string): TrainingPlan | null {
  const within = trainingFileIn(document.values);
  const [values, prefix] = within === null ? [document.values, ''] : [within, `${handedOn}.`];
  const format = formats.find((candidate) => candidate.recognises(values));
  if (format === undefined)
    return (
      planOfArguments(document, text) ??
      trainerSectionIn(values, document.valueSpans, text, prefix) ??
      (prefix === '' ? ownTrainerIn(values, document.valueSpans, text) : null)
    );
  const fields = new PlanFields(values, document.valueSpans, text, prefix);
  format.read(fields);
  return fields.plan(format.name, format.anchors.find((path) => fields.has(path)) ?? '');
}

/** The plan with what is odd about its text: keys that are there twice. */
const withWarnings = (plan: TrainingPlan, { warnings }: ConfigDocument): TrainingPlan =>
  warnings.length === 0 ? plan : { ...plan, warnings: besides(warnings, plan.warnings ?? []) };

/** A script, or Python source: their words at the beginning of a line, where YAML has keys. */
const isScript =
  /^#!(?!.*python)|^set[ \t]+-[a-z]|^if[ \t]+\[|^fi\b|^(?:torchrun|srun|deepspeed|accelerate[ \t]+launch)[ \t]|^python3?[ \t]+(?:-\w|\S+\.py\b)/m;
const isPython =
  /^#!.*python|^(?:from[ \t]+[\w.]+[ \t]+import[ \t]|import[ \t]+\w|def[ \t]+\w+\(|class[ \t]+\w+[(:])/m;
const isSource = (text: string): boolean => isScript.test(text) || isPython.test(text);

/** An argument with its value on a line: no Python source and no YAML has it so. */
const megatronArgument =
  /(?:^|[\s"'(])--(?:micro-batch-size|micro_batch_size|seq-length|train-iters|global-batch-size)[ =]+["']?[\d$]/;
const trainerArgument =
  /^[^#\n]*\s--(?:model_name_or_path|config_name|pretrain|train_batch_size|train\.micro_batch_size|per_device_train_batch_size|num_train_epochs|tuner_type|train_type)[ =]+["']?\S/m;
/** Megatron's arguments as keys of YAML, which may hold a script of other arguments in a text. */
const megatronKey = /^[ \t]+--(?:micro-batch-size|seq-length|hidden-size|train-iters)[ \t]*:/m;
const keyOfYaml = /^[A-Za-z_][\w.-]*:(?:\s|$)/m;

/** A trainer's arguments may also stand in a value of YAML. */
const hasCommands = (text: string): boolean =>
  isSource(text) ||
  (megatronArgument.test(text) && !megatronKey.test(text)) ||
  (trainerArgument.test(text) && !keyOfYaml.test(text));

const beginsAsJson = (text: string): boolean => /^\s*[{[]\s*(["{}\]]|$|\/)/.test(text);

/** TOML's tables, its dotted keys, or a table in a line. */
const isToml =
  /^\s*\[[\w.\- "]+\]\s*(?:#.*)?$|^[A-Za-z_][\w-]*(?:\.[\w-]+)+[ \t]*=[ \t]*\S|^[A-Za-z_][\w-]*[ \t]*=[ \t]*\{[ \t]*[\w-]+[ \t]*=/m;

/** A script's words; of Python source what stands in its texts as a command's arguments, for `name=value` is no assignment there. */
function argumentsAlone(reading: DocumentReading, text: string): DocumentReading {
  if (reading.kind !== 'object' || isScript.test(text) || !isPython.test(text)) return reading;
  const values = emptyObject();
  for (const [key, value] of Object.entries(reading.document.values))
    if (key.startsWith('-')) values[key] = value;
  return { ...reading, document: { ...reading.document, values } };
}

/** The syntaxes that a text could be in, by how it begins; YAML takes nearly anything and comes last. */
function documentsOf(text: string): readonly (() => DocumentReading)[] {
  if (hasCommands(text)) return [(): DocumentReading => argumentsAlone(readShell(text), text)];
  const json = (): DocumentReading => readJson(text);
  const toml = (): DocumentReading => readToml(text);
  const yaml = (): DocumentReading => readYaml(text);
  // GPT-NeoX's YAML is written with braces.
  if (beginsAsJson(text)) return [json, yaml];
  return isToml.test(text) ? [toml, yaml] : [yaml];
}

/** Keys that may be slips in a plan that names no model: for a model's sizes too, which the plan may hold. Never throws. */
export function slipsBesidesModel(
  text: string,
  { warnings = [] }: TrainingPlan,
): readonly ConfigDiagnostic[] {
  const slips = warnings.filter((warning) => !isDuplicate(warning));
  for (const read of documentsOf(text)) {
    const reading = read();
    if (reading.kind !== 'object') continue;
    return besides(misspeltSizes(reading.document), slips);
  }
  return slips;
}

/**
 * Reads a training plan: Axolotl, LLaMA-Factory, TRL, torchtune, accelerate, DeepSpeed, the training sections of
 * pretraining frameworks, Megatron-LM's launch scripts, TrainingArguments(...) in Python, InternEvo's sections and nanoGPT's settings. Content decides, not the name. Never throws.
 */
export function readTrainingPlan(text: string): PlanReading {
  if (text.length > longestText || !couldBeTrainingPlan(text)) return { kind: 'notPlan' };
  for (const { couldHold, read } of ownPlans) {
    const plan = couldHold(text) ? read(text) : null;
    if (plan !== null) return { kind: 'plan', plan };
  }
  let broken: readonly ConfigDiagnostic[] = [];
  for (const read of documentsOf(text)) {
    const reading = read();
    if (reading.kind === 'broken') {
      if (broken.length === 0) broken = reading.diagnostics;
      continue;
    }
    const plan = reading.kind === 'object' ? planOf(reading.document, text) : null;
    // Of what begins as JSON and is none, GPT-NeoX's alone is YAML: the programs that take the others' refuse it.
    if (broken.length > 0 && beginsAsJson(text) && plan?.format !== 'gpt-neox') break;
    if (reading.kind !== 'object') return { kind: 'notPlan' };
    return plan === null ? { kind: 'notPlan' } : { kind: 'plan', plan: withWarnings(plan, reading.document) };
  }
  return broken.length > 0 ? { kind: 'invalid', diagnostics: broken } : { kind: 'notPlan' };
}
