import { appendFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { plainText } from '../units/plain-text';
import { tagsFileName } from './run-files';

/**
 * Tags of a run are a file of their own in its folder, to which changes are only ever added, a line each in one write:
 * windows and terminals, however many, can change them at once, and none undoes what another did.
 */

export interface TagChange {
  readonly tag: string;
  /** False where the tag is taken away. */
  readonly isSet: boolean;
}

/** A line of the file. */
const changeSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    tag: v.string(),
    set: v.boolean(),
    /** ISO 8601; for people who read the file. */
    at: v.optional(v.string()),
  }),
);

/** In characters. */
export const longestTag = 60;
/** More than anybody sets by hand; the rest of the file is passed over. */
const longestFileBytes = 1024 * 1024;

/** A tag as it is kept: on one line, without spaces around it; null where nothing is left, or it is too long. */
export function asTag(text: string): string | null {
  const tag = plainText(text.normalize('NFC')).replace(/\s+/gu, ' ').trim();
  return tag === '' || Array.from(tag).length > longestTag ? null : tag;
}

/** In the order of the alphabet; none where the run has no such file, or it can't be read. */
export async function readTags(runsFolder: string, id: string): Promise<readonly string[]> {
  try {
    const file = await open(join(runsFolder, id, tagsFileName));
    try {
      const { size } = await file.stat();
      const length = Math.min(size, longestFileBytes);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      return tagsAfter(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return [];
  }
}

/** Lines that can't be read, as one that a full disk has cut, are passed over. */
function tagsAfter(text: string): string[] {
  const tags = new Set<string>();
  for (const line of text.split('\n')) {
    const change = v.safeParse(changeSchema, line);
    const tag = change.success ? asTag(change.output.tag) : null;
    if (!change.success || tag === null) continue;
    if (change.output.set) tags.add(tag);
    else tags.delete(tag);
  }
  return [...tags].sort();
}

/**
 * Sets tags and takes tags away. Returns what the run has then. Changes that change nothing are not written; errors of the
 * file system are thrown.
 */
export async function changeTags(
  runsFolder: string,
  id: string,
  changes: readonly TagChange[],
  now = new Date(),
): Promise<readonly string[]> {
  const before = await readTags(runsFolder, id);
  const lines = changes
    .filter(({ tag, isSet }) => before.includes(tag) !== isSet)
    .map(({ tag, isSet }) => JSON.stringify({ tag, set: isSet, at: now.toISOString() }));
  if (lines.length === 0) return before;
  // The line feed comes first too: a line that was cut before it stays a line of its own.
  await appendFile(join(runsFolder, id, tagsFileName), `\n${lines.join('\n')}\n`);
  return readTags(runsFolder, id);
}
