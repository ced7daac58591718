import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isInTerminalForeground, isTerminalGone, letGoOfLostTerminal } from './terminal';

export interface ChildEnd {
  /** As a shell tells it: the exit code, 128 + n for signal n, 127 not found, 126 not executable. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  /** Why the command could not be started; null where it was. */
  readonly problem: string | null;
}

/** Signals that somebody may send to the meter and mean the training. */
const forwarded: readonly NodeJS.Signals[] = [
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGCONT',
  'SIGWINCH',
];

/** Those that a terminal sends to its whole foreground group, the child included. */
const sentByTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGCONT', 'SIGWINCH']);

/** 128 + n, as shells tell a death by signal n. */
const signalExitCode = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** Ends this process as the signal that it got would have: there is no command yet. */
export function endBeforeLaunch(signal: NodeJS.Signals): void {
  letGoOfLostTerminal();
  process.exit(signalExitCode(signal));
}

/**
 * Runs one command in this terminal and stays out of its way: its streams are the meter's own, its environment and
 * folder the same, it is in the same process group. The meter must not die before it, so signals are taken here and
 * passed on.
 */
export class MeteredChild {
  private child: ChildProcess | null = null;
  private heirPid: number | null = null;

  /** From here on signals are passed on; `onEarlySignal` hears of those that come before there is a child. */
  constructor(private readonly onEarlySignal: (signal: NodeJS.Signals) => void) {
    for (const signal of forwarded) {
      try {
        process.on(signal, () => {
          this.receive(signal);
        });
      } catch {
        // This system does not know the signal.
      }
    }
  }

  /**
   * Starts the command. `end` never rejects. `options` are for a child that is a meter itself: its environment, and a
   * channel for the messages that it sends.
   */
  launch(
    command: readonly string[],
    options: {
      readonly environment?: NodeJS.ProcessEnv;
      readonly onMessage?: (message: unknown) => void;
    } = {},
  ): { readonly pid: number | null; readonly end: Promise<ChildEnd> } {
    const [program = '', ...parameters] = command;
    let child: ChildProcess;
    try {
      child = spawn(program, parameters, {
        stdio: options.onMessage === undefined ? 'inherit' : ['inherit', 'inherit', 'inherit', 'ipc'],
        env: options.environment ?? childEnvironment(),
      });
      if (options.onMessage !== undefined) child.on('message', options.onMessage);
    } catch (error) {
      return { pid: null, end: Promise.resolve(failedStart(program, error)) };
    }
    this.child = child;
    const end = new Promise<ChildEnd>((resolve) => {
      child.once('error', (error) => {
        if (child.pid === undefined) resolve(failedStart(program, error));
      });
      child.once('exit', (code, signal) => {
        resolve({ exitCode: signal === null ? (code ?? 1) : signalExitCode(signal), signal, problem: null });
      });
    });
    return { pid: child.pid ?? null, end };
  }

  /** From now on signals go to this process, which is not a child of this one. */
  passSignalsTo(pid: number): void {
    this.heirPid = pid;
  }

  private receive(signal: NodeJS.Signals): void {
    if (this.child === null) {
      if (signal !== 'SIGCONT' && signal !== 'SIGWINCH') this.onEarlySignal(signal);
      return;
    }
    if (signal === 'SIGHUP' && isTerminalGone()) return;
    // From the terminal the child has it already, and a second Ctrl+C would cut its cleaning up short. A signal that
    // was sent to the meter alone can't be told from it here: then the first rule is to do no harm.
    if (sentByTerminal.has(signal) && isInTerminalForeground()) return;
    this.passOn(signal);
  }

  private passOn(signal: NodeJS.Signals): void {
    if (this.heirPid === null) {
      this.child?.kill(signal);
      return;
    }
    try {
      process.kill(this.heirPid, signal);
    } catch {
      // It has ended.
    }
  }
}

/** The environment as the meter got it, without the variable that makes Electron's program a Node for the meter. */
function childEnvironment(): NodeJS.ProcessEnv {
  if (!('electron' in process.versions)) return process.env;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}

function failedStart(program: string, error: unknown): ChildEnd {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') {
    return {
      exitCode: 127,
      signal: null,
      problem: `${program} was not found: give its full path, or look at PATH`,
    };
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOEXEC') {
    return {
      exitCode: 126,
      signal: null,
      problem: `${program} can't be executed (${code}): look at its permissions and its first line`,
    };
  }
  return {
    exitCode: 126,
    signal: null,
    problem: `${program} could not be started (${error instanceof Error ? error.message : String(error)})`,
  };
}
