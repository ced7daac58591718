import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Progress } from '../progress/progress';
import { inGivenBytes } from './given-bytes';
import { ignoresHangup, ignoringHangup, inheritedEnvironment, inheritedStreams } from './inherited';
import { withMark } from './processes/run-mark';
import { canKeepTerminal, findProgram, spawnKept, type KeptExit } from './terminal/kept-child';
import { isInTerminalForeground, isTerminalGone, letGoOfLostTerminal } from './terminal/terminal';

export interface ChildEnd {
  /** As a shell tells it: the exit code, 128 + n for signal n, 127 not found, 126 not executable. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  /** Why the command could not be started; null where it was. */
  readonly problem: string | null;
  /** Processor seconds of it and all that it has waited for, where another process has waited for it; else left out. */
  readonly cpuSeconds?: number | null;
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

export interface LaunchedChild {
  readonly pid: number | null;
  /** Never rejects. */
  readonly end: Promise<ChildEnd>;
}

/**
 * Runs one command in this terminal and stays out of its way: its streams are the meter's own, its environment and
 * folder the same. The meter must not die before it, so signals are taken here and passed on.
 */
export class MeteredChild {
  private child: ChildProcess | null = null;
  /** The command's process where it runs in a kept terminal, and so is not a child of this one. */
  private keptPid: number | null = null;
  /** Signals that came while a kept command was being started; null at other times. */
  private waiting: NodeJS.Signals[] | null = null;

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

  /** Starts the command as a child: in the same process group, with the meter's own streams. `run` is the id of the run that marks it. */
  launch(command: readonly string[], run: string | null): LaunchedChild {
    const program = command[0] ?? '';
    const given = inGivenBytes(command);
    const [file = '', ...parameters] = ignoresHangup && findProgram(program) ? ignoringHangup(given) : given;
    let child: ChildProcess;
    try {
      child = spawn(file, parameters, { stdio: inheritedStreams(), env: environmentOf(run) });
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

  /**
   * Starts the command in a terminal that outlives this process and the one that it was given (see
   * terminal/keeper.ts); as a plain child where that can't be had. `logFile` takes the output once nobody shows it; `onProgress` hears what it tells of the progress.
   */
  async launchKept(
    command: readonly string[],
    run: string | null,
    logFile: string,
    onProgress: (progress: Progress) => void,
  ): Promise<LaunchedChild> {
    if (!canKeepTerminal() || !findProgram(command[0] ?? '')) return this.launch(command, run);
    this.waiting = [];
    try {
      const { pid, exited } = await spawnKept(inGivenBytes(command), environmentOf(run), logFile, onProgress);
      this.keptPid = pid;
      return { pid, end: exited.then(keptEnd) };
    } catch {
      // No library for terminals on this system: the command still runs, in the terminal that there is.
      return this.launch(command, run);
    } finally {
      const signals = this.waiting;
      this.waiting = null;
      for (const signal of signals) this.receive(signal);
    }
  }

  private receive(signal: NodeJS.Signals): void {
    if (this.waiting !== null) {
      this.waiting.push(signal);
      return;
    }
    if (this.child === null && this.keptPid === null) {
      if (signal !== 'SIGCONT' && signal !== 'SIGWINCH') this.onEarlySignal(signal);
      return;
    }
    if (signal === 'SIGHUP' && (ignoresHangup || isTerminalGone())) return;
    if (this.keptPid !== null) {
      this.passToKept(this.keptPid, signal);
      return;
    }
    // From the terminal the child has it already, and a second Ctrl+C would cut its cleaning up short. A signal that
    // was sent to the meter alone can't be told from it here: then the first rule is to do no harm.
    if (sentByTerminal.has(signal) && isInTerminalForeground()) return;
    this.child?.kill(signal);
  }

  /** A kept terminal is told of its size by other means, and makes its own signals of keys. */
  private passToKept(pid: number, signal: NodeJS.Signals): void {
    if (signal === 'SIGWINCH') return;
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
  }
}

/** What the command gets: what this process got, and the mark of its run. */
const environmentOf = (run: string | null): NodeJS.ProcessEnv =>
  run === null ? inheritedEnvironment() : withMark(inheritedEnvironment(), run);

function keptEnd({ exitCode, signal, cpuSeconds }: KeptExit): ChildEnd {
  if (signal !== null) return { exitCode: signalExitCode(signal), signal, problem: null, cpuSeconds };
  if (exitCode !== null) return { exitCode, signal: null, problem: null, cpuSeconds };
  const problem = 'the process that kept the command’s terminal was killed, and the terminal was hung up';
  return { exitCode: signalExitCode('SIGHUP'), signal: 'SIGHUP', problem };
}

function failedStart(program: string, error: unknown): ChildEnd {
  const code = (error as NodeJS.ErrnoException).code;
  // An empty name is refused by Node itself, before the system could not find it.
  if (code === 'ENOENT' || program === '') {
    const help = /\s/.test(program)
      ? "a command and each of its arguments are words of their own; a line of a shell is run by sh -c '...'"
      : 'give its full path, or look at PATH';
    return {
      exitCode: 127,
      signal: null,
      problem: `${program === '' ? 'a command without a name' : program} was not found: ${help}`,
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
