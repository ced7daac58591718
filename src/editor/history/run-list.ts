import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { RunRow } from '../../../webview/history/protocol';
import { tagsFileName } from '../../runs/run-files';
import { listRunIds, readListedRun } from '../../runs/store';
import type { RunSummary } from '../../runs/summary';
import { readTags } from '../../runs/tags';
import { runRow } from './run-row';

/** Rows are told as they are read, so that the first are there at once. */
const batchLength = 50;
/** Whose tags are looked at in one refresh; all are in turn. */
const tagsLookedAt = 500;
/** The folder is listed where it has changed, and once in so many refreshes all the same. */
const refreshesUntilListed = 10;

export interface RunListListener {
  /** New ones and changed ones. `isReading`: more of those that are there are still to come. */
  rows(rows: readonly RunRow[], isReading: boolean): void;
  removed(ids: readonly string[]): void;
}

interface Entry {
  readonly row: RunRow;
  /** Its figures don't change any more. */
  readonly isOver: boolean;
  /** Version of the file of its tags. */
  readonly tagsVersion: string;
}

/**
 * All runs of a runs folder, the newest first, each read once: thousands take a moment, and between the batches others have
 * their turn. What is being metered is told by `summaryOfLive`, which follows it anyway.
 */
export class RunList {
  private readonly entries = new Map<string, Entry>();
  private refreshing: Promise<void> | null = null;
  private nextTags = 0;
  private listed = { folderVersion: '', refreshesAgo: Infinity };

  constructor(
    private readonly runsFolder: string,
    private readonly summaryOfLive: (id: string) => RunSummary | null,
    private readonly listener: RunListListener,
  ) {}

  get rows(): RunRow[] {
    return [...this.entries.values()].map(({ row }) => row);
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  get isReading(): boolean {
    return this.refreshing !== null;
  }

  /**
   * Looks for what is new; `isNew` where a run is known to be. Errors of the file system reject, but for those of a single run,
   * which its row tells.
   */
  refresh({ isNew = false } = {}): Promise<void> {
    if (isNew) this.listed.refreshesAgo = Infinity;
    this.refreshing ??= this.read().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  /** Reads the tags of some runs again at once, as after they have been changed here. */
  async refreshTags(ids: readonly string[]): Promise<void> {
    const changed: RunRow[] = [];
    for (const id of ids) {
      const entry = this.entries.get(id);
      const tagsVersion = await this.versionOfTags(id);
      if (entry === undefined || entry.tagsVersion === tagsVersion) continue;
      const row = { ...entry.row, tags: await readTags(this.runsFolder, id) };
      this.entries.set(id, { ...entry, row, tagsVersion });
      changed.push(row);
    }
    if (changed.length > 0) this.listener.rows(changed, this.isReading);
  }

  private async read(): Promise<void> {
    const ids = await this.currentIds();
    this.removeOthers(new Set(ids));
    const unread = ids.filter((id) => this.entries.get(id)?.isOver !== true);
    let batch: RunRow[] = [];
    for (const [index, id] of unread.entries()) {
      const before = this.entries.get(id)?.row;
      const row = await this.readRow(id);
      if (JSON.stringify(row) !== JSON.stringify(before)) batch.push(row);
      if (batch.length < batchLength) continue;
      this.listener.rows(batch, index + 1 < unread.length);
      batch = [];
      await breathe();
    }
    this.listener.rows(batch, false);
    await this.lookAtTags();
  }

  /** Newest first. */
  private async currentIds(): Promise<string[]> {
    const folderVersion = await versionOf(this.runsFolder);
    const { listed } = this;
    const isSame = folderVersion !== '' && folderVersion === listed.folderVersion;
    if (isSame && listed.refreshesAgo < refreshesUntilListed) {
      listed.refreshesAgo += 1;
      return [...this.entries.keys()];
    }
    const ids = (await listRunIds(this.runsFolder)).reverse();
    this.listed = { folderVersion, refreshesAgo: 0 };
    return ids;
  }

  private async readRow(id: string): Promise<RunRow> {
    const tagsVersion = await this.versionOfTags(id);
    const summary = this.summaryOfLive(id) ?? (await readListedRun(this.runsFolder, id));
    const row = runRow(summary, tagsVersion === '' ? [] : await readTags(this.runsFolder, id));
    this.entries.set(id, { row, isOver: summary.state !== 'running', tagsVersion });
    return row;
  }

  private removeOthers(ids: ReadonlySet<string>): void {
    const gone = [...this.entries.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.entries.delete(id);
    if (gone.length > 0) this.listener.removed(gone);
  }

  /** Tags are set in other windows too. */
  private async lookAtTags(): Promise<void> {
    const ids = [...this.entries.keys()];
    if (this.nextTags >= ids.length) this.nextTags = 0;
    const some = ids.slice(this.nextTags, this.nextTags + tagsLookedAt);
    this.nextTags += tagsLookedAt;
    await this.refreshTags(some);
  }

  private versionOfTags(id: string): Promise<string> {
    return versionOf(join(this.runsFolder, id, tagsFileName));
  }
}

/** Another one where a file, or what is in a folder, has changed; empty where there is none. */
async function versionOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
