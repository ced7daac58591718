import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWithinFolders } from '../../../src/editor/carbon/within-folders';

describe('whether a folder lies in one of the workspace', () => {
  const root = mkdtempSync(join(tmpdir(), 'wattlens-within-'));
  const project = join(root, 'project');
  before(() => {
    mkdirSync(join(project, 'runs'), { recursive: true });
    mkdirSync(join(root, 'project-runs'));
    symlinkSync(join(project, 'runs'), join(root, 'link'));
    symlinkSync(project, join(root, 'linked-project'));
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
  });

  for (const [path, expected] of [
    ['project', true],
    ['project/runs', true],
    ['project/..runs', true],
    ['link', true],
    ['linked-project/runs', true],
    ['project/not/there', true],
    ['project-runs', false],
    ['.', false],
  ] as const)
    it(`${path}: ${expected}`, () => {
      assert.equal(isWithinFolders(join(root, path), [join(root, 'elsewhere'), project]), expected);
      assert.equal(isWithinFolders(join(root, path), [join(root, 'linked-project')]), expected);
      assert.equal(isWithinFolders(join(root, path), []), false);
    });
});
