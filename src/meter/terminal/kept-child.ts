import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import * as v from 'valibot';
import { fromKeeperSchema, keeperCommand, type ToKeeper } from './messages';

/** How a kept command ended: `exitCode` is null where its keeper was killed before it could tell. */
export interface KeptExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface KeptChild {
  readonly pid: number;
  readonly exited: Promise<KeptExit>;
}

/** True where the command can be given a terminal of its own: all three streams are one, and the system has stty. */
export const canKeepTerminal = (): boolean =>
  process.platform !== 'win32' && process.stdin.isTTY && process.stdout.isTTY && process.stderr.isTTY;

/**
 * Starts `command` in a terminal that outlives this process and the editor's (see keeper.ts). Rejects with a message
 * for people where it can't be started.
 */
export function spawnKept(command: readonly string[], logFile: string): Promise<KeptChild> {
  const program = process.argv[1];
  if (program === undefined) return Promise.reject(new Error('The command line’s own file is not known'));
  const keeper = spawn(process.execPath, [program, keeperCommand, logFile, '--', ...command], {
    // A session of its own: what happens to the editor's terminal doesn't reach it.
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    ...('electron' in process.versions ? { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } } : {}),
  });
  const resize = (): void => {
    const message: ToKeeper = { type: 'resize', columns: process.stdout.columns, rows: process.stdout.rows };
    if (keeper.connected) keeper.send(message, () => undefined);
  };
  process.on('SIGWINCH', resize);
  return new Promise((resolve, reject) => {
    let ended: KeptExit = { exitCode: null, signal: null };
    let finish: (exit: KeptExit) => void = () => undefined;
    const exited = new Promise<KeptExit>((resolveExit) => {
      finish = resolveExit;
    });
    keeper.on('message', (message) => {
      const parsed = v.safeParse(fromKeeperSchema, message);
      if (!parsed.success) return;
      const { output } = parsed;
      if (output.type === 'spawned') resolve({ pid: output.pid, exited });
      else if (output.type === 'failed') reject(new Error(output.message));
      else ended = { exitCode: output.exitCode, signal: signalName(output.signal) };
    });
    keeper.on('error', reject);
    keeper.on('exit', () => {
      process.off('SIGWINCH', resize);
      reject(new Error('The process that keeps the terminal ended before the command started'));
      finish(ended);
    });
  });
}

function signalName(number: number | null): NodeJS.Signals | null {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return (found?.[0] as NodeJS.Signals | undefined) ?? null;
}
