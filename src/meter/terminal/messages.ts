import * as v from 'valibot';
import { progressUnits } from '../../progress/progress';

/** What the keeper tells the meter, over the channel between the two processes. */
export const fromKeeperSchema = v.variant('type', [
  v.object({ type: v.literal('spawned'), pid: v.number() }),
  /** `cpuSeconds` are of the command and all that it has waited for; null where the system does not tell. */
  v.object({
    type: v.literal('exited'),
    exitCode: v.number(),
    signal: v.nullable(v.number()),
    cpuSeconds: v.nullable(v.number()),
  }),
  v.object({ type: v.literal('failed'), message: v.string() }),
  /** Ctrl+Z was pressed, and the command would have been stopped by it in a terminal that is not kept. */
  v.object({ type: v.literal('suspendKey') }),
  /** The command is stopped, and the terminal is as it was before. */
  v.object({ type: v.literal('held') }),
  /** What the command's output tells of its progress. */
  v.object({
    type: v.literal('progress'),
    done: v.number(),
    total: v.nullable(v.number()),
    unit: v.picklist(progressUnits),
    epochs: v.nullable(v.object({ done: v.number(), total: v.nullable(v.number()) })),
  }),
]);
export type FromKeeper = v.InferOutput<typeof fromKeeperSchema>;

/** What the meter tells the keeper. `log` is the file that takes the output once the terminal is gone. */
export const toKeeperSchema = v.variant('type', [
  v.object({ type: v.literal('resize'), columns: v.number(), rows: v.number() }),
  /** Stop the command, and give the terminal back to the shell. */
  v.object({ type: v.literal('hold') }),
  /** Let the command go on; the keys are its own again where the meter is in the terminal's foreground. */
  v.object({ type: v.literal('goOn'), isInForeground: v.boolean() }),
]);
export type ToKeeper = v.InferOutput<typeof toKeeperSchema>;

/** The hidden subcommand of the command line under which the keeper runs. */
export const keeperCommand = 'keep-terminal';
