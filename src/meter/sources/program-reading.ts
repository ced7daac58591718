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

/** What a program is waited for. */
interface Awaited {
  /** Of how many devices it has told. */
  readonly told: () => number;
  /** Of how many it is to tell; null where that is not known. */
  readonly expected?: number | null;
  /** Whether it has ended and there is nothing to wait for. */
  readonly hasEnded?: () => boolean;
}

/** A program that prints its devices one by one takes no longer than this from one to the next, and for all of them. */
const longestPauseSeconds = 0.06;
const longestRoundSeconds = 1;

/** Waits until a program has told something, and a little for what belongs to it: where some of its devices are missing, longer. */
export async function untilTold(
  { told, expected = null, hasEnded = () => false }: Awaited,
  longestSeconds: number,
): Promise<boolean> {
  const deadline = performance.now() + longestSeconds * 1000;
  while (performance.now() < deadline && told() === 0 && !hasEnded()) await sleep(10);
  if (told() === 0) return false;
  const roundEnd = performance.now() + longestRoundSeconds * 1000;
  let known = told();
  let quietSince = performance.now();
  const isMoreToCome = (): boolean =>
    told() < (expected ?? 0) || performance.now() - quietSince < longestPauseSeconds * 1000;
  while (performance.now() < roundEnd && isMoreToCome() && !hasEnded()) {
    await sleep(10);
    if (told() > known) quietSince = performance.now();
    known = told();
  }
  return true;
}
