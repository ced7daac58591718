/**
 * Text out of a file, a journal or a command line, for people: on one line, and without the control characters that
 * would move a terminal's cursor or change its colours.
 */
export const plainText = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

/** Such text in a cell of a Markdown table. */
export const escapeTableCell = (text: string): string => plainText(text).replaceAll('|', '\\|');
