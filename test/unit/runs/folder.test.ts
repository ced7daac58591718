import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotWritable } from '../../../src/runs/folder';
import { inEnglish } from '../../../src/units/message';

const reason = (folder: string): string | null => {
  const why = whyNotWritable(folder);
  return why === null ? null : inEnglish(why);
};

describe('the runs folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-folder-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made with its parents', () => {
    const path = join(folder, 'a', 'b', 'c');
    assert.equal(whyNotWritable(path), null);
    assert.ok(existsSync(path));
    assert.equal(whyNotWritable(path), null);
  });

  it('is refused below a file, by the file’s name', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    assert.equal(reason(join(file, 'runs')), `${file} is not a folder`);
    assert.equal(reason(file), `${file} is not a folder`);
  });

  it('is refused at once where the system takes no folder', function () {
    if (process.platform !== 'linux') return;
    assert.match(reason('/proc/no-such/runs') ?? '', /\/proc\/no-such/);
  });
});
