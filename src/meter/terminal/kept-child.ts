import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants as access } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { isatty } from 'node:tty';
import * as v from 'valibot';
import { nodeVariable } from '../../processes/node-variable';
import type { Progress } from '../../progress/progress';
import { fromKeeperSchema, keeperCommand, type ToKeeper } from './messages';
import { isInTerminalForeground, isJobOfShell } from './terminal';

/** How a kept command ended: `exitCode` is null where its keeper was killed before it could tell. */
export interface KeptExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Processor seconds of the command and all that it has waited for; null where not known. */
  readonly cpuSeconds: number | null;
}

export interface KeptChild {
  readonly pid: number;
  readonly exited: Promise<KeptExit>;
}

/**
 * True where the command can be given a terminal of its own: all three streams are one, the system has stty, and no shell has that
 * terminal while this runs in its background.
 */
export const canKeepTerminal = (): boolean =>
  process.platform !== 'win32' && [0, 1, 2].every((stream) => isatty(stream)) && isInTerminalForeground();

/** Why a command can't be given a terminal of its own here, in words that follow `--keep-terminal does nothing`; null where it can. */
export function whyNoKeptTerminal(): string | null {
  if (process.platform === 'win32') return null;
  const others = streamNames.filter((_name, stream) => !isatty(stream));
  if (others.length > 0)
    return `here: ${new Intl.ListFormat('en').format(others)} ${others.length === 1 ? 'is' : 'are'} no terminal, and all three must be one`;
  return canKeepTerminal() ? null : 'in the background of a shell';
}

const streamNames = ['standard input', 'standard output', 'standard error'] as const;

/** Whether a program can be run, found as execvp(3) finds it. */
export function findProgram(program: string): boolean {
  const paths = program.includes('/')
    ? [program]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  return paths.some((path) => {
    try {
      accessSync(path, access.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Starts `command` in a terminal that outlives this process and the editor's (see keeper.ts). Rejects with a message
 * for people where it can't be started. `onProgress` hears what the command's output tells of its progress.
 */
export function spawnKept(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  logFile: string,
  onProgress: (progress: Progress) => void,
): Promise<KeptChild> {
  const program = process.argv[1];
  if (program === undefined) return Promise.reject(new Error('The command line’s own file is not known'));
  const keeper = spawn(process.execPath, [program, keeperCommand, logFile, ...command], {
    // A session of its own: what happens to the editor's terminal doesn't reach it.
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...environment, ...nodeVariable },
  });
  const ask = (message: ToKeeper): void => {
    if (keeper.connected) keeper.send(message, () => undefined);
  };
  const resize = (): void => {
    const [columns, rows] = process.stdout.getWindowSize();
    ask({ type: 'resize', columns, rows });
  };
  // As Ctrl+Z, bg and fg of a shell do with a job that has no terminal of its own.
  const hold = (): void => {
    if (isJobOfShell()) ask({ type: 'hold' });
  };
  const goOn = (): void => {
    ask({ type: 'goOn', isInForeground: isInTerminalForeground() });
  };
  const handlers = [
    ['SIGWINCH', resize],
    ['SIGTSTP', hold],
    ['SIGCONT', goOn],
  ] as const;
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return new Promise((resolve, reject) => {
    let ended: KeptExit = { exitCode: null, signal: null, cpuSeconds: null };
    let hasTold = false;
    let finish: (exit: KeptExit) => void = () => undefined;
    const exited = new Promise<KeptExit>((resolveExit) => {
      finish = resolveExit;
    });
    keeper.on('message', (message) => {
      const parsed = v.safeParse(fromKeeperSchema, message);
      if (!parsed.success) return;
      const { output } = parsed;
      switch (output.type) {
        case 'spawned':
          resolve({ pid: output.pid, exited });
          break;
        case 'failed':
          hasTold = true;
          reject(new Error(output.message));
          break;
        case 'progress':
          onProgress(output);
          break;
        case 'suspendKey':
          hold();
          break;
        case 'held':
          // The whole job, as the terminal would have.
          process.kill(0, 'SIGSTOP');
          break;
        case 'exited':
          hasTold = true;
          ended = {
            exitCode: output.exitCode,
            signal: signalName(output.signal),
            cpuSeconds: output.cpuSeconds,
          };
          break;
      }
    });
    keeper.on('error', reject);
    keeper.on('exit', () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      // It did not come to set the terminal back.
      if (!hasTold) spawnSync('stty', ['sane'], { stdio: 'inherit' });
      reject(new Error('The process that keeps the terminal ended before the command started'));
      finish(ended);
    });
  });
}

function signalName(number: number | null): NodeJS.Signals | null {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return (found?.[0] as NodeJS.Signals | undefined) ?? null;
}
