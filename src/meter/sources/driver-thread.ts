import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, constants } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { CallParameters, type Parameter } from './driver-parameters';
import { gatheredData, layout, mostGathered, singleData } from './driver-memory';
import type { WatchedMeter } from './driver-thread-program';
import { dropProgramPages } from './program-pages';
import type { DriverWorker } from './driver-worker';
import type { Stretch } from './sample-lines';
import { RoundsAhead, type AheadPlan } from './rounds-ahead';

const { cells: cell, operations } = layout;

/** The most that a call may hold the meter up: then it is left to itself, and asked for again at the next reading. */
const longestCallMs = { start: 3000, later: 1000 } as const;
/** So often it is looked meanwhile whether the thread has crashed. */
const crashLookMs = 50;

/** In the start, with a hundred questions one after the other, both threads look so often for the other's before they sleep. */
const patience = availableParallelism() > 1 ? 3000 : 0;

/** What a call has come to; `stuck` where it has not come back. */
export type Called<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false };
const stuck = { ok: false } as const;

/** A call whose parameters stay the same, and what it has written. */
export interface GatheredCall {
  readonly number: number;
  /** Where it writes to in the shared memory. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Writes what the function reads and writes over, each time before it is called. */
  readonly prepare?: () => void;
}

/**
 * A thread that calls a driver's library (driver-thread-program.ts), so that a call that hangs or crashes stops neither
 * the meter nor the training. Calls are waited for, a second at most; one that comes back later is no harm.
 */
export class DriverThread {
  private readonly memory: SharedArrayBuffer;
  private readonly cells: Int32Array;
  private readonly view: DataView;
  private readonly parameters: CallParameters;
  private readonly list: Int32Array;
  private readonly ahead: RoundsAhead;
  private readonly worker: Worker;
  private readonly whenTold = new Map<number, () => void>();
  private requested = 0;
  private gatheredCount = 0;
  private gatheredEnd = gatheredData;
  private wasEnded = false;
  private readonly koffi = createRequire(__filename).resolve('koffi');
  private exitAtOnce: ((code: number) => void) | null = null;
  /** Called when a round was not written that was to be. */
  onUnwritten: () => void = () => undefined;
  /** In the start GPUs are woken. */
  private longestCallMs: number = longestCallMs.start;

  constructor(private readonly started: DriverWorker) {
    const { memory, worker } = started;
    this.memory = memory;
    this.worker = worker;
    this.cells = new Int32Array(memory);
    this.view = new DataView(memory);
    this.parameters = new CallParameters(memory, layout);
    this.list = new Int32Array(memory, layout.list, mostGathered);
    this.ahead = new RoundsAhead(memory);
    this.worker.on('message', (request: number) => {
      if (request === 0) this.onUnwritten();
      this.whenTold.get(request)?.();
      this.whenTold.delete(request);
    });
    process.on('exit', this.onExit);
  }

  /** At its exit Node waits for its threads, and one that is stuck never ends. */
  private readonly onExit = (code: number): void => {
    if (this.isBusy && !this.hasEnded) this.exitAtOnce?.(code);
  };

  /** Whether the newest call has not come back, or its answer lies where that of another would, and was not taken yet. */
  get isBusy(): boolean {
    return Atomics.load(this.cells, cell.answered) !== this.requested || this.whenTold.size > 0;
  }

  private get hasEnded(): boolean {
    return this.wasEnded || this.started.hasEnded();
  }

  /** The signal that the thread has crashed with; null where it has not, as far as the system tells. */
  get crash(): NodeJS.Signals | null {
    return this.isBusy ? crashSignalOf(this.cells[cell.thread] ?? 0) : null;
  }

  /** From here on it is used while a training goes on. */
  endStart(): void {
    this.longestCallMs = longestCallMs.later;
    Atomics.store(this.cells, cell.patience, 0);
  }

  /** Loads the first of these libraries that there is. Resolves to false where there is none. */
  async load(names: readonly string[]): Promise<Called<boolean>> {
    // While a library hangs in its loading nothing can be looked up any more (library-loader.ts).
    this.exitAtOnce = findExit(this.koffi);
    this.writeText(JSON.stringify(names));
    const outcome = await this.tell(operations.load, true);
    Atomics.store(this.cells, cell.patience, patience);
    return outcome.ok ? { ok: true, value: outcome.value > 0 } : stuck;
  }

  /** The function of a prototype in C; null where the library lacks it. */
  bind(prototype: string): Called<number | null> {
    if (this.isBusy) return stuck;
    this.writeText(prototype);
    const outcome = this.ask(operations.bind);
    if (!outcome.ok) return stuck;
    return { ok: true, value: outcome.value === 0 ? null : outcome.value - 1 };
  }

