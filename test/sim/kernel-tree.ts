import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './command-line';

/** Files of the kernel, as it lays them out: their paths in a new folder, and what each tells. */
export function kernelTree(files: Readonly<Record<string, string | number>>): string {
  const root = temporaryFolder('kernel');
  for (const [path, content] of Object.entries(files)) tell(root, path, content);
  return root;
}

/** Changes what one file tells. */
export function tell(root: string, path: string, content: string | number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${content}\n`);
}
