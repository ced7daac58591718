import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderWatch } from '../../../src/files/folder-watch';

describe('a folder that is watched', () => {
  let root: string;
  let watch: FolderWatch | undefined;
  let told = 0;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wattlens-watch-'));
    told = 0;
  });
  afterEach(() => {
    watch?.dispose();
    rmSync(root, { recursive: true, force: true });
  });
  const start = (folder: string, options: ConstructorParameters<typeof FolderWatch>[2] = {}): FolderWatch => {
    watch?.dispose();
    watch = new FolderWatch(folder, () => told++, { isSilent: () => false, ...options });
    return watch;
  };
  async function isTold(act: () => void): Promise<void> {
    // What is on its way is of what came before.
    await sleep(50);
    const before = told;
    act();
    for (let tries = 0; tries < 2000 && told === before; tries++) await sleep(10);
    assert.ok(told > before);
  }

  it('tells of what is made in it, without looking by itself', async () => {
    const started = start(root);
    await isTold(() => {
      mkdirSync(join(root, 'run'));
    });
    assert.equal(started.polls, false);
  });

  it('need not exist yet, nor the folders above it', async () => {
    const folder = join(root, 'share', 'wattlens', 'runs');
    assert.equal(start(folder).polls, false);
    writeFileSync(join(root, 'other'), '');
    mkdirSync(join(root, 'share'));
    await sleep(100);
    assert.equal(told, 0);
    await isTold(() => {
      mkdirSync(folder, { recursive: true });
    });
    await isTold(() => {
      mkdirSync(join(folder, 'run'));
    });
  });

  it('may be made, removed and made again', async () => {
    const folder = join(root, 'runs');
    mkdirSync(folder);
    start(folder);
    await isTold(() => {
      rmSync(folder, { recursive: true });
    });
    await isTold(() => {
      mkdirSync(folder);
    });
    await isTold(() => {
      mkdirSync(join(folder, 'run'));
    });
    // One of its name takes its place.
    await isTold(() => {
      renameSync(folder, join(root, 'old'));
      mkdirSync(folder);
    });
    await isTold(() => {
      mkdirSync(join(folder, 'run'));
    });
  });

  it('is looked at now and then where its disk tells nothing, or it can’t be watched', async () => {
    const silent = start(root, { isSilent: () => true, pollMs: 20 });
    assert.equal(silent.polls, true);
    await isTold(() => undefined);
    silent.dispose();
    assert.equal(silent.polls, false);

    // Where the link leads to, nothing is told of here.
    const folder = join(root, 'link');
    symlinkSync(join(root, 'nowhere', 'runs'), folder);
    const started = start(folder, { pollMs: 20 });
    assert.equal(started.polls, true);
    await isTold(() => {
      mkdirSync(join(root, 'nowhere', 'runs'), { recursive: true });
    });
    const isPolled = (): boolean => started.polls;
    for (let tries = 0; tries < 500 && isPolled(); tries++) await sleep(10);
    assert.equal(started.polls, false);
    await isTold(() => {
      mkdirSync(join(root, 'nowhere', 'runs', 'run'));
    });
  });
});
