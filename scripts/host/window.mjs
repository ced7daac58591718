// A VS Code window with the extension in it, on a copy of a workspace, in a headless browser.
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureBrowser } from '../setup/browser.mjs';
import { outFolder, sampleWorkspace } from '../setup/paths.mjs';
import { ensureServerBuild } from '../setup/server-build.mjs';
import { launchBrowser, newWindowPage } from './browser.mjs';
import { startServer } from './server.mjs';
import { stageExtension } from './staged-extension.mjs';
import { openWorkbench } from './workbench.mjs';

/**
 * @typedef {object} ExtensionWindowOptions
 * @property {string} name of this window's workspace, runs and logs under out/
 * @property {string} [workspace] folder that is copied and opened; the sample by default
 * @property {Record<string, unknown>} [settings] user settings
 * @property {Record<string, unknown>} [machineSettings] those of scope "machine", which a remote window does not read from the user's
 * @property {NodeJS.ProcessEnv} [environment] on top of this process's own
 * @property {boolean} [restrictedMode] the workspace is not trusted
 * @property {string} [package] VSIX to install, instead of loading the extension from dist/
 */

/**
 * @typedef {object} ExtensionWindow
 * @property {import('playwright-core').Page} page
 * @property {string} workspace the copy that is open
 * @property {string[]} pageErrors exceptions that nothing caught, in the window and in the webviews
 * @property {string} runsFolder where the runs of this window go
 * @property {import('./server.mjs').Server} server
 * @property {() => Promise<void>} close
 */

/** @type {Map<string, import('playwright-core').Page>} */
const openPages = new Map();

/**
 * Takes a picture of each window that is open.
 * @param {string} folder
 * @returns {Promise<string[]>} the files, each named by its window
 */
export async function pictureOpenWindows(folder) {
  /** @type {string[]} */
  const files = [];
  for (const [name, page] of openPages) {
    const file = path.join(folder, `${name}.png`);
    // A browser that has died has no picture.
    await page.screenshot({ path: file, timeout: 10_000 }).then(
      () => files.push(file),
      () => undefined,
    );
  }
  return files;
}

/**
 * Opens the window. The extension is the one in dist/: build it first.
 * @param {ExtensionWindowOptions} options
 * @returns {Promise<ExtensionWindow>}
 */
export async function openExtensionWindow(options) {
  const folder = path.join(outFolder, 'windows', options.name);
  const workspace = path.join(folder, path.basename(options.workspace ?? sampleWorkspace));
  const runsFolder = path.join(folder, 'runs');
  await rm(folder, { recursive: true, force: true });
  await mkdir(runsFolder, { recursive: true });
  await cp(options.workspace ?? sampleWorkspace, workspace, {
    recursive: true,
    filter: (source) => path.basename(source) !== '__pycache__',
  });

  const extension = options.package === undefined ? await stageExtension(options.name) : undefined;
  const build = await ensureServerBuild();
  const browser = await launchBrowser(await ensureBrowser());
  try {
    const server = await startServer({
      build,
      logFolder: path.join(outFolder, 'logs'),
      logName: options.name,
      environment: { ...process.env, ...options.environment, WATTLENS_RUNS: runsFolder },
      ...(options.settings === undefined ? {} : { settings: options.settings }),
      ...(options.machineSettings === undefined ? {} : { machineSettings: options.machineSettings }),
      ...(options.restrictedMode === undefined ? {} : { restrictedMode: options.restrictedMode }),
      ...(options.package === undefined ? {} : { package: options.package }),
    });
    const close = async () => {
      openPages.delete(options.name);
      await browser.close();
      await server.close();
    };
    try {
      const page = await newWindowPage(browser);
      openPages.set(options.name, page);
      /** @type {string[]} */
      const pageErrors = [];
      page.on('pageerror', (error) => pageErrors.push(error.message));
      await openWorkbench(
        page,
        server.address({ workspace, ...(extension === undefined ? {} : { extension }) }),
      );
      return { page, pageErrors, workspace, runsFolder, server, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await browser.close();
    throw error;
  }
}
