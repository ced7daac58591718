import type { Optimizer, PlanOptions } from '../plan-options';
import { meantBy, wordOf } from '../../model/near-words';
import type { PlanFields } from './plan-fields';
import { said } from '../../units/message';

/** Spellings of optimizers, most telling first. */
const optimizerNames: readonly (readonly [RegExp, Optimizer])[] = [
  [/8.?bit/i, 'adamw8bit'],
  [/adafactor/i, 'adafactor'],
  [/lion/i, 'lion'],
  [/muon/i, 'muon'],
  [/adam|lamb|distributed_optim/i, 'adamw'],
  [/sgd/i, 'sgd'],
];

/** Names that libraries write out (transformers' OptimizerNames, PyTorch, bitsandbytes, Apex): one a slip away from them is none. */
const writtenNames =
  `adamw_torch adamw_torch_fused adamw_torch_xla adamw_torch_npu_fused adamw_apex_fused adamw_anyprecision
  adamw_torch_4bit adamw_torch_8bit adamw_bnb_8bit adamw_8bit ademamix ademamix_8bit lion_8bit lion_32bit paged_adamw_32bit
  paged_adamw_8bit paged_ademamix_32bit paged_ademamix_8bit paged_lion_32bit paged_lion_8bit rmsprop_bnb rmsprop_bnb_8bit
  rmsprop_bnb_32bit galore_adamw galore_adamw_8bit galore_adafactor galore_adamw_layerwise galore_adamw_8bit_layerwise
  galore_adafactor_layerwise apollo_adamw apollo_adamw_layerwise schedule_free_radam schedule_free_adamw schedule_free_sgd
  decoupled_adamw decoupled_lionw distributed_fused_adam fused_adam adafactor adagrad rmsprop`
    .split(/\s+/)
    .map(wordOf);

/** The words that such names are put together of; how many bits is no matter of spelling. */
const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[._]/)
    .map((word) => word.replace(/^(?:4|16|32)bit$/, '8bit'));
const writtenWords: ReadonlySet<string> = new Set([
  ...writtenNames.flatMap(({ key }) => wordsOf(key)),
  ...['adam', 'adamw8bit', 'adamw4bit', 'sgd', 'bnb', 'ao', 'q', 'optim'],
]);

/** The name that a written one is a slip of; null where it is a name itself, put together of their words, or near none. */
function optimizerMeant(name: string): string | null {
  const own = wordOf(name).name;
  const isWritten = writtenNames.some((word) => word.name === own);
  return isWritten || wordsOf(name).every((word) => writtenWords.has(word))
    ? null
    : meantBy(name, writtenNames);
}

/** What names of optimizers are put together of, in libraries' functions and classes. */
const partsOfNames =
  `ademamix adafactor adagrad adalomo adabelief adahessian adamax adamw adamp adam adan nadamw nadam radamw radam cadamw qadam
  lomo lionw lion clion lamb lars sgdw sgdp sgd muon rmsprop sophia shampoo soap came madgrad dion
  torch pytorch torchao optimi optim optimizer ao bnb hf apex xla npu deepspeed megatron anyprecision cpu gpu hybrid onebit zeroone zero
  fused paged distributed dist decoupled schedulefree schedule free stable galore apollo layerwise cautious nesterov momentum
  grok mini lite foreach capturable precision aware clip scale scaled kahan dtensor embedding igla grouped scion cosmos
  4bit 8bit 16bit 32bit fp8 bf16 fp32`
    .split(/\s+/)
    .sort((one, other) => other.length - one.length);
const longestName = 48;
const familiar = new RegExp(`^(?:${partsOfNames.join('|')})+$`);

/** Whether a name is put together as those of libraries are; a module's path before it is not looked at. */
const isFamiliar = (name: string): boolean =>
  familiar.test(
    (name.split(/[.:/]/).at(-1) ?? '')
      .slice(0, longestName)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  );

