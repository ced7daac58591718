// `npm run package`: the VSIX for this machine's platform, in out/. Native code makes one VSIX a platform.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildAll } from './build.mjs';
import { runCommand } from './setup/command.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { outFolder, root } from './setup/paths.mjs';
import { requireSuccess } from './setup/progress.mjs';

async function main() {
  await withSetupLock(ensureNpmPackages);
  const problems = await buildAll({ production: true });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  await mkdir(outFolder, { recursive: true });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const target = `${process.platform}-${process.arch}`;
  const result = await runCommand(
    process.execPath,
    [
      vsce,
      'package',
      ...['--target', target, '--out', path.join(outFolder, `wattlens-${target}.vsix`)],
      // Until the project has a public home there is no address to rewrite the README's links to.
      ...['--allow-missing-repository', '--no-rewrite-relative-links'],
    ],
    { folder: root, show: true },
  );
  requireSuccess('vsce package', result);
}

try {
  await main();
} catch (error) {
  console.error(`[package] ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
