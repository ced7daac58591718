// Runs the bundled suites of test/host in a real extension host, by `@vscode/test-electron`: the desktop build where it
// can be shown and downloaded, else the server build behind the same entry.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { stageExtension } from '../host/staged-extension.mjs';
import { ensureDebugpy } from '../setup/debugpy.mjs';
import { cacheFolder, outFolder, root, sampleWorkspace } from '../setup/paths.mjs';
import { resultFileVariable } from './results.mjs';

const workFolder = path.join(outFolder, 'test', 'host-work');
const sample = path.join(workFolder, path.basename(sampleWorkspace));
/** A workspace file, because folders can be added to one without a new extension host. */
const workspace = path.join(workFolder, 'tests.code-workspace');
const runsFolder = path.join(workFolder, 'runs');

async function findDesktopBuild() {
  const canBeShown =
    process.platform !== 'linux' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined;
  if (!canBeShown) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ cachePath: cacheFolder, timeout: 60_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`the desktop build cannot be downloaded (${reason}): using the server build`);
    return undefined;
  }
}

await rm(workFolder, { recursive: true, force: true });
await mkdir(runsFolder, { recursive: true });
await cp(sampleWorkspace, sample, { recursive: true });
await writeFile(workspace, JSON.stringify({ folders: [{ path: path.basename(sample) }] }));
const options = process.argv.slice(2);
/** @param {string} name */
function option(name) {
  return options.includes(name) ? options[options.indexOf(name) + 1] : undefined;
}
const pattern = option('-g');
const files = option('--files');
/** Extensions that stand in for those of the Marketplace, which speak to the same programs. */
const standIns = ['python-debugger', 'notebook-kernel'].map((name) =>
  path.join(outFolder, 'test', 'host', 'fixtures', name),
);
for (const folder of standIns)
  await cp(
    path.join(root, 'test', 'host', 'fixtures', path.basename(folder), 'package.json'),
    path.join(folder, 'package.json'),
  );
const debugpy = await ensureDebugpy();
const desktop = await findDesktopBuild();
const result = process.env[resultFileVariable];
try {
  await runTests({
    vscodeExecutablePath: desktop ?? path.join(root, 'scripts', 'host', 'vscode-server-host.mjs'),
    extensionDevelopmentPath: [await stageExtension('test-host'), ...standIns],
    extensionTestsPath: path.join(outFolder, 'test', 'host', 'index'),
    extensionTestsEnv: {
      WATTLENS_RUNS: runsFolder,
      ...(debugpy === undefined ? {} : { WATTLENS_TEST_DEBUGPY: debugpy }),
      ...(pattern === undefined ? {} : { WATTLENS_TEST_PATTERN: pattern }),
      ...(files === undefined ? {} : { WATTLENS_TEST_FILES: files }),
      ...(result === undefined ? {} : { [resultFileVariable]: result }),
    },
    launchArgs: [
      workspace,
      ...(desktop === undefined
        ? []
        : ['--disable-extensions', `--user-data-dir=${path.join(workFolder, 'user')}`]),
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
