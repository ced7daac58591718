import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimWait } from '../../../src/editor/carbon/claim-wait';
import { identityOf } from '../../../src/processes/process-identity';
import { DelayedRunFiles } from '../../../src/runs/delayed-runs';

describe('a window that takes it on to start the wait of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-claim-'));
  const files = new DelayedRunFiles(folder);
  /** The processes of two windows. */
  const [one, other] = [process.pid, process.ppid];
  const answers = (): Promise<void> => Promise.resolve();
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function waitingRun(): string {
    const id = randomUUID();
    assert.equal(files.open(), null);
    files.keep({
      id,
      workspace: 'file:///home/ada/gpt',
      folder: '',
      host: hostname(),
      label: 'train.py',
      command: ['python3', 'train.py'],
      cwd: '/home/ada/gpt',
      python: '/usr/bin/python3',
      startAt: new Date(Date.now() + 3_600_000).toISOString(),
      definition: {},
    });
    return id;
  }

  it('is one alone, however many find the run at the same time', async () => {
    const id = waitingRun();
    const claims = await Promise.all([one, other].map((pid) => claimWait(files, id, answers, pid)));
    assert.deepEqual(claims.filter(Boolean).length, 1);
    assert.equal(files.holderOf(id)?.pid, claims[0] === true ? one : other);
    assert.equal(await claimWait(files, id, answers, one), false);
  });

  it('is none whose window answers no more: another one starts the wait at once', async () => {
    const id = waitingRun();
    let comesBack = (): void => undefined;
    const lost = claimWait(files, id, () => new Promise((resolve) => (comesBack = resolve)), one);
    assert.equal(files.holderOf(id), null);
    assert.equal(await claimWait(files, id, answers, other), true);
    files.hold(id, { ...identityOf(other), role: 'meter' });
    const held = files.holderOf(id);
    comesBack();
    assert.equal(await lost, false);
    assert.deepEqual(files.holderOf(id), held);
  });

  it('is one whose window comes back to find that nobody has taken it on', async () => {
    const id = waitingRun();
    let comesBack = (): void => undefined;
    const lost = claimWait(files, id, () => new Promise((resolve) => (comesBack = resolve)), one);
    comesBack();
    assert.equal(await lost, true);
  });

  it('is none where the run is cancelled while the window does not answer', async () => {
    const id = waitingRun();
    let comesBack = (): void => undefined;
    const lost = claimWait(files, id, () => new Promise((resolve) => (comesBack = resolve)), one);
    assert.equal(files.finish(id), true);
    comesBack();
    assert.equal(await lost, false);
    assert.equal(files.holderOf(id), null);
  });
});
