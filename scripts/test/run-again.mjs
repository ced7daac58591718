// A test that fails beside others, and passes when its file is run again alone, was short of time or met another's traces on
// this machine: it is told by name as unsteady, and is no failure. What fails twice is one, and so is a property that has a
// counter-example, which another run may not find again.

/** @typedef {import('./results.mjs').SuiteResult} SuiteResult */
/** @typedef {import('./results.mjs').Failure} Failure */

/** More failures than these are no matter of luck. */
const mostFailures = 8;

/**
 * @param {SuiteResult} result of the whole suite
 * @param {(files: string[]) => Promise<SuiteResult>} runFiles runs the tests of these files, one file after the other
 * @returns {Promise<SuiteResult>} the same, with what is unsteady told apart
 */
export async function runFailedAgain(result, runFiles) {
  const { failures = [] } = result;
  const isWorthwhile =
    failures.length > 0 && failures.length <= mostFailures && failures.every(({ file }) => file !== '');
  if (!isWorthwhile) return result;
  const files = [...new Set(failures.map(({ file }) => file))];
  console.log(`\n--- again, by itself: ${files.join(', ')}`);
  const again = await runFiles(files).catch((/** @type {unknown} */ error) => {
    console.error(`  ✘ ${error instanceof Error ? error.message : String(error)}`);
  });
  // What ran too few tests to hold those that failed says nothing of them.
  if (again === undefined || again.passed + again.failed < failures.length) return result;
  return separateUnsteady(result, again);
}

/**
 * @param {SuiteResult} result
 * @param {SuiteResult} again of the files in which something failed
 * @returns {SuiteResult}
 */
export function separateUnsteady(result, again) {
  const { failures: first = [] } = result;
  const { failures: second = [] } = again;
  const stillFailing = new Set(second.map(({ test }) => test));
  const unsteady = first.filter(
    ({ test, message }) => !stillFailing.has(test) && !hasCounterExample(message),
  );
  const failures = first.filter((failure) => !unsteady.includes(failure));
  // What failed for the first time when it was run again is a failure too.
  const late = second.filter((failure) => !first.some(({ test }) => test === failure.test));
  failures.push(...late);
  return {
    passed: result.passed + unsteady.length - late.length,
    failed: failures.length,
    skipped: result.skipped,
    failures,
    unsteady,
  };
}

/** @param {string} message as fast-check words it */
function hasCounterExample(message) {
  return message.includes('Property failed');
}
