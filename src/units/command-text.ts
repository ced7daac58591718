/** A word as a POSIX shell takes it for one: in quotes where it has spaces or signs of the shell. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command in one line, which a POSIX shell takes apart into the same words. */
export const commandText = (command: readonly string[]): string => command.map(quoted).join(' ');
