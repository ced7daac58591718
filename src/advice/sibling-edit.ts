import type { WrittenValue } from '../model/written-values';
import type { Edit } from './advice';

/** A key with its value before it: `"heads": `, `heads=`, `heads: int = `, `heads: `. */
const assignment = /(["']?)([\w-]+)\1(\s*:\s*[\w.|[\] ]+)?\s*[:=]\s*$/;

/**
 * Puts another key with its value behind one, written as that one is: on a line of its own where that one has one, with
 * the same indent, quotes and comma. Null where the text before the value is of no such form, as in a shell's arguments.
 */
export function siblingEdit(
  text: string,
  { key, span }: WrittenValue,
  name: string,
  value: string,
): Edit | null {
  const lineStart = text.lastIndexOf('\n', span.offset - 1) + 1;
  const before = text.slice(lineStart, span.offset);
  const found = assignment.exec(before);
  if (found?.[2] !== key) return null;
  const [assigned] = found;
  const written = assigned.replace(key, name) + value;
  const end = span.offset + span.length;
  const lead = before.slice(0, found.index);
  const isOnOwnLine = lead.trim() === '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const isInList = /^\s*[,)}\]]/.test(text.slice(end));
  if (isInList)
    return { span: { offset: end, length: 0 }, text: (isOnOwnLine ? `,${newline}${lead}` : ', ') + written };
  if (!isOnOwnLine) return null;
  // Behind the line's comment.
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  return { span: { offset: end + rest.length, length: 0 }, text: `${newline}${lead}${written}` };
}
