import { decodeBytes } from '../model/formats/binary/decode';
import { readModelText } from './model-file';
import { namedModels, type NamedModel } from './named-models';
import { plannedModel, type PlanCommandOptions } from './planned-model';

export type RevisionModels =
  | { readonly kind: 'models'; readonly models: readonly NamedModel[] }
  /** What is wrong, in one line for people. */
  | { readonly kind: 'refused'; readonly message: string };

/** What the models of a file cost as they stand in git, under the same plan. `name` is told to people. */
export async function modelsOfBytes(
  file: string,
  name: string,
  bytes: Uint8Array,
  options: PlanCommandOptions,
): Promise<RevisionModels> {
  const refused = (message: string): RevisionModels => ({ kind: 'refused', message });
  const decoded = decodeBytes(bytes);
  if (decoded.kind !== 'text')
    return refused(`${name} is no text: only configurations and plans are compared`);
  if (decoded.text.startsWith('version https://git-lfs.github.com/spec/v1\n'))
    return refused(`${name} is kept by Git LFS: git has only its pointer`);
  const reading = await readModelText(file, name, decoded.text);
  if (reading.kind === 'refused') return refused(reading.message);
  const planned = await plannedModel(reading.model, name, options);
  return planned.kind === 'refused' ? planned : { kind: 'models', models: namedModels(name, planned.model) };
}
