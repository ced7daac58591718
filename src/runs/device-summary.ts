import type { Range } from '../units/quantities';
import type { Device } from './journal';
import type { DeviceState, RunState } from './run-state';

/** What a device took of a run. */
export interface DeviceSummary {
  readonly id: string;
  readonly name: string;
  readonly domain: Device['domain'];
  readonly source: string;
  readonly rung: number;
  readonly provenance: Device['provenance'];
  /** The device whose energy includes this one's, so that it is in no sum; or null. */
  readonly within: string | null;
  /** Null where the device never answered. */
  readonly joules: number | null;
  readonly range: Range | null;
  /** Joules of the run's own processes, among `joules`; null where not known. */
  readonly share: number | null;
  /** How the share is known, or why it is not. */
  readonly shareMethod: string | null;
  readonly meanWatts: number | null;
  readonly maxWatts: number | null;
  readonly samples: number;
  readonly gaps: number;
}

/** A device of the run, and what has been learned of it; `index` is its place in the journal's `devices`. */
export interface CountedDevice {
  readonly device: Device;
  readonly state: DeviceState | undefined;
  readonly index: number;
}

/** A device that the run's processes never used is not the run's: it is in no figure, and a note says what it drew. */
export const isUsed = (state: RunState, index: number): boolean => state.attribution?.used[index] !== false;

/** `durationSeconds` is null before the first reading. */
export function summarizeDevice(
  { device, state, index }: CountedDevice,
  { bounds }: RunState,
  durationSeconds: number | null,
): Omit<DeviceSummary, 'shareMethod'> {
  const energy = state?.joules ?? null;
  const meanWatts =
    energy !== null && durationSeconds !== null && durationSeconds > 0 ? energy / durationSeconds : null;
  const readWatts = state?.maxWatts ?? null;
  return {
    id: device.id,
    name: device.name,
    domain: device.domain,
    source: device.source,
    rung: device.rung,
    provenance: device.provenance,
    within: device.within,
    joules: energy,
    range: energy === null ? null : rangeOf(energy, device, bounds?.below[index], bounds?.above[index]),
    share: state?.shareJoules ?? null,
    meanWatts,
    // In a short run all that was read may lie below the mean.
    maxWatts: readWatts === null ? null : Math.max(readWatts, meanWatts ?? 0),
    samples: state?.samples ?? 0,
    gaps: state?.gaps.length ?? 0,
  };
}

/** What the readings can't show, and the sensor's own error on top of it. */
const rangeOf = (
  energy: number,
  { range }: Device,
  below: number | null | undefined,
  above: number | null | undefined,
): Range => ({
  low: Math.max(0, energy - (below ?? 0)) * range.low,
  mid: energy,
  high: (energy + (above ?? 0)) * range.high,
});
