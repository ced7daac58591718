/** What of a training plan is read, in the words of the estimate's plan. A key that is missing is not known. */
export interface DetectedPlan {
  /** Sequences or samples a step, on one device. */
  readonly batchSize?: number;
  readonly gradientAccumulation?: number;
  readonly epochs?: number;
  /** Optimizer steps in all. */
  readonly steps?: number;
  /** Tokens. */
  readonly sequenceLength?: number;
  readonly learningRate?: number;
  /** Devices that train together. */
  readonly gpus?: number;
}
export type PlanKey = keyof DetectedPlan;

const keyOfName: readonly (readonly [PlanKey, RegExp])[] = [
  [
    'batchSize',
    /^(?:(?:per_device_)?(?:train_)?(?:micro_)?batch_?size(?:_per_(?:gpu|device))?|bs|bsz|batch|mbs)$/,
  ],
  [
    'gradientAccumulation',
    /^(?:gradient_accumulation(?:_steps)?|grad_accum(?:_steps)?|accumulate_grad_batches|accumulation_steps|grad_acc(?:_steps)?)$/,
  ],
  ['epochs', /^(?:(?:num|n|max|total)_?(?:train_)?epochs?|epochs?|num_train_epochs|nb_epochs?)$/],
  [
    'steps',
    /^(?:(?:max|num|total|n)_(?:train(?:ing)?_)?(?:steps|iters|iterations)|steps|iterations|iters|(?:train_)?steps|train_iters|num_boost_round|total_timesteps)$/,
  ],
  [
    'sequenceLength',
    /^(?:(?:max_)?seq(?:uence)?_?len(?:gth)?|block_size|context_length|ctx_len|model_max_length|cutoff_len)$/,
  ],
  ['learningRate', /^(?:lr|learning_rate)$/],
];

/** The key of the plan that a variable, a keyword, an option or a dotted override sets. */
export function planKey(name: string): PlanKey | null {
  const plain = name.replace(/^-+/, '').replace(/^.*\./, '').replaceAll('-', '_').toLowerCase();
  return keyOfName.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** Numbers found for each key; only one that is positive and has no rival is certain. */
export class PlanFindings {
  private readonly found = new Map<PlanKey, Set<number>>();

  add(key: PlanKey, value: number): void {
    if (value > 0 && Number.isFinite(value))
      this.found.set(key, (this.found.get(key) ?? new Set()).add(value));
  }

  certain(): DetectedPlan {
    const single = [...this.found]
      .filter(([, values]) => values.size === 1)
      .map(([key, values]) => [key, ...values]);
    return Object.fromEntries(single) as DetectedPlan;
  }
}
