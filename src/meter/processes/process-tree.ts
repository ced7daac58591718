import { processesAbove } from '../../processes/process-facts';
import type { ProcessRecord } from './linux-processes';

/**
 * A process, its children, their children and so on, by repeated looks at all processes. One that was in the tree stays
 * in it when its parent ends; a number that another process has taken over does not. One that has lost its parents between two
 * looks is found by its process group, or, where it has left that too, as a fork of a process of the tree, or by what `isMarked`
 * tells of it.
 */
export class ProcessTree {
  private members = new Map<number, ProcessRecord>();
  /** Processor time of members that ended with nobody in the tree waiting for them. */
  private endedSeconds = 0;
  private total = 0;
  private before: number | null = null;
  /** Once the root is gone: the time of what vanished with it, as far as it was seen; what it was told to be counts, where that is more. */
  private rootSeconds: number | null = null;
  private toldSeconds = 0;
  private foundSeconds = 0;
  /** What has started the root, and this process with what has started it; known from when the root lived. */
  private readonly others = new Set<number>();
  private rootRecord: ProcessRecord | null = null;
  /** Of all that were in the tree. */
  private readonly layouts = new Set<string>();
  /** Processes that are none of the run, with their starts: they needn't be asked again. */
  private foreign = new Map<number, number>();

  /** `own` is the process that looks, which may be of the same group. */
  constructor(
    private readonly root: number,
    private readonly own = process.pid,
    /** Whether all that it has used belongs to the run: not of a process that was there before. */
    private readonly isNew = false,
    /** Whether a process carries the mark of the run; asked once of each that is younger than the root. */
    private readonly isMarked: (pid: number) => boolean = () => false,
  ) {}

  get pids(): ReadonlySet<number> {
    return new Set(this.members.keys());
  }

  get livingPids(): number[] {
    return [...this.members.values()].flatMap(({ pid, hasEnded }) => (hasEnded ? [] : [pid]));
  }

  get isGone(): boolean {
    return this.livingPids.length === 0;
  }

  /** Processor seconds of the tree since the first look; never goes back. */
  get cpuSeconds(): number {
    return this.total;
  }

  /** Whether the root had ended, and was waited for, by the last look. */
  get isRootGone(): boolean {
    return this.rootSeconds !== null;
  }

  /** How much of `cpuSeconds` is of processes that were found since this was last asked: they may have begun long before. */
  takeFoundSeconds(): number {
    const { foundSeconds } = this;
    this.foundSeconds = 0;
    return foundSeconds;
  }

  /** Takes a new look at the processes of the tree alone: what they have started is found by `update`. */
  refresh(read: (pid: number) => ProcessRecord | null): void {
    if (this.before === null) return;
    this.take(this.survivors(read));
  }

  /** Those of the last look that are there still, as they are now. */
  private survivors(read: (pid: number) => ProcessRecord | null): Map<number, ProcessRecord> {
    const found = new Map<number, ProcessRecord>();
    for (const member of this.members.values()) {
      const now = read(member.pid);
      if (now !== null && now.startTicks === member.startTicks) found.set(now.pid, now);
    }
    return found;
  }

