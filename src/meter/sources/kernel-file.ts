import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** The text of a file of the kernel, without blanks around it; null where it can't be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Digits alone: Number('') is 0, and a blank is no reading. All ones are a sensor that is not there. */
export function parseWhole(text: string | null): number | null {
  const digits = /^\s*(\d{1,20})\s*$/.exec(text ?? '')?.[1];
  if (digits === undefined || digits === '18446744073709551615' || digits === '4294967295') return null;
  return Number(digits);
}

export type NumberReading =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly reason: string };

/** A file of the kernel that tells one number, kept open: a reading is one system call. */
export interface NumberFile {
  /** Never throws. */
  read(): NumberReading;
  close(): void;
}

/** Opens it, or says why not by the system's name of the error (`EACCES`). A file that tells no number now is refused. */
export function openNumberFile(
  path: string,
  parse: (text: string) => number | null = parseWhole,
): NumberFile | { readonly refused: string } {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    return { refused: codeOf(error) };
  }
  const buffer = Buffer.alloc(64);
  const read = (): NumberReading => {
    try {
      // From the beginning each time: the kernel then asks the register anew.
      const value = parse(buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)));
      return value === null ? { ok: false, reason: 'it told no number' } : { ok: true, value };
    } catch (error) {
      return { ok: false, reason: codeOf(error) };
    }
  };
  const close = (): void => {
    closeSync(file);
  };
  const first = read();
  if (first.ok) return { read, close };
  close();
  return { refused: first.reason };
}

/** `EACCES`, `ENOENT`; the message where the error has no code. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Whether a refusal is one that a right would mend. */
export const isForbidden = (code: string): boolean => code === 'EACCES' || code === 'EPERM';
