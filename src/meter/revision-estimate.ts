import { decodeBytes } from '../model/formats/binary/decode';
import { estimateModel, type ModelEstimate } from './model-estimate';
import { readModelText } from './model-file';
import { exitCodes } from './output';
import { plannedModel, type PlanCommandOptions } from './planned-model';

/** What the model of a file cost as it stands in git, under the same plan. `name` is told to people. */
export async function estimateOfBytes(
  file: string,
  name: string,
  bytes: Uint8Array,
  options: PlanCommandOptions,
): Promise<ModelEstimate> {
  const refused = (message: string): ModelEstimate => ({ ok: false, message, exitCode: exitCodes.wrong });
  const decoded = decodeBytes(bytes);
  if (decoded.kind !== 'text')
    return refused(`${name} is no text: only configurations and plans are compared`);
  if (decoded.text.startsWith('version https://git-lfs.github.com/spec/v1\n'))
    return refused(`${name} is kept by Git LFS: git has only its pointer`);
  const reading = await readModelText(file, name, decoded.text);
  if (reading.kind === 'refused') return refused(reading.message);
  const planned = await plannedModel(reading.model, name, options);
  return planned.kind === 'refused' ? refused(planned.message) : estimateModel(planned.model);
}