/** The optimizer at a path, in any library's spelling; one that is not known stays open, and is told. */
export function takeOptimizer(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const name = fields.textAt(path);
    if (name === null) continue;
    const meant = /[._]/.test(name) ? optimizerMeant(name) : null;
    const known = optimizerNames.find(([pattern]) => pattern.test(name))?.[1];
    if (meant !== null)
      fields.notes.push(
        said`The optimizer ${name.slice(0, 60)} is not known: is ${meant} meant? Its memory is assumed.`,
      );
    else if (known === undefined)
      fields.notes.push(said`The optimizer ${name.slice(0, 60)} is not known: its memory is assumed.`);
    else if (isFamiliar(name)) fields.set('optimizer', known, path);
    else
      fields.assume(
        'optimizer',
        known,
        said`by its name, ${name.slice(0, 60)}, which is not known (${path})`,
      );
    if (meant === null && known !== undefined) {
      // bitsandbytes' paged optimizers; GaLore's and APOLLO's of each layer by itself (transformers' OptimizerNames).
      if (/paged/i.test(name)) fields.set('pagedOptimizer', true, path);
      if (/layerwise/i.test(name)) fields.set('optimizerInBackward', true, path);
    }
    return;
  }
}

/** Spellings of precisions: `bf16-mixed`, `amp_bf16`, `torch.bfloat16`, `16-mixed`. */
const precisionNames: readonly (readonly [RegExp, string, boolean | null])[] = [
  [/fp8|float8/i, 'fp8', null],
  [/fp4|float4/i, 'fp4', null],
  [/bf16-true|pure_bf16/i, 'bf16', false],
  [/bf16|bfloat16/i, 'bf16', null],
  [/^(no|32|32-true|fp32|float32|float)$/i, 'fp32', null],
  [/16-true/i, 'fp16', false],
  [/fp16|float16|half|^16/i, 'fp16', null],
  [/tf32/i, 'tf32', null],
];

/** The precision at a path that names it. */
export function takePrecision(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const value = fields.value(path);
    const name = typeof value === 'number' ? String(value) : value;
    if (typeof name !== 'string') continue;
    const plain = name.replace('torch.', '');
    const known = precisionNames.find(([pattern]) => pattern.test(plain));
    if (known === undefined) continue;
    const [, dtype, mixed] = known;
    fields.set('dtype', dtype, path);
    if (mixed !== null) fields.set('mixedPrecision', mixed, path);
    return;
  }
}

/** Products in fp8 by a switch or a word of its own, which goes before the precision that is beside it. */
export function takeFp8(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const named = fields.textAt(path);
    const isOn = named === null ? fields.flag(path) : !/^(?:false|no|off|none)$/i.test(named);
    if (isOn) fields.set('dtype', 'fp8', path);
  }
}

/** The precision from switches of its own: `bf16: true`, `fp16: {enabled: true}`. */
export function takePrecisionSwitches(fields: PlanFields, ...dtypes: readonly string[]): void {
  const isFirst = fields.options.dtype === undefined;
  const on = dtypes.flatMap((dtype) =>
    [dtype, `${dtype}.enabled`, `use_${dtype}`].filter((path) => fields.flag(path)),
  );
  for (const dtype of dtypes)
    for (const path of [dtype, `${dtype}.enabled`, `use_${dtype}`])
      if (fields.flag(path)) fields.set('dtype', dtype === 'float16' ? 'fp16' : dtype, path);
  if (isFirst) refuseBoth16(fields, on);
}

/** bf16 and fp16 both: transformers, DeepSpeed and Megatron-LM stop there. */
export function refuseBoth16(fields: PlanFields, switchedOn: readonly string[]): void {
  const brain = switchedOn.find((path) => /bf(?:loat)?16/.test(path));
  const half = switchedOn.find((path) => /(?<!b)f(?:p|loat)16/.test(path));
  if (brain !== undefined && half !== undefined)
    fields.refuse(half, said`and ${brain} are both on: only one of them can be.`);
}

/** Losses that make no whole logits, from a switch: Liger's, Apple's cut cross-entropy and their like. */
export function takeFusedLoss(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) if (fields.flag(path)) fields.set('logits', 'fused', path);
}

