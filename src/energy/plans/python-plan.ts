import { readPython, type PythonConstruct } from '../../model/documents/python';
import { isObject, type ConfigValue } from '../../model/config-fields';
import {
  peftRank,
  quantiseBase,
  takeAdapter,
  takePrecision,
  takePureWeights,
  takeRecomputation,
} from './common-options';
import { PlanFields, type TrainingPlan } from './plan-fields';
import { takePreference } from './preference';
import { configurationOfSource, modelInText, modelOfSource, modelOfTrainer } from './python-model';
import { samplesAtMost, takeQuantisation, takeTrainerOptions, trlRecomputes } from './trainer-options';
import { said } from '../../units/message';

/** Classes that hold the arguments of a trainer: transformers' own and TRL's, of which PPO's alone does not recompute by itself. */
const argumentsClass =
  /(TrainingArguments|^(SFT|DPO|GRPO|KTO|BCO|ORPO|CPO|PPO|RLOO|Reward|PRM|GKD|GOLD|OnlineDPO|XPO|NashMD|Distillation|MiniLLM)Config)$/;
/** What only such arguments have: a class of another name that takes them is one too. */
const ofTrainer = ['per_device_train_batch_size', 'gradient_accumulation_steps', 'num_train_epochs'];
const usesTrl = /^[ \t]*(?:from|import)[ \t]+trl\b/m;
const usesUnsloth = /^[ \t]*(?:from|import)[ \t]+unsloth\b/m;
const unslothKey = 'use_gradient_checkpointing';
const unslothRank = 16;
const accumulationKey = 'gradient_accumulation_steps';

