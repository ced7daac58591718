import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { suiteLineMark } from '../../scripts/test/host-log.mjs';
import { resultFileVariable, watchResult, writeResult } from '../../scripts/test/results.mjs';

/** Called by VS Code in its extension host: runs every bundled suite beside this file. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => {
    for (const line of format(...values).split('\n')) console.log(suiteLineMark + line);
  };
  const pattern = process.env['WATTLENS_TEST_PATTERN'];
  const mocha = new Mocha({
    timeout: 60_000,
    reporter: 'spec',
    color: false,
    ...(pattern === undefined ? {} : { grep: pattern }),
  });
  const chosen = process.env['WATTLENS_TEST_FILES']?.split(',');
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js') && chosen?.includes(name) !== false)
      mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run((failed) => {
      const file = process.env[resultFileVariable];
      if (file !== undefined) writeResult(file, result());
      resolve(failed);
    });
    const result = watchResult(runner);
  });
  if (failures > 0) throw new Error(`${failures} tests failed in the extension host`);
}
