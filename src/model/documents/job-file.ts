import { isObject, type ConfigObject } from '../config-fields';

/** Where a job's file (MosaicML's mcli) hands a training file on: it is written within, beside the command that reads it. */
export const handedOn = 'parameters';

/** The training file that a job's file hands on; null where the file is no job's. */
export function trainingFileIn(values: ConfigObject): ConfigObject | null {
  const within = values[handedOn];
  return isObject(within) && typeof values['command'] === 'string' ? within : null;
}
