import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../source';
import type { LineProgram } from './line-program';
import { monotonicSeconds } from '../monotonic';

/** What a program has told of a device; in monotonic seconds. */
export interface ProgramReading {
  readonly watts: number | null;
  readonly seconds: number;
}

/** The newest reading of a program that prints; one that is older than `staleSeconds` tells nothing of now. */
export function measureNewest(
  newest: ProgramReading | undefined,
  program: LineProgram,
  name: string,
  staleSeconds: number,
): Measurement {
  const age = newest === undefined ? Infinity : monotonicSeconds() - newest.seconds;
  if (newest === undefined || age > staleSeconds)
    return { ok: false, reason: program.trouble ?? `${name} has told nothing for ${staleSeconds} s` };
  return newest.watts === null
    ? { ok: false, reason: `${name} told no value` }
    : { ok: true, counterJoules: null, watts: newest.watts, observedAt: newest.seconds };
}

/** Waits until a program has told something, and a little for what belongs to it. */
export async function untilTold(hasTold: () => boolean, longestSeconds: number): Promise<boolean> {
  const deadline = performance.now() + longestSeconds * 1000;
  while (performance.now() < deadline && !hasTold()) await sleep(10);
  await sleep(20);
  return hasTold();
}
