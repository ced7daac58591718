import { readFileSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * The meter's own lines. Written straight to the file: Node's stream objects would make a pipe that is shared with
 * the child non-blocking, and the child would fail on it. A terminal that is gone is no reason to stop.
 */
export function say(text: string): void {
  try {
    writeSync(2, `wattlens: ${text}\n`);
  } catch {
    // EPIPE, EIO, EAGAIN: nobody listens.
  }
}

const standardStreams = [0, 1, 2];

/** The standard streams that are a terminal now. */
export const terminalStreams = (): number[] => standardStreams.filter((stream) => isatty(stream));

/**
 * Whether this process is in the foreground of its terminal, so that Ctrl+C and Ctrl+\ are sent by the terminal to
 * the child as well. proc(5), stat: field 5 is the process group, field 8 the terminal's foreground group.
 */
export function isInTerminalForeground(): boolean {
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1').replace(/^.*\)/s, '').trim().split(' ');
    return fields[2] !== undefined && fields[2] === fields[5];
  } catch {
    return terminalStreams().length > 0;
  }
}
