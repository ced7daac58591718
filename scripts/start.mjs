// `npm start`: installs what is missing, builds, and opens the sample workspace with the extension in a real VS Code.
// The desktop `code` if there is one, else the server build in the default browser, else (or with --headless) the
// whole flow by itself in a headless browser.
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildAll } from './build.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { findProgram } from './setup/command.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { cacheFolder, outFolder, root, sampleWorkspace } from './setup/paths.mjs';
import { SetupError, step } from './setup/progress.mjs';
import { ensurePython } from './setup/python.mjs';
import { ensureServerBuild } from './setup/server-build.mjs';

const hasDisplay =
  process.platform !== 'linux' ||
  process.env['DISPLAY'] !== undefined ||
  process.env['WAYLAND_DISPLAY'] !== undefined;

/** @typedef {'desktop' | 'browser' | 'headless'} Mode */

/** @returns {Mode} */
function chooseMode() {
  if (process.argv.includes('--headless') || !hasDisplay) return 'headless';
  return findDesktopCode() === undefined ? 'browser' : 'desktop';
}

/** The desktop `code`. Inside VS Code's remote terminals the same name is another program: it opens no new window. */
function findDesktopCode() {
  const insideRemoteTerminal =
    process.env['VSCODE_IPC_HOOK_CLI'] !== undefined && process.platform === 'linux';
  return insideRemoteTerminal ? undefined : (findProgram('code') ?? findProgram('codium'));
}

/** @param {Mode} mode */
async function setUp(mode) {
  await withSetupLock(async () => {
    await ensureNpmPackages();
    await ensurePython();
    if (mode !== 'desktop') await ensureServerBuild();
    if (mode === 'headless') await ensureBrowser();
  });
  await step('building', () => buildAll({}));
}

async function startDesktop() {
  const profile = path.join(cacheFolder, 'desktop');
  const code = findDesktopCode();
  if (code === undefined) throw new SetupError('the desktop VS Code is gone');
  const args = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${path.join(profile, 'user')}`,
    `--extensions-dir=${path.join(profile, 'extensions')}`,
    '--disable-workspace-trust',
    '--new-window',
    sampleWorkspace,
  ];
  await mkdir(profile, { recursive: true });
  await new Promise((resolve, reject) => {
    const windowsScript = process.platform === 'win32';
    const child = spawn(
      windowsScript ? `"${code}"` : code,
      windowsScript ? args.map((arg) => `"${arg}"`) : args,
      {
        stdio: 'inherit',
        shell: windowsScript,
      },
    );
    child.on('error', reject);
    child.on('exit', resolve);
  });
  console.log('[start] VS Code is open: run train.py with "Wattlens: Run Training with Energy Metering"');
}

async function startInBrowser() {
  const { startServer } = await import('./host/server.mjs');
  const { packageExtension } = await import('./setup/package-extension.mjs');
  const server = await startServer({
    build: await ensureServerBuild(),
    logFolder: path.join(outFolder, 'logs'),
    logName: 'start-server',
    dataFolder: path.join(cacheFolder, 'browser'),
    marketplace: true,
    // Installed as users have it: a window with an extension under development shows no notifications here.
    package: await step('packaging the extension', packageExtension),
  });
  const address = server.address({ workspace: sampleWorkspace });
  console.log(`[start] VS Code with the extension: ${address}`);
  console.log('[start] run train.py with "Wattlens: Run Training with Energy Metering"; Ctrl+C here ends it');
  openInDefaultBrowser(address);
  await new Promise((resolve) => {
    for (const name of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.once(name, resolve);
  });
  await server.close();
}

/** @param {string} address */
function openInDefaultBrowser(address) {
  const opener = findProgram(process.platform === 'darwin' ? 'open' : 'xdg-open');
  if (opener === undefined) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {
    console.log('[start] no browser opened by itself: open the address above');
  });
  child.unref();
}

async function main() {
  const mode = chooseMode();
  await setUp(mode);
  if (mode === 'desktop') return startDesktop();
  if (mode === 'browser') return startInBrowser();
  const { startHeadless } = await import('./headless/start-headless.mjs');
  return startHeadless();
}

for (const name of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // Exit handlers end what was started; the browser mode closes its server by itself first.
  process.once(name, () => {
    if (chooseMode() !== 'browser') process.exit(130);
  });
}
try {
  await main();
  process.exitCode = 0;
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`[start] failed: ${reason}`);
  process.exitCode = 1;
}
process.exit();
