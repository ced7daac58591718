// Runs mocha suites (start it with `node --import tsx`), prints the spec, and leaves the totals.
//   node --import tsx scripts/test/run-mocha.mjs FOLDER [--timeout MS] [--jobs N] [--require HOOKS] [--files A,B] [-g PATTERN]
// N files run at the same time, each in a process of its own; what is told of a file's tests stays together. A process that dies
// is a failure, and the other files still run.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';
import { resultFileVariable, watchResult, writeResult } from './results.mjs';

const [folder = 'test/unit', ...options] = process.argv.slice(2);

/** @param {string} name */
function option(name) {
  const position = options.indexOf(name);
  return position === -1 ? undefined : options[position + 1];
}

const grep = option('-g');
const required = option('--require');
const mocha = new Mocha({
  timeout: Number(option('--timeout') ?? 10_000),
  reporter: 'spec',
  parallel: true,
  jobs: Number(option('--jobs') ?? 2),
  ...(grep === undefined ? {} : { grep }),
  ...(required === undefined ? {} : { require: [required] }),
});
const names = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.test.ts')).sort();
const files = option('--files')?.split(',');
for (const file of files ?? []) mocha.addFile(file);
// From both ends in turn: neighbours are alike, and what computes is to run beside what waits.
for (const [index] of files === undefined ? names.entries() : [])
  mocha.addFile(path.join(folder, names.at(index % 2 === 0 ? -1 - index / 2 : (index - 1) / 2) ?? ''));

const runner = mocha.run((failures) => {
  const file = process.env[resultFileVariable];
  if (file !== undefined) writeResult(file, result());
  // A forgotten timer or child must not keep a finished suite from ending.
  process.exit(failures === 0 ? 0 : 1);
});
const result = watchResult(runner);
