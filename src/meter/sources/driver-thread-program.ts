import type * as FileSystem from 'node:fs';
import type * as Modules from 'node:module';
import type * as System from 'node:os';
import type * as Threads from 'node:worker_threads';
import type * as Koffi from 'koffi';
import type { EndRecord, JournalRecord } from '../../runs/journal';
import type { noteTexts } from '../../runs/note-texts';
import type { DriverMemory } from './driver-memory';
import type { KeepRounds } from './kept-rounds';
import type { SampleLines } from './sample-lines';

/** What the thread is started with. */
export interface DriverThreadData {
  readonly memory: SharedArrayBuffer;
  /** The file of the program, beside which koffi is found. */
  readonly program: string;
  readonly layout: DriverMemory;
}

/** What the thread is told of the rounds that it is to make ahead. */
export interface RoundsToCome {
  /** How many calls are gathered, what they write, what a round takes, and how many rounds are kept; in bytes. */
  readonly calls: number;
  readonly bytes: number;
  readonly slotBytes: number;
  readonly slots: number;
  /** How many calls are in `expectedList`. */
  readonly length: number;
  readonly lines: SampleLines | null;
  /** See AheadPlan. */
  readonly isUntilTaken: boolean;
}

/** What a meter's main thread is watched by. */
export interface WatchedMeter {
  /** The command, where it is a child of this process, and the journal of its run. */
  readonly run: {
    readonly pid: number;
    readonly journal: string;
    /** In nanoseconds of the monotonic clock, as a text. */
    readonly startedAt: string;
  } | null;
  /** A main thread that has asked for nothing for this long may be dead. */
  readonly longestSilenceSeconds: number;
}

/**
 * The program of the thread that calls a driver's library. It sees nothing of this file but its parameters, and needs no
 * file of its own beside the bundle. It waits in the kernel, and not in an event loop, so that being asked costs little.
 *
 * On Linux a crash in here, as in all that is called from here, ends in `pause`: the thread stands still for good, as one
 * does that hangs, and the process goes on. A main thread that crashes stands still likewise; then this thread sees that
 * nobody asks, and once the command has ended it ends the process with the command's own exit code.
 */
