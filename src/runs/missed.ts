import type { Range } from '../units/quantities';
import { formatDuration, formatEnergy } from '../units/format';
import { joules } from '../units/quantities';
import type { CountedDevice } from './device-summary';
import type { StartRecord } from './journal';
import { noteTexts } from './note-texts';

/** What a run that was attached to its process lacks: it is in no other figure. */
export interface Missed {
  /** From the process's start to the first reading; null where the system does not tell. */
  readonly seconds: number | null;
  /** From nothing, over the power right after, to the highest of the run; null where that says too little. */
  readonly joules: Range | null;
}

/** What a process drew longer ago than this can't be told from what it draws now. */
const longestToldSeconds = 60;

/** Null for a run that began with its process. */
export function missedBefore(start: StartRecord, counted: readonly CountedDevice[]): Missed | null {
  const { attached } = start;
  if (attached === undefined) return null;
  const seconds = attached.missedSeconds;
  const watts = counted
    .filter(({ device }) => device.within === null)
    .map(({ device, state }) => ({
      first: state?.firstWatts ?? null,
      highest: Math.max(state?.firstWatts ?? 0, state?.maxWatts ?? 0) * device.range.high,
    }));
  const isTold = seconds !== null && seconds <= longestToldSeconds && watts.length > 0;
  if (!isTold || watts.some(({ first }) => first === null)) return { seconds, joules: null };
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    seconds,
    joules: {
      low: 0,
      mid: sum(watts.map(({ first }) => first ?? 0)) * seconds,
      high: sum(watts.map(({ highest }) => highest)) * seconds,
    },
  };
}

/** For people, in one sentence. */
export function describeMissed({ pid }: { readonly pid: number }, missed: Missed): string {
  if (missed.seconds === null)
    return noteTexts.write('Attached to process {0}: what was drawn before is in no figure.', pid);
  const after = formatDuration(missed.seconds);
  if (missed.joules === null)
    return noteTexts.write(
      'Attached to process {0} {1} after it began: what was drawn before is in no figure.',
      pid,
      after,
    );
  const energy = (value: number): string => formatEnergy(joules(value));
  const { low, mid, high } = missed.joules;
  return noteTexts.write(
    'Attached to process {0} {1} after it began: what was drawn before is in no figure, about {2} ({3} to {4}) by the power right after and the highest of the run.',
    pid,
    after,
    energy(mid),
    energy(low),
    energy(high),
  );
}
