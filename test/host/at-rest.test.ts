import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { EndRecord } from '../../src/runs/journal';
import { startRecord } from '../unit/runs/journal-samples';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';
import { watchWork, type WatchedWork } from './support/work';

/** Longer than anything that is looked at regularly is apart. */
const restMs = 5500;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a window in which nothing is metered', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'not', 'yet', 'runs');
  let restore = (): Promise<void> => Promise.resolve();
  let watched: WatchedWork;

  before(async () => {
    const { extensionPath } = await activateExtension();
    restore = await withSetting('runs.folder', runsFolder);
    watched = watchWork(extensionPath);
  });
  after(async () => {
    watched.stop();
    await restore();
    folder.remove();
  });

  /** What is looked for once is found some time, and what was going on ends: from then on nothing is done. */
  async function comesToRest(): Promise<void> {
    let work = watched.take();
    for (let tries = 0; tries < 10; tries++) {
      await pause(restMs);
      work = watched.take();
      if (work.calls.length + work.timers.length === 0) return;
    }
    assert.deepEqual(work, { calls: [], timers: [] });
  }

  it('reads no file and sets no timer off, before its first run and after one', async () => {
    await comesToRest();

    const start = { ...startRecord, host: { ...startRecord.host, name: hostname() }, meterPid: process.pid };
    const journal = folder.write(
      'not/yet/runs/20260512T030000Z-aa/journal.ndjson',
      `${JSON.stringify({ ...start, startedAt: new Date().toISOString() })}\n`,
    );
    await eventually('a run that lives is looked after', () => {
      const { calls, timers } = watched.take();
      return (calls.length > 0 && timers.length > 0) || undefined;
    });
    const end: EndRecord = {
      type: 'end',
      t: 1,
      endedAt: new Date().toISOString(),
      exitCode: 0,
      signal: null,
    };
    appendFileSync(
      journal.fsPath,
      `${JSON.stringify(end)}
`,
    );
    await comesToRest();
  });
});
