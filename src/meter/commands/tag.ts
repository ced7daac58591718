import { defaultRunsFolder } from '../../runs/run-files';
import { findRun } from '../../runs/store';
import { asTag, changeTags, longestTag, readTags } from '../../runs/tags';
import { exitCodes, print, refuse } from '../output';
import { plainText } from '../../units/plain-text';
import type { RunsOptions } from './runs';

export interface TagOptions extends RunsOptions {
  /** Take the tags away. */
  readonly remove?: boolean;
}

/** Tags a run, or tells its tags where none is given. `outer` are the options of `runs` itself. */
export async function tag(
  run: string,
  texts: readonly string[],
  own: TagOptions,
  outer: RunsOptions,
): Promise<number> {
  const options = { ...outer, ...own };
  const runsFolder = options.runs ?? defaultRunsFolder();
  const found = await findRun(runsFolder, run);
  if (found.kind === 'ambiguous')
    return refuse(`${run} is the beginning of several runs: ${found.ids.join(', ')}`);
  if (found.kind === 'none') return refuse(`there is no run ${run} in ${runsFolder}`);
  const tags = texts.map(asTag);
  const wrong = texts.find((_text, index) => tags[index] === null);
  if (wrong !== undefined)
    return refuse(`"${wrong}" is no tag: a tag has 1 to ${longestTag} characters`, exitCodes.usage);
  const { id } = found;
  const changes = tags.flatMap((each) =>
    each === null ? [] : [{ tag: each, isSet: options.remove !== true }],
  );
  const now =
    changes.length === 0 ? await readTags(runsFolder, id) : await changeTags(runsFolder, id, changes);
  await print(
    options.json === true
      ? JSON.stringify({ id, tags: now })
      : `${id}: ${now.length === 0 ? 'no tags' : now.map(plainText).join(', ')}`,
  );
  return exitCodes.done;
}