  call(fn: number, given: readonly Parameter[]): Called<number | bigint> {
    if (this.isBusy) return stuck;
    this.writeParameters(fn, given);
    return this.ask(operations.call).ok ? { ok: true, value: this.parameters.take(given) } : stuck;
  }

  /** The same without waiting: for what may take seconds, as waking a driver. */
  async callLater(fn: number, given: readonly Parameter[]): Promise<Called<number | bigint>> {
    if (this.isBusy) return stuck;
    this.writeParameters(fn, given);
    return (await this.tell(operations.call, false)).ok
      ? { ok: true, value: this.parameters.take(given) }
      : stuck;
  }

  /** Keeps a call for rounds. `parametersOf` gives its parameters, made of the memory that it writes to. */
  gather(
    fn: number,
    bytes: number,
    parametersOf: (memory: SharedArrayBuffer, offset: number) => readonly Parameter[],
    prepare?: (memory: SharedArrayBuffer, offset: number) => void,
  ): GatheredCall | null {
    const offset = this.gatheredEnd;
    const number = this.gatheredCount;
    if (this.isBusy || offset + bytes > singleData || number === mostGathered) return null;
    const given = parametersOf(this.memory, offset);
    this.writeParameters(fn, given);
    this.view.setInt32(layout.parameters - 4, number, true);
    const outcome = this.ask(operations.gather);
    if (!outcome.ok || outcome.value !== 1) return null;
    this.gatheredEnd = offset + 8 * Math.ceil(bytes / 8);
    this.gatheredCount += 1;
    const call = { number, offset, bytes: this.ahead.bytesAt(offset, bytes) };
    if (prepare === undefined) return call;
    return {
      ...call,
      prepare: () => {
        prepare(this.memory, offset);
      },
    };
  }

  /** Makes all of these calls. Returns whether they have come back. */
  round(calls: readonly GatheredCall[]): boolean {
    if (this.isBusy) return false;
    for (const { prepare } of calls) prepare?.();
    for (let index = 0; index < calls.length; index++) this.list[index] = calls[index]?.number ?? 0;
    this.cells[cell.length] = calls.length;
    const { ok } = this.ask(operations.round);
    if (!ok) return false;
    this.ahead.takeLive(calls);
    Atomics.store(this.cells, cell.untaken, 0);
    return true;
  }

  /**
   * The thread is to make all of these calls at the moments of the plan without being asked, and to keep what they bring until
   * `takeAhead` takes it: so who wants it need not wake for each. Returns how many rounds it keeps at the most; 0 where it does not.
   */
  planAhead(calls: readonly GatheredCall[], plan: AheadPlan): number {
    if (this.isBusy) return 0;
    if (this.ahead.isPlanned(calls, plan)) return this.ahead.roundsKept;
    const told = this.ahead.plan(calls, plan);
    if (told === null) return 0;
    this.writeText(JSON.stringify(told));
    // The thread looks for how long it may wait before it waits.
    const { ok } = this.ask(operations.expect);
    if (!ok) this.ahead.forget();
    return ok ? told.slots : 0;
  }

  /** Goes on to the next round of these calls that was made ahead, of which `codeOf`, `secondsOf` and their bytes tell from here on. */
  takeAhead(calls: readonly GatheredCall[]): boolean {
    return this.ahead.next(calls);
  }

  /** From here on it makes no call that it is not asked for. */
  forgetAhead(): void {
    this.ahead.forget();
  }

  /** Whether the thread has written that round to the journal. */
  get isAheadWritten(): boolean {
    return this.ahead.isWritten;
  }

  /** The rounds that it stands for besides, which were written too; null where it is for itself alone. */
  get stretchAhead(): Stretch | null {
    return this.ahead.stretch;
  }

  /**
   * Call before what was written is taken: the thread joins no more to it, and has written all that waited. Returns the lines, the first of
   * which may be cut, that the file did not take.
   */
  sealAhead(): Buffer | null {
    if (!this.ahead.areWritten) return null;
    const sealed = this.isBusy ? stuck : this.ask(operations.seal);
    this.ahead.seal(sealed.ok ? sealed.value : null);
    // One that hangs must write nothing more should it come back.
    if (!sealed.ok) Atomics.store(this.cells, cell.expected, 0);
    const bytes = Atomics.exchange(this.cells, cell.textLength, 0);
    return bytes === 0 ? null : Buffer.from(Buffer.from(this.memory, layout.texts, bytes));
  }

  /** When the next round is to be made ahead, in monotonic seconds; null where none is. */
  get nextAheadSeconds(): number | null {
    return this.ahead.nextSeconds;
  }

