import { closeSync, openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { isatty } from 'node:tty';
import { fieldsOfStat, readStat, statField } from '../../processes/process-stat';
import { plainText } from '../../units/plain-text';

/**
 * The meter's own lines. Written straight to the file: Node's stream objects would make a pipe that is shared with
 * the child non-blocking, and the child would fail on it. A terminal that is gone is no reason to stop.
 */
export const say = (text: string): void => {
  sayLine(`wattlens: ${plainText(text)}`);
};

/** The same of a line that is for programs. */
export function sayLine(text: string): void {
  try {
    // One that is kept for the training is in raw mode: there a line feed alone does not go back to its beginning.
    writeSync(2, `${text}${isatty(2) ? '\r\n' : '\n'}`);
  } catch {
    // EPIPE, EIO, EAGAIN: nobody listens.
  }
}

const standardStreams = [0, 1, 2];

const terminalStreams = (): number[] => standardStreams.filter((stream) => isatty(stream));
const terminalStreamsAtStart = terminalStreams();

/** Whether the terminal of this process was closed, in contrast to one where somebody asked its task to end. */
export const isTerminalGone = (): boolean =>
  terminalStreamsAtStart.length > 0 && terminalStreams().length === 0;

/** Call before the end of the process: Node sets its terminal back when it exits, and crashes where that is gone. */
export function letGoOfLostTerminal(): void {
  if (!isTerminalGone()) return;
  for (const stream of terminalStreamsAtStart) {
    closeSync(stream);
    // The lowest free number is given, which is the one that was closed.
    openSync(devNull, 'r+');
  }
}

function processStat(pid: number | 'self'): string[] | null {
  const stat = readStat(pid);
  return stat === null ? null : fieldsOfStat(stat);
}

/**
 * Whether this process is in the foreground of its terminal, so that Ctrl+C and Ctrl+\ are sent by the terminal to
 * the child as well.
 */
export function isInTerminalForeground(): boolean {
  const stat = processStat('self');
  return stat === null
    ? terminalStreams().length > 0
    : stat[statField.group] !== undefined && stat[statField.group] === stat[statField.foregroundGroup];
}

/** Whether the terminal was opened for this very process: when it dies, the kernel hangs up on all the others. Known on Linux alone. */
export function leadsTerminalSession(): boolean {
  const stat = processStat('self');
  return (
    stat !== null &&
    stat[statField.session] === String(process.pid) &&
    Number(stat[statField.foregroundGroup]) > 0
  );
}

/**
 * Whether a shell looks after this process as after a job, so that it can be stopped and told to go on: elsewhere nobody would
 * ever continue it. As the kernel has it (orphaned process groups), that shell is of this session and has a group of its own; a
 * script in between is of the job. Known on Linux alone.
 */
export function isJobOfShell(): boolean {
  const own = processStat('self');
  if (own === null || own[statField.group] !== own[statField.foregroundGroup]) return false;
  let above = processStat(process.ppid);
  while (above !== null && above[statField.session] === own[statField.session]) {
    if (above[statField.group] !== own[statField.group]) return true;
    above = processStat(Number(above[statField.parent]));
  }
  return false;
}

/** Whether a process that need not be a child still runs. One that has ended and was not yet reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return processStat(pid)?.[statField.state] !== 'Z';
}
