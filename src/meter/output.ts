/** Exit codes of every command but `run`. */
export const exitCodes = { done: 0, wrong: 1, usage: 2 } as const;

/** Writes to stdout and waits until it is taken. A reader that has gone away (`| head`) is no error. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.once('error', () => {
      resolve();
    });
    process.stdout.write(`${text}\n`, () => {
      resolve();
    });
  });
}

/** Says in one line on stderr what is wrong, and returns the exit code for it. */
export function refuse(message: string, code: number = exitCodes.wrong): number {
  process.stderr.write(`wattlens: ${message}\n`);
  return code;
}

/** Columns of text, each as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
