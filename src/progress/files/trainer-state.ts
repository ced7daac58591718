import * as v from 'valibot';
import type { Progress } from '../progress';

const count = v.pipe(v.number(), v.finite(), v.minValue(0));
/** A file is looked at while it is written: then it is no JSON. */
const jsonText = v.pipe(v.string(), v.parseJson());
const trainerStateSchema = v.pipe(
  jsonText,
  v.object({
    global_step: count,
    max_steps: v.optional(v.number()),
    epoch: v.optional(v.nullable(count)),
    num_train_epochs: v.optional(v.nullable(count)),
    /** 0 unless `include_num_input_tokens_seen` is on. */
    num_input_tokens_seen: v.optional(v.nullable(count)),
  }),
);

/** What a training has counted itself, on all devices; nothing where it counts no tokens. */
const tokensOf = (tokens: number | null | undefined, done: number): Pick<Progress, 'tokensPerUnit'> =>
  tokens !== undefined && tokens !== null && tokens > 0 && done > 0 ? { tokensPerUnit: tokens / done } : {};

/** `trainer_state.json` of Hugging Face's Trainer, which it writes with each checkpoint; null of anything else. */
export function readTrainerState(text: string): Progress | null {
  const parsed = v.safeParse(trainerStateSchema, text);
  if (!parsed.success) return null;
  const { global_step: done, max_steps: total = 0, epoch, num_train_epochs: epochs } = parsed.output;
  return {
    done,
    total: total > 0 && total >= done ? total : null,
    unit: 'step',
    epochs:
      epoch === undefined || epoch === null
        ? null
        : { done: epoch, total: epochs === undefined || epochs === null || epochs <= 0 ? null : epochs },
    ...tokensOf(parsed.output.num_input_tokens_seen, done),
  };
}

const wandbSummarySchema = v.pipe(
  jsonText,
  v.object({
    _step: v.optional(count),
    'train/global_step': v.optional(count),
    'trainer/global_step': v.optional(count),
    global_step: v.optional(count),
    epoch: v.optional(count),
    'train/epoch': v.optional(count),
    'train/num_input_tokens_seen': v.optional(count),
  }),
);

/** `wandb-summary.json` of a local W&B run; null where it tells no step. */
export function readWandbSummary(text: string): Progress | null {
  const parsed = v.safeParse(wandbSummarySchema, text);
  if (!parsed.success) return null;
  const summary = parsed.output;
  // `_step` counts calls of log(), which is the step only where nothing better is logged.
  const done =
    summary['train/global_step'] ?? summary['trainer/global_step'] ?? summary.global_step ?? summary._step;
  if (done === undefined) return null;
  const epoch = summary['train/epoch'] ?? summary.epoch;
  return {
    done,
    total: null,
    unit: 'step',
    epochs: epoch === undefined ? null : { done: epoch, total: null },
    ...tokensOf(summary['train/global_step'] === done ? summary['train/num_input_tokens_seen'] : null, done),
  };
}
