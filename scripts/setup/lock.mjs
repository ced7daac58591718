// One set-up at a time: two commands in one checkout (npm start while npm test runs) must not install over each other.
import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './paths.mjs';

const lockFolder = path.join(cacheFolder, '.setup-lock');
const touchEveryMs = 2000;
/** A holder that was killed stops touching the lock; after this long another may take it. */
const staleAfterMs = 15_000;

/**
 * Runs `work` while no other process of this checkout is in here.
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withSetupLock(work) {
  await mkdir(cacheFolder, { recursive: true });
  let told = false;
  while (!(await tryTake())) {
    if (!told) console.log('[setup] another command is setting up this checkout: waiting for it');
    told = true;
    await sleep(500);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lockFolder, now, now).catch(() => undefined);
  }, touchEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lockFolder, { recursive: true, force: true });
  }
}

async function tryTake() {
  try {
    await mkdir(lockFolder);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const touched = await stat(lockFolder).then(
    (found) => found.mtimeMs,
    () => Date.now(),
  );
  if (Date.now() - touched > staleAfterMs) await rm(lockFolder, { recursive: true, force: true });
  return false;
}
