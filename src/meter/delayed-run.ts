import { identityOf, isAlive } from '../processes/process-identity';
import { inEnglish } from '../units/message';
import {
  beatMs,
  DelayedRunFiles,
  delayedRunVariable,
  holdOf,
  parseHanded,
  type HandedRun,
} from '../runs/delayed-runs';

/** What the editor hands over of a run that it delays, taken out of the environment; null where it hands none. */
export function takeHandedRun(environment: NodeJS.ProcessEnv): HandedRun | null {
  const text = environment[delayedRunVariable];
  // A variable of the process can be taken away in no other way.
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete environment[delayedRunVariable];
  return text === undefined ? null : parseHanded(text);
}

/** Why a run is waited for no more, as a sentence; null where it is. */
type Ended = string | null;

/**
 * Waits for a run that an editor has delayed, so that every window knows it and can cancel it, and no other process starts it
 * too. Where its files can't be written it waits all the same, and says what that means.
 */
export class DelayedRunWait {
  private readonly files: DelayedRunFiles;
  private readonly self = identityOf(process.pid);
  private isKept = true;
  private toldAt = 0;

  constructor(
    private readonly handed: HandedRun,
    private readonly warn: (text: string) => void,
  ) {
    this.files = new DelayedRunFiles(handed.runsFolder);
  }

  /** Holds the run from here on, unless it is over or another process waits for it. */
  begin(): Ended {
    const { run } = this.handed;
    const ended = this.whyOver();
    if (ended !== null) return ended;
    const other = this.otherMeter();
    if (other !== null) return other;
    const unwritable = this.files.open();
    try {
      if (unwritable !== null) throw new Error(inEnglish(unwritable));
      if (this.files.stateOf(run.id) === 'unknown') this.files.keep(run);
      this.hold();
    } catch (error) {
      this.isKept = false;
      this.warn(
        `${this.files.folder} can't be written (${error instanceof Error ? error.message : String(error)}), so this run waits in this terminal alone`,
      );
    }
    return null;
  }

  /** To be asked now and then. */
  look(): Ended {
    if (!this.isKept) return null;
    const ended = this.whyOver() ?? this.otherMeter();
    if (ended !== null) return ended;
    try {
      const holder = this.files.holderOf(this.handed.run.id);
      const isTold = holder?.role === 'meter' && holder.pid === process.pid;
      const isDue = this.self.startTicks === null && Date.now() - this.toldAt >= beatMs;
      if (!isTold || isDue) this.hold();
      // All of it was deleted by hand.
      if (this.files.stateOf(this.handed.run.id) === 'unknown') this.files.keep(this.handed.run);
    } catch {
      // The disk is full, or away for a while: the run waits on.
    }
    return null;
  }

  /** Its time has come: it is this process's alone from here on, unless it is over already. */
  start(): Ended {
    if (!this.isKept) return null;
    try {
      if (this.files.finish(this.handed.run.id)) return null;
    } catch {
      return null;
    }
    return this.whyOver();
  }

  /** Somebody pressed Ctrl+C in its terminal: no window starts it again. */
  cancel(): void {
    try {
      if (this.isKept) this.files.finish(this.handed.run.id);
    } catch {
      return;
    }
  }

  private hold(): void {
    this.files.hold(this.handed.run.id, { ...this.self, role: 'meter' });
    this.toldAt = Date.now();
  }

  private whyOver(): Ended {
    return this.files.stateOf(this.handed.run.id) === 'over'
      ? 'it was cancelled, or has started already'
      : null;
  }

  private otherMeter(): Ended {
    const holder = this.files.holderOf(this.handed.run.id);
    if (holder === null || holder.pid === process.pid) return null;
    return holdOf(holder, Date.now(), isAlive) === 'meter' ? `process ${holder.pid} waits for it` : null;
  }
}
