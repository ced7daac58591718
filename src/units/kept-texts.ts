import { inEnglish, message, type Message } from './message';

type Value = string | number;

/** Texts that are kept in English, in journals and tables, and are translated where they are shown. */
export interface KeptTexts<Text extends string> {
  readonly texts: readonly Text[];
  /** One of them with its values; `{0}` stands for the first. A value may be another of them, written. */
  readonly write: (text: Text, ...values: readonly Value[]) => string;
  /** What `write` made, as a message, and its values likewise; what it did not make is one that has no translation. */
  readonly read: (written: string) => Message;
}

/** In each text every placeholder stands once, in order, and none beside another. `others` are read too. */
export function keptTexts<const Text extends string>(
  texts: readonly Text[],
  others: readonly string[] = [],
): KeptTexts<Text> {
  // What has the most words of its own says most surely that a text was made of it. The meter never reads one.
  let known: readonly Pattern[] | null = null;
  const patterns = (): readonly Pattern[] =>
    (known ??= [...texts, ...others]
      .map((text) => ({ text, words: text.split(/\{\d+\}/) }))
      .toSorted((one, other) => lengthOf(other.words) - lengthOf(one.words)));
  const read = (written: string): Message => {
    // A journal may be anybody's: nothing that the meter writes is longer.
    if (written.length > longestText) return message('{0}', written);
    for (const { text, words } of patterns()) {
      const values = valuesIn(written, words);
      if (values !== null) return message(text, ...values.map(readValue));
    }
    return message('{0}', written);
  };
  const readValue = (value: string): Message | string => {
    const found = read(value);
    return found.text === '{0}' ? value : found;
  };
  return { texts, write: (text, ...values) => inEnglish(message(text, ...values)), read };
}

interface Pattern {
  readonly text: string;
  readonly words: readonly string[];
}

const longestText = 4000;

const lengthOf = (words: readonly string[]): number => words.reduce((sum, each) => sum + each.length, 0);

/** What stands between the words, the shortest first; null where they are not all there, or nothing stands between two. */
function valuesIn(written: string, words: readonly string[]): string[] | null {
  const [first = '', ...others] = words;
  const last = others.pop();
  if (last === undefined) return written === first ? [] : null;
  if (!written.startsWith(first) || !written.endsWith(last)) return null;
  const end = written.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (const word of others) {
    const at = written.indexOf(word, from + 1);
    if (at === -1) return null;
    values.push(written.slice(from, at));
    from = at + word.length;
  }
  return end > from ? [...values, written.slice(from, end)] : null;
}
