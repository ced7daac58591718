import { spawn } from 'node:child_process';

/** The hidden subcommand of the command line that tries the driver. */
export const probeNvmlCommand = 'probe-nvml';

/** Waking a GPU without persistence mode takes a second or two; and a training must not wait for a driver that hangs. */
export const longestStartSeconds = 3;
export const slowDriver = `the NVIDIA driver did not answer within ${longestStartSeconds} s`;
export const slowDriverFix =
  'Turn on persistence mode (nvidia-smi -pm 1); if nvidia-smi hangs too, look at dmesg for NVRM and Xid errors.';

export interface Rehearsal {
  /** Why NVML must not be called; null where it may. */
  readonly failure: string | null;
  /** Ends the other process. While it lives it keeps the driver awake, so that a second start is quick. */
  end(): void;
}

const answer = 'ok';

/**
 * Lets another process call NVML first (see `probeNvml`): a driver that crashes or hangs takes that one along, and
 * not the meter, on which a training waits.
 */
export function rehearseNvml(): Promise<Rehearsal> {
  const program = process.argv[1];
  const child = spawn(process.execPath, [...(program === undefined ? [] : [program]), probeNvmlCommand], {
    stdio: ['pipe', 'pipe', 'ignore'],
    ...('electron' in process.versions ? { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } } : {}),
  });
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
      finish(slowDriver);
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
      finish(`the driver’s library crashed in its start (${signal ?? `exit code ${code ?? 'unknown'}`})`);
    });
  });
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
