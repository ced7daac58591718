// What a suite leaves behind for the totals: a small JSON file, written by the reporter, read by scripts/test.mjs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Failure[]} [failures] those of mocha's suites
 * @property {Failure[]} [unsteady] failed beside other tests and passed alone; they count as passed
 */

/**
 * @typedef {object} Failure
 * @property {string} test its whole title
 * @property {string} file
 * @property {string} message
 */

/** Environment variable that names the file for mocha suites in other processes. */
export const resultFileVariable = 'WATTLENS_TEST_RESULT';

/**
 * Collects what fails in a run of mocha, until it has ended.
 * @param {import('mocha').Runner} runner
 * @returns {() => SuiteResult} called when the run has ended
 */
export function watchResult(runner) {
  /** @type {Failure[]} */
  const failures = [];
  runner.on('fail', (test, /** @type {unknown} */ error) => {
    failures.push({
      test: test.fullTitle(),
      file: test.file ?? '',
      message: error instanceof Error ? error.message : messageOf(error),
    });
  });
  return () => {
    const { passes = 0, pending = 0 } = runner.stats ?? {};
    return { passed: passes, failed: failures.length, skipped: pending, failures };
  };
}

/**
 * An error that came from another process is plain data.
 * @param {unknown} error
 */
function messageOf(error) {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

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
