import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Room for the end of a journal and a summary, which has a kilobyte or two for each device: a node of 16 fits. */
const reservedBytes = 65_536;

/**
 * Disk space that is held back for the end of a run, so that a disk that fills up meanwhile still takes it. The file
 * has no name: the system frees it when this process ends, however it ends.
 */
export class DiskReserve {
  private file: number | null = null;

  /** A disk that has no room for it is no error: there is no reserve then. */
  constructor(folder: string) {
    const path = join(folder, 'reserve');
    try {
      this.file = openSync(path, 'wx');
      rmSync(path);
      // Written, not only sized: a hole takes no space.
      if (writeSync(this.file, Buffer.alloc(reservedBytes, 1)) < reservedBytes) this.release();
    } catch {
      this.release();
    }
  }

  /** Gives the space back. */
  release(): void {
    if (this.file === null) return;
    closeSync(this.file);
    this.file = null;
  }
}
