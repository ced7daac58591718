import { watch, type FSWatcher } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { JournalDecoder } from './decode';
import type { JournalRecord } from './journal';

export interface JournalListener {
  /** New records, in the order of the file. Never empty. */
  records(records: readonly JournalRecord[]): void;
  /** The file was replaced or cut: what was read before no longer holds, and reading starts over. */
  reset(): void;
}

const pieceBytes = 256 * 1024;

/**
 * Follows one journal as it grows, by byte offset: each byte is read once. The file may not exist yet. File system
 * events make it quick, polling makes it sure (network disks send no events).
 */
export class JournalFollower {
  private decoder = new JournalDecoder();
  private inode: number | null = null;
  private watcher: FSWatcher | null = null;
  private reading: Promise<void> | null = null;
  private readAgain = false;
  private disposed = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly path: string,
    private readonly listener: JournalListener,
    pollMilliseconds = 500,
    /** Where reading begins: the beginning of a line. */
    private offset = 0,
  ) {
    this.timer = setInterval(() => void this.poll(), pollMilliseconds);
    void this.poll();
  }

  /** Reads what is there now. Resolves when it has been handed to the listener. */
  poll(): Promise<void> {
    if (this.disposed) return Promise.resolve();
    if (this.reading !== null) {
      this.readAgain = true;
      return this.reading;
    }
    this.reading = this.readAll().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  dispose(): void {
    this.disposed = true;
    clearInterval(this.timer);
    this.watcher?.close();
    this.watcher = null;
  }

  private async readAll(): Promise<void> {
    do {
      this.readAgain = false;
      await this.readNew();
    } while (this.isAskedAgain());
  }

  private isAskedAgain(): boolean {
    return this.readAgain && !this.disposed;
  }

  private async readNew(): Promise<void> {
    try {
      const { ino, size } = await stat(this.path);
      if (this.inode !== null && (ino !== this.inode || size < this.offset)) this.startOver();
      this.inode = ino;
      this.watchFile();
      if (size > this.offset) await this.readFrom();
    } catch {
      // Not there yet, or not readable right now: the next poll tries again.
    }
  }

  private async readFrom(): Promise<void> {
    const file = await open(this.path, 'r');
    try {
      const piece = Buffer.allocUnsafe(pieceBytes);
      for (;;) {
        const { bytesRead } = await file.read(piece, 0, pieceBytes, this.offset);
        if (bytesRead === 0 || this.disposed) return;
        this.offset += bytesRead;
        const records = this.decoder.push(piece.subarray(0, bytesRead));
        if (records.length > 0) this.listener.records(records);
      }
    } finally {
      await file.close();
    }
  }

  private startOver(): void {
    this.decoder = new JournalDecoder();
    this.offset = 0;
    this.watcher?.close();
    this.watcher = null;
    this.listener.reset();
  }

  private watchFile(): void {
    if (this.watcher !== null || this.disposed) return;
    try {
      this.watcher = watch(this.path, { persistent: false }, () => void this.poll());
      this.watcher.on('error', () => {
        this.watcher?.close();
        this.watcher = null;
      });
    } catch {
      // No events on this file system, or too many watches: polling goes on.
    }
  }
}
