import { lstatSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { mayBeSilent } from './silent-disks';

/** How often a folder is looked at where the system tells no events of it. */
const silentMs = 10_000;

interface Options {
  readonly pollMs?: number;
  /** Whether the system may tell no events of a folder. */
  readonly isSilent?: (folder: string) => boolean;
}

/**
 * Tells that the entries of a folder may have changed, by the system's events; the folder need not exist yet. Only where there are
 * none, or not all (network disks, too many watches), it is told now and then whether anything has changed or not.
 */
export class FolderWatch {
  private watcher: FSWatcher | null = null;
  /** The folder itself, or the innermost one above it that exists. */
  private watched: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isDisposed = false;

  constructor(
    private readonly folder: string,
    private readonly onChange: () => void,
    private readonly options: Options = {},
  ) {
    this.watchNearest();
  }

  /** Whether it looks by itself now and then, because the system does not tell. */
  get polls(): boolean {
    return this.timer !== null;
  }

  dispose(): void {
    this.isDisposed = true;
    this.close();
    this.poll(false);
  }

  private watchNearest(): void {
    for (;;) {
      const nearest = nearestFolder(this.folder);
      if (nearest === this.watched || this.isDisposed) return;
      this.close();
      this.open(nearest);
      const { isSilent = mayBeSilent } = this.options;
      this.poll(this.watcher === null || isSilent(nearest) || isBlocked(this.folder, nearest));
      // Where it can't be watched the timer looks again. Else the folder may have been made in the meantime.
      if (this.watcher === null) return;
    }
  }

  private open(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        this.told(event, name);
      });
      watcher.on('error', () => {
        this.close();
        this.poll(true);
      });
      this.watcher = watcher;
      this.watched = folder;
    } catch {
      // Too many watches, or none on this file system.
      this.watcher = null;
      this.watched = null;
    }
  }

  private told(event: string, name: string | null): void {
    const { watched } = this;
    if (watched === null || this.isDisposed) return;
    // The watched folder was removed or renamed: one of its name may be another.
    if (event === 'rename' && name === basename(watched)) this.close();
    if (watched === this.folder) {
      this.watchNearest();
      this.onChange();
      return;
    }
    if (this.watcher !== null && name !== null && name !== basename(nextBelow(watched, this.folder))) return;
    this.watchNearest();
    if (this.watched === this.folder) this.onChange();
  }

  private poll(isNeeded: boolean): void {
    if (!isNeeded || this.isDisposed) {
      if (this.timer !== null) clearInterval(this.timer);
      this.timer = null;
      return;
    }
    this.timer ??= setInterval(() => {
      this.watchNearest();
      this.onChange();
    }, this.options.pollMs ?? silentMs).unref();
  }

  private close(): void {
    this.watcher?.close();
    this.watcher = null;
    this.watched = null;
  }
}

/** The folder, or the innermost one above it that exists. */
function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!isFolder(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return nearest;
}

/** What comes next on the way from a folder down to another one. */
function nextBelow(above: string, folder: string): string {
  let next = folder;
  while (dirname(next) !== above && dirname(next) !== next) next = dirname(next);
  return next;
}

/** Whether what comes next on the way is there and no folder, as a link to nowhere is: what it leads to is told of elsewhere. */
function isBlocked(folder: string, nearest: string): boolean {
  if (nearest === folder) return false;
  try {
    return lstatSync(nextBelow(nearest, folder), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
