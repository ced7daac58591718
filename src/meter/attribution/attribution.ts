import type { AttributionRecord } from '../../runs/journal';
import { ticksPerSecond } from '../../processes/process-stat';
import type { ProcessRecord } from '../processes/linux-processes';
import { ProcessTree } from '../processes/process-tree';
import { ElsewhereWatch } from '../processes/started-elsewhere';
import type { DeviceProcess, Probe } from '../source';
import { shareOfDevice } from './device-share';
import { KeptDeviceWatch } from './kept-devices';
import { numberedHere, type ProcessNumbers } from './process-numbers';
import type { Selection } from './visible-devices';
import { noteTexts } from '../../runs/note-texts';

/** What attribution asks of the machine. */
export interface ProcessSource {
  /** Every process there is, those of `changing` as they are now; empty where the system does not tell. */
  list(changing: ReadonlySet<number>): readonly ProcessRecord[];
  /** One process as it is now; null where there is none. Costs far less than a list. */
  read(pid: number): ProcessRecord | null;
  /** The words of a process's command line; empty where they are not told. */
  command(pid: number): readonly string[];
  /** Busy processor seconds of the whole machine so far; null where not known. */
  busySeconds(): number | null;
  /** Processor seconds of this process so far. */
  meterSeconds(): number;
  /** Left out where the system has no containers. */
  readonly numbers?: ProcessNumbers;
}

/** What is known of a command that was launched. */
export interface Launched {
  /** What all processors had done by the launch; null where not known. */
  readonly busySeconds: number | null;
  /** Once the command has ended: its processor seconds, with those of all that it has waited for; null where not known. */
  readonly childSeconds?: () => number | null;
}

interface Account {
  readonly probe: Probe;
  /** At the last update. */
  joules: number | null;
  share: number;
  /** Of a processor or its memory, since all processes were last listed: the energy, and what of it is in `share`. */
  drawnSinceListing: number;
  shareSinceListing: number;
  /** What it was at the last update; the run's end goes on from it. */
  newest: number;
  /** Of the time before a process of the run was seen on the device: nothing of it, once one is. */
  pending: number;
  method: string | null;
  /** Whether a process of the run was on it; null where the driver does not tell. */
  used: boolean | null;
}

/**
 * The processes of the run are looked at, and all processes are listed, this often at most, and so seldom that it costs no more than this
 * share of a core: but so often that what is not seen of a process that ends is a second or a fiftieth of the run's time, as long as
 * that costs no more than `most`.
 */
