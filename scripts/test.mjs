// `npm test`: installs what is missing, builds, and runs every suite; `npm test -- unit host` runs those alone, and
// `npm test -- unit -g PATTERN` only the tests that match. The last line is the total.
// The checks run beside the unit tests, which wait most of their time; what they print comes when both have ended.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAll } from './build.mjs';
import { runChecks } from './check.mjs';
import { endProcessTree, killProcessTree } from './host/process-tree.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { ensureCompiler } from './setup/compiler.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { distFolder, outFolder, root } from './setup/paths.mjs';
import { ensurePython } from './setup/python.mjs';
import { ensureServerBuild } from './setup/server-build.mjs';
import { readResult, resultFileVariable } from './test/results.mjs';
import { runFailedAgain } from './test/run-again.mjs';

/** @typedef {import('./test/results.mjs').SuiteResult} SuiteResult */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {() => Promise<void>} [needs] installs what this suite needs
 * @property {boolean} [isBesideNext] runs at the same time as the suite after it, and prints through `print` alone
 * @property {(print: Print) => Promise<SuiteResult>} run
 * @property {(files: string[]) => Promise<SuiteResult>} [runFiles] runs some of its files, one after the other
 */

/** @typedef {(text: string) => void} Print */

const args = process.argv.slice(2);
const firstOption = args.findIndex((argument) => argument.startsWith('-'));
const names = firstOption === -1 ? args : args.slice(0, firstOption);
const mochaOptions = firstOption === -1 ? [] : args.slice(firstOption);

/** Where the suites of the extension host are bundled. */
const hostTests = path.join(outFolder, 'test', 'host');

/** Several times what the longest suite takes on a machine at rest: one that is busy is slow, and only a hang is ended. */
const hangSeconds = 2400;

/** @type {Suite[]} */
const suites = [
  { name: 'build', run: runBuild },
  { name: 'check', isBesideNext: true, run: runChecks },
  {
    name: 'unit',
    needs: async () => {
      await ensureCompiler();
      await ensurePython();
    },
    run: () => runUnit('4', mochaOptions),
    runFiles: (files) => runUnit('1', ['--files', files.join(',')]),
  },
  {
    name: 'host',
    needs: ensureWindow,
    run: () => runScript('host', ['scripts/test/run-host.mjs', ...mochaOptions], hangSeconds),
    runFiles: (files) =>
      runScript(
        'host',
        [
          'scripts/test/run-host.mjs',
          '--files',
          files.map((file) => path.relative(hostTests, file)).join(','),
        ],
        hangSeconds,
      ),
  },
  {
    name: 'e2e',
    needs: ensureWindow,
    run: () => runEndToEnd('2', mochaOptions),
    runFiles: (files) => runEndToEnd('1', ['--files', files.join(',')]),
  },
];

async function ensureWindow() {
  await ensurePython();
  await ensureServerBuild();
  await ensureBrowser();
}

