import { observeAndGoOn } from './meanwhile';
import { wallClockAt } from './monotonic';
import type { Observation } from './observation';
import { waitedSeconds } from './processes/linux-processes';
import { machineProcesses } from './processes/machine-processes';
import type { Probe } from './source';

/** What was read before there was a journal. */
export interface LaunchReadings {
  readonly startedAt: Date;
  /** The first right before the launch, the others after it. */
  readonly observations: readonly Observation[];
  /** At the launch: the busy seconds of all processors, and those of children that were waited for; null where not known. */
  readonly busySeconds: number | null;
  readonly waitedSeconds: number | null;
}

/** Reads the devices right before a launch; a driver's thread then reads on. Others may be added after it. */
export function readAtLaunch(
  probes: readonly Probe[],
): LaunchReadings & { readonly observations: Observation[] } {
  const busySeconds = machineProcesses().busySeconds();
  const observation = observeAndGoOn(probes);
  return {
    busySeconds,
    waitedSeconds: waitedSeconds(),
    startedAt: wallClockAt(observation.t),
    observations: [observation],
  };
}
