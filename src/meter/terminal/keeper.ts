import { spawn, type IPty } from '@lydell/node-pty';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import * as v from 'valibot';
import type { Progress } from '../../progress/progress';
import { readProcessFacts } from '../../processes/process-facts';
import { monotonicSeconds } from '../monotonic';
import { OutputBytes } from '../progress/output-bytes';
import { inheritedEnvironment } from '../inherited';
import { waitedSeconds } from '../processes/linux-processes';
import { toKeeperSchema, type FromKeeper } from './messages';
import { letGoOfLostTerminal } from './terminal';

/**
 * The keeper: a process in a session of its own that holds the training's terminal and hands bytes to and fro
 * between it and the terminal that the editor gave us. When the editor or the meter dies, the editor's terminal
 * dies with it, and a program that prints to a dead terminal is killed (SIGHUP) or fails (EIO). This one prints to
 * the keeper's terminal, which lives on; from then on its output goes to `logFile`.
 *
 * Needs file descriptors 0, 1 and 2 to be one terminal, and a channel to the meter. Returns the exit code of this
 * process, which nobody reads: the meter is told how the command ended.
 */
export async function keepTerminal(command: readonly string[], logFile: string): Promise<number> {
  process.title = 'wattlens-terminal';
  const [program, ...programArguments] = command;
  if (program === undefined) throw new Error('There is no command to run');
  const outer = rawTerminal();
  const waitedBefore = waitedSeconds();
  let terminal: IPty;
  try {
    terminal = spawn(program, programArguments, {
      name: process.env['TERM'] ?? 'xterm-256color',
      cols: process.stdout.columns,
      rows: process.stdout.rows,
      cwd: process.cwd(),
      env: { ...inheritedEnvironment() },
      // Bytes as they come: a character split over two reads must not be mended on its way.
      encoding: null,
    });
  } catch (error) {
    outer.restore();
    await tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    return 1;
  }
  let outerIsGone = false;
  const lose = (): void => {
    outerIsGone = true;
  };
  const print = (data: Uint8Array): void => {
    if (!outerIsGone) {
      try {
        writeWhole(1, data);
        return;
      } catch {
        lose();
      }
    }
    try {
      appendFileSync(logFile, data);
    } catch {
      // No terminal and no disk: the output is dropped, the training goes on.
    }
  };
  const tellProgress = progressTeller();
  terminal.onData((data) => {
    const bytes = Buffer.from(data);
    print(bytes);
    tellProgress.take(bytes);
  });
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (data) => {
    const keys = data.toString();
    terminal.write(keys);
    if (keys.includes(suspendKey) && isStoppedByKey(terminal.pid)) void tell({ type: 'suspendKey' });
  });
  process.stdin.on('error', lose);
  let isHeld = false;
  const goOn = (): void => {
    isHeld = false;
    signalGroup(terminal.pid, 'SIGCONT');
  };
  // The meter may be killed at any moment; the training must not notice. One that was stopped with it nobody else would continue.
  process.on('disconnect', () => {
    if (isHeld) goOn();
  });
  process.on('message', (message) => {
    const parsed = v.safeParse(toKeeperSchema, message);
    if (!parsed.success) return;
    const { output } = parsed;
    switch (output.type) {
      case 'resize':
        terminal.resize(output.columns, output.rows);
        break;
      case 'hold':
        isHeld = true;
        signalGroup(terminal.pid, 'SIGSTOP');
        process.stdin.pause();
        outer.restore();
        void tell({ type: 'held' });
        break;
      case 'goOn':
        if (output.isInForeground) {
          outer.makeRaw();
          process.stdin.resume();
        }
        goOn();
        break;
    }
  });
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'] as const)
    process.on(signal, () => undefined);
  void tell({ type: 'spawned', pid: terminal.pid });
  const { exitCode, signal } = await new Promise<{ exitCode: number; signal?: number }>((resolve) => {
    terminal.onExit(resolve);
  });
  const waited = waitedSeconds();
  const cpuSeconds = waited === null || waitedBefore === null ? null : waited - waitedBefore;
  outer.restore();
  tellProgress.flush();
  await tell({
    type: 'exited',
    exitCode,
    signal: signal === undefined || signal === 0 ? null : signal,
    cpuSeconds,
  });
  letGoOfLostTerminal();
  return 0;
}

/** Ctrl+Z. */
const suspendKey = '\u001a';
/** SIGTSTP in the masks of /proc/<pid>/status. */
const stopBit = 1n << BigInt(constants.signals.SIGTSTP - 1);

/**
 * Whether Ctrl+Z means that the command is to stop: it has the keys itself, and does nothing of its own at that signal. The kernel
 * does not stop it, since nobody in its session could continue it. Known on Linux alone.
 */
function isStoppedByKey(pid: number): boolean {
  const facts = readProcessFacts(pid);
  return facts !== null && facts.foregroundGroup === facts.group && !handlesStop(pid);
}

function handlesStop(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const masks = status.matchAll(/^Sig(?:Ign|Cgt):\s*([\da-f]+)$/gm);
    return [...masks].some(([, mask]) => (BigInt(`0x${mask ?? '0'}`) & stopBit) !== 0n);
  } catch {
    return true;
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/** Told at most this often. */
const progressMilliseconds = 250;

/** Reads the progress in what the command prints, and tells the meter; `flush` tells the last of it. */
function progressTeller(): { take(bytes: Buffer): void; flush(): void } {
  const output = new OutputBytes();
  let waiting: Progress | null = null;
  let timer: NodeJS.Timeout | null = null;
  const tellWaiting = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting !== null) void tell({ type: 'progress', ...waiting });
    waiting = null;
  };
  return {
    take: (bytes) => {
      waiting = output.take(bytes, monotonicSeconds()) ?? waiting;
      if (waiting === null || timer !== null) return;
      timer = setTimeout(tellWaiting, progressMilliseconds);
      timer.unref();
    },
    flush: () => {
      waiting = output.end(monotonicSeconds()) ?? waiting;
      tellWaiting();
    },
  };
}

/** Resolves when it is said, or when nobody is there to hear it. */
function tell(message: FromKeeper): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected || process.send === undefined) resolve();
    else
      process.send(message, undefined, undefined, () => {
        resolve();
      });
  });
}

/**
 * Puts the editor's terminal into raw mode: keys reach the inner terminal as they are, and that one makes signals
 * and line endings of them. By stty, because Node's own raw mode still turns line feeds into two characters.
 */
function rawTerminal(): { makeRaw(): void; restore(): void } {
  const stty = (...settings: string[]): string =>
    spawnSync('stty', settings, { stdio: [0, 'pipe', 'ignore'], encoding: 'utf8' }).stdout.trim();
  const before = stty('-g');
  let isRaw = false;
  const makeRaw = (): void => {
    stty('raw', '-echo');
    isRaw = true;
  };
  makeRaw();
  return {
    makeRaw,
    // Once only: in the background the shell has the terminal, as it likes it.
    restore: () => {
      if (isRaw && before !== '') stty(before);
      isRaw = false;
    },
  };
}

function writeWhole(descriptor: number, data: Uint8Array): void {
  for (let written = 0; written < data.length;) {
    try {
      written += writeSync(descriptor, data, written);
    } catch (error) {
      // The terminal is slow: wait for it, as the program itself would.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