  /** Takes a new look at all processes. */
  update(processes: readonly ProcessRecord[]): void {
    const byPid = new Map(processes.map((process) => [process.pid, process]));
    const root = byPid.get(this.root);
    const next = this.survivors((pid) => byPid.get(pid) ?? null);
    if (root !== undefined && this.before === null) next.set(root.pid, root);
    const children = new Map<number, ProcessRecord[]>();
    for (const process of processes) {
      const siblings = children.get(process.parent);
      if (siblings === undefined) children.set(process.parent, [process]);
      else siblings.push(process);
    }
    this.rootRecord ??= root ?? null;
    // The root belongs to the tree, but what has started it does not.
    const parentOf = (pid: number): number | undefined => byPid.get(pid)?.parent;
    for (const pid of [this.own, ...[this.root, this.own].flatMap((from) => processesAbove(from, parentOf))])
      this.others.add(pid);
    for (const process of processes)
      if (!next.has(process.pid) && !this.others.has(process.pid) && this.isLeftBehind(process, byPid))
        next.set(process.pid, process);
    const addBelow = (waiting: ProcessRecord[]): void => {
      for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
        for (const child of children.get(member.pid) ?? []) {
          if (next.has(child.pid)) continue;
          next.set(child.pid, child);
          waiting.push(child);
        }
      }
    };
    addBelow([...next.values()]);
    for (const process of this.forkedAmong(processes, next, byPid)) {
      if (next.has(process.pid)) continue;
      next.set(process.pid, process);
      addBelow([process]);
    }
    // Of a root that had ended before it was looked at: what is younger than this process.
    const since = (this.rootRecord ?? byPid.get(this.own))?.startTicks ?? Infinity;
    for (const process of this.markedAmong(processes, next, since)) {
      if (next.has(process.pid)) continue;
      next.set(process.pid, process);
      addBelow([process]);
    }
    if (this.before !== null)
      for (const process of next.values())
        if (!this.members.has(process.pid)) this.foundSeconds += process.cpuSeconds;
    this.take(next);
  }

  private take(next: Map<number, ProcessRecord>): void {
    // What ended was waited for by its parent, and so on up to one that lives, and is in that one's time. Where none
    // lives, its time is nowhere else: at the last look, when all of them lived, no time was in two records.
    let vanishedSeconds = 0;
    for (const member of this.members.values())
      if (!next.has(member.pid) && !this.hasLivingAncestor(member, next))
        vanishedSeconds += member.cpuSeconds;
    if (this.rootSeconds === null && !next.has(this.root)) this.rootSeconds = vanishedSeconds;
    else this.endedSeconds += vanishedSeconds;
    this.members = next;
    this.addUp();
  }

  private addUp(): void {
    const ended = this.endedSeconds + Math.max(this.rootSeconds ?? 0, this.toldSeconds);
    const sum = [...this.members.values()].reduce((seconds, { cpuSeconds }) => seconds + cpuSeconds, ended);
    // At the first look the tree may be old (attach): its time before does not count.
    this.before ??= this.isNew ? 0 : sum;
    this.total = Math.max(this.total, sum - this.before);
  }

  /**
   * Whether a process was started by the tree between two looks, and its parent has ended since: its group is that of the
   * root, it is younger, and the process that has taken it over is none of the group. The shell of a script shares the
   * group with what it starts, and so may this meter: they and those above them are none of the tree.
   */
  private isLeftBehind(process: ProcessRecord, byPid: ReadonlyMap<number, ProcessRecord>): boolean {
    const { rootRecord } = this;
    if (rootRecord?.group === undefined || process.group !== rootRecord.group) return false;
    const parent = byPid.get(process.parent);
    return (
      process.startTicks >= rootRecord.startTicks &&
      process.pid !== this.root &&
      parent !== undefined &&
      parent.group !== rootRecord.group
    );
  }

  /**
   * Those outside the tree that are forks of a process of the tree, as daemons are that have left group and session. What takes
   * over a process that has lost its parents is above the root too (PR_SET_CHILD_SUBREAPER, else the first process of all).
   */
  private forkedAmong(
    processes: readonly ProcessRecord[],
    tree: ReadonlyMap<number, ProcessRecord>,
    byPid: ReadonlyMap<number, ProcessRecord>,
  ): ProcessRecord[] {
    for (const { layout } of tree.values()) if (layout !== undefined) this.layouts.add(layout);
    // Of a root that is a fork of what has started it, other forks of that can't be told from its own.
    for (const pid of this.others) this.layouts.delete(byPid.get(pid)?.layout ?? '');
    const since = this.rootRecord?.startTicks ?? Infinity;
    return processes.filter(
      ({ pid, parent, layout, startTicks }) =>
        layout !== undefined &&
        this.layouts.has(layout) &&
        startTicks >= since &&
        this.others.has(parent) &&
        !tree.has(pid) &&
        !this.others.has(pid),
    );
  }

  /** Those outside the tree that carry the run's mark: they have left its group and lost their parents. */
  private markedAmong(
    processes: readonly ProcessRecord[],
    tree: ReadonlyMap<number, ProcessRecord>,
    sinceTicks: number,
  ): ProcessRecord[] {
    const { foreign } = this;
    const found: ProcessRecord[] = [];
    this.foreign = new Map();
    for (const process of processes) {
      const { pid, startTicks } = process;
      if (tree.has(pid) || this.others.has(pid) || startTicks < sinceTicks) continue;
      if (foreign.get(pid) !== startTicks && this.isMarked(pid)) found.push(process);
      else this.foreign.set(pid, startTicks);
    }
    return found;
  }

  private hasLivingAncestor(member: ProcessRecord, living: ReadonlyMap<number, ProcessRecord>): boolean {
    const passed = new Set([member.pid]);
    for (
      let parent = this.members.get(member.parent);
      parent !== undefined && !passed.has(parent.pid);
      parent = this.members.get(parent.parent)
    ) {
      if (living.has(parent.pid)) return true;
      passed.add(parent.pid);
    }
    return false;
  }

  /** The root has ended, having used at least this with all that it has waited for. */
  settle(cpuSeconds: number): void {
    if (this.rootSeconds === null) {
      this.total = Math.max(this.total, cpuSeconds);
      return;
    }
    this.toldSeconds = Math.max(this.toldSeconds, cpuSeconds);
    this.addUp();
  }
}
