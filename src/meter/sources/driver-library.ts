import { within } from '../within';
import type { Parameter } from './driver-parameters';
import { DriverThread, type Called, type GatheredCall } from './driver-thread';
import type { WatchedMeter } from './driver-thread-program';
import { startDriverWorker, type DriverWorker } from './driver-worker';
import { mayFind } from './find-library';
import { holdLoader } from './library-loader';
import { success, type Answer, type LibraryFunction, type NativeLibrary } from './native-library';
import type { AheadPlan } from './rounds-ahead';
import type { Stretch } from './sample-lines';
import { noteTexts } from '../../runs/note-texts';

/** What a call is said to have returned that did not come back. */
export const stuckCode = -9999;
export const stuckReason = noteTexts.write('a call of its driver does not come back');

/** A reading that was asked for before is made anew after this long, and one that was not, as the others of its round were, later. */
const freshSeconds = { read: 0.002, unread: 0.05 } as const;

/** So long before a reading is wanted it is made where it is expected. */
const leadSeconds = 0.002;

/** What a gathered call has brought. */
export interface Gathered {
  readonly code: number;
  /** What it has written. */
  readonly bytes: DataView;
  /** When, in monotonic seconds. */
  readonly at: number;
}

/** A library whose functions are called on a thread of its own, and waited for. */
export interface DriverLibrary extends NativeLibrary {
  /** Functions that are asked for at the same moments; those of another set are asked for at others. */
  readonly gathering: (isOfReadings?: boolean) => Gathering;
  readonly state: DriverState;
}

export interface Gathering {
  /**
   * A function that is called again and again for each of several devices: all that were asked for since the last time
   * are called at once. `parameters` are made of the memory that the function writes to, of which there are `bytes`; `prepare` writes into
   * it before each call. It is of no effect where a call is made without being asked for.
   */
  readonly gathered: <Handle>(
    prototype: string,
    bytes: number,
    parameters: (handle: Handle, memory: SharedArrayBuffer, offset: number) => readonly Parameter[],
    prepare?: (memory: SharedArrayBuffer, offset: number) => void,
  ) => GatheredFunction<Handle> | null;
}

export interface GatheredFunction<Handle> {
  (handle: Handle): Gathered;
  /** The number of its call for this handle, and where that writes to in the memory of the thread; null where it was never made. */
  placeOf(handle: Handle): Pick<GatheredCall, 'number' | 'offset'> | null;
}

export interface DriverState {
  /** Whether a call has not come back. */
  isStuck(): boolean;
  /** The signal that it has crashed with; null where it has not. */
  crash(): NodeJS.Signals | null;
  /** Call when all has been asked that a start asks: from then on calls are waited for less long. */
  endStart(): void;
}

/** What has come of loading a library; `crash` is the signal where it crashed, and null where it hangs. */
export type LoadedDriver<Library> =
  { readonly library: Library } | { readonly missing: string } | { readonly crash: NodeJS.Signals | null };

const threads = new Set<DriverThread>();
const readings = new Set<Rounds>();

/** The thread of a library that may be wanted, which was started before all else. */
export function expectDriver(names: readonly string[], worker: DriverWorker): void {
  try {
    started.set(names[0] ?? '', startThread(worker));
  } catch {
    // Who loads the library is told why.
  }
}

const started = new Map<string, DriverThread>();

function startThread(worker = startDriverWorker()): DriverThread {
  const thread = new DriverThread(worker);
  threads.add(thread);
  return thread;
}

/** Ends threads whose libraries nobody has wanted. */
export function endExpectedDrivers(): void {
  for (const thread of started.values()) {
    thread.end();
    threads.delete(thread);
  }
  started.clear();
}

/** Loads the first of these libraries that there is, by name or path, within so long. */
export async function loadDriverLibrary(
  names: readonly string[],
  notFound: string,
  longestMs: number,
): Promise<LoadedDriver<DriverLibrary>> {
  if (!mayFind(names)) return { missing: notFound };
  const key = names[0] ?? '';
  let thread: DriverThread;
  try {
    thread = started.get(key) ?? startThread();
    started.delete(key);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { missing: `koffi, which calls the library, could not be loaded (${reason})` };
  }
  const loading = within(thread.load(names), longestMs);
  holdLoader(loading.then((result) => result?.ok === true));
  const loaded = await loading;
  if (loaded?.ok !== true) return { crash: thread.crash };
  if (loaded.value) return { library: libraryOf(thread) };
  thread.end();
  threads.delete(thread);
  return { missing: notFound };
}

/** See WatchedMeter. */
export function watchMeter(meter: WatchedMeter): { ended(exitCode: number): void } {
  for (const thread of threads) thread.watch(meter);
  return {
    ended: (exitCode) => {
      for (const thread of threads) thread.tellExitCode(exitCode);
    },
  };
}