/** @returns {Promise<SuiteResult>} */
async function runBuild() {
  // Minified, as it ships: what is tested is what is published.
  const problems = await buildAll({ production: true, tests: true });
  for (const problem of problems) console.error(`  ✘ ${problem}`);
  return { passed: problems.length === 0 ? 1 : 0, failed: problems.length === 0 ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} jobs files at the same time
 * @param {string[]} options
 */
function runUnit(jobs, options) {
  return runMocha('unit', ['--timeout', '120000', '--jobs', jobs, ...options], hangSeconds, {
    // As it was built, which starts sooner than what the tests would bundle for themselves.
    WATTLENS_CLI: path.join(distFolder, 'wattlens.js'),
  });
}

/**
 * @param {string} jobs files at the same time
 * @param {string[]} options
 */
function runEndToEnd(jobs, options) {
  const hooks = 'test/e2e/support/root-hooks.ts';
  return runMocha(
    'e2e',
    ['--timeout', '180000', '--jobs', jobs, '--require', hooks, ...options],
    hangSeconds,
  );
}

/**
 * @param {string} name
 * @param {string[]} options
 * @param {number} timeoutSeconds
 * @param {NodeJS.ProcessEnv} [environment] on top of this process's own
 */
function runMocha(name, options, timeoutSeconds, environment) {
  const mocha = ['--import', 'tsx', 'scripts/test/run-mocha.mjs', `test/${name}`, ...options];
  return runScript(name, mocha, timeoutSeconds, environment);
}

/**
 * Runs a suite in a process of its own and reads the totals that it leaves. Its temporary files are in a folder that ends
 * with it, with those of processes that a test has killed.
 * @param {string} name
 * @param {string[]} nodeArgs
 * @param {number} timeoutSeconds
 * @param {NodeJS.ProcessEnv} [environment] on top of this process's own
 * @returns {Promise<SuiteResult>}
 */
async function runScript(name, nodeArgs, timeoutSeconds, environment = {}) {
  const resultFile = path.join(outFolder, 'test', `${name}-result.json`);
  await rm(resultFile, { force: true });
  // A short name: sockets lie in it, whose paths have at most some hundred characters.
  const temporary = await mkdtemp(path.join(tmpdir(), 'wl-'));
  const code = await runToTheEnd(
    nodeArgs,
    {
      ...process.env,
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      ...environment,
      [resultFileVariable]: resultFile,
    },
    timeoutSeconds,
  ).finally(() => rm(temporary, { recursive: true, force: true, maxRetries: 5 }));
  const result = await readResult(resultFile);
  if (result === undefined) throw new Error(`the suite ended with code ${code} before its tests did`);
  if (result.passed + result.failed === 0) throw new Error('not a single test ran');
  // All tests passed and yet the process failed: something broke around them.
  if (code !== 0 && result.failed === 0)
    throw new Error(`every test passed, but the suite ended with code ${code}`);
  return result;
}

/**
 * @param {string[]} nodeArgs
 * @param {NodeJS.ProcessEnv} environment
 * @param {number} timeoutSeconds
 * @returns {Promise<number>} exit code
 */
function runToTheEnd(nodeArgs, environment, timeoutSeconds) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArgs, {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const { pid } = child;
    const killAtExit = () => {
      if (pid !== undefined) killProcessTree(pid);
    };
    process.once('exit', killAtExit);
    const timer = setTimeout(() => {
      console.error(`  ✘ stopped after ${timeoutSeconds} s`);
      if (pid !== undefined) void endProcessTree(pid, 5000);
    }, timeoutSeconds * 1000);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      process.removeListener('exit', killAtExit);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs one suite; whatever breaks in it is one failure more, and the next suite still runs.
 * @param {Suite} suite
 * @param {Print} print
 * @returns {Promise<SuiteResult & { name: string, seconds: number }>}
 */
async function runSuite(suite, print) {
  const { name, needs } = suite;
  const started = Date.now();
  print(`\n=== ${name} ===`);
  const setUpAndRun = async () => {
    if (needs !== undefined) await withSetupLock(needs);
    const result = await suite.run(print);
    return suite.runFiles === undefined ? result : await runFailedAgain(result, suite.runFiles);
  };
  const result = await setUpAndRun().catch((/** @type {unknown} */ error) => {
    print(`  ✘ ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name, ...result, seconds: Math.round((Date.now() - started) / 1000) };
}

/**
 * Starts a suite that is to run beside another.
 * @param {Suite} suite
 * @returns {() => ReturnType<typeof runSuite>} waits for its end, and prints what it has to say
 */
function startBeside(suite) {
  /** @type {string[]} */
  const printed = [];
  const ended = runSuite(suite, (text) => printed.push(text));
  return async () => {
    const result = await ended;
    for (const text of printed) console.log(text);
    return result;
  };
}

/**
 * What failed, by name, at the end of everything, where it is looked for first.
 * @param {SuiteResult & { name: string }} result
 */
function failureLines({ name, failures = [], unsteady = [] }) {
  /** @param {import('./test/results.mjs').Failure} failure */
  const told = ({ test, file, message }) =>
    `${name}: ${test} (${path.relative(root, file)})\n    ${message.split('\n').slice(0, 12).join('\n    ')}`;
  return [
    ...failures.map((failure) => `✘ ${told(failure)}`),
    ...unsteady.map((failure) => `! unsteady, passed when run again alone: ${told(failure)}`),
  ];
}

/** @param {SuiteResult} result */
function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

async function main() {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(
      `no such suite: ${unknown.join(', ')} (there are ${suites.map(({ name }) => name).join(', ')})`,
    );
    return 2;
  }
  await withSetupLock(ensureNpmPackages);
  const chosen = suites.filter(({ name }) => names.length === 0 || name === 'build' || names.includes(name));
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const failed = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {ReturnType<typeof startBeside>[]} */
  const beside = [];
  for (const suite of chosen) {
    if (suite.isBesideNext === true && suite !== chosen.at(-1)) {
      beside.push(startBeside(suite));
      continue;
    }
    const result = await runSuite(suite, console.log);
    const ended = [];
    for (const end of beside.splice(0)) ended.push(await end());
    for (const each of [...ended, result]) {
      lines.push(`${each.name}: ${totalsLine(each)} (${each.seconds} s)`);
      failed.push(...failureLines(each));
      total.passed += each.passed;
      total.failed += each.failed;
      total.skipped += each.skipped;
    }
  }
  console.log(`\n${[...failed, ...lines].join('\n')}\n${totalsLine(total)}`);
  return total.failed === 0 ? 0 : 1;
}

for (const name of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(name, () => process.exit(130));
}
process.exit(await main());
