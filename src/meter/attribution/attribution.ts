import type { AttributionRecord } from '../../runs/journal';
import { ticksPerSecond } from '../../processes/process-stat';
import type { ProcessRecord } from '../processes/linux-processes';
import { ProcessTree } from '../processes/process-tree';
import type { DeviceProcess, Probe } from '../source';
import { shareOfDevice } from './device-share';
import { numberedHere, type ProcessNumbers } from './process-numbers';
import type { Selection } from './visible-devices';
import { noteTexts } from '../../runs/note-texts';

/** What attribution asks of the machine. */
export interface ProcessSource {
  /** Every process there is, those of `changing` as they are now; empty where the system does not tell. */
  list(changing: ReadonlySet<number>): readonly ProcessRecord[];
  /** Busy processor seconds of the whole machine so far; null where not known. */
  busySeconds(): number | null;
  /** Left out where the system has no containers. */
  readonly numbers?: ProcessNumbers;
}

interface Account {
  readonly probe: Probe;
  /** At the last update. */
  joules: number | null;
  share: number;
  /** What it was at the last update; the run's end goes on from it. */
  newest: number;
  /** Of the time before a process of the run was seen on the device: nothing of it, once one is. */
  pending: number;
  method: string | null;
  /** Whether a process of the run was on it; null where the driver does not tell. */
  used: boolean | null;
}

/** Processes are looked at this often at most, and so seldom that it costs no more than this share of a core. */
const leastIntervalSeconds = 1;
const mostCostShare = 0.00004;

/**
 * The run's share of each device's energy. Of a processor and its memory it is the tree's processor time over that of
 * all: what idles is shared like what works, so that the shares of all processes add up to the whole. Of an accelerator
 * it is what `shareOfDevice` tells.
 */
export class Attribution {
  private readonly accounts: readonly Account[];
  private tree: ProcessTree | null = null;
  private treeSeconds = 0;
  private busySeconds: number | null = null;
  private nextUpdate = 0;
  private told = '';
  private hasNews = false;

  constructor(
    probes: readonly Probe[],
    private readonly selection: Selection,
    private readonly processes: ProcessSource,
    private readonly clock: () => number,
  ) {
    this.accounts = probes.map((probe) => ({
      probe,
      joules: null,
      share: 0,
      newest: 0,
      pending: 0,
      method: null,
      used: null,
    }));
  }

  /**
   * The command's own process; its tree is the run's. `launch` has what all processors had done when it was launched, and
   * `joules` is the energy by then; null for a process that was there before. `isMarked` tells whether a process carries the run's mark.
   */
  start(
    pid: number,
    joules: readonly (number | null)[],
    launch: { readonly busySeconds: number | null } | null = null,
    isMarked?: (pid: number) => boolean,
  ): void {
    this.tree = new ProcessTree(pid, process.pid, launch !== null, isMarked);
    this.tree.update(this.processes.list(new Set([pid])));
    this.busySeconds = launch === null ? this.processes.busySeconds() : launch.busySeconds;
    this.accounts.forEach((account, index) => {
      account.joules = joules[index] ?? null;
    });
    this.nextUpdate = this.clock() + leastIntervalSeconds;
  }

  /** Whether the tree of the run has ended, as far as is known. */
  get isGone(): boolean {
    return this.tree?.isGone ?? false;
  }

  get livingPids(): number[] {
    return this.tree?.livingPids ?? [];
  }

  /** Whether `update` would look at the processes now. */
  get isDue(): boolean {
    return this.tree !== null && this.clock() >= this.nextUpdate;
  }

  /** Takes the energy since the last update to account. `joules` are those of the devices so far, in the order of the probes. */
  update(joules: readonly (number | null)[]): void {
    if (this.tree === null) return;
    const began = this.clock();
    const processes = this.processes.list(this.tree.pids);
    this.tree.update(processes);
    this.account(joules, new Set(processes.map(({ pid }) => pid)));
    const cost = this.clock() - began;
    this.nextUpdate = began + Math.max(leastIntervalSeconds, cost / mostCostShare);
  }

  /**
   * The last update: the tree has ended, having used at least `cpuSeconds`; null where the system does not tell. Nobody is
   * on the accelerators any more, so what they drew since the last update is shared as before.
   */
  finish(joules: readonly (number | null)[], cpuSeconds: number | null): void {
    if (this.tree === null) return;
    const ownPids = this.tree.pids;
    const pids = new Set(this.processes.list(ownPids).map(({ pid }) => pid));
    if (cpuSeconds !== null) this.tree.settle(cpuSeconds);
    this.account(joules, pids, ownPids, true);
  }

  /** Of each device's joules those of the run; null where that is not known. */
  shareJoules(): (number | null)[] {
    return this.accounts.map(({ share, pending, method }) =>
      method === null || pending > 0 || this.isBelowTick(method) ? null : share,
    );
  }

