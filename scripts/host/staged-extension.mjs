// The built extension in a folder of its own. The checkout itself will not do for the server build: VS Code takes what
// lies below an extension's folder for part of it, and so loses its own themes and icons in .vscode-test.
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { outFolder, root } from '../setup/paths.mjs';

const shippedParts = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'l10n',
  'dist',
  'media',
  'docs/diagnostics.md',
];

/**
 * Copies what dist/ holds now. `node_modules` is found further up, as Node looks for it.
 * @param {string} name of the copy: one a window, so that none is replaced while another runs from it
 * @returns {Promise<string>} the folder, absolute
 */
export async function stageExtension(name) {
  const folder = path.join(outFolder, 'extension', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all(
    shippedParts.map((part) => cp(path.join(root, part), path.join(folder, part), { recursive: true })),
  );
  return folder;
}