/** Whether a Python text is worth reading for a plan. */
export const couldHoldPythonPlan = (text: string): boolean =>
  /(?:TrainingArguments|(?:SFT|DPO|GRPO|KTO|BCO|ORPO|CPO|PPO|RLOO|Reward|PRM|GKD|GOLD|XPO|NashMD|Distillation|MiniLLM)Config)\s*[()]|[(,{]\s*["']?(?:per_device_train_batch_size|num_train_epochs)\b|^[ \t]+per_device_train_batch_size[ \t]*(?::[ \t]*int[ \t]*)?=/m.test(
    text,
  );

/** `torch.bfloat16` is a name that says all. */
const isOfTorch = (value: ConfigValue | undefined): boolean =>
  typeof value === 'string' && /^torch\.\w+$/.test(value);

/** Reads TrainingArguments(...) and what stands beside it (LoraConfig, BitsAndBytesConfig, from_pretrained); never runs it. */
export function readPythonPlan(text: string): TrainingPlan | null {
  const reading = readPython(text);
  if (reading.kind !== 'object') return null;
  const { document } = reading;
  const fieldsOf = ({ path, unresolved }: PythonConstruct): PlanFields | null => {
    const values = document.values[path];
    if (!isObject(values)) return null;
    const known = Object.entries(values).filter(
      ([key, value]) => !unresolved.includes(key) || isOfTorch(value),
    );
    return new PlanFields(Object.fromEntries(known), document.valueSpans, text, `${path}.`);
  };
  const { constructs } = document;
  const calls = (pattern: RegExp): PlanFields[] =>
    constructs
      .filter(({ name, kind }) => kind === 'call' && pattern.test(name))
      .flatMap((construct) => fieldsOf(construct) ?? []);
  /** Unsloth recomputes where its loading and its adapters are not told otherwise (unsloth/models/llama.py). */
  const takeRecomputationOfUnsloth = (plan: PlanFields): void => {
    for (const maker of ['get_peft_model', 'from_pretrained']) {
      const made = constructs.find(({ name, kind }) => kind === 'call' && name === maker);
      if (made === undefined) continue;
      if (made.unresolved.includes(unslothKey)) return;
      const call = fieldsOf(made);
      if (call?.has(unslothKey) !== true) continue;
      takeRecomputation(call, unslothKey);
      if (call.textAt(unslothKey) === 'unsloth') {
        plan.options.offloadActivations = true;
        plan.places.set('offloadActivations', call.place(unslothKey));
      }
      const { recompute } = call.options;
      const place = call.places.get('recompute');
      if (plan.options.recompute === undefined && place !== undefined) {
        plan.options.recompute = recompute;
        plan.places.set('recompute', place);
      }
    }
    plan.assume('recompute', 'full', said`Unsloth’s default of use_gradient_checkpointing`);
  };
  // A script that parses its arguments into a class of its own states them as that class's defaults.
  const construct =
    constructs.find(({ name, kind }) => kind === 'call' && argumentsClass.test(name)) ??
    constructs.find(
      ({ bases, kind }) => kind === 'class' && bases.some((base) => argumentsClass.test(base)),
    ) ??
    constructs.find((call) => {
      const values = document.values[call.path];
      return call.kind === 'call' && isObject(values) && ofTrainer.some((key) => Object.hasOwn(values, key));
    });
  const main = construct === undefined ? null : fieldsOf(construct);
  if (construct === undefined || main === null) return null;
  takeTrainerOptions(main);
  const open = new Set(construct.unresolved);
  if (open.has(accumulationKey)) main.leftOpen.add('gradientAccumulation');
  if (open.size > 0)
    main.notes.push(said`Only running the code would tell ${[...open].slice(0, 8).join(', ')}: left open.`);
  const isUnsloth = usesUnsloth.test(text);
  // unsloth_zoo/fused_losses: the loss is fused with the head's product wherever it trains.
  if (isUnsloth) main.assume('logits', 'fused', said`Unsloth’s loss makes no whole logits`);
  const recomputes = (name: string): boolean =>
    (argumentsClass.test(name) || (usesTrl.test(text) && name.endsWith('Config'))) &&
    !/TrainingArguments$|^PPO/.test(name);
  if (isUnsloth && !open.has('gradient_checkpointing')) takeRecomputationOfUnsloth(main);
  const { name: ownName, bases } = construct;
  if (
    !isUnsloth &&
    !open.has('gradient_checkpointing') &&
    [ownName, ...bases].some((base) => recomputes(base))
  )
    main.assume('recompute', 'full', trlRecomputes);
  const trainerCalls = calls(/Trainer$/);
  const trainerNames = constructs.map(({ name }) => name).filter((name) => /^\w+Trainer$/.test(name));
  takeTrainer(main, trainerCalls);
  takeSplit(main, calls(/^load_dataset$/));
  // TRL's trainers took transformers' own arguments before they had configs.
  const named = [ownName, ...bases].filter((name) => name.endsWith('Config'));
  if (named.length === 0) named.push(...trainerNames.slice(0, 1));
  for (const name of named) takePreference(main, name.replace(/(?:Config|Trainer)$/, ''));
  const lora =
    calls(/^(LoraConfig|get_peft_model)$/).find((call) => call.has('r') || call.has('target_modules')) ??
    calls(isUnsloth ? /^(LoraConfig|get_peft_model)$/ : /^LoraConfig$/)[0];
  if (lora !== undefined) {
    takeAdapter(
      lora,
      {
        rank: 'r',
        targets: ['target_modules'],
        // unsloth/models/llama.py and vision.py: every matrix of the layers, at rank 16.
        ...(isUnsloth ? { usual: ['all-linear'] } : {}),
        dora: 'use_dora',
        whole: 'modules_to_save',
      },
      isUnsloth ? unslothRank : peftRank,
    );
    main.adapter = lora.adapter;
    main.notes.push(...lora.notes);
    main.diagnostics.push(...lora.diagnostics);
  }
  const loading = calls(/^(from_pretrained|BitsAndBytesConfig)$/);
  if (isUnsloth && lora === undefined && !loading.some((call) => call.flag('full_finetuning')))
    main.notes.push(
      said`No adapter is made here (get_peft_model), and Unsloth is not told full_finetuning: the whole model is taken to be trained.`,
    );
  for (const call of loading) {
    call.adapter = main.adapter;
    takeQuantisation(call);
    const bits = call.adapter?.baseBits;
    if (bits === 4 || bits === 8) quantiseBase(main, bits);
    main.diagnostics.push(...call.diagnostics);
    main.warnings.push(...call.slips());
    takePrecision(call, 'torch_dtype', 'dtype');
    if (main.options.dtype === undefined && call.options.dtype !== undefined)
      main.options.dtype = call.options.dtype;
    if (main.adapter === null && call.has('torch_dtype')) takePureWeights(main, call, 'torch_dtype');
    else if (main.adapter === null) takePureWeights(main, call, 'dtype');
    call.count('sequenceLength', 'max_seq_length');
    const [length, place] = [call.options.sequenceLength, call.places.get('sequenceLength')];
    if (main.options.sequenceLength === undefined && typeof length === 'number' && place !== undefined) {
      main.options.sequenceLength = length;
      main.places.set('sequenceLength', place);
    }
  }
  return {
    ...main.plan('python', ''),
    baseModel:
      modelOfSource(document, text) ??
      modelOfTrainer(document, text) ??
      configurationOfSource(document, text) ??
      modelInText(text),
    anchor: construct.span,
  };
}

/** `load_dataset("x", split="train[:5000]")`: so many samples, each cut at the sequence's length. */
function takeSplit(main: PlanFields, loaded: readonly PlanFields[]): void {
  const { sequenceLength, epochs } = main.options;
  const splits = loaded.flatMap((call) => {
    const samples = /^train\[:(\d{1,12})\]$/.exec(call.textAt('split') ?? '')?.[1];
    return samples === undefined ? [] : [{ call, samples: Number(samples) }];
  });
  const [only, ...others] = splits;
  if (only === undefined || others.length > 0 || typeof sequenceLength !== 'number' || epochs === undefined)
    return;
  const tokens = only.samples * sequenceLength;
  if (!Number.isSafeInteger(tokens) || tokens < 1) return;
  main.options.datasetTokens = tokens;
  main.places.set('datasetTokens', only.call.place('split'));
  main.notes.push(samplesAtMost('split'));
}

/** What a trainer is told itself, as TRL's were before its configs: the length of a sequence. */
function takeTrainer(main: PlanFields, trainers: readonly PlanFields[]): void {
  for (const trainer of trainers) {
    trainer.count('sequenceLength', 'max_seq_length', 'max_length');
    const [length, place] = [trainer.options.sequenceLength, trainer.places.get('sequenceLength')];
    main.diagnostics.push(...trainer.diagnostics);
    if (main.options.sequenceLength !== undefined || typeof length !== 'number' || place === undefined)
      continue;
    main.options.sequenceLength = length;
    main.places.set('sequenceLength', place);
  }
}
