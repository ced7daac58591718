import { spawn } from 'node:child_process';
import { nodeVariable } from '../../processes/node-variable';

/** The hidden subcommand of the command line that tries a driver. */
export const tryDriverCommand = 'try-driver';

/** A library of a driver that is called in this process, and could hang or crash it. */
export interface Driver {
  /** What `tryDriverCommand` takes. */
  readonly key: string;
  /** `NVIDIA`: the driver's name in sentences. */
  readonly title: string;
}

/** Waking a GPU without persistence mode takes a second or two; and a training must not wait for a driver that hangs. */
export const longestStartSeconds = 3;
export const slowDriver = ({ title }: Driver): string =>
  `the ${title} driver did not answer within ${longestStartSeconds} s`;

interface Rehearsal {
  /** Why the driver must not be called; null where it may. */
  readonly failure: string | null;
  /** Ends the other process. While it lives it keeps the driver awake, so that a second start is quick. */
  end(): void;
}

const answer = 'ok';

/**
 * Lets another process call the driver first (see `answerRehearsal`): one that crashes or hangs takes that process along,
 * and not the meter, on which a training waits.
 */
function rehearse(driver: Driver): Promise<Rehearsal> {
  const program = process.argv[1];
  const child = spawn(
    process.execPath,
    [...(program === undefined ? [] : [program]), tryDriverCommand, driver.key],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...nodeVariable },
    },
  );
  const end = (): void => {
    process.off('exit', end);
    child.kill('SIGKILL');
    // One that is stuck in the kernel does not die of it: nothing here may wait for it.
    child.stdin.destroy();
    child.stdout.destroy();
    child.unref();
  };
  // Where the meter is ended meanwhile: stuck in a call, the other process does not see that nobody waits for it.
  process.on('exit', end);
  return new Promise((resolve) => {
    const finish = (failure: string | null): void => {
      clearTimeout(timer);
      resolve({ failure, end });
    };
    const timer = setTimeout(() => {
      finish(slowDriver(driver));
    }, longestStartSeconds * 1000);
    child.on('error', (error) => {
      finish(`the driver could not be tried out (${error.message})`);
    });
    child.stdin.on('error', () => undefined);
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.startsWith(answer)) finish(null);
    });
    child.on('exit', (code, signal) => {
      finish(crashedDriver(signal ?? `exit code ${code ?? 'unknown'}`));
    });
  });
}

/** What has come of a driver's start; `crashed` where it must not be called at all. */
export type Start<Started> =
  | { readonly state: 'started'; readonly value: Started }
  | { readonly state: 'crashed' | 'slow'; readonly why: string };

/** A driver whose calls stand still where they crash, and tell so: they need not be tried out by another process. */
interface Guarded {
  isStuck(): boolean;
  crash(): NodeJS.Signals | null;
  endStart(): void;
}

export const crashedDriver = (how: string): string => `the driver’s library crashed in its start (${how})`;

/** Starts a driver that a thread of this process calls. */
export async function startGuarded<Started>(
  driver: Driver,
  state: Guarded,
  start: (longestMs: number) => Promise<Started | null>,
): Promise<Start<Started>> {
  const value = await start(longestStartSeconds * 1000);
  const crash = state.crash();
  if (crash !== null) return { state: 'crashed', why: crashedDriver(crash) };
  if (value === null || state.isStuck()) return { state: 'slow', why: slowDriver(driver) };
  state.endStart();
  return { state: 'started', value };
}

/**
 * Starts a driver that this process calls: `start` is called once another process has come through it, where
 * `wasTried` does not say that one has since the machine was started. Whatever the driver does, the answer comes within
 * a few seconds; a start that is late is left to itself.
 */
export async function startDriver<Started>(
  driver: Driver,
  wasTried: boolean,
  start: (longestMs: number) => Promise<Started | null>,
): Promise<Start<Started>> {
  const deadline = performance.now() + longestStartSeconds * 1000;
  const rehearsal = wasTried ? null : await rehearse(driver);
  try {
    if (rehearsal !== null && rehearsal.failure !== null) {
      const isSlow = rehearsal.failure === slowDriver(driver);
      return { state: isSlow ? 'slow' : 'crashed', why: rehearsal.failure };
    }
    const value = await start(Math.max(1000, deadline - performance.now()));
    return value === null ? { state: 'slow', why: slowDriver(driver) } : { state: 'started', value };
  } finally {
    rehearsal?.end();
  }
}

/** The other process: calls `tryDriver`, says that it came back, and waits until it is ended or its parent is gone. */
export async function answerRehearsal(tryDriver: () => Promise<void>): Promise<void> {
  // The parent's end of the pipe closes with it, however it ends.
  const parentGone = new Promise<void>((resolve) => {
    process.stdin.on('error', resolve).on('close', resolve).resume();
  });
  const tried = tryDriver().then(() => {
    process.stdout.on('error', () => undefined).write(answer);
    return parentGone;
  });
  await Promise.race([tried, parentGone]);
}