/**
 * Weights that are loaded in 16 bits and trained so, without 32-bit ones: what a trainer does but for DeepSpeed, which makes master
 * weights, and FSDP, for which accelerate widens what learns.
 */
export function takePureWeights(fields: PlanFields, loading: PlanFields, path: string): void {
  const isShared = ['deepspeed', 'fsdp', 'fsdp_config'].some((key) => fields.has(key));
  const isWide =
    fields.options.dtype === 'fp32' || !/^(?:torch\.)?(?:bf16|bfloat16)$/.test(loading.textAt(path) ?? '');
  if (isShared || isWide || fields.options.mixedPrecision !== undefined) return;
  fields.options.mixedPrecision = false;
  fields.places.set('mixedPrecision', loading.place(path));
}

/** Recomputation from a switch; a library that only switches it recomputes whole layers. */
export function takeRecomputation(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const value = fields.value(path);
    if (value === undefined) continue;
    const selective = typeof value === 'string' && /selective/i.test(value);
    const isOff = value === false || (typeof value === 'string' && /^(false|none|no|off)$/i.test(value));
    fields.set('recompute', isOff ? 'none' : selective ? 'selective' : 'full', path);
    return;
  }
}

/** The same of Megatron-LM and what is built on it, whose selective recomputation is of attention's scores and values alone. */
export function takeMegatronRecomputation(fields: PlanFields, ...paths: readonly string[]): void {
  const path = paths.find((each) => fields.value(each) !== undefined);
  if (path !== undefined && fields.textAt(path) === 'selective') fields.set('recompute', 'attention', path);
  else takeRecomputation(fields, ...paths);
}

/** What is said of a duration that is none of a count: hours, other units of Composer's, or no duration at all. */
function tellDuration(fields: PlanFields, path: string, value: string): void {
  const shown = value.slice(0, 40);
  if (/^(?:\d+(?:\.\d+)?\s*(?:d|h|m|min|s|sec)\s*)+$/i.test(value))
    fields.notes.push(
      said`${path} is ${shown}, a time: how many tokens the training goes through stays open.`,
    );
  else if (/^\d+(?:\.\d+)?\s*(?:iter|dur)$/i.test(value))
    fields.notes.push(
      said`${path} is ${shown}, whose unit is not read: how long the training is stays open.`,
    );
  else
    fields.refuse(
      path,
      said`must be a duration above 0 as 4800ba, 1ep, 300e9tok or 1000sp, not ${JSON.stringify(shown)}.`,
    );
}

/** Durations of Composer and OLMo: `4800ba` (steps), `1ep` (epochs), `300e9tok`, `2e12T` (tokens), `286720000sp` (sequences). */
export function takeDuration(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const value = fields.value(path);
    if (typeof value === 'number') {
      fields.count('steps', path);
      return;
    }
    const [, count, unit] =
      typeof value === 'string' ? (/^([\d_.]+(?:e\d+)?)\s*(ba|ep|tok|T|sp)$/i.exec(value.trim()) ?? []) : [];
    if (count === undefined || unit === undefined) {
      if (typeof value === 'string') tellDuration(fields, path, value.trim());
      continue;
    }
    const number = Number(count.replaceAll('_', ''));
    if (!(number > 0)) {
      tellDuration(fields, path, `-${count}`);
      continue;
    }
    if (unit === 'sp') {
      const { sequenceLength } = fields.options;
      const tokens = typeof sequenceLength === 'number' ? Math.round(number) * sequenceLength : NaN;
      if (Number.isSafeInteger(tokens) && tokens > 0) fields.set('tokens', tokens, path);
      else
        fields.notes.push(
          said`${path} is in sequences, whose length is not given here: how long the training is stays open.`,
        );
      return;
    }
    const option = unit === 'ba' ? 'steps' : unit === 'ep' ? 'epochs' : 'tokens';
    if (Number.isFinite(number) && number > 0 && number <= 1e18)
      fields.set(option, option === 'epochs' ? number : Math.round(number), path);
    return;
  }
}

