// What a suite leaves behind for the totals: a small JSON file, written by the reporter, read by scripts/test.mjs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** Environment variable that names the file for mocha suites in other processes. */
export const resultFileVariable = 'WATTLENS_TEST_RESULT';

/**
 * @param {string} file
 * @param {SuiteResult} result
 */
export function writeResult(file, result) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result)}\n`);
}

/**
 * @param {string} file
 * @returns {Promise<SuiteResult | undefined>} undefined when the suite never came to its end
 */
export async function readResult(file) {
  try {
    /** @type {unknown} */
    const result = JSON.parse(await readFile(file, 'utf8'));
    return /** @type {SuiteResult} */ (result);
  } catch {
    return undefined;
  }
}
