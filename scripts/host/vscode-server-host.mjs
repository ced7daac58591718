#!/usr/bin/env node
// Stands where `@vscode/test-electron` expects the VS Code executable: takes its flags, runs the suite in the
// extension host of the server build, driven by a headless browser, prints the suite's log and exits with its code.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'node:util';
import { ensureBrowser } from '../setup/browser.mjs';
import { outFolder } from '../setup/paths.mjs';
import { ensureServerBuild } from '../setup/server-build.mjs';
import { suiteLineMark } from '../test/host-log.mjs';
import { launchBrowser, newWindowPage } from './browser.mjs';
import { startServer } from './server.mjs';

const timeoutMs = Number(process.env['WATTLENS_TEST_HOST_TIMEOUT_MS'] ?? 570_000);
const logFolder = path.join(outFolder, 'logs');

/**
 * @param {readonly string[]} args as VS Code's own executable takes them
 */
function parseArguments(args) {
  /** @param {string} name */
  const flag = (name) => args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  const development = '--extensionDevelopmentPath=';
  const extensions = args
    .filter((argument) => argument.startsWith(development))
    .map((argument) => path.resolve(argument.slice(development.length)));
  const tests = flag('extensionTestsPath');
  // The server build takes one extension under development: the others are installed.
  const [extension, ...installed] = extensions;
  if (extension === undefined || tests === undefined) {
    throw new Error('--extensionDevelopmentPath=... and --extensionTestsPath=... are needed');
  }
  const workspace = args.find((argument) => !argument.startsWith('-'));
  return {
    extension,
    installed,
    tests: path.resolve(tests),
    ...(workspace === undefined ? {} : { workspace: path.resolve(workspace) }),
    restrictedMode: args.includes('--restricted-mode'),
  };
}

async function main() {
  const { restrictedMode, installed, ...window } = parseArguments(process.argv.slice(2));
  await mkdir(logFolder, { recursive: true });
  const [build, executablePath] = await Promise.all([ensureServerBuild(), ensureBrowser()]);
  const server = await startServer({
    build,
    logFolder,
    logName: 'test-host-server',
    restrictedMode,
    installed,
  });
  const browser = await launchBrowser(executablePath);
  try {
    const page = await newWindowPage(browser);
    /** @type {string[]} */
    const windowLog = [];
    try {
      return await runSuite(page, server.address(window), windowLog);
    } finally {
      await writeFile(path.join(logFolder, 'test-host-window.log'), `${windowLog.join('\n')}\n`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Opens the window, which runs the suite, and waits for the suite's exit code.
 * @param {import('playwright-core').Page} page
 * @param {string} address
 * @param {string[]} windowLog gets what the window says that is not the suite's
 * @returns {Promise<number>}
 */
function runSuite(page, address, windowLog) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the suite did not end within ${timeoutMs / 1000} s (log: ${logFolder})`));
    }, timeoutMs);
    page.on('crash', () => {
      reject(new Error('the window crashed'));
    });
    /** @param {string} _type @param {unknown[]} values */
    const log = (_type, values) => {
      const line = format(...values);
      if (line.startsWith(suiteLineMark)) process.stdout.write(`${line.slice(suiteLineMark.length)}\n`);
      else windowLog.push(line);
    };
    /** @param {number} code */
    const exit = (code) => {
      clearTimeout(timer);
      resolve(code);
    };
    Promise.all([
      page.exposeFunction('codeAutomationLog', log),
      page.exposeFunction('codeAutomationExit', exit),
    ])
      .then(() => page.goto(address, { waitUntil: 'commit', timeout: 60_000 }))
      .catch(reject);
  });
}

for (const name of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // Exit handlers end the server's processes.
  process.once(name, () => process.exit(130));
}
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
