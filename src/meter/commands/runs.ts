import { briefShare, formatCO2e, formatDuration, formatEnergy, formatKnown } from '../../units/format';
import { gramsCO2e, joules } from '../../units/quantities';
import { commandText } from '../../units/command-text';
import { describeState } from '../../runs/report/text';
import { smallShareOf } from '../../runs/own-share';
import { defaultRunsFolder } from '../../runs/run-files';
import { listRuns } from '../../runs/store';
import type { RunSummary } from '../../runs/summary';
import type { UnreadRun } from '../../runs/unread-run';
import { readTags } from '../../runs/tags';
import { columns, exitCodes, print } from '../output';

export interface RunsOptions {
  readonly runs?: string;
  readonly json?: boolean;
}

const longestName = 50;
const shortened = (text: string): string =>
  text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;

/** "5.1 Wh (own 9.2 %)": with the part of the run's own processes where that is small. */
function energyOf({ energyJoules }: RunSummary | UnreadRun): string {
  const own = smallShareOf(energyJoules);
  const gross = formatKnown(energyJoules.gross, (value) => formatEnergy(joules(value)));
  return own === null ? gross : `${gross} (own ${briefShare(own.part)})`;
}

/** All runs, oldest first. */
export async function runs(options: RunsOptions): Promise<number> {
  const runsFolder = options.runs ?? defaultRunsFolder();
  const summaries = await listRuns(runsFolder);
  const tags: (readonly string[])[] = [];
  for (const { id } of summaries) tags.push(await readTags(runsFolder, id));
  const areTagged = tags.some((each) => each.length > 0);
  if (options.json === true) {
    await print(
      JSON.stringify(
        summaries.map((run, index) => ({ ...run, tags: tags[index] ?? [] })),
        null,
        2,
      ),
    );
  } else if (summaries.length === 0) {
    await print(`No runs in ${runsFolder} yet. wattlens run -- COMMAND makes one.`);
  } else {
    const rows = summaries.map((run, index) => [
      run.id,
      shortened(run.label ?? commandText(run.command ?? [])),
      formatKnown(run.durationSeconds, formatDuration),
      energyOf(run),
      run.energyJoules.provenance ?? '',
      formatKnown(run.co2eGrams.operational, (value) => formatCO2e(gramsCO2e(value))),
      formatKnown(run.pue, String),
      // Without a start there is nothing in the row but this.
      run.started === null ? `${run.state}: ${run.notes.join(' ')}` : describeState(run),
      ...(areTagged ? [(tags[index] ?? []).join(', ')] : []),
    ]);
    await print(
      columns([
        [
          'RUN',
          'LABEL OR COMMAND',
          'DURATION',
          'ENERGY',
          'PROVENANCE',
          'CO2E',
          'PUE',
          'STATE',
          ...(areTagged ? ['TAGS'] : []),
        ],
        ...rows,
      ]),
    );
  }
  return exitCodes.done;
}
