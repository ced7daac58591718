import { isObject } from '../../model/config-fields';
import type { PlanFields } from './plan-fields';
import { said } from '../../units/message';

/** ZeRO stages of the sharding strategies of PyTorch's FSDP, by their names in any spelling and accelerate's numbers. */
const strategies: readonly (readonly [RegExp, 0 | 2 | 3])[] = [
  [/^(2|5)$|SHARD_GRAD_OP|ZERO2/, 2],
  [/^(1|4)$|FULL_SHARD|HYBRID/, 3],
  [/^3$|NO_SHARD|DDP/, 0],
];

/** ZeRO stage of a sharding strategy of PyTorch's FSDP, from the first of the paths that has one. */
export function takeSharding(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const value = fields.value(path);
    const words = Array.isArray(value) ? value.join(' ') : value;
    if (typeof words !== 'string' && typeof words !== 'number') continue;
    const name = String(words).toUpperCase();
    const stage = strategies.find(([pattern]) => pattern.test(name))?.[1];
    if (stage === undefined) continue;
    fields.set('zeroStage', stage, path);
    return;
  }
}

/** Where a framework names its data-parallel degrees: whose state is shared, and who has whole copies of it. */
export interface DataParallelKeys {
  readonly shard: readonly string[];
  readonly replicate: readonly string[];
  /** What the framework takes where the file has the other degree alone: "rest" is all devices that are left. */
  readonly usualShard: 'rest' | 1;
}

/** A degree at the first of the paths that has one: a count, or -1, which is "all that are left". */
function degreeAt(fields: PlanFields, paths: readonly string[]): { path: string; degree: number } | null {
  for (const path of paths) {
    const degree = fields.number(path);
    if (degree !== null && Number.isInteger(degree) && (degree === -1 || degree >= 1))
      return { path, degree };
    if (degree !== null && degree !== 0)
      fields.refuse(path, said`must be -1 or a whole number of 1 or more, not ${degree}.`);
  }
  return null;
}

/** State that is shared at all is shared whole, as long as nothing else is said. */
export const assumeFullSharding = (fields: PlanFields): void => {
  fields.assume('zeroStage', 3, said`FSDP’s default is full sharding`);
};

/**
 * Data parallelism by its degrees, where the file has one: workers that share the training state (FSDP) times copies of it. The
 * rest of the devices is left open here, as their number decides it.
 */
export function takeDataParallel(
  fields: PlanFields,
  { shard, replicate, usualShard }: DataParallelKeys,
): void {
  if (![...shard, ...replicate].some((path) => fields.has(path))) return;
  const [shared, copied] = [degreeAt(fields, shard), degreeAt(fields, replicate)];
  const shardDegree = shared?.degree ?? (usualShard === 'rest' ? -1 : 1);
  const copies = copied?.degree ?? 1;
  const path = shared?.path ?? copied?.path;
  if (path !== undefined && shardDegree !== -1 && copies !== -1)
    fields.set('dataParallel', shardDegree * copies, path);
  if (shardDegree !== 1) {
    if (shared === null) assumeFullSharding(fields);
    else fields.set('zeroStage', 3, shared.path);
  } else if (path !== undefined) fields.set('zeroStage', 0, path);
}

const isOff = (fields: PlanFields, path: string): boolean => {
  const value = fields.value(path);
  return (
    value === undefined ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
};

/**
 * FSDP as transformers' Trainer, accelerate and Axolotl write it: `fsdp` names the strategy, `fsdp_config` has it or, in
 * version 2, whether weights are cut again after the forward pass. `isOn` where another key switches it on.
 */
export function takeFsdp(fields: PlanFields, isOn = false): void {
  if (fields.value('fsdp_config') !== undefined && !isOff(fields, 'fsdp_config')) {
    const own = (name: string): string[] => [`fsdp_config.fsdp_${name}`, `fsdp_config.${name}`];
    takeSharding(fields, ...own('sharding_strategy'), 'fsdp');
    for (const path of own('reshard_after_forward')) {
      const value = fields.value(path);
      if (typeof value === 'boolean') fields.set('zeroStage', value ? 3 : 2, path);
      else takeSharding(fields, path);
    }
    for (const path of own('activation_checkpointing'))
      if (fields.flag(path)) fields.set('recompute', 'full', path);
    for (const path of own('offload_params')) if (fields.flag(path)) fields.set('offload', 'all', path);
  }
  takeSharding(fields, 'fsdp');
  const named = fields.value('fsdp');
  if (JSON.stringify(named ?? null).includes('offload')) fields.set('offload', 'all', 'fsdp');
  const switchedBy = ['fsdp', 'fsdp_config'].find((path) => !isOff(fields, path));
  if (isOn || switchedBy !== undefined) assumeFullSharding(fields);
}

/** Where DeepSpeed keeps a part of the state: with the host, or on its disks, which are slower by an unknown factor. */
const offloadTo = /^(cpu|nvme)$/i;

/** What DeepSpeed offloads, by the paths of the devices that optimizer state and weights go to. */
export function takeOffload(fields: PlanFields, optimizer: string, weights: string): void {
  const goes = (path: string): boolean => offloadTo.test(fields.textAt(path) ?? '');
  const [isState, areWeights] = [goes(optimizer), goes(weights)];
  if (isState || areWeights)
    fields.set(
      'offload',
      isState && areWeights ? 'all' : isState ? 'optimizer' : 'weights',
      isState ? optimizer : weights,
    );
  if ([optimizer, weights].some((path) => fields.textAt(path)?.toLowerCase() === 'nvme'))
    fields.notes.push(said`State is offloaded to disks: time is as if it lay in the host’s memory.`);
}

/** DeepSpeed's configuration at a key: in place, or the name of its file, which the caller may have. */
export function takeDeepspeed(fields: PlanFields, path: string): void {
  const named = fields.value(path);
  if (isObject(named)) {
    const zero = `${path}.zero_optimization`;
    fields.count('zeroStage', `${zero}.stage`);
    takeOffload(fields, `${zero}.offload_optimizer.device`, `${zero}.offload_param.device`);
    return;
  }
  if (typeof named !== 'string') return;
  fields.deepspeedFile = { name: named, place: fields.place(path) };
  // Until the file is read its name may tell.
  const [, stage] = /(?:zero|stage|z)[_-]?([0-3])(?!\d)/i.exec(named.split('/').at(-1) ?? '') ?? [];
  if (stage !== undefined) fields.set('zeroStage', Number(stage), path);
  if (/offload/i.test(named)) fields.set('offload', stage === '3' ? 'all' : 'optimizer', path);
}
