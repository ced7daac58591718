import type { Readable } from 'node:stream';

export interface Beginning {
  readonly text: string;
  /** False where there was more. */
  readonly isWhole: boolean;
}

/** What a stream begins with, as UTF-8, up to `longestBytes`; a device or a pipe need not end. Its errors are thrown. */
export async function readBeginning(stream: Readable, longestBytes: number): Promise<Beginning> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length > longestBytes) break;
  }
  return {
    text: Buffer.concat(pieces).toString('utf8', 0, longestBytes),
    isWhole: length <= longestBytes,
  };
}

/** Why a file can't be read, without what was done to it: "ENOENT: no such file or directory". */
export const whyUnread = (error: unknown): string =>
  error instanceof Error && 'code' in error
    ? error.message.replace(/, [a-z]+(?: '.*)?$/s, '')
    : String(error);
