import { setTimeout as sleep } from 'node:timers/promises';

/** Aborts when somebody ends the meter. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stop.abort();
    });
  return stop.signal;
}

/** Waits so long, or until the meter is ended. */
export const waited = (stop: AbortSignal, milliseconds: number): Promise<void> =>
  sleep(milliseconds, undefined, { signal: stop }).catch(() => undefined);

/** Aborts with the first of two; AbortSignal.any is younger than Node 20. */
export function eitherOf(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  const either = new AbortController();
  for (const signal of other === undefined ? [one] : [one, other]) {
    if (signal.aborted) either.abort();
    signal.addEventListener('abort', () => {
      either.abort();
    });
  }
  return either.signal;
}
