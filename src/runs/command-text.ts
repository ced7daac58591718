/** A word that a shell takes as it is. */
const plainWord = /^[\w@%+=:,./~-]+$/;

const quoted = (word: string): string => (plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A run's command as a POSIX shell takes it, so that it can be pasted back: words with spaces or signs of the shell in quotes. */
export const commandText = (command: readonly string[]): string => command.map(quoted).join(' ');
