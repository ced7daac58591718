// A language that nobody speaks: every text of ours is accented, in brackets and longer by two fifths, as translations are. What
// is left in plain letters on a screen is a text that no translation reaches.

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀçđéƒğĥíĵķľɱñóþɋřšťúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶĽṀÑÓÞɊŘŠŤÚṼŴẊÝŽ';
const withAccents = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => accented.charAt(letters.indexOf(letter)));

/** Placeholders, code, icons, links and commands, which translations keep. */
const keptParts = /(\{\d+\}|`[^`]*`|\$\([\w~-]+\)|\]\([^)]*\)|&&)/;
const longerBy = 0.4;
const wordLength = 8;

/** A text as its translation could be: as long as a long one, cut into words where it has some. */
export function pseudo(text: string): string {
  const own = text
    .split(keptParts)
    .map((part, index) => (index % 2 === 1 ? part : withAccents(part)))
    .join('');
  const more = Math.ceil(text.length * longerBy);
  const filling = text.includes(' ')
    ? Array.from({ length: Math.ceil(more / wordLength) }, () => ` ${'ẋ'.repeat(wordLength - 1)}`).join('')
    : 'ẋ'.repeat(more);
  return `⟦${own}${filling.slice(0, Math.max(1, more))}⟧`;
}

/** The same with values, as `l10n.t` does it. */
export const pseudoTranslate = (text: string, ...values: readonly (string | number | boolean)[]): string =>
  pseudo(text).replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));

/** Two words of plain letters beside one another. */
const plainWords = /(?<![\p{L}\d./_@-])[a-z][a-z’']+(?: [a-z][a-z’']+)+(?![\p{L}\d_])/giu;

/** "7.9 to 16 kWh": a range has a word in it. */
const spans = /(?<=\d(?: \S+)?) to(?= \d)/g;

/** What of a screen's texts is in no language but English; `data` are names and words that come from elsewhere. */
export function untranslatedIn(shown: readonly string[], data: readonly string[] = []): string[] {
  const longestFirst = data.filter((each) => each !== '').toSorted((one, other) => other.length - one.length);
  return shown.flatMap((text) => {
    const own = longestFirst.reduce((rest, each) => rest.replaceAll(each, '…'), text);
    return [plainWords, spans].flatMap((pattern) => [...own.matchAll(pattern)].map(([words]) => words));
  });
}
