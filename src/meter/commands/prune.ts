import { pruneRun, runsToPrune, type PrunedRun } from '../../runs/prune';
import { defaultRunsFolder } from '../../runs/run-files';
import { formatBytes } from '../../units/format';
import { columns, exitCodes, print, refuse } from '../output';

export interface PruneOptions {
  readonly runs?: string;
  readonly olderThan?: number;
  readonly maxSize?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Deletes runs, or says which would go. `outer` are the options of `runs` itself, before the word `prune`. */
export async function prune(own: PruneOptions, outer: Pick<PruneOptions, 'runs' | 'json'>): Promise<number> {
  const options = { ...outer, ...own };
  const { olderThan, maxSize, dryRun = false } = options;
  if (olderThan === undefined && maxSize === undefined)
    return refuse('which runs? Give --older-than DAYS, --max-size MB or both', exitCodes.usage);
  const runsFolder = options.runs ?? defaultRunsFolder();
  const chosen = await runsToPrune(runsFolder, {
    ...(olderThan === undefined ? {} : { days: olderThan }),
    ...(maxSize === undefined ? {} : { bytes: maxSize * 1e6 }),
  });
  const pruned: PrunedRun[] = [];
  for (const run of chosen) pruned.push(dryRun ? run : await pruneRun(runsFolder, run));
  if (options.json === true) {
    await print(
      JSON.stringify(
        pruned.map((run) => ({ ...asJson(run), dryRun })),
        null,
        2,
      ),
    );
  } else if (pruned.length === 0) {
    await print('No run is to go.');
  } else {
    const whatHappened = ({ kept }: PrunedRun): string => kept ?? (dryRun ? 'would be deleted' : 'deleted');
    const rows = pruned.map((run) => [
      run.id,
      formatBytes(run.bytes),
      asDay(run.lastWritten),
      whatHappened(run),
    ]);
    await print(columns([['RUN', 'SIZE', 'LAST WRITTEN', ''], ...rows]));
  }
  return pruned.every(({ kept }) => kept === null) ? exitCodes.done : exitCodes.wrong;
}

const asJson = ({ id, bytes, lastWritten, kept }: PrunedRun): object => ({
  id,
  bytes,
  lastWritten: new Date(lastWritten).toISOString(),
  kept,
});

const asDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
