import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** At one look so much is read at most. */
const mostBytes = { ofText: 256 * 1024, ofRecords: 4 * 1024 * 1024 } as const;

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

  /** The end of what was added; empty where nothing was, or the file can't be read. */
  readEnd(): Uint8Array {
    return this.read((from, size) => ({ from: Math.max(from, size - mostBytes.ofText), to: size }));
  }

  /** What was added next, with nothing left out: where it is much, the rest comes with the next call. */
  readOn(): Uint8Array {
    return this.read((from, size) => ({ from, to: Math.min(size, from + mostBytes.ofRecords) }));
  }

  private read(part: (from: number, size: number) => { from: number; to: number }): Uint8Array {
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
      const { from, to } = part(this.position, size);
      const bytes = new Uint8Array(to - from);
      const length = bytes.length === 0 ? 0 : readSync(file, bytes, 0, bytes.length, from);
      this.position = from + length;
      return bytes.subarray(0, length);
    } catch {
      return nothing;
    } finally {
      closeSync(file);
    }
  }
}

const nothing = new Uint8Array();
