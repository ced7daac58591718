import { closeSync, writeSync } from 'node:fs';
import type * as Koffi from 'koffi';
import { withLoader } from './library-loader';

/** Tells when a process has ended that is none of this one's children. */
export interface ProcessExit {
  /** Aborts at that moment. */
  readonly signal: AbortSignal;
  /** Ends the waiting: a process can't end while one of its threads waits. */
  close(): void;
}

/** pidfd_open(2), the same on all architectures, and eventfd(2). */
const pidfdOpen = 434;
const closeOnExec = 0o2000000;
/** `struct pollfd` of poll(2), and what it waits for. */
const pollfd = { bytes: 8, events: 4, revents: 6 } as const;
const readable = 1;

/**
 * Waits for a process without looking at it again and again: a thread of Node's pool sleeps in poll(2) until the kernel wakes it.
 * Null where that can't be had: other systems, Linux before 5.3, no such process.
 */
export async function watchExit(pid: number): Promise<ProcessExit | null> {
  if (process.platform !== 'linux') return null;
  try {
    const koffi = await import('koffi');
    const calls = await withLoader(() => bind(koffi));
    return calls === null ? null : watch(calls, pid);
  } catch {
    return null;
  }
}

interface Calls {
  openProcess(pid: number): number;
  openEvent(): number;
  /** In another thread; `done` hears when it has come back. */
  poll(files: Buffer, done: () => void): void;
}

function bind(koffi: typeof Koffi): Calls {
  const library = koffi.load('libc.so.6');
  const syscall = library.func('long syscall(long number, long pid, long flags)');
  const eventfd = library.func('int eventfd(unsigned int value, int flags)');
  const poll = library.func('int poll(_Inout_ uint8_t *files, unsigned long count, int milliseconds)');
  return {
    openProcess: (pid) => Number(syscall(pidfdOpen, pid, 0)),
    openEvent: () => eventfd(0, closeOnExec) as number,
    poll: (files, done) => {
      poll.async(files, 2, -1, done);
    },
  };
}

function watch(calls: Calls, pid: number): ProcessExit | null {
  const target = calls.openProcess(pid);
  if (target < 0) return null;
  const wake = calls.openEvent();
  if (wake < 0) {
    closeSync(target);
    return null;
  }
  const files = Buffer.alloc(2 * pollfd.bytes);
  for (const [index, file] of [target, wake].entries()) {
    files.writeInt32LE(file, index * pollfd.bytes);
    files.writeInt16LE(readable, index * pollfd.bytes + pollfd.events);
  }
  const ended = new AbortController();
  let isClosed = false;
  let isOver = false;
  const wait = (): void => {
    calls.poll(files, () => {
      const isReadable = (index: number): boolean =>
        files.readInt16LE(index * pollfd.bytes + pollfd.revents) !== 0;
      const hasEnded = isReadable(0);
      // A signal that this thread got ends the call as well.
      if (!hasEnded && !isClosed) {
        wait();
        return;
      }
      isOver = true;
      closeSync(target);
      closeSync(wake);
      process.off('exit', close);
      if (hasEnded) ended.abort();
    });
  };
  const close = (): void => {
    if (isClosed || isOver) return;
    isClosed = true;
    writeSync(wake, Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]));
  };
  process.on('exit', close);
  wait();
  return { signal: ended.signal, close };
}
