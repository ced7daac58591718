import type { DeviceProcess } from '../source';
import { noteTexts } from '../../runs/note-texts';

export interface DeviceShare {
  /** Of the device's energy, 0 to 1; null where not known. */
  readonly share: number | null;
  /** How it is known, or why it is not, as a phrase. */
  readonly method: string;
}

export interface DeviceUse {
  /** The processes on the device; null where the driver does not tell. */
  readonly processes: readonly DeviceProcess[] | null;
  /** The processes of the run. */
  readonly ownPids: ReadonlySet<number>;
  /** The variable that gave the device to the run; null where none did. */
  readonly allocatedBy: string | null;
  /** The run's part of the device where it has slices of it; null where it has all. */
  readonly sliceShare: number | null;
}

/** The run's share of an accelerator at this moment. */
export function shareOfDevice({ processes, ownPids, allocatedBy, sliceShare }: DeviceUse): DeviceShare {
  if (sliceShare !== null)
    return {
      share: sliceShare,
      method:
        allocatedBy === null
          ? noteTexts.write('its MIG slices’ part of the compute (estimate), by the driver')
          : noteTexts.write('its MIG slices’ part of the compute (estimate), by {0}', allocatedBy),
    };
  const own = (processes ?? []).filter(({ pid }) => ownPids.has(pid));
  const others = (processes ?? []).filter(({ pid }) => !ownPids.has(pid));
  if (own.length > 0 && others.length === 0)
    return { share: 1, method: noteTexts.write('its processes alone are on the device') };
  if (own.length === 0) {
    // In a container the driver's numbers are those of the host, or there are none: then what was allocated tells.
    if (allocatedBy !== null && others.length === 0)
      return { share: 1, method: noteTexts.write('allocated by {0}', allocatedBy) };
    if (processes === null)
      return {
        share: null,
        method: noteTexts.write(
          'not known: the driver lists no processes, and no variable allocates the device',
        ),
      };
    if (others.length > 0 && allocatedBy === null)
      return { share: 0, method: noteTexts.write('none of its processes is on the device') };
    return allocatedBy === null
      ? { share: null, method: noteTexts.write('not known: no process is on the device yet') }
      : {
          share: null,
          method: noteTexts.write(
            'not known: {0} allocates the device, and other processes are on it',
            allocatedBy,
          ),
        };
  }
  const byUse = partOf(own, others, ({ utilization }) => utilization);
  if (byUse !== null)
    return {
      share: byUse,
      method: noteTexts.write('by the processes’ use of its multiprocessors (estimate)'),
    };
  const byMemory = partOf(own, others, ({ memoryBytes }) => memoryBytes);
  if (byMemory !== null)
    return { share: byMemory, method: noteTexts.write('by the processes’ memory on it (estimate)') };
  return {
    share: own.length / (own.length + others.length),
    method: noteTexts.write('equal parts to the processes on it (estimate)'),
  };
}

/** The part of `own` in the sum; null where one value is not known, or all are 0. */
function partOf(
  own: readonly DeviceProcess[],
  others: readonly DeviceProcess[],
  valueOf: (process: DeviceProcess) => number | null,
): number | null {
  const sum = (processes: readonly DeviceProcess[]): number | null =>
    processes.reduce<number | null>((total, process) => {
      const value = valueOf(process);
      return total === null || value === null ? null : total + value;
    }, 0);
  const mine = sum(own);
  const theirs = sum(others);
  return mine === null || theirs === null || mine + theirs <= 0 ? null : mine / (mine + theirs);
}
