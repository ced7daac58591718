import { rmSync } from 'node:fs';
import * as v from 'valibot';

/**
 * After the reload of a window VS Code brings its background tasks back: to their terminals where these are there still, else by
 * starting them anew. A training that has ended is not to be started by that. What an editor hands to the meter of a task that it
 * takes to be brought back is good for one start: whoever removes the file `ticket` has it. A person who starts the same task
 * again after that starts a training.
 */
const handedSchema = v.object({
  ticket: v.pipe(v.string(), v.minLength(1)),
  /** In ms since 1970: a later start is a person's. */
  until: v.pipe(v.number(), v.finite()),
  /** The meter that was the task's process before the reload. */
  meter: v.object({ pid: v.number(), startTicks: v.nullable(v.number()) }),
  /** When it was started, in ms since 1970. */
  startedAt: v.pipe(v.number(), v.finite()),
});

export type TaskReconnection = Readonly<v.InferOutput<typeof handedSchema>>;

export const reconnectionVariable = 'WATTLENS_TASK_RECONNECTION';

export const reconnectionText = (reconnection: TaskReconnection): string => JSON.stringify(reconnection);

/** What an editor hands over, taken out of the environment; null where it hands none, or another start has had it. */
export function takeReconnection(environment: NodeJS.ProcessEnv, nowMs: number): TaskReconnection | null {
  const text = environment[reconnectionVariable];
  // A variable of the process can be taken away in no other way.
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete environment[reconnectionVariable];
  if (text === undefined) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), handedSchema), text);
  if (!parsed.success) return null;
  try {
    rmSync(parsed.output.ticket);
  } catch {
    return null;
  }
  return nowMs <= parsed.output.until ? parsed.output : null;
}