/**
 * What was read last is to be read at the moments of the plan without being asked for, and kept for `nextReadings`. Returns
 * how many readings are kept, after which no more are made until some are taken; 0 where none are: it is done of one driver alone.
 * Call when nothing is being read, and all that is kept was taken.
 */
export function planReadings(plan: AheadPlan): number {
  const newest = Math.max(...[...readings].map(({ readAt }) => readAt));
  const inUse = [...readings].filter(({ readAt }) => newest - readAt < freshSeconds.unread);
  const [rounds] = inUse;
  return inUse.length === 1 ? (rounds?.plan(plan) ?? 0) : 0;
}

/** Call before devices are read that are to be read ahead: see `keepAsked`. */
export function beginAsking(): void {
  for (const rounds of readings) rounds.beginAsking();
}

/**
 * What was asked for since `beginAsking` is what was read last: what a source asked while it was opened, to see how a device can be read,
 * is of no use any more, and of rounds with what nobody wants none would be taken.
 */
export function keepAsked(): void {
  for (const rounds of readings) rounds.keepAsked();
}

/** A moment that was read at without being asked for, in monotonic seconds, whether a line of the journal was written of it, and what it stands for besides. */
export interface PastReadings {
  readonly at: number;
  readonly isWritten: boolean;
  readonly stretch: Stretch | null;
}

/** Call before readings of which lines are written are taken. Returns the lines, whole or cut, that the journal's file did not take. */
export function sealReadings(): Buffer | null {
  for (const rounds of readings) {
    const left = rounds.seal();
    if (left !== null) return left;
  }
  return null;
}

/** When the next reading is to be made without being asked for, in monotonic seconds; null where none is. */
export const nextReadingSeconds = (): number | null =>
  [...readings].reduce<number | null>((next, rounds) => next ?? rounds.nextSeconds, null);

/** Goes on to the readings that were made next: what is read now is of them. Null where there are none. */
export function nextReadings(): PastReadings | null {
  for (const rounds of readings) {
    const next = rounds.next();
    if (next !== null) return next;
  }
  return null;
}

/** Calls this when a line was not written that was to be. */
export function whenUnwritten(call: () => void): void {
  for (const thread of threads) thread.onUnwritten = call;
}

/** Nothing is read any more without being asked for. */
export function endReadingAhead(): void {
  for (const rounds of readings) rounds.forget();
}

/** What the C library keeps for later is given back, where a driver was loaded. */
export function trimMemory(): void {
  const [thread] = threads;
  thread?.trimMemory();
}

/** For after the last reading. */
export function endDriverThreads(): void {
  for (const thread of threads) thread.end();
  threads.clear();
}

/** The answer of a gathered call: its code where it failed, else what `valueIn` finds. */
export function taken<Value>(
  called: Gathered | undefined,
  valueIn: (bytes: DataView) => Answer<Value>,
): Answer<Value> {
  if (called === undefined) return { ok: false, code: 'missing' };
  if (called.code !== success) return { ok: false, code: called.code };
  const result = valueIn(called.bytes);
  return result.ok ? { ok: true, value: result.value, at: called.at } : result;
}

function libraryOf(thread: DriverThread): DriverLibrary {
  const bind = (prototype: string): number | null => valueOf(thread.bind(prototype));
  return {
    optional: (prototype) => {
      const fn = bind(prototype);
      return fn === null ? null : functionOf(thread, fn);
    },
    gathering: (isOfReadings = false) => {
      const rounds = new Rounds(thread);
      if (isOfReadings) readings.add(rounds);
      return {
        gathered: (prototype, bytes, parameters, prepare) => {
          const fn = bind(prototype);
          return fn === null ? null : gatheredCalls(thread, rounds, { fn, bytes, parameters, prepare });
        },
      };
    },
    state: {
      isStuck: () => thread.isBusy,
      crash: () => thread.crash,
      endStart: () => {
        thread.endStart();
      },
    },
  };
}

interface FunctionToGather<Handle> {
  readonly fn: number;
  readonly bytes: number;
  readonly parameters: (handle: Handle, memory: SharedArrayBuffer, offset: number) => readonly Parameter[];
  readonly prepare: ((memory: SharedArrayBuffer, offset: number) => void) | undefined;
}

function gatheredCalls<Handle>(
  thread: DriverThread,
  rounds: Rounds,
  { fn, bytes, parameters, prepare }: FunctionToGather<Handle>,
): GatheredFunction<Handle> {
  const calls = new Map<Handle, RoundCall>();
  const read = (handle: Handle): Gathered => {
    const known = calls.get(handle);
    if (known !== undefined) return rounds.read(known);
    const call = thread.gather(fn, bytes, (memory, offset) => parameters(handle, memory, offset), prepare);
    if (call === null) return { code: stuckCode, bytes: new DataView(new ArrayBuffer(bytes)), at: 0 };
    const view = new DataView(call.bytes.buffer, call.bytes.byteOffset, call.bytes.byteLength);
    const added = { ...call, view, isRead: true, isKnown: false };
    calls.set(handle, added);
    return rounds.read(added);
  };
  return Object.assign(read, { placeOf: (handle: Handle) => calls.get(handle) ?? null });
}

