/**
 * Text out of a file, a journal or a command line, for people: on one line, and without the control characters that
 * would move a terminal's cursor or change its colours.
 */
export const plainText = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

/** Marks that turn the direction of what follows: they can make a name look like another one. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

/** Such text on a page: marks that turn the direction of writing are seen too, as their number. */
export const visibleText = (text: string): string =>
  plainText(text).replace(
    directionMarks,
    (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`,
  );

/** Such text in a cell of a Markdown table. */
export const escapeTableCell = (text: string): string => plainText(text).replaceAll('|', '\\|');
