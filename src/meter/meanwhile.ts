import { monotonicSeconds } from './monotonic';
import { observe, observePast, type Observation } from './observation';
import type { Probe } from './source';
import {
  beginAsking,
  endReadingAhead,
  keepAsked,
  nextReadings,
  planReadings,
} from './sources/driver-library';

/** So often counters are read around the launch and the exit, to see them tick. */
export const edgeSeconds = 0.004;

/**
 * Reads these devices; from here on a driver's thread reads them by itself. So a launch has its readings, and no tick of a counter is
 * missed, while the meter's own thread loads code or waits for a processor.
 */
export function observeAndGoOn(probes: readonly Probe[]): Observation {
  beginAsking();
  const observation = observe(probes, monotonicSeconds);
  keepAsked();
  planReadings({
    at: monotonicSeconds() + edgeSeconds,
    period: edgeSeconds,
    between: 0,
    uneven: 0,
    isUntilTaken: true,
  });
  return observation;
}

/** What was read so since the last call, in the order of its time. */
export function takeMeanwhile(probes: readonly Probe[]): Observation[] {
  // What is modelled is not read by that thread.
  const read = probes.filter(({ tellsPast, provenance }) => tellsPast === true && provenance === 'measured');
  const observations: Observation[] = [];
  for (let next = nextReadings(); next !== null; next = nextReadings())
    observations.push(observePast(read, next.at));
  return observations;
}

/** From here on nothing is read that is not asked for. */
export const endMeanwhile = endReadingAhead;