const leastIntervalSeconds = 1;
/** Devices that the run was not seen on yet are asked again after this share of its time so far, and this long at most. */
const askAgain = { shareOfElapsed: 0.1, longestSeconds: 10 } as const;
const longestIntervalSeconds = { look: 1, listing: 10, shareOfElapsed: 0.02 } as const;
const costShare = { usual: 0.00004, most: 0.0002 } as const;

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
  /** Of the whole machine since all processes were last listed. */
  private busySinceListing = 0;
  /** Processor time of the tree that was learned of later than it was used: it is of the time since all were last listed. */
  private lateSeconds = 0;
  private startedAt = 0;
  private nextLook = 0;
  private nextListing = 0;
  private nextAsking = 0;
  private nextGlance = 0;
  private lookSeconds = leastIntervalSeconds;
  private listedPids: ReadonlySet<number> = new Set();
  /** What the drivers have just listed, and all that they had when all processes were last listed. */
  private asked: ReadonlyMap<Account, readonly DeviceProcess[] | null> = new Map();
  private knownOnDevices: ReadonlySet<number> = new Set();
  private childSeconds: () => number | null = () => null;
  private ending: { readonly busySeconds: number | null; readonly ownPids: ReadonlySet<number> } | null =
    null;
  /** Processes that a service starts for the run are not seen, and so no share is known. */
  private readonly elsewhere: ElsewhereWatch;
  private kept: KeptDeviceWatch | null = null;
  private notes: string[] = [];
  private told = '';
  private hasNews = false;

  constructor(
    probes: readonly Probe[],
    private readonly selection: Selection,
    private readonly processes: ProcessSource,
    private readonly clock: () => number,
    /** Those that the variables keep from the run, and that are in no figure. */
    private readonly keptFromRun: readonly Probe[] = [],
  ) {
    this.elsewhere = new ElsewhereWatch((pid) => processes.command(pid));
    this.accounts = probes.map((probe) => ({
      probe,
      joules: null,
      share: 0,
      drawnSinceListing: 0,
      shareSinceListing: 0,
      newest: 0,
      pending: 0,
      method: null,
      used: null,
    }));
  }

  /**
   * The command's own process; its tree is the run's. `launch` is of its launch, and `joules` is the energy by then; null for a process that was there before. `isMarked` tells whether a process carries the run's mark.
   */
  start(
    pid: number,
    joules: readonly (number | null)[],
    launch: Launched | null = null,
    isMarked?: (pid: number) => boolean,
  ): void {
    this.tree = new ProcessTree(pid, process.pid, launch !== null, isMarked);
    this.childSeconds = launch?.childSeconds ?? (() => null);
    this.look(new Set([pid]));
    this.busySeconds = launch === null ? this.processes.busySeconds() : launch.busySeconds;
    this.accounts.forEach((account, index) => {
      account.joules = joules[index] ?? null;
    });
    this.startedAt = this.clock();
    this.kept = new KeptDeviceWatch(this.keptFromRun, this.startedAt);
    this.nextLook =
      this.nextListing =
      this.nextAsking =
      this.nextGlance =
        this.startedAt + leastIntervalSeconds;
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
    return this.tree !== null && this.clock() >= Math.min(this.nextLook, this.nextListing);
  }

  /** Looks which processes of the tree live. Accounts nothing: that is done where the energy is known. */
  look(changing: ReadonlySet<number> = this.tree?.pids ?? new Set()): void {
    if (this.tree === null) return;
    const processes = this.processes.list(changing);
    this.listedPids = new Set(processes.map(({ pid }) => pid));
    this.tree.update(processes);
    this.elsewhere.look(this.tree.pids);
    this.settle();
  }

  /** Notes what the known processes of the tree have used, where that was not done lately: what has ended can't be asked any more. */
  glance(): void {
    const now = this.clock();
    if (this.tree === null || now < this.nextGlance) return;
    this.refresh();
    this.nextGlance = now + this.lookSeconds;
  }

  /** Takes the energy since the last update to account. `joules` are those of the devices so far, in the order of the probes. */
  update(joules: readonly (number | null)[]): void {
    if (this.tree === null) return;
    const began = this.clock();
    const spent = this.processes.meterSeconds();
    const elapsed = began - this.startedAt;
    const isAsking = began >= Math.min(this.nextListing, this.nextAsking);
    this.askDevices(isAsking);
    if (isAsking) {
      const { shareOfElapsed, longestSeconds } = askAgain;
      const wait = Math.min(shareOfElapsed * elapsed, longestSeconds);
      this.nextAsking = began + Math.max(leastIntervalSeconds, wait);
    }
    const isListing = began >= this.nextListing || this.hasNewcomers;
    if (isListing) this.look();
    else this.refresh();
    this.lookAtKept(began);
    this.account(joules, { isListing });
    // Time on a processor: on a busy machine a look takes longer, and costs no more. Where that clock is coarse, the other tells.
    const cost = Math.min(this.processes.meterSeconds() - spent, this.clock() - began);
    const interval = intervalOf(cost, longestIntervalSeconds[isListing ? 'listing' : 'look'], elapsed);
    if (isListing) this.nextListing = began + interval;
    else this.lookSeconds = interval;
    this.nextLook = this.nextGlance = began + this.lookSeconds;
  }

  /** Call as soon as the run has ended, with the processor seconds of its command where they are known: what is used from here on is not its. */
  end(cpuSeconds: number | null = null): void {
    if (this.tree === null) return;
    const before = this.tree.pids;
    this.look();
    const busySeconds = this.processes.busySeconds();
    if (cpuSeconds !== null) this.tree.settle(cpuSeconds);
    this.ending = { busySeconds, ownPids: new Set([...before, ...this.tree.pids]) };
  }

  /**
   * The last update, after `end`. Nobody is on the accelerators any more, so what they drew since the last update is
   * shared as before.
   */
  finish(joules: readonly (number | null)[]): void {
    if (this.ending === null) this.end();
    if (this.ending === null) return;
    this.askDevices(true);
    this.account(joules, { isListing: true, ...this.ending, isEnd: true });
  }

  /** Who is on the accelerators: on all of them, or on those alone that the run is seen on, and until then on all that tell. */
  private askDevices(all: boolean): void {
    const isSeen = this.accounts.some(({ used }) => used === true);
    const asked = this.accounts.filter(
      ({ probe, used }) => probe.domain === 'gpu' && (all || used === true || (used === false && !isSeen)),
    );
    this.asked = new Map(asked.map((account) => [account, account.probe.processes?.() ?? null]));
    if (all) this.knownOnDevices = this.pidsOnDevices;
  }

  /** Whether the run works on what was kept from it. */
  private lookAtKept(now: number): void {
    const pids = this.tree?.pids ?? new Set<number>();
    const isOwn = (listed: readonly DeviceProcess[]): boolean =>
      visible(listed, this.listedPids, this.processes.numbers)?.some(({ pid }) => pids.has(pid)) ?? false;
    for (const { accelerator } of this.kept?.look(now, isOwn) ?? [])
      this.notes.push(
        noteTexts.write(
          'GPU {0}: the run works on it, though it was taken to be kept from this run ({1}). Its energy is in no figure.',
          accelerator?.index ?? 0,
          this.selection.method ?? '',
        ),
      );
  }

  /** What people must know to read the figures, each once. */
  takeNotes(): readonly string[] {
    const { notes } = this;
    this.notes = [];
    return notes;
  }

  private get pidsOnDevices(): ReadonlySet<number> {
    return new Set([...this.asked.values()].flatMap((listed) => listed?.map(({ pid }) => pid) ?? []));
  }

  /** Whether a process is on a device that may be a new one of the run. */
  private get hasNewcomers(): boolean {
    const isNew = (pid: number): boolean => !this.listedPids.has(pid) && !this.knownOnDevices.has(pid);
    const found = [...this.pidsOnDevices].filter(isNew);
    this.knownOnDevices = new Set([...this.knownOnDevices, ...found]);
    return found.length > 0;
  }

  private refresh(): void {
    this.tree?.refresh((pid) => this.processes.read(pid));
    this.settle();
  }

  /** What the command has used in all is known as soon as it was waited for. */
  private settle(): void {
    if (this.tree?.isRootGone !== true) return;
    const seconds = this.childSeconds();
    if (seconds !== null) this.tree.settle(seconds);
  }

  /** Of each device's joules those of the run; null where that is not known. */
  shareJoules(): (number | null)[] {
    return this.accounts.map(({ share, pending, method }) =>
      this.elsewhere.found !== null || method === null || pending > 0 || this.isBelowTick(method)
        ? null
        : share,
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
    const elsewhere = this.elsewhere.found;
    const news = {
      methods: this.accounts.map(({ method }) =>
        elsewhere !== null
          ? noteTexts.write(
              'not known: the processes of {0} are started by a service, and are not seen',
              elsewhere,
            )
          : this.isBelowTick(method)
            ? belowTick
            : method,
      ),
      used: this.accounts.map((account) => (elsewhere === null ? this.isUsed(account) : null)),
    };
    const text = JSON.stringify(news);
    if (text === this.told || this.tree === null) return null;
    this.told = text;
    return news;
  }

  /**
   * That the driver's list works for this run is known once it has shown a process of it on some device; only then does
   * its absence on another tell that the run does not use that one. Of those among which it is not sure which are meant, the list
   * decides, and until then the guess.
   */
  private isUsed({ probe, used }: Account): boolean | null {
    if (used === true) return true;
    const isListed = this.accounts.some(
      (other) => other.used === true && other.probe.accelerator?.vendor === probe.accelerator?.vendor,
    );
    if (this.selection.doubtful.includes(probe.id))
      return isListed || !this.isAllocated(probe) ? false : null;
    if (used !== false || this.isAllocated(probe)) return null;
    return isListed ? false : null;
  }

  private isAllocated(probe: Probe): boolean {
    return this.selection.method !== null && this.selection.ids.includes(probe.id);
  }

  private account(
    joules: readonly (number | null)[],
    {
      isListing,
      ownPids = this.tree?.pids ?? new Set(),
      busySeconds = this.processes.busySeconds(),
      isEnd = false,
    }: {
      readonly isListing: boolean;
      readonly ownPids?: ReadonlySet<number>;
      readonly busySeconds?: number | null;
      readonly isEnd?: boolean;
    },
  ): void {
    this.hasNews = true;
    const processorShare = this.processorShare(busySeconds);
    const lateShare = isListing ? this.takeLateShare() : null;
    this.accounts.forEach((account, index) => {
      const { domain } = account.probe;
      const asked = this.asked.get(account);
      const isAsWas = isEnd && account.used === true;
      if (domain === 'gpu' && asked === undefined && !isAsWas) return;
      const now = joules[index] ?? null;
      const drawn = now === null ? 0 : now - (account.joules ?? 0);
      account.joules = now ?? account.joules;
      if (domain === 'gpu' && isAsWas) account.share += drawn * account.newest;
      else if (domain === 'gpu') this.shareOut(account, drawn, asked ?? null, ownPids);
      else if (domain === 'cpu' || domain === 'dram') {
        account.method =
          processorShare === null
            ? noteTexts.write('not known: this system does not tell processor time by process')
            : byProcessorTime;
        if (processorShare === null) account.pending += drawn;
        else addProcessorShare(account, drawn, processorShare, lateShare);
      } else {
        account.method = noteTexts.write('not known: it covers more than processors');
        account.pending += drawn;
      }
    });
  }

  private shareOut(
    account: Account,
    drawn: number,
    listed: readonly DeviceProcess[] | null,
    ownPids: ReadonlySet<number>,
  ): void {
    const { probe } = account;
    const processes = visible(listed, this.listedPids, this.processes.numbers);
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
  private processorShare(busy: number | null): number | null {
    if (busy === null || this.busySeconds === null || this.tree === null || this.listedPids.size === 0)
      return null;
    const own = this.tree.cpuSeconds - this.treeSeconds;
    const found = Math.min(own, this.tree.takeFoundSeconds());
    const all = Math.max(0, busy - this.busySeconds);
    this.treeSeconds = this.tree.cpuSeconds;
    this.busySeconds = busy;
    this.busySinceListing += all;
    // More than all have used: a process that was not known yet has ended, and its parent has its time now.
    const seen = Math.min(own - found, all);
    this.lateSeconds += own - seen;
    // Both are counted in ticks of 10 ms, at different moments.
    return all > 0 ? seen / all : own > 0 ? 1 : 0;
  }

  /** Of the processor time since all processes were last listed that of the tree which is in no share yet. */
  private takeLateShare(): number {
    const share = this.busySinceListing > 0 ? Math.min(1, this.lateSeconds / this.busySinceListing) : 0;
    this.lateSeconds = 0;
    this.busySinceListing = 0;
    return share;
  }
}

/** `lateShare` is of all since the last listing, where one was made now; else null. */
function addProcessorShare(account: Account, drawn: number, share: number, lateShare: number | null): void {
  account.share += drawn * share;
  account.drawnSinceListing += drawn;
  account.shareSinceListing += drawn * share;
  if (lateShare === null) return;
  const { drawnSinceListing, shareSinceListing } = account;
  account.share += Math.max(
    0,
    Math.min(drawnSinceListing * lateShare, drawnSinceListing - shareSinceListing),
  );
  account.drawnSinceListing = 0;
  account.shareSinceListing = 0;
}

/** Until the next look, where one costs so many processor seconds. */
function intervalOf(cost: number, longest: number, elapsed: number): number {
  const longestNow = Math.max(longest, longestIntervalSeconds.shareOfElapsed * elapsed);
  return Math.max(leastIntervalSeconds, cost / costShare.most, Math.min(cost / costShare.usual, longestNow));
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
