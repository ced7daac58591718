/**
 * Text out of a file, a journal or a command line, for people: on one line, and without the control characters that
 * would move a terminal's cursor or change its colours.
 */
export const plainText = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** Marks that turn the direction of writing: they can make a name look like another one. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Such text on a page: marks that turn the direction of writing are seen too, as their number. */
export const visibleText = (text: string): string =>
  plainText(text).replace(
    directionMarks,
    (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );

/**
 * Such text in Markdown that is rendered: shown as it is, whatever markup, HTML, link, address, mention or cell of a
 * table it looks like. https://spec.commonmark.org, https://github.github.com/gfm/#autolinks-extension-
 */
export const escapeMarkdown = (text: string): string =>
  visibleText(text)
    // Four at the beginning would make it code.
    .replace(/^ +/, ' ')
    .replace(/[\\`*_[\]<>|~&@#$]/g, '\\$&')
    .replace(/^(\s*\d+)(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^(\s*)(?=[-+](?:\s|$)|[-=]{2})/, '$1\\')
    // Addresses become links of themselves: https://x.org, //x.org, www.x.org, and of many a renderer train.py.
    .replace(/\.(?=\p{L})|(?<=www)\.|(?<=\/)\//giu, '\\$&');

/** Rows of Markdown as the lines of a table, the first row its head. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...others] = rows;
  return [head, head.map(() => '---'), ...others].map((cells) => `| ${cells.join(' | ')} |`);
}

/** The same of texts. */
export const markdownTable = (rows: readonly (readonly string[])[]): string[] =>
  tableLines(rows.map((cells) => cells.map(escapeMarkdown)));
