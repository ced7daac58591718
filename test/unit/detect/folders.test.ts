import assert from 'node:assert/strict';
import { foldersAbove } from '../../../src/detect/project/folders';

const holding = (...paths: readonly string[]): Parameters<typeof foldersAbove>[2] => ({
  read: (path) => (paths.includes(path) ? 'gitdir: elsewhere' : null),
  isFolder: (path) => paths.some((each) => each.startsWith(`${path}/`)),
});

describe('the folders above a file', () => {
  it('end at its repository, whose .git is a folder, or a file in a worktree or submodule', () => {
    const within = ['/home/ann/repo/src', '/home/ann/repo'];
    assert.deepEqual(
      foldersAbove('/home/ann/repo/src/train.py', null, holding('/home/ann/repo/.git/HEAD')),
      within,
    );
    assert.deepEqual(
      foldersAbove('/home/ann/repo/src/train.py', null, holding('/home/ann/repo/.git')),
      within,
    );
  });

  it('end at the root that is given, else where there is none further up', () => {
    assert.deepEqual(foldersAbove('/a/b/train.py', '/a', holding()), ['/a/b', '/a']);
    assert.deepEqual(foldersAbove('train.py', null, holding()), ['.']);
  });
});
