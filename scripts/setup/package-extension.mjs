// The VSIX for this machine's platform: native code makes one VSIX a platform.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './command.mjs';
import { outFolder, root } from './paths.mjs';
import { requireSuccess } from './progress.mjs';

/**
 * Packages what dist/ holds now.
 * @returns {Promise<string>} the VSIX, absolute
 */
export async function packageExtension() {
  await mkdir(outFolder, { recursive: true });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const target = `${process.platform}-${process.arch}`;
  const file = path.join(outFolder, `wattlens-${target}.vsix`);
  const result = await runCommand(
    process.execPath,
    [
      vsce,
      'package',
      ...['--target', target, '--out', file],
      // Until the project has a public home there is no address to rewrite the README's links to.
      ...['--allow-missing-repository', '--no-rewrite-relative-links'],
    ],
    { folder: root },
  );
  requireSuccess('vsce package', result);
  return file;
}