const valueOf = <Value>(called: Called<Value | null>): Value | null => (called.ok ? called.value : null);

function functionOf(thread: DriverThread, fn: number): LibraryFunction {
  const call = (...parameters: unknown[]): unknown => {
    const called = thread.call(fn, parameters as Parameter[]);
    return called.ok ? called.value : stuckCode;
  };
  return Object.assign(call, {
    async: (...parameters: unknown[]) => {
      const done = parameters.pop() as (error: unknown, result: unknown) => void;
      void thread.callLater(fn, parameters as Parameter[]).then((called) => {
        done(null, called.ok ? called.value : stuckCode);
      });
    },
  });
}

interface RoundCall extends GatheredCall {
  readonly view: DataView;
  /** Whether its newest result has been asked for. */
  isRead: boolean;
  /** Whether the next round makes it. */
  isKnown: boolean;
}

/** Makes the calls of all devices at once when the first of them is asked for: those that were asked for the time before. */
class Rounds {
  private calls: readonly RoundCall[] = [];
  private madeAt = -Infinity;
  /** All that was made ahead has been taken: what was read of it is of the past, however lately, and no reading of now. */
  private isOfPast = false;
  /** The newest round was made ahead and is being taken: what of it was not read yet is of it, however long ago that began on a busy machine. */
  private isTaken = false;
  /** What was asked for since `beginAsking`. */
  private readonly asked = new Set<RoundCall>();

  constructor(private readonly thread: DriverThread) {}

  /** When it was read from last. */
  get readAt(): number {
    return this.madeAt;
  }

  read(call: RoundCall): Gathered {
    const age = performance.now() / 1000 - this.madeAt;
    const isLeft = this.isTaken && !call.isRead;
    const isFresh =
      !this.isOfPast && (isLeft || age <= (call.isRead ? freshSeconds.read : freshSeconds.unread));
    const isRecent = !this.isOfPast && age <= freshSeconds.read;
    if (!(isFresh && call.isKnown) && !(isRecent ? this.add(call) : this.renew(call)))
      return { code: stuckCode, bytes: call.view, at: 0 };
    call.isRead = true;
    this.asked.add(call);
    return { code: this.thread.codeOf(call), bytes: call.view, at: this.thread.secondsOf(call) };
  }

  plan(plan: AheadPlan): number {
    if (this.calls.length === 0 || !this.areRead) return 0;
    return this.thread.planAhead(this.calls, { ...plan, at: plan.at - leadSeconds });
  }

  beginAsking(): void {
    this.asked.clear();
  }

  keepAsked(): void {
    for (const call of this.asked) call.isRead = true;
    this.setCalls([...this.asked]);
  }

  /** Goes on to the next round that was made ahead; null where there is none. */
  next(): PastReadings | null {
    const last = this.calls.at(-1);
    if (last === undefined || !this.areRead) return null;
    if (!this.thread.takeAhead(this.calls)) {
      this.isOfPast = true;
      return null;
    }
    this.setUnread(true);
    const { isAheadWritten, stretchAhead } = this.thread;
    return { at: this.thread.secondsOf(last), isWritten: isAheadWritten, stretch: stretchAhead };
  }

  seal(): Buffer | null {
    return this.thread.sealAhead();
  }

  get nextSeconds(): number | null {
    return this.thread.nextAheadSeconds;
  }

  forget(): void {
    this.thread.forgetAhead();
  }

  private get areRead(): boolean {
    return this.calls.every(({ isRead }) => isRead);
  }

  private add(call: RoundCall): boolean {
    if (!this.thread.round([call])) return false;
    this.setCalls([...this.calls, call]);
    return true;
  }

  private renew(call: RoundCall): boolean {
    if (!call.isKnown || !this.areRead)
      this.setCalls([...this.calls.filter((each) => each !== call && each.isRead), call]);
    if (!this.thread.round(this.calls)) return false;
    this.setUnread(false);
    return true;
  }

  private setCalls(calls: readonly RoundCall[]): void {
    for (const each of this.calls) each.isKnown = false;
    for (const each of calls) each.isKnown = true;
    this.calls = calls;
  }

  private setUnread(isTaken: boolean): void {
    this.isTaken = isTaken;
    for (const each of this.calls) each.isRead = false;
    this.madeAt = performance.now() / 1000;
    this.isOfPast = false;
  }
}
