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

const quoted = (field: string): string => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The same file with other rows: its head and its names stay. */
export function csvText(before: string, rows: readonly CsvRow[]): string {
  const head = before.split('\n').filter((line) => line.startsWith('#'));
  const names = Object.keys(rows[0] ?? {});
  return [
    ...head,
    names.join(','),
    ...rows.map((row) => names.map((name) => quoted(row[name] ?? '')).join(',')),
  ]
    .join('\n')
    .concat('\n');
}

/** The newest `carbon_intensity_elec` of each country of `before` in Our World in Data's energy table; 0 is no value there. */
export function newestOfOwid(before: readonly CsvRow[], owid: readonly CsvRow[]): CsvRow[] {
  const newest = new Map<string, { readonly year: number; readonly grams: number }>();
  for (const row of owid) {
    const code = row['country'] === 'World' ? 'OWID_WRL' : (row['iso_code'] ?? '');
    const year = Number(row['year']);
    const grams = Number(row['carbon_intensity_elec']);
    if (code !== '' && grams > 0 && year > (newest.get(code)?.year ?? 0)) newest.set(code, { year, grams });
  }
  return before.map((row) => {
    const found = newest.get(row['iso3'] ?? '');
    return found === undefined || found.year < Number(row['year'])
      ? row
      : { ...row, year: String(found.year), gramsPerKwh: found.grams.toFixed(1) };
  });
}