export function serveDriver(
  load: NodeJS.Require,
  { memory, program, layout }: DriverThreadData,
  keepRounds: KeepRounds,
): void {
  const { parentPort } = load('node:worker_threads') as typeof Threads;
  const fs = load('node:fs') as typeof FileSystem;
  const os = load('node:os') as typeof System;
  const modules = load('node:module') as typeof Modules;
  const koffi = modules.createRequire(program)('koffi') as typeof Koffi;
  const { cells: cell, operations } = layout;
  const cells = new Int32Array(memory);
  const view = new DataView(memory);
  const codes = new Int32Array(memory, layout.codes);
  const times = new Float64Array(memory, layout.times);
  const list = new Int32Array(memory, layout.list);
  const expectedList = new Int32Array(memory, layout.expectedList);
  // As in monotonic.ts.
  const clockZero = Math.max(
    ...Array.from({ length: 5 }, () => Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1000),
  );

  const now = (): number => clockZero + performance.now() / 1000;

  type Call = (...parameters: unknown[]) => unknown;
  const functions: Call[] = [];
  const gathered: { readonly call: Call; readonly parameters: readonly unknown[] }[] = [];
  let library: Koffi.LibraryHandle | null = null;
  let nextExpected = Infinity;
  let isUntilTaken = false;
  /** How many moments of the plan have come. */
  let moments = 0;
  let takenBefore = 0;
  let heardAt = 0;
  let lookedAt = 0;
  let watched: WatchedMeter = { run: null, longestSilenceSeconds: 10 };

  const text = (): string =>
    Buffer.from(Buffer.from(memory, layout.data, cells[cell.length])).toString('utf8');

  /** The parameters of a call, in the forms of driver-parameters.ts. */
  const parametersOf = (count: number): unknown[] =>
    Array.from({ length: count }, (_, index) => {
      const at = layout.parameters + index * layout.parameterBytes;
      const length = view.getUint32(at + 4, true);
      const offset = Number(view.getBigUint64(at + 8, true));
      switch (view.getUint32(at, true)) {
        case 0:
          return view.getFloat64(at + 8, true);
        case 1:
          return view.getBigUint64(at + 8, true);
        case 2:
          return Buffer.from(Buffer.from(memory, offset, length)).toString('utf8');
        case 3:
          return [null];
        case 4:
          return new Uint8Array(memory, offset, length);
        case 5:
          return new Uint32Array(memory, offset, length);
        case 6:
          return new BigUint64Array(memory, offset, length);
        case 7:
          return new Float32Array(memory, offset, length);
        default:
          return null;
      }
    });

  /** A call that came back: its result is the parameter after the last, and pointers it gave are where they were asked for. */
  const call = (): void => {
    const parameters = parametersOf(cells[cell.length] ?? 0);
    const result = functions[view.getInt32(layout.parameters - 8, true)]?.(...parameters);
    parameters.forEach((parameter, index) => {
      if (!Array.isArray(parameter)) return;
      const pointer = parameter[0] as bigint | null;
      view.setBigUint64(layout.parameters + index * layout.parameterBytes + 8, pointer ?? 0n, true);
    });
    const at = layout.parameters + parameters.length * layout.parameterBytes;
    view.setUint32(at, typeof result === 'bigint' ? 1 : 0, true);
    if (typeof result === 'bigint') view.setBigInt64(at + 8, result, true);
    else view.setFloat64(at + 8, Number(result), true);
  };

  const round = (calls: Int32Array, count: number): void => {
    for (let index = 0; index < count; index++) {
      const number = calls[index] ?? 0;
      const { call: gatheredCall, parameters } = gathered[number] ?? {};
      if (gatheredCall === undefined || parameters === undefined) continue;
      codes[number] = gatheredCall(...parameters) as number;
      times[number] = now();
    }
  };

  /** When the next round is made: at the moment that the plan has, or before it where others are made between. */
  const planNext = (): void => {
    const at = layout.aheadPlan;
    const period = view.getFloat64(at + 8, true);
    const between = view.getFloat64(at + 16, true);
    const uneven = view.getFloat64(at + 24, true);
    let moment = view.getFloat64(at, true);
    const from = now();
    if (moment <= from) {
      moment += period * Math.max(1, Math.ceil((from - moment) / period));
      view.setFloat64(at, moment, true);
    }
    const earlier = from + between * (1 - uneven + 2 * uneven * Math.random());
    // What is so near is made at the moment itself.
    nextExpected = between > 0 && earlier < moment - 0.02 ? earlier : moment;
  };

  let writeBytes: Call | null = null;
  /**
   * Appends a text of ASCII, and returns how many bytes the file took. By the C library: Node's own way goes through much code that a
   * processor has forgotten while the thread slept. Windows' files are known to no other C library than Node's own.
   */
  const write = (file: number, text: string): number => {
    if (process.platform === 'win32') return fs.writeSync(file, text);
    writeBytes ??= koffi.load(null).func('intptr_t write(int file, const char *text, size_t bytes)') as Call;
    return Math.max(0, Number(writeBytes(file, text, text.length)));
  };

  const rounds = keepRounds({
    memory,
    layout,
    write,
    stopped: () => parentPort?.postMessage(0),
  });

  const expected = (): void => {
    planNext();
    if (Atomics.load(cells, cell.untaken) === 1) return;
    // Nobody has taken what there is: the next reading that is asked for goes on from there.
    if (!rounds.hasRoom()) return;
    if (isUntilTaken && moments++ % rounds.momentsApart() !== 0) return;
    round(expectedList, Atomics.load(cells, cell.expected));
    rounds.keep();
  };

  const answer = (operation: number): number => {
    switch (operation) {
      case operations.round:
        Atomics.store(cells, cell.untaken, 1);
        round(list, cells[cell.length] ?? 0);
        return 1;
      case operations.call:
        call();
        return 1;
      case operations.gather: {
        const called = functions[view.getInt32(layout.parameters - 8, true)];
        if (called === undefined) return 0;
        gathered[view.getInt32(layout.parameters - 4, true)] = {
          call: called,
          parameters: parametersOf(cells[cell.length] ?? 0),
        };
        return 1;
      }
      case operations.bind:
        if (library === null) return 0;
        functions.push(library.func(text()) as Call);
        return functions.length;
      case operations.load: {
        const names = JSON.parse(text()) as string[];
        for (const [index, name] of names.entries()) {
          try {
            library = koffi.load(name);
            return index + 1;
          } catch {
            // The next name.
          }
        }
        return 0;
      }
      case operations.expect: {
        const told = JSON.parse(text()) as RoundsToCome;
        rounds.plan(told, now());
        isUntilTaken = told.isUntilTaken;
        moments = 0;
        cells[cell.expected] = told.length;
        // Of a round that was late nobody takes anything any more.
        Atomics.store(cells, cell.untaken, 0);
        planNext();
        return 1;
      }
      case operations.seal:
        return rounds.seal();
      case operations.watch:
        watched = JSON.parse(text()) as WatchedMeter;
        return 1;
      default:
        return 0;
    }
  };

  /** See `crashSignalOf`. */
  const standStillAtCrashes = (): void => {
    const system = koffi.load(null);
    const address = system.func('uint64_t dlsym(void *library, const char *name)');
    const handler = address(null, 'pause') as bigint | number;
    const set = system.func('int sigaction(int signal, const uint8_t *action, void *old)');
    for (const name of ['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV'] as const) {
      const signal = os.constants.signals[name];
      // struct sigaction of Linux's C libraries: the handler, a mask of 128 bytes, the flags, and more that is 0.
      const action = Buffer.alloc(160);
      action.writeBigUInt64LE(BigInt(handler), 0);
      // All signals are held back meanwhile, so that `pause` never returns; but one that is never sent and tells which it was.
      action.fill(0xff, 8, 136);
      const mark = 40 + signal - 1;
      action[8 + (mark >> 3)] = 0xff & ~(1 << (mark & 7));
      set(signal, action, null);
    }
  };

  /** How the command ended, where it has and nobody has waited for it: the main thread is dead. */
  const statusOfChild = (pid: number): number | null => {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isOwn = fields[0] === 'Z' && Number(fields[1]) === process.pid;
      return isOwn ? Number(fields.at(-1)) : null;
    } catch {
      return null;
    }
  };

  const leave = (code: number): void => {
    koffi.load(null).func('void _exit(int code)')(code);
  };

  const end = (meter: NonNullable<WatchedMeter['run']>, code: number, signal: string | null): void => {
    const t = Number(process.hrtime.bigint() - BigInt(meter.startedAt)) / 1e9;
    const reason: (typeof noteTexts.texts)[number] =
      'the meter crashed: what was drawn after the last reading is not known';
    const note: JournalRecord = { type: 'note', t, text: reason };
    const record: EndRecord = { type: 'end', t, endedAt: new Date().toISOString(), exitCode: code, signal };
    try {
      fs.appendFileSync(meter.journal, `\n${JSON.stringify(note)}\n${JSON.stringify(record)}\n`);
      fs.writeSync(2, `wattlens: ${reason}\n`);
    } catch {
      // The exit code is what matters.
    }
    leave(code);
  };

  /** Whether the main thread stands still in `pause`, with all signals held back. */
  const hasMainCrashed = (): boolean => {
    try {
      const status = fs.readFileSync(`/proc/self/task/${process.pid}/status`, 'latin1');
      return /^SigBlk:\s*f/m.test(status);
    } catch {
      // No file can be opened now.
      return false;
    }
  };

  /** Called while nobody asks for longer than a meter does. */
  let quiet = 0;
  const lookAfter = (): void => {
    const meter = watched.run;
    if (meter === null) {
      if (hasMainCrashed()) leave(128 + os.constants.signals.SIGABRT);
      return;
    }
    const status = statusOfChild(meter.pid);
    const told = cells[cell.exitCode] ?? 0;
    quiet = status === null && told === 0 ? 0 : quiet + 1;
    // A main thread that lives waits for its child at once.
    if (quiet < 8) return;
    if (told !== 0 || status === null) {
      end(meter, told - 1, null);
      return;
    }
    const signal = status & 0x7f;
    const name = Object.entries(os.constants.signals).find(([, number]) => number === signal)?.[0] ?? null;
    end(meter, signal === 0 ? (status >> 8) & 0xff : 128 + signal, name);
  };

  /** Whether the main thread has neither asked nor taken anything for so long; told once in that time. */
  const isUnheard = (seconds: number): boolean => {
    const taken = cells[cell.aheadTaken] ?? 0;
    if (taken !== takenBefore) {
      takenBefore = taken;
      heardAt = now();
      quiet = 0;
    }
    if (now() - Math.max(heardAt, lookedAt) < 0.99 * seconds) return false;
    lookedAt = now();
    return true;
  };

  if (process.platform === 'linux') {
    standStillAtCrashes();
    cells[cell.thread] = Number(fs.readlinkSync('/proc/thread-self').split('/').at(-1));
  }
  for (let done = 0; ; done++) {
    for (let left = Atomics.load(cells, cell.patience); left > 0; left--)
      if (Atomics.load(cells, cell.request) !== done) break;
    while (Atomics.load(cells, cell.request) === done) {
      const longest = quiet > 0 ? 0.25 : watched.longestSilenceSeconds;
      const isExpected = Atomics.load(cells, cell.expected) !== 0;
      const left = isExpected ? nextExpected - now() : Infinity;
      const wait = Math.min(longest, Math.max(0, left));
      if (Atomics.wait(cells, cell.request, done, 1000 * wait) !== 'timed-out') continue;
      if (left <= longest) expected();
      if (process.platform === 'linux' && isUnheard(longest)) lookAfter();
    }
    heardAt = now();
    quiet = 0;
    let outcome = 0;
    try {
      outcome = answer(cells[cell.operation] ?? 0);
    } catch {
      // A function that the library lacks.
    }
    cells[cell.outcome] = outcome;
    // From the answer on the cells are those of the next request.
    const tells = cells[cell.tells] === 1;
    Atomics.store(cells, cell.answered, done + 1);
    Atomics.notify(cells, cell.answered);
    if (tells) parentPort?.postMessage(done + 1);
  }
}
