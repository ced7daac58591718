import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Write = typeof fs.writeSync;

/**
 * Makes the writes of this process fail as a full disk does while `isFull` says so, some of them after a part of the
 * bytes; returns how to put things right again. Files that are smaller than a block are let through, as a disk does that
 * still has their block.
 */
export function refuseWrites(isFull: () => boolean, random: () => number): () => void {
  const write = fs.writeSync;
  const refusing = ((file: number, data: Uint8Array, ...rest: number[]): number => {
    if (!isFull()) return (write as (...all: unknown[]) => number)(file, data, ...rest);
    const part = Math.floor(random() * 2 * data.length) - data.length;
    if (part > 0)
      return (write as (...all: unknown[]) => number)(file, data, 0, Math.min(part, data.length - 1));
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  }) as Write;
  fs.writeSync = refusing;
  syncBuiltinESMExports();
  return () => {
    fs.writeSync = write;
    syncBuiltinESMExports();
  };
}
