import { holdOf, longestLateMs, type DelayedRun, type Holder } from '../../runs/delayed-runs';
import { isSameDefinition } from '../launch/kept-definition';

/**
 * How it stands with a run that was to wait: a process waits for it, on this machine or elsewhere; none does any more;
 * or none did when its time came.
 */
export type Standing = 'waits' | 'elsewhere' | 'stopped' | 'missed';

/** A meter refuses a moment that is longer past, and takes a while to start. */
const missedAfterMs = longestLateMs / 2;

export function standingOf(
  run: Pick<DelayedRun, 'host' | 'startAt'>,
  holder: Holder | null,
  here: { readonly host: string; readonly nowMs: number; readonly isAlive: (holder: Holder) => boolean },
): Standing {
  const hold = holdOf(holder, here.nowMs, here.isAlive);
  if (hold === 'meter' || hold === 'window') return 'waits';
  if (here.nowMs > Date.parse(run.startAt) + missedAfterMs) return 'missed';
  return run.host !== here.host || hold === 'elsewhere' ? 'elsewhere' : 'stopped';
}

/** What a window does about a run: start its wait again, ask a person whether to, or say that its time has passed. */
export type Step = 'none' | 'start' | 'ask' | 'say missed';

/** VS Code itself may find a task again a little after the window is back. */
const settleMs = 5000;

/**
 * What one window has done about the runs of its workspace. It starts a wait again once at most: what ends a second time, or
 * before the eyes of a person, is left to that person.
 */
export class DelayedRunSteps {
  private readonly stoppedSince = new Map<string, number>();
  private readonly started = new Set<string>();
  private readonly told = new Set<string>();

  /** `mayStart`: whether this window may start programs by itself. */
  next(id: string, standing: Standing, nowMs: number, mayStart: boolean): Step {
    if (standing !== 'stopped') this.stoppedSince.delete(id);
    if (standing === 'missed') return this.tellOnce(`missed ${id}`, 'say missed');
    if (standing !== 'stopped') return 'none';
    const since = this.stoppedSince.get(id) ?? nowMs;
    this.stoppedSince.set(id, since);
    if (nowMs - since < settleMs || !mayStart) return 'none';
    if (this.started.has(id)) return this.tellOnce(id, 'ask');
    this.started.add(id);
    return 'start';
  }

  /** Its process has ended in this window, for whatever reason. */
  leaveToPerson(id: string): void {
    this.started.add(id);
  }

  /** Why it can't be started has been said. */
  tellNoMore(id: string): void {
    this.leaveToPerson(id);
    this.told.add(id);
  }

  private tellOnce(what: string, step: Step): Step {
    if (this.told.has(what)) return 'none';
    this.told.add(what);
    return step;
  }
}

/** VS Code starts stored tasks anew soon after a window has opened; what comes later a person has started. */
const reconnectingMs = 60_000;

/**
 * The run that a task's definition is of: the one that waits already, and, while VS Code brings back the tasks that it has
 * stored, the one that is over, so that a cancelled run never comes back; undefined where it is a new one.
 */
export function knownRunOf(
  definition: Readonly<Record<string, unknown>>,
  waiting: readonly DelayedRun[],
  over: () => readonly DelayedRun[],
  openMs: number,
): string | undefined {
  const isOf = (run: DelayedRun): boolean => isDefinitionOf(run, definition);
  return (waiting.find(isOf) ?? (openMs < reconnectingMs ? over().find(isOf) : undefined))?.id;
}

/** Whether a task with this definition is that of the run. */
export function isDefinitionOf(run: DelayedRun, definition: Readonly<Record<string, unknown>>): boolean {
  const id = definition['delayedRun'];
  return typeof id === 'string' ? id === run.id : isSameDefinition(run.definition, definition);
}
