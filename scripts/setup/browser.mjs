// A Chromium browser for the headless window: an installed one, else from the system's package manager.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { findProgram, isFile, runCommand } from './command.mjs';
import { SetupError } from './progress.mjs';
import { installSystemPackages } from './system-packages.mjs';

const programNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const applicationPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Finds or installs a browser and returns the path of its program.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!isFile(named)) throw new SetupError(`CHROME_PATH names no file: ${named}`);
    return named;
  }
  const found = await findBrowser();
  if (found !== undefined) {
    if (process.platform === 'linux' && !(await hasFonts())) await installFonts();
    return found;
  }
  if (process.platform !== 'linux') {
    throw new SetupError(
      'a browser is needed: install Google Chrome or set CHROME_PATH, then run this again',
    );
  }
  await installSystemPackages('a browser', {
    'apt-get': ['chromium', 'fonts-dejavu-core'],
    dnf: ['chromium', 'dejavu-sans-fonts'],
    apk: ['chromium', 'font-dejavu'],
    pacman: ['chromium', 'ttf-dejavu'],
    zypper: ['chromium', 'dejavu-fonts'],
  });
  const installed = await findBrowser();
  if (installed === undefined) {
    throw new SetupError('the installed browser does not start: install Google Chrome or set CHROME_PATH');
  }
  return installed;
}

async function findBrowser() {
  const candidates = [...programNames.map(findProgram), ...applicationPaths.filter(isFile)];
  for (const candidate of candidates) {
    // Some systems put a placeholder there that only tells how to get the real one.
    if (candidate !== undefined && (await starts(candidate))) return candidate;
  }
  return undefined;
}

/** @param {string} browser */
async function starts(browser) {
  if (process.platform !== 'linux') return true;
  const result = await runCommand(browser, ['--version', '--no-sandbox'], { timeoutMs: 20_000 });
  return result.code === 0;
}

/** Without a single font file the window draws boxes, and a screenshot shows nothing. */
async function hasFonts() {
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    path.join(process.env['HOME'] ?? '/', '.fonts'),
  ];
  const listings = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true }).catch(() => /** @type {string[]} */ ([]))),
  );
  return listings.flat().some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(name));
}

async function installFonts() {
  try {
    await installSystemPackages('a font', {
      'apt-get': ['fonts-dejavu-core'],
      dnf: ['dejavu-sans-fonts'],
      apk: ['font-dejavu'],
      pacman: ['ttf-dejavu'],
      zypper: ['dejavu-fonts'],
    });
  } catch (error) {
    // A browser may bring its own fonts: only the screenshots would suffer.
    console.log(`[setup] ${error instanceof Error ? error.message : String(error)}`);
  }
}
