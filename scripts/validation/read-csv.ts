export type Row = Readonly<Record<string, string>>;

/** Rows of a comma-separated table with a header and quoted fields, by column name. */
export function readCsv(text: string): Row[] {
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const fields = [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)].map(([, quoted, plain]) =>
      quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
    );
    return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? '']));
  });
}
