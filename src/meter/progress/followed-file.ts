import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Of what was added since the last look this much of its end is read. */
const mostBytes = 256 * 1024;

/** A file that grows: gives what was added since the last look. One that was cut or replaced is read from its beginning. */
export class FollowedFile {
  private position: number;
  private inode: number | null = null;

  /** `from` is where reading begins, in bytes; `end` passes over what is there. */
  constructor(
    readonly path: string,
    from: number | 'end',
  ) {
    this.position = from === 'end' ? Infinity : from;
  }

  /** What was added; empty where nothing was, or the file can't be read. `hasSkipped` where there was more than is read at once. */
  read(): { readonly bytes: Uint8Array; readonly hasSkipped: boolean } {
    let file: number;
    try {
      file = openSync(this.path, 'r');
    } catch {
      return nothing;
    }
    try {
      const { size, ino } = fstatSync(file);
      if (this.position === Infinity) this.position = size;
      const isOther = this.inode !== null && this.inode !== ino;
      this.inode = ino;
      if (isOther || size < this.position) this.position = 0;
      const start = Math.max(this.position, size - mostBytes);
      const bytes = new Uint8Array(size - start);
      const length = bytes.length === 0 ? 0 : readSync(file, bytes, 0, bytes.length, start);
      const hasSkipped = start > this.position;
      this.position = start + length;
      return { bytes: bytes.subarray(0, length), hasSkipped };
    } catch {
      return nothing;
    } finally {
      closeSync(file);
    }
  }
}

const nothing = { bytes: new Uint8Array(), hasSkipped: false } as const;
