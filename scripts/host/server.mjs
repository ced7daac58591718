// Starts VS Code's server build with an extension under development, and ends it with everything it started.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { URLSearchParams } from 'node:url';
import { runCommand } from '../setup/command.mjs';
import { requireSuccess } from '../setup/progress.mjs';
import { endProcessTree, killProcessTree } from './process-tree.mjs';

const startWithinMs = 60_000;
const endWithinMs = 5_000;

/**
 * @typedef {object} ServerOptions
 * @property {import('../setup/server-build.mjs').ServerBuild} build
 * @property {string} logFolder where `<logName>.log` goes, and the window's own logs in `<logName>/`
 * @property {string} logName
 * @property {Record<string, unknown>} [settings] user settings, over the defaults below
 * @property {Record<string, unknown>} [machineSettings] settings of the machine that the server runs on
 * @property {NodeJS.ProcessEnv} [environment] of the server, its extension host and its terminals
 * @property {string} [dataFolder] kept profile (settings, logs, window state); by default a new one, removed at the end
 * @property {boolean} [marketplace] extensions can be looked for and installed from the Open VSX registry
 * @property {boolean} [restrictedMode] the workspace is not trusted
 * @property {readonly string[]} [installed] folders of extensions that are there as if a user had installed them
 * @property {string} [package] VSIX that is installed first, as a user would; then the window is an ordinary one: it
 *   shows notifications, and takes no extension under development
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {(window: WindowOptions) => string} address the address of a window of this server
 * @property {number} processId
 * @property {string} dataFolder
 * @property {() => Promise<void>} close ends the server, its extension hosts and its terminals
 */

/**
 * @typedef {object} WindowOptions
 * @property {string} [workspace] folder or .code-workspace file to open, absolute
 * @property {string} [extension] folder of the extension under development, absolute
 * @property {string} [tests] module whose `run()` the extension host calls, absolute, without its ending
 */

/** Settings that keep a fresh profile from asking, offering or covering anything. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.colorTheme': 'Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Starts the server and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'wattlens-host-')));
  const userDataFolder = path.join(dataFolder, 'user');
  await mkdir(path.join(userDataFolder, 'User'), { recursive: true });
  await mkdir(options.logFolder, { recursive: true });
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  await writeFile(path.join(userDataFolder, 'User', 'settings.json'), settings);

  if (options.machineSettings !== undefined) {
    await mkdir(path.join(userDataFolder, 'Machine'), { recursive: true });
    const file = path.join(userDataFolder, 'Machine', 'settings.json');
    await writeFile(file, JSON.stringify(options.machineSettings, undefined, 2));
  }

  for (const folder of options.installed ?? [])
    await cp(folder, path.join(dataFolder, 'server', 'extensions', path.basename(folder)), {
      recursive: true,
    });

  const env = withoutEditor(options.environment ?? process.env);
  if (options.marketplace !== true) env['EXTENSIONS_GALLERY'] = JSON.stringify({ serviceUrl: '' });
  const folders = ['--server-data-dir', path.join(dataFolder, 'server'), '--user-data-dir', userDataFolder];
  if (options.package !== undefined) {
    const install = ['--accept-server-license-terms', '--install-extension', options.package, '--force'];
    const installed = await runCommand(options.build.node, [options.build.main, ...folders, ...install], {
      environment: env,
    });
    requireSuccess('installing the packaged extension', installed);
  }
  const child = spawn(
    options.build.node,
    [
      options.build.main,
      ...[
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        '--without-connection-token',
        '--accept-server-license-terms',
      ],
      ...folders,
      ...['--telemetry-level', 'off'],
      // The environment given here is the one meant: no login shell's PATH over it.
      '--force-disable-user-env',
      // Only with it does the workbench accept the extension under development from the window's address.
      ...(options.package === undefined ? ['--enable-smoke-test-driver'] : []),
      ...(options.restrictedMode === true ? [] : ['--disable-workspace-trust']),
    ],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error(`the VS Code server does not start: ${options.build.node}`);
  const killAtExit = () => {
    killProcessTree(pid);
  };
  process.once('exit', killAtExit);
  const log = createWriteStream(path.join(options.logFolder, `${options.logName}.log`));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  const close = async () => {
    await endProcessTree(pid, endWithinMs);
    process.removeListener('exit', killAtExit);
    log.end();
    // What the extension host and the extension wrote, for when a test fails.
    const logs = path.join(options.logFolder, options.logName);
    await rm(logs, { recursive: true, force: true });
    await cp(path.join(userDataFolder, 'logs'), logs, { recursive: true }).catch(() => undefined);
    if (options.dataFolder === undefined) {
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  };
  try {
    const port = await waitForPort(child);
    return { port, processId: pid, dataFolder, close, address: (window) => windowAddress(port, window) };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The environment without what ties a terminal to the VS Code window it belongs to.
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutEditor(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith('VSCODE_') && name !== 'ELECTRON_RUN_AS_NODE',
    ),
  );
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<number>}
 */
function waitForPort(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    /** @param {string} reason */
    const fail = (reason) => {
      reject(new Error(`the VS Code server ${reason}:\n${output.slice(-2000)}`));
    };
    const timer = setTimeout(() => {
      fail(`did not start within ${startWithinMs / 1000} s`);
    }, startWithinMs);
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      output += chunk.toString();
      const port = /Web UI available at \S+?:(\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      child.stdout.off('data', read);
      resolve(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-20_000);
    });
    child.on('error', (error) => {
      fail(error.message);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${String(code)}`);
    });
  });
}

/**
 * @param {number} port
 * @param {WindowOptions} window
 */
function windowAddress(port, { workspace, extension, tests }) {
  // The same authority everywhere: the workbench takes another one for another machine.
  const authority = `localhost:${port}`;
  const payload = [
    ...(extension === undefined
      ? []
      : [['extensionDevelopmentPath', `vscode-remote://${authority}${extension}`]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', `vscode-remote://${authority}${tests}`]]),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({
    ...(workspace === undefined
      ? { ew: 'true' }
      : { [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: workspace }),
    payload: JSON.stringify(payload),
  });
  return `http://${authority}/?${query.toString()}`;
}
