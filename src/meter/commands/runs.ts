import { formatCO2e, formatDuration, formatEnergy, formatKnown } from '../../units/format';
import { gramsCO2e, joules } from '../../units/quantities';
import { describeState } from '../../runs/report/text';
import { defaultRunsFolder, listRuns } from '../../runs/store';
import { columns, exitCodes, print } from '../output';

export interface RunsOptions {
  readonly runs?: string;
  readonly json?: boolean;
}

/** All runs, oldest first. */
export async function runs(options: RunsOptions): Promise<number> {
  const runsFolder = options.runs ?? defaultRunsFolder();
  const summaries = await listRuns(runsFolder);
  if (options.json === true) {
    await print(JSON.stringify(summaries, null, 2));
  } else if (summaries.length === 0) {
    await print(`No runs in ${runsFolder} yet. wattlens run -- COMMAND makes one.`);
  } else {
    const rows = summaries.map((run) => [
      run.id,
      run.label ?? '',
      formatKnown(run.durationSeconds, formatDuration),
      formatKnown(run.energyJoules.gross, (value) => formatEnergy(joules(value))),
      run.energyJoules.provenance ?? '',
      formatKnown(run.co2eGrams.operational, (value) => formatCO2e(gramsCO2e(value))),
      formatKnown(run.pue, String),
      // Without a start there is nothing in the row but this.
      run.started === null ? `${run.state}: ${run.notes.join(' ')}` : describeState(run),
    ]);
    await print(
      columns([['RUN', 'LABEL', 'DURATION', 'ENERGY', 'PROVENANCE', 'CO2E', 'PUE', 'STATE'], ...rows]),
    );
  }
  return exitCodes.done;
}
