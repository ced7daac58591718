import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Room for the end of a journal and a summary, which has a kilobyte or two for each device: a node of 16 fits. */
const reservedBytes = 65_536;
/** Of a disk that has less than that, this part of what there is: its end is worth more to a run than its readings. */
const shareOfLittle = 2 / 3;
/** Most file systems give no less. */
const blockBytes = 4096;

/**
 * Disk space that is held back for the end of a run, so that a disk that fills up meanwhile still takes it. The file
 * has no name: the system frees it when this process ends, however it ends.
 */
export class DiskReserve {
  private file: number | null = null;

  /** A disk that has little room or none is no error: the reserve is smaller then, or there is none. */
  constructor(folder: string) {
    const path = join(folder, 'reserve');
    try {
      this.file = openSync(path, 'wx');
      rmSync(path);
      // Written, not only sized: a hole takes no space.
      const room = writeSync(this.file, Buffer.alloc(reservedBytes, 1));
      if (room < reservedBytes)
        ftruncateSync(this.file, Math.round((room * shareOfLittle) / blockBytes) * blockBytes);
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
