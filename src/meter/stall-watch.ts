import type * as FileSystem from 'node:fs';
import { createRequire } from 'node:module';
import type * as System from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EndRecord, JournalRecord } from '../runs/journal';

/** A meter that has not come round for this long is taken for stuck in a driver's call; it is looked for this often. */
const longestStallSeconds = 5;
const lookSeconds = 2.5;
/** Short runs do without: what they would lose to a hang is little. */
const startsAfterMilliseconds = 2000;
/** Readings further apart than this are no sign of life. */
const beatMilliseconds = 2000;

export interface StallWatch {
  /** The meter's thread has come round. */
  readonly beat: () => void;
  /** The command has ended with this code: what is left to do may still get stuck. */
  ended(exitCode: number): void;
  stop(): void;
}

interface Watched {
  readonly cells: SharedArrayBuffer;
  /** The command's process, a child of this one. */
  readonly pid: number;
  readonly journal: string;
  /** In nanoseconds of the monotonic clock. */
  readonly startedAt: bigint;
  readonly longestStallSeconds: number;
  readonly lookSeconds: number;
  /** koffi's file: the thread loads it when it has to end the process. */
  readonly koffi: string;
}

const cell = { beat: 0, exitCode: 1, never: 2 } as const;

/**
 * For a call of a driver's library that never returns: it holds the meter's one thread, and so the exit that the shell
 * waits for. Another thread sees that the beat has stopped; once the command has ended it tells so in the journal and
 * ends the process with the command's own exit code. It needs Linux, where the code of a child can be read that
 * nobody has waited for; null elsewhere.
 */
export function watchForStall(
  pid: number,
  journal: string,
  startedAt: bigint,
  intervalMs: number,
): StallWatch | null {
  if (process.platform !== 'linux') return null;
  const cells = new SharedArrayBuffer(12);
  const shared = new Int32Array(cells);
  const beat = (): void => {
    Atomics.add(shared, cell.beat, 1);
  };
  const beats = intervalMs > beatMilliseconds ? setInterval(beat, beatMilliseconds).unref() : null;
  let worker: Worker | null = null;
  const start = setTimeout(() => {
    try {
      const koffi = createRequire(process.argv[1] ?? __filename).resolve('koffi');
      const workerData: Watched = {
        cells,
        pid,
        journal,
        startedAt,
        longestStallSeconds,
        lookSeconds,
        koffi,
      };
      // The thread's program is a function of this file, so that it needs no file of its own beside the bundle.
      worker = new Worker(`(${watch.toString()})(require, require('node:worker_threads').workerData)`, {
        eval: true,
        workerData,
        resourceLimits: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 2 },
      });
      worker.unref();
      worker.on('error', () => undefined);
    } catch {
      // No thread, or no koffi: a driver that hangs then holds the meter up.
    }
  }, startsAfterMilliseconds);
  start.unref();
  return {
    beat,
    ended: (exitCode) => {
      Atomics.store(shared, cell.exitCode, exitCode + 1);
    },
    stop: () => {
      if (beats !== null) clearInterval(beats);
      clearTimeout(start);
      void worker?.terminate();
    },
  };
}

/** The thread. It sees nothing of this file but its parameters. */
function watch(load: NodeJS.Require, watched: Watched): void {
  const fs = load('node:fs') as typeof FileSystem;
  const os = load('node:os') as typeof System;
  const shared = new Int32Array(watched.cells);
  const [beat, exitCode, never] = [0, 1, 2];
  let last = -1;
  let missed = 0;

  /** The state and the wait status of the command's process, which is a zombie until somebody waits for it. */
  const statusOfChild = (): number | null => {
    try {
      const stat = fs.readFileSync(`/proc/${watched.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isOwn = fields[0] === 'Z' && Number(fields[1]) === process.pid;
      return isOwn ? Number(fields.at(-1)) : null;
    } catch {
      return null;
    }
  };
  const end = (code: number, name: string | null): void => {
    const t = Number(process.hrtime.bigint() - watched.startedAt) / 1e9;
    const text =
      'the meter was stuck in a call of a driver: what was drawn after the last reading is not known';
    const note: JournalRecord = { type: 'note', t, text };
    const record: EndRecord = {
      type: 'end',
      t,
      endedAt: new Date().toISOString(),
      exitCode: code,
      signal: name,
    };
    try {
      fs.appendFileSync(watched.journal, `\n${JSON.stringify(note)}\n${JSON.stringify(record)}\n`);
      fs.writeSync(2, `wattlens: ${text}\n`);
    } catch {
      // The exit code is what matters.
    }
    const koffi = load(watched.koffi) as {
      load(file: null): { func(prototype: string): (code: number) => void };
    };
    koffi.load(null).func('void _exit(int code)')(code);
  };

  for (;;) {
    const isStuck = missed * watched.lookSeconds >= watched.longestStallSeconds;
    Atomics.wait(shared, never, 0, isStuck ? 250 : 1000 * watched.lookSeconds);
    const now = Atomics.load(shared, beat);
    missed = now === last ? missed + 1 : 0;
    last = now;
    if (!isStuck || missed === 0) continue;
    const told = Atomics.load(shared, exitCode);
    if (told !== 0) end(told - 1, null);
    const status = statusOfChild();
    if (status === null) continue;
    const signal = status & 0x7f;
    const name = Object.entries(os.constants.signals).find(([, number]) => number === signal)?.[0] ?? null;
    end(signal === 0 ? (status >> 8) & 0xff : 128 + signal, name);
  }
}
