import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

/** What Node puts where bytes are no UTF-8. Somebody may have typed it too: the bytes tell. */
const replacement = '\uFFFD';

/**
 * A command whose words, and whose environment, are the bytes that this process was given: names of files need not be UTF-8, as which
 * Node decodes and encodes them. A shell writes the bytes, and is replaced by the command, so that its process is the same. The command
 * itself where all is UTF-8, and where the system does not tell the bytes (known on Linux alone).
 */
export function inGivenBytes(command: readonly string[]): readonly string[] {
  const words = command.some(isInDoubt) ? givenWords(command) : null;
  const variables = Object.values(process.env).some((value) => isInDoubt(value ?? ''))
    ? givenVariables().filter(({ value }) => !isUtf8(value))
    : [];
  if ((words === null || words.every((word) => isUtf8(word))) && variables.length === 0) return command;
  const parameters: string[] = [];
  const written = command.map((word, index) => {
    const bytes = words?.[index];
    if (bytes !== undefined && !isUtf8(bytes)) return inShell(bytes);
    parameters.push(word);
    return `"\${${parameters.length}}"`;
  });
  const script = [
    ...variables.map(({ name, value }) => `export ${name}=${inShell(value)}`),
    `exec ${written.join(' ')}`,
  ].join('\n');
  return ['/bin/sh', '-c', script, 'sh', ...parameters];
}

const isInDoubt = (text: string): boolean => text.includes(replacement);

/** The entries of a list in /proc, each of which ends with a zero; empty where there is none. */
function entriesOf(path: string): Buffer[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return [];
  }
  const entries: Buffer[] = [];
  for (let from = 0, to = bytes.indexOf(0); to !== -1; from = to + 1, to = bytes.indexOf(0, from))
    entries.push(bytes.subarray(from, to));
  return entries;
}

/** The last words that this process was given, where they are those of the command; else null. */
function givenWords(command: readonly string[]): readonly Buffer[] | null {
  const words = entriesOf('/proc/self/cmdline').slice(-command.length);
  const isSame =
    words.length === command.length && words.every((word, index) => word.toString() === command[index]);
  return isSame ? words : null;
}

/** The variables that this process was given and has not changed, of which a shell can set the names. */
const givenVariables = (): { readonly name: string; readonly value: Buffer }[] =>
  entriesOf('/proc/self/environ').flatMap((entry) => {
    const at = entry.indexOf('=');
    const name = entry.toString('latin1', 0, Math.max(0, at));
    const value = entry.subarray(at + 1);
    return /^[A-Za-z_]\w*$/.test(name) && process.env[name] === value.toString() ? [{ name, value }] : [];
  });

/** Bytes as a word of a POSIX shell's script that is ASCII. */
const inShell = (bytes: Buffer): string =>
  [...bytes.toString('latin1').matchAll(/[^\x80-\xff]+|[\x80-\xff]+/g)]
    .map(([part]) =>
      part < '\x80'
        ? `'${part.replaceAll("'", `'\\''`)}'`
        : `"$(printf '${octalOf(Buffer.from(part, 'latin1'))}')"`,
    )
    .join('');

const octalOf = (bytes: Buffer): string => Array.from(bytes, (byte) => `\\${byte.toString(8)}`).join('');