  /** The kernel tells processor time in ticks: a tree that has used none of them has used a little, and not nothing. */
  private isBelowTick(method: string | null): boolean {
    return method === byProcessorTime && this.tree !== null && this.tree.cpuSeconds < 1 / ticksPerSecond;
  }

  /** What has changed in how the shares are known, for the journal; null where nothing has. */
  takeNews(): Pick<AttributionRecord, 'methods' | 'used'> | null {
    if (!this.hasNews) return null;
    this.hasNews = false;
    const news = {
      methods: this.accounts.map(({ method }) => (this.isBelowTick(method) ? belowTick : method)),
      used: this.accounts.map((account) => this.isUsed(account)),
    };
    const text = JSON.stringify(news);
    if (text === this.told || this.tree === null) return null;
    this.told = text;
    return news;
  }

  /**
   * That the driver's list works for this run is known once it has shown a process of it on some device; only then does
   * its absence on another tell that the run does not use that one.
   */
  private isUsed({ probe, used }: Account): boolean | null {
    if (used !== false || this.isAllocated(probe)) return used === false ? null : used;
    const isListed = this.accounts.some(
      (other) => other.used === true && other.probe.accelerator?.vendor === probe.accelerator?.vendor,
    );
    return isListed ? false : null;
  }

  private isAllocated(probe: Probe): boolean {
    return this.selection.method !== null && this.selection.ids.includes(probe.id);
  }

  private account(
    joules: readonly (number | null)[],
    pids: ReadonlySet<number>,
    ownPids: ReadonlySet<number> = this.tree?.pids ?? new Set(),
    isEnd = false,
  ): void {
    this.hasNews = true;
    const processorShare = this.processorShare(pids.size > 0);
    this.accounts.forEach((account, index) => {
      const now = joules[index] ?? null;
      const drawn = now === null ? 0 : now - (account.joules ?? 0);
      account.joules = now ?? account.joules;
      const { domain } = account.probe;
      if (domain === 'gpu' && isEnd && account.used === true) account.share += drawn * account.newest;
      else if (domain === 'gpu') this.shareOut(account, drawn, pids, ownPids);
      else if (domain === 'cpu' || domain === 'dram') {
        account.method =
          processorShare === null
            ? noteTexts.write('not known: this system does not tell processor time by process')
            : byProcessorTime;
        if (processorShare === null) account.pending += drawn;
        else account.share += drawn * processorShare;
      } else {
        account.method = noteTexts.write('not known: it covers more than processors');
        account.pending += drawn;
      }
    });
  }

  private shareOut(
    account: Account,
    drawn: number,
    pids: ReadonlySet<number>,
    ownPids: ReadonlySet<number>,
  ): void {
    const { probe } = account;
    const processes = visible(probe.processes?.() ?? null, pids, this.processes.numbers);
    const isOn = processes?.some(({ pid }) => ownPids.has(pid)) ?? false;
    if (processes !== null) account.used = isOn || account.used === true;
    const { share, method } = shareOfDevice({
      processes,
      ownPids,
      allocatedBy: this.isAllocated(probe) ? this.selection.method : null,
      sliceShare: this.selection.sliceShares.get(probe.id) ?? null,
    });
    if (isOn) account.pending = 0;
    // It was on the device at the last look and has left it since: until then is shared as before, from now on nothing is its.
    if (account.used === true && !isOn) {
      account.share += drawn * account.newest;
      account.newest = 0;
      return;
    }
    account.newest = share ?? 0;
    if (share === null) account.pending += drawn;
    else account.share += drawn * share;
    if (share !== 0 || account.used !== true) account.method = method;
  }

  /** Of the processor time since the last update that of the tree; null where the system does not tell. */
  private processorShare(hasProcesses: boolean): number | null {
    const busy = this.processes.busySeconds();
    if (busy === null || this.busySeconds === null || this.tree === null || !hasProcesses) return null;
    const own = this.tree.cpuSeconds - this.treeSeconds;
    const all = busy - this.busySeconds;
    this.treeSeconds = this.tree.cpuSeconds;
    this.busySeconds = busy;
    // Both are counted in ticks of 10 ms, at different moments.
    return all <= 0 ? (own > 0 ? 1 : 0) : Math.min(1, own / all);
  }
}

const byProcessorTime = noteTexts.write('its processor time over that of all processes');
const belowTick = noteTexts.write(
  'not known: it has used less processor time than the kernel tells of, which counts in steps of 10 ms',
);

/** In a container the driver's numbers are those of the host: where no process of a list is seen here, it tells nothing. */
function visible(
  listed: readonly DeviceProcess[] | null,
  pids: ReadonlySet<number>,
  numbers: ProcessNumbers | undefined,
): readonly DeviceProcess[] | null {
  if (listed === null || listed.length === 0) return listed;
  const processes = numbers === undefined ? listed : numberedHere(listed, pids, numbers);
  return processes.some(({ pid }) => pids.has(pid)) ? processes : null;
}
