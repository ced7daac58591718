// `npm run carbon-tables`: makes src/carbon/tables from the public facts in scripts/carbon/sources.
// `npm run carbon-tables -- --downloads FOLDER` first reads those facts again from the public files in FOLDER, as far as
// they are there; scripts/carbon/downloads.ts says where each is had.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { sha256, sourceText } from './carbon/csv';
import { downloads } from './carbon/downloads';
import { tableTexts } from './carbon/tables';

const sources = path.join(__dirname, 'carbon', 'sources');
const tables = path.join(__dirname, '..', 'src', 'carbon', 'tables');
const sourceFile = (name: string): string => path.join(sources, `${name}.csv`);

function readDownloads(folder: string): void {
  for (const { name, file, about, read } of downloads) {
    const download = path.join(folder, file);
    if (!existsSync(download)) {
      console.log(`${file} is not in ${folder}: ${name}.csv stays as it is`);
      continue;
    }
    const content = readFileSync(download);
    const from = `Read from ${file}, SHA-256 ${sha256(content)}.`;
    writeFileSync(sourceFile(name), sourceText([...about, from], read(content.toString('utf8'))));
    console.log(`scripts/carbon/sources/${name}.csv`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { downloads: { type: 'string' } } });
  if (values.downloads !== undefined) readDownloads(values.downloads);
  const options = await resolveConfig(path.join(tables, 'countries.ts'));
  for (const { name, text } of tableTexts((source) => readFileSync(sourceFile(source), 'utf8'))) {
    writeFileSync(path.join(tables, `${name}.ts`), await format(text, { ...options, parser: 'typescript' }));
    console.log(`src/carbon/tables/${name}.ts`);
  }
  // Only now: it reads the tables that were just written.
  const { summaryLines } = await import('./carbon/summary');
  for (const line of summaryLines()) console.log(line);
}

void main();
