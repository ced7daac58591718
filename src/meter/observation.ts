import type { Measurement, Probe } from './source';
import type { Stretch } from './sources/sample-lines';
import { noteTexts } from '../runs/note-texts';

/** What one device has answered. */
export interface Reading {
  readonly probe: string;
  /** In monotonic seconds. */
  readonly t: number;
  readonly measurement: Measurement;
}

/** What some devices have answered, before it is accounted. */
export interface Observation {
  /** When the last of them had answered. */
  readonly t: number;
  readonly readings: readonly Reading[];
  /** What it stands for besides; left out where that is nothing. */
  readonly stretch?: Stretch | null;
}

/** What these devices, each of which tells of the past, told at a moment: that of the round of readings which was gone on to. */
export function observePast(
  probes: readonly Probe[],
  at: number,
  stretch: Stretch | null = null,
): Observation {
  const readings = probes.map((probe) => {
    const measurement = believable(probe, probe.read(at));
    const t = (measurement.ok ? measurement.observedAt : undefined) ?? at;
    return { probe: probe.id, t, measurement };
  });
  return { t: at, readings, stretch };
}

/** Reads these devices one after the other. */
export function observe(probes: readonly Probe[], clock: () => number): Observation {
  let before = clock();
  const readings = probes.map((probe) => {
    const measurement = believable(probe, probe.read());
    const after = clock();
    const t = (measurement.ok ? measurement.observedAt : undefined) ?? (before + after) / 2;
    before = after;
    return { probe: probe.id, t, measurement };
  });
  return { t: before, readings };
}

/** Drivers answer blanks and garbage at times: what no device can draw is not a reading. */
function believable(probe: Probe, measurement: Measurement): Measurement {
  if (!measurement.ok) return measurement;
  const { counterJoules, watts } = measurement;
  const isCounterBad = counterJoules !== null && !(Number.isFinite(counterJoules) && counterJoules >= 0);
  const isPowerBad = watts !== null && !(Number.isFinite(watts) && watts >= 0 && watts <= probe.highestWatts);
  if (isCounterBad || (isPowerBad && probe.counter === null))
    return { ok: false, reason: noteTexts.write('a reading that no such device can give') };
  return isPowerBad ? { ...measurement, watts: null } : measurement;
}
