/**
 * A command as one text, in words: blanks part them, quotes of both kinds hold them together, and a backslash takes
 * the next character as it is (outside of single quotes). No variables, no wildcards, no pipes: no shell comes between.
 * On Windows, where a backslash parts folders, it is a character like any other. Null where a quote isn't closed, or
 * nothing is there.
 */
export function commandWords(text: string, platform: NodeJS.Platform = process.platform): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && quote !== "'" && platform !== 'win32' && at + 1 < text.length) {
      at += 1;
      word = (word ?? '') + text.charAt(at);
    } else if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words.length === 0 || words[0] === '' ? null : words;
}
