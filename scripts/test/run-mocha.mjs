// Runs mocha suites in this process (start it with `node --import tsx`), prints the spec, and leaves the totals.
//   node --import tsx scripts/test/run-mocha.mjs FOLDER [--timeout MS] [-g PATTERN]
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';
import { resultFileVariable, writeResult } from './results.mjs';

const [folder = 'test/unit', ...options] = process.argv.slice(2);

/** @param {string} name */
function option(name) {
  const position = options.indexOf(name);
  return position === -1 ? undefined : options[position + 1];
}

const grep = option('-g');
const mocha = new Mocha({
  timeout: Number(option('--timeout') ?? 10_000),
  reporter: 'spec',
  ...(grep === undefined ? {} : { grep }),
});
const names = await readdir(folder, { recursive: true });
for (const name of names.filter((file) => file.endsWith('.test.ts')).sort())
  mocha.addFile(path.join(folder, name));
await mocha.loadFilesAsync();

const runner = mocha.run((failures) => {
  const { passes = 0, pending = 0 } = runner.stats ?? {};
  const file = process.env[resultFileVariable];
  if (file !== undefined) writeResult(file, { passed: passes, failed: failures, skipped: pending });
  // A forgotten timer or child must not keep a finished suite from ending.
  process.exit(failures === 0 ? 0 : 1);
});
