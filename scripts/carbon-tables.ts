// `npm run carbon-tables`: makes src/carbon/tables from the public facts in scripts/carbon/sources.
// `npm run carbon-tables -- --owid FILE` first takes newer country values from a downloaded owid-energy-data.csv.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { csvRows, csvText, newestOfOwid } from './carbon/csv';
import { tableTexts } from './carbon/tables';

const sources = path.join(__dirname, 'carbon', 'sources');
const tables = path.join(__dirname, '..', 'src', 'carbon', 'tables');
const readSource = (name: string): string => readFileSync(path.join(sources, `${name}.csv`), 'utf8');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { owid: { type: 'string' } } });
  if (values.owid !== undefined) {
    const countries = readSource('owid-countries');
    const newest = newestOfOwid(csvRows(countries), csvRows(readFileSync(values.owid, 'utf8')));
    writeFileSync(path.join(sources, 'owid-countries.csv'), csvText(countries, newest));
  }
  const options = await resolveConfig(path.join(tables, 'countries.ts'));
  for (const { name, text } of tableTexts(readSource)) {
    writeFileSync(path.join(tables, `${name}.ts`), await format(text, { ...options, parser: 'typescript' }));
    console.log(`src/carbon/tables/${name}.ts`);
  }
}

void main();