export interface AdapterKeys {
  readonly rank: string;
  readonly targets: readonly string[];
  /** Module names where the file has none. */
  readonly usual?: readonly string[];
  readonly dora?: string;
  readonly whole?: string;
}

/** The rank that PEFT's LoraConfig takes where nobody says. */
export const peftRank = 8;

/** A low-rank adapter, where the file has its rank. */
export function takeAdapter(fields: PlanFields, keys: AdapterKeys, usualRank: number | null): void {
  if (fields.isNoNumber(keys.rank)) return;
  const rank = fields.number(keys.rank) ?? usualRank;
  if (rank === null) return;
  if (!Number.isInteger(rank) || rank < 1 || rank > 65_536) {
    fields.refuse(keys.rank, said`must be a whole number of 1 or more, not ${rank}.`);
    return;
  }
  if (fields.number(keys.rank) === null)
    fields.notes.push(
      said`${keys.rank} is not given: the adapter’s rank is taken to be ${rank}, the usual one.`,
    );
  const named = keys.targets.flatMap((path) => fields.list(path));
  fields.adapter = {
    method: keys.dora !== undefined && fields.flag(keys.dora) ? 'dora' : 'lora',
    rank,
    targets: named.length > 0 ? named : (keys.usual ?? []),
    trainedWhole: keys.whole === undefined ? [] : fields.list(keys.whole),
    baseBits: null,
  };
}

/** bitsandbytes' switches of a quantised base: its bits, or null. Both at once is what the library refuses. */
export function bitsLoaded(fields: PlanFields, section = ''): 4 | 8 | null {
  const [four, eight] = [`${section}load_in_4bit`, `${section}load_in_8bit`];
  const [inFour, inEight] = [fields.flag(four), fields.flag(eight)];
  if (inFour && inEight) fields.refuse(eight, said`and ${four} are both on: only one of them can be.`);
  return inFour ? 4 : inEight ? 8 : null;
}

/** Says that the frozen base is quantised. */
export function quantiseBase(fields: PlanFields, bits: 4 | 8): void {
  if (fields.adapter !== null) fields.adapter = { ...fields.adapter, baseBits: bits };
}

/** Devices that one copy of the model is cut over, as far as a plan says it. */
export const devicesOfCopy = ({ tensorParallel, pipelineParallel, contextParallel }: PlanOptions): number =>
  (tensorParallel ?? 1) * (pipelineParallel ?? 1) * (contextParallel ?? 1);

/**
 * A global batch, of which the accumulation follows: global = batch x workers x accumulation. Where batch or devices are not
 * known, or a person says others, whoever decides them divides it; `batchFault` tells where the file's own do not make it.
 */
export function takeGlobalBatch(fields: PlanFields, ...paths: readonly string[]): void {
  if (paths.some((candidate) => fields.isNoNumber(candidate))) return;
  const path = paths.find((candidate) => fields.number(candidate) !== null);
  const whole = path === undefined ? null : fields.number(path);
  if (path === undefined || whole === null || whole < 1) return;
  if (!Number.isInteger(whole)) {
    fields.refuse(path, said`must be a whole number, not ${whole}.`);
    return;
  }
  const { batchSize, gpus, dataParallel } = fields.options;
  const workers =
    dataParallel ?? (gpus === undefined || gpus === null ? null : gpus / devicesOfCopy(fields.options));
  fields.count('sequencesPerStep', path);
  if (workers === null) {
    fields.leftOpen.add('gradientAccumulation');
    fields.notes.push(
      said`${path} is ${whole}: how many steps one device takes for it depends on the devices, which are not named.`,
    );
    return;
  }
  const each = whole / workers;
  if (!Number.isInteger(workers) || !Number.isInteger(each)) return;
  if (typeof batchSize !== 'number') fields.set('batchSize', each, path);
  else if (each % batchSize === 0) fields.set('gradientAccumulation', each / batchSize, path);
}
