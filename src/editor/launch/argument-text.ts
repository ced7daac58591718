import { t } from '../translate';

/** Arguments as people type them in one line, and back. Pure. */

export type SplitArguments =
  | { readonly ok: true; readonly arguments: readonly string[] }
  | { readonly ok: false; readonly error: string };

/**
 * Splits a line at its white space, line ends included. Quotes and backslashes work as in a POSIX shell; nothing else is
 * special, for no shell reads the result: `$(date)`, `&&`, `*` and `$HOME` are handed over as they stand.
 */
export function splitArguments(text: string): SplitArguments {
  const found: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      if (word !== null) found.push(word);
      word = null;
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return { ok: false, error: t("The quote ' at character {0} is not closed.", at + 1) };
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (character === '"') {
      const opened = at;
      word ??= '';
      for (at += 1; at < text.length && text.charAt(at) !== '"'; at += 1) {
        const escapes = text.charAt(at) === '\\' && /["\\$`]/.test(text.charAt(at + 1));
        if (escapes) at += 1;
        word += text.charAt(at);
      }
      if (at >= text.length)
        return { ok: false, error: t('The quote " at character {0} is not closed.', opened + 1) };
    } else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      // A line that goes on in the next.
      if (text.charAt(at) !== '\n') word = (word ?? '') + text.charAt(at);
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== null) found.push(word);
  return { ok: true, arguments: found };
}

/** One line that `splitArguments` takes apart into the same. */
export const joinArguments = (list: readonly string[]): string => list.map(quoteArgument).join(' ');

const quoteArgument = (argument: string): string =>
  argument !== '' && /^[^\s'"\\]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
