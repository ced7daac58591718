// `npm run package`: the VSIX for this machine's platform, in out/.
import path from 'node:path';
import { buildAll } from './build.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { packageExtension } from './setup/package-extension.mjs';
import { root } from './setup/paths.mjs';

try {
  await withSetupLock(ensureNpmPackages);
  const problems = await buildAll({ production: true });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(`[package] ${path.relative(root, await packageExtension())}`);
} catch (error) {
  console.error(`[package] ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
