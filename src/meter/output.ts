import { plainText } from '../units/plain-text';

/** Exit codes of every command but `run`. */
export const exitCodes = { done: 0, wrong: 1, usage: 2 } as const;

let isListening = false;

/** Without a listener an error of stdout ends the process; `print` hears of it from its own write. */
function listenOnce(): void {
  if (isListening) return;
  isListening = true;
  process.stdout.on('error', () => undefined);
}

/**
 * Writes to stdout and waits until it is taken. A reader that has gone away (`| head`) is no error; that it can't be
 * written otherwise rejects. Of what comes out of files or journals, pass `plainText` or JSON.
 */
export function print(text: string): Promise<void> {
  listenOnce();
  return new Promise((resolve, reject) => {
    const taken = (error?: Error | null): void => {
      const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
      if (error === undefined || error === null || code === 'EPIPE') resolve();
      else reject(new Error(`the output can't be written (${code ?? error.message})`));
    };
    try {
      process.stdout.write(`${text}\n`, taken);
    } catch (error) {
      // A file is written at once, and its error thrown.
      taken(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** Says in one line on stderr what is wrong, and returns the exit code for it. */
export function refuse(message: string, code: number = exitCodes.wrong): number {
  process.stderr.write(`wattlens: ${plainText(message)}\n`);
  return code;
}

/** Columns of text, each as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(plainText));
  const widths = (cells[0] ?? []).map((_cell, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
