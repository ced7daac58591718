import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Holds a text against the golden file of that name; with `WATTLENS_GOLDEN=1` writes it. */
export function assertGolden(folder: string, name: string, text: string): void {
  const file = join(folder, 'golden', name);
  if (process.env['WATTLENS_GOLDEN'] === '1') {
    mkdirSync(join(folder, 'golden'), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
  assert.equal(`${text}\n`, readFileSync(file, 'utf8'));
}
