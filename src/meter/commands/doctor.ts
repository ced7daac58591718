import { diagnose } from '../diagnosis';
import { diagnosisText } from '../diagnosis-text';
import { openSources } from '../open-sources';
import { exitCodes, print, refuse } from '../output';
import { powerCommandOf, type PowerOptions } from '../power-options';

export interface DoctorOptions extends PowerOptions {
  readonly json?: boolean;
}

/** Every source known, usable or not, why, and what would mend it. Nothing is changed, and nothing is asked with sudo. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const powerCommand = powerCommandOf(options);
  if (powerCommand !== undefined && 'wrong' in powerCommand)
    return refuse(powerCommand.wrong, exitCodes.usage);
  const sources = await openSources(undefined, { runsFolder: null, powerCommand });
  sources.close();
  const diagnosis = diagnose(sources);
  await print(options.json === true ? JSON.stringify(diagnosis, null, 2) : diagnosisText(diagnosis));
  return exitCodes.done;
}
