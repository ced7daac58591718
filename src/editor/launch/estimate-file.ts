import { dirname, resolve } from 'node:path';
import { filesOnDisk } from '../../files/files-on-disk';

/** What a model's configuration has and other JSON files have not. */
const modelKey = /"(?:model_type|architectures|hidden_size|n_embd|d_model|num_hidden_layers|n_layer)"\s*:/;

/**
 * The model's configuration that a command trains by, for the estimate that its run is held against: one that its arguments
 * name, else `config.json` beside the script or in the folder it runs in. Undefined where there is none.
 */
export async function estimateFileOf(
  command: readonly string[],
  script: string | undefined,
  cwd: string,
): Promise<string | undefined> {
  const { readCommandLine } = await import('../../detect/command-line');
  const named = readCommandLine(command).flatMap(({ configFiles }) => configFiles);
  const folders = [cwd, ...(script === undefined ? [] : [dirname(script)])];
  return [...named, 'config.json']
    .flatMap((name) => folders.map((folder) => resolve(folder, name)))
    .find((path) => /\.json$/i.test(path) && modelKey.test(filesOnDisk.read(path) ?? ''));
}