  codeOf(call: GatheredCall): number {
    return this.ahead.codeOf(call);
  }

  /** When it was made, in monotonic seconds. */
  secondsOf(call: GatheredCall): number {
    return this.ahead.secondsOf(call);
  }

  /** From here on the thread sees to it that a meter which has crashed ends with its command. */
  watch(meter: WatchedMeter): void {
    if (this.isBusy) return;
    this.writeText(JSON.stringify(meter));
    this.ask(operations.watch);
  }

  tellExitCode(code: number): void {
    Atomics.store(this.cells, cell.exitCode, code + 1);
  }

  /** Has the C library give back what it keeps for later, and the kernel what the start alone has used of the program, where they can. */
  trimMemory(): void {
    if (process.platform !== 'linux') return;
    findFunction(this.koffi, null, 'int malloc_trim(size_t pad)')?.(0);
    const advise = findFunction(this.koffi, null, 'int madvise(uintptr_t address, size_t bytes, int advice)');
    if (advise !== null) dropProgramPages(advise);
  }

  end(): void {
    if (this.isBusy) return;
    this.wasEnded = true;
    process.off('exit', this.onExit);
    void this.worker.terminate();
  }

  /** Asks, and waits for the answer. */
  private ask(operation: number): Called<number> {
    const request = this.request(operation, 0);
    for (let left = Atomics.load(this.cells, cell.patience); left > 0; left--)
      if (Atomics.load(this.cells, cell.answered) === request) break;
    const deadline = performance.now() + this.longestCallMs;
    while (Atomics.load(this.cells, cell.answered) !== request) {
      const left = deadline - performance.now();
      if (left <= 0) return stuck;
      const waited = Atomics.wait(this.cells, cell.answered, request - 1, Math.min(left, crashLookMs));
      if (waited === 'timed-out' && this.crash !== null) return stuck;
    }
    return { ok: true, value: this.cells[cell.outcome] ?? 0 };
  }

  /** Asks; the answer comes as a message. Resolves early where the thread has crashed. */
  private tell(operation: number, isFirst: boolean): Promise<Called<number>> {
    return new Promise((resolve) => {
      const request = this.request(operation, 1);
      const look = setInterval(() => {
        if (this.hasEnded || (!isFirst && this.crash !== null)) finish(stuck);
      }, crashLookMs);
      look.unref();
      const finish = (outcome: Called<number>): void => {
        clearInterval(look);
        resolve(outcome);
      };
      this.whenTold.set(request, () => {
        finish({ ok: true, value: this.cells[cell.outcome] ?? 0 });
      });
    });
  }

  private request(operation: number, tells: 0 | 1): number {
    this.requested += 1;
    this.cells[cell.operation] = operation;
    this.cells[cell.tells] = tells;
    Atomics.store(this.cells, cell.request, this.requested);
    Atomics.notify(this.cells, cell.request);
    return this.requested;
  }

  private writeText(text: string): void {
    this.cells[cell.length] = Buffer.from(this.memory, singleData).write(text);
  }

  private writeParameters(fn: number, given: readonly Parameter[]): void {
    this.view.setInt32(layout.parameters - 8, fn, true);
    this.cells[cell.length] = given.length;
    this.parameters.write(given);
  }
}

/**
 * A thread that has crashed stands still with all signals held back but one that tells which it was: those of
 * driver-thread-program.ts.
 */
function crashSignalOf(thread: number): NodeJS.Signals | null {
  if (process.platform !== 'linux' || thread === 0) return null;
  try {
    const status = readFileSync(`/proc/self/task/${thread}/status`, 'latin1');
    const blocked = BigInt(`0x${/^SigBlk:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
    if (blocked === 0n) return null;
    const signals = ['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV'] as const;
    const isMark = (signal: number): boolean => ((blocked >> BigInt(40 + signal - 1)) & 1n) === 0n;
    const marked = signals.filter((name) => isMark(constants.signals[name]));
    // Where all are, some other signal is held back.
    return marked.length === 1 ? (marked[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** Ends the process without waiting for its threads; null on a system without: there a driver that hangs holds the exit up. */
const findExit = (koffi: string): ((code: number) => void) | null =>
  findFunction(koffi, process.platform === 'win32' ? 'ucrtbase.dll' : null, 'void _exit(int code)');

/** A function of the C library that takes numbers; null where it lacks it. */
function findFunction(
  koffi: string,
  file: string | null,
  prototype: string,
): ((...values: number[]) => void) | null {
  try {
    const system = createRequire(koffi)(koffi) as {
      load(file: string | null): { func(prototype: string): (...values: number[]) => void };
    };
    return system.load(file).func(prototype);
  } catch {
    return null;
  }
}
