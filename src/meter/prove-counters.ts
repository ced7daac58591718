import { setTimeout as sleep } from 'node:timers/promises';
import { observeAndGoOn } from './meanwhile';
import { monotonicSeconds } from './monotonic';
import { observe, type Observation } from './observation';
import type { Measurement, Probe } from './source';

/** A counter that has not moved after this long does not count. */
export const longestStandstillSeconds = 0.25;
export const standstillReason = `the counter stood still for ${longestStandstillSeconds} s`;
/** So often it is read after that: a busy machine may have answered the first of them long before it told of it. */
export const looksAfterwards = 2;
const lookMilliseconds = 4;

/**
 * Reads these devices until the counters of those in doubt have moved, or stood still for too long. `observations` has the
 * first reading, and takes those that are made here. Returns which have moved.
 */
export async function watchCounters(
  probes: readonly Probe[],
  inDoubt: ReadonlySet<string>,
  observations: Observation[],
): Promise<ReadonlySet<string>> {
  const first = counters(observations[0]);
  const moved = new Set<string>();
  const began = observations[0]?.t ?? monotonicSeconds();
  let looksLate = 0;
  while (looksLate < looksAfterwards && probes.some(({ id }) => inDoubt.has(id) && !moved.has(id))) {
    await sleep(lookMilliseconds);
    if (monotonicSeconds() - began >= longestStandstillSeconds) looksLate += 1;
    const next = observe(probes, monotonicSeconds);
    observations.push(next);
    for (const [id, joules] of counters(next)) if (first.has(id) && first.get(id) !== joules) moved.add(id);
  }
  return moved;
}

/**
 * What was read of counters that are not believed, as what is read in their place would have told it: `probes` are those that are used
 * now, and are read once more. A mean of the past was not read beside a counter: power before this is taken to have been as even as the
 * mean that is told now.
 */
export function retold(
  observations: readonly Observation[],
  disbelieved: ReadonlySet<string>,
  probes: readonly Probe[],
): Observation[] {
  // What a driver's thread has read meanwhile is that of the counters still.
  const newest = observeAndGoOn(probes);
  const means = new Map(newest.readings.map(({ probe, measurement }) => [probe, measurement]));
  const averaging = new Set(probes.filter(({ averagedSeconds }) => averagedSeconds > 0).map(({ id }) => id));
  const retoldOf = (probe: string, measurement: Measurement): Measurement => {
    const mean = means.get(probe);
    if (!measurement.ok || !disbelieved.has(probe) || !averaging.has(probe)) return measurement;
    if (mean?.ok !== true) return mean ?? measurement;
    const { averagedWatts } = mean;
    const power =
      averagedWatts === undefined ? { watts: mean.watts } : { watts: measurement.watts, averagedWatts };
    return { ...measurement, counterJoules: null, ...power };
  };
  const earlier = observations.map((observation) => ({
    ...observation,
    readings: observation.readings.map((reading) => ({
      ...reading,
      measurement: retoldOf(reading.probe, reading.measurement),
    })),
  }));
  return [...earlier, newest];
}

const counters = (observation: Observation | undefined): Map<string, number> =>
  new Map(
    (observation?.readings ?? []).flatMap(({ probe, measurement }) =>
      measurement.ok && measurement.counterJoules !== null ? [[probe, measurement.counterJoules]] : [],
    ),
  );
