// `npm run check`: types of both programs, lint with the import directions, format.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './setup/command.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { root } from './setup/paths.mjs';

const checks = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json', '--noEmit'] },
  {
    name: 'types of the view',
    program: 'typescript/bin/tsc',
    args: ['-p', 'webview/tsconfig.json', '--noEmit'],
  },
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
];

/**
 * Runs all checks, prints what each found.
 * @param {(text: string) => void} print
 * @returns {Promise<import('./test/results.mjs').SuiteResult>}
 */
export async function runChecks(print) {
  let failed = 0;
  for (const { name, program, args } of checks) {
    const script = path.join(root, 'node_modules', program);
    const { code, output } = await runCommand(process.execPath, [script, ...args], { folder: root });
    print(`  ${code === 0 ? '✔' : '✘'} ${name}`);
    if (code !== 0) print(output);
    failed += code === 0 ? 0 : 1;
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await withSetupLock(ensureNpmPackages);
  const { failed } = await runChecks(console.log);
  process.exitCode = failed === 0 ? 0 : 1;
}
