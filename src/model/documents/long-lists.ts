/** Items of a list that stay. */
const mostItems = 64;

/** An item of a YAML list that is one path, plain or quoted, and nothing else in its line. */
const pathItem =
  /^([ \t]*)-[ \t]+(?:[\w./~$][^\s"']*\/[^\s"']*|"[^"\s\\]*\/[^"\s\\]*"|'[^'\s]*\/[^'\s]*')[ \t\r]*$/;
const comment = /^[ \t]*(?:#|\r?$)/;

/**
 * A YAML text whose long lists of files, as trainings name their shards, are blank after their first items, as comments are,
 * and how many characters that left. What stays keeps its place: a model and its training are read of other keys.
 */
export function withoutLongLists(text: string): { readonly text: string; readonly length: number } {
  const lines = text.split('\n');
  let indent: string | null = null;
  let items = 0;
  let blank = 0;
  const kept = lines.map((line, index) => {
    if (comment.test(line)) {
      blank += line.length;
      return ' '.repeat(line.length);
    }
    // A path that ends in a colon is a key.
    const own = /:[ \t\r]*$/.test(line) ? null : (pathItem.exec(line)?.[1] ?? null);
    items = own !== null && own === indent ? items + 1 : 1;
    indent = own;
    // The last item stays, so that what is continued below it is continued from it.
    const next = lines[index + 1] ?? '';
    if (own === null || items <= mostItems || !(comment.test(next) || pathItem.exec(next)?.[1] === own))
      return line;
    blank += line.length;
    return ' '.repeat(line.length);
  });
  return { text: blank === 0 ? text : kept.join('\n'), length: text.length - blank };
}
