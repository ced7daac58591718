import { setTimeout as sleep } from 'node:timers/promises';

/** What a promise resolves to, or null where it has not by then. Rejects as it does; one that is late is left to itself. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | null> {
  const stop = new AbortController();
  const late = sleep(milliseconds, null, { signal: stop.signal }).catch(() => null);
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}
