import { sep } from 'node:path';
import {
  descendantsOf,
  folderOf,
  listProcessFacts,
  processesAbove,
  startedAtSeconds,
  type ProcessFacts,
} from '../../processes/process-facts';

/** A process that takes less of a core than this trains nothing: a shell, an editor's server, a notebook's kernel that waits. */
const busyShare = 0.05;

/**
 * Processes outside a run's tree that compute in the folder where it works: what is written there meanwhile may be theirs. Linux
 * alone; elsewhere there are none.
 */
export class Neighbours {
  private seen = new Map<
    number,
    { readonly startTicks: number; readonly cpuSeconds: number; readonly at: number }
  >();

  constructor(
    private readonly pid: number,
    private readonly folder: string,
  ) {}

  /**
   * Whether there are any, by their processor time since the last look; where one was busy in its life and is seen for the first time,
   * true until the next. `at` in seconds of a monotonic clock.
   */
  areBusy(at: number): boolean {
    const all = listProcessFacts();
    const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
    const own = new Set([
      // A meter that has been attached is not above the run.
      process.pid,
      this.pid,
      // A shell, the meter, an editor.
      ...processesAbove(this.pid, (pid) => parents.get(pid)),
      ...descendantsOf(this.pid, all).map(({ pid }) => pid),
    ]);
    const before = this.seen;
    this.seen = new Map();
    let found = false;
    for (const facts of all) {
      const { pid, startTicks, cpuSeconds } = facts;
      if (own.has(pid) || !this.isNear(pid)) continue;
      const last = before.get(pid);
      this.seen.set(pid, { startTicks, cpuSeconds, at });
      const isKnown = last?.startTicks === startTicks && at > last.at;
      const share = isKnown ? (cpuSeconds - last.cpuSeconds) / (at - last.at) : shareOfLife(facts);
      if (share >= busyShare) found = true;
    }
    return found;
  }

  private isNear(pid: number): boolean {
    const folder = folderOf(pid);
    return folder !== null && (folder === this.folder || folder.startsWith(this.folder + sep));
  }
}

function shareOfLife(facts: ProcessFacts): number {
  const began = startedAtSeconds(facts);
  // One that has just begun has had no time to show anything.
  return began === null ? 0 : facts.cpuSeconds / Math.max(1, Date.now() / 1000 - began);
}
