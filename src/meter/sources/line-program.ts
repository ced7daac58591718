import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { monotonicSeconds } from '../monotonic';
import { eachNewestLine, withShortPipes } from './newest-lines';

/** A program that is dead is started again after this long, and each time after twice as long. */
const restartSeconds = { first: 1, longest: 60 } as const;

const longestErrorText = 200;
const lastWordsMilliseconds = 20;

export interface LineProgram {
  /** Why there are no lines now; null while the program runs. */
  readonly trouble: string | null;
  /** The process, for its share of the metering's own cost; null while there is none. */
  readonly pid: number | null;
  close(): void;
}

export interface LineProgramOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Where each line stands alone: of a program that prints without a pause the newest lines are heard. */
  readonly isNewestEnough?: boolean;
}

/**
 * One long-lived program that prints readings line by line, such as `nvidia-smi -lms 100`: no process a sample. It is
 * started again when it dies, and ended with the meter, however that ends: its output then has no reader. `onLine`
 * hears each whole line with the monotonic time, in seconds, at which it came.
 */
export function runLineProgram(
  program: string,
  parameters: readonly string[],
  onLine: (line: string, seconds: number) => void,
  { environment = process.env, isNewestEnough = false }: LineProgramOptions = {},
): LineProgram {
  let child: ChildProcess | null = null;
  let trouble: string | null = 'it has not answered yet';
  let restart: NodeJS.Timeout | null = null;
  let waitSeconds: number = restartSeconds.first;
  let isClosed = false;
  let lastError = '';

  const start = (): void => {
    // In a group of its own, so that Ctrl+C in the terminal reaches the training and not the readings.
    const begin = (): ChildProcessByStdio<null, Readable, Readable> =>
      spawn(program, parameters, {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        env: { ...environment, LC_ALL: 'C' },
        windowsHide: true,
      });
    const started = isNewestEnough ? withShortPipes(begin) : begin();
    child = started;
    started.unref();
    (isNewestEnough ? eachNewestLine : eachLine)(started.stdout, (line) => {
      trouble = null;
      waitSeconds = restartSeconds.first;
      onLine(line, monotonicSeconds());
    });
    // What it says of its own trouble: the last line, for the reason.
    lastError = '';
    eachNewestLine(started.stderr, (line) => {
      if (line.trim() !== '') lastError = line.trim().slice(0, longestErrorText);
    });
    for (const stream of [started.stdout, started.stderr]) (stream as { unref?: () => void }).unref?.();
    started.on('error', (error) => {
      stopped(`${program} could not be started (${error.message})`);
    });
    started.on('exit', (code, signal) => {
      const end = signal ?? `exit code ${code ?? 'unknown'}`;
      // Its last words may still be on their way.
      setTimeout(() => {
        stopped(`${program} ended (${end}${code === 0 || lastError === '' ? '' : `: ${lastError}`})`);
      }, lastWordsMilliseconds).unref();
    });
  };
  const stopped = (reason: string): void => {
    child = null;
    trouble = reason;
    if (isClosed || restart !== null) return;
    restart = setTimeout(() => {
      restart = null;
      start();
    }, waitSeconds * 1000);
    restart.unref();
    waitSeconds = Math.min(2 * waitSeconds, restartSeconds.longest);
  };
  const close = (): void => {
    isClosed = true;
    if (restart !== null) clearTimeout(restart);
    process.off('exit', close);
    if (child !== null) endGroup(child);
    child = null;
  };
  process.on('exit', close);
  start();
  return {
    get trouble() {
      return trouble;
    },
    get pid() {
      return child?.pid ?? null;
    },
    close,
  };
}

/** Node's reader of lines takes milliseconds to load: runs that start no program are spared it. */
function eachLine(input: Readable, onLine: (line: string) => void): void {
  void import('node:readline').then(({ createInterface }) => {
    createInterface({ input, crlfDelay: Infinity }).on('line', onLine);
  });
}

/** With all that it has started: it leads a group of its own. */
function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
