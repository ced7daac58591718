import { createHash } from 'node:crypto';
import { csvLine } from '../../src/runs/report/csv';

export type CsvRow = Readonly<Record<string, string>>;

/** RFC 4180 fields of one line; no field here spans lines. */
function fieldsOf(line: string): string[] {
  return [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g)].map(
    ([, quotedField, bare]) => quotedField?.replaceAll('""', '"') ?? bare ?? '',
  );
}

/** The rows of a table with one line of names; lines that begin with `#` tell where it comes from. */
export function csvRows(text: string): CsvRow[] {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  const names = fieldsOf(head);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
  });
}

/** A source file: what it is read from, told in lines of its own, then the rows; with a digest of the rows, which a test holds them to. */
export function sourceText(about: readonly string[], rows: readonly CsvRow[]): string {
  const names = Object.keys(rows[0] ?? {});
  const body = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
    .map((fields) => `${csvLine(fields)}\n`)
    .join('');
  return `${about.map((line) => `# ${line}\n`).join('')}# SHA-256 of the rows below: ${sha256(body)}\n${body}`;
}

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
