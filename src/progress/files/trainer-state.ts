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

/** A name may be anything's. */
const logged = v.fallback(v.optional(count), undefined);
const wandbSummarySchema = v.pipe(
  jsonText,
  v.object({
    'train/global_step': logged,
    'trainer/global_step': logged,
    global_step: logged,
    'train/step': logged,
    step: logged,
    iter: logged,
    iteration: logged,
    epoch: logged,
    'train/epoch': logged,
    'train/num_input_tokens_seen': logged,
  }),
);

/** `wandb-summary.json` of a local W&B run; null where it tells no step. */
export function readWandbSummary(text: string): Progress | null {
  const parsed = v.safeParse(wandbSummarySchema, text);
  if (!parsed.success) return null;
  const summary = parsed.output;
  // `_step` counts calls of log(), of which there may be one in many steps, or one an epoch.
  const done =
    summary['train/global_step'] ??
    summary['trainer/global_step'] ??
    summary.global_step ??
    summary['train/step'] ??
    summary.step ??
    summary.iteration ??
    summary.iter;
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
