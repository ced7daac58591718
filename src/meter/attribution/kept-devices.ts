import type { DeviceProcess, Probe } from '../source';

/**
 * Looks now and then, ever more seldom, whether the run works on an accelerator that its variables were taken to keep from it: its
 * script may have set others. A device that the run is seen on is told of once.
 */
export class KeptDeviceWatch {
  private left: readonly Probe[];
  private next: number;

  constructor(
    kept: readonly Probe[],
    private readonly startedAt: number,
  ) {
    this.left = kept;
    this.next = startedAt;
  }

  /** `isOwn` tells of what a driver has listed whether a process of the run is among it. Returns the devices that the run was seen on. */
  look(now: number, isOwn: (listed: readonly DeviceProcess[]) => boolean): readonly Probe[] {
    if (this.left.length === 0 || now < this.next) return [];
    this.next = now + Math.max(1, now - this.startedAt);
    const found = this.left.filter((probe) => {
      const listed = probe.processes?.() ?? [];
      return listed.length > 0 && isOwn(listed);
    });
    this.left = this.left.filter((probe) => !found.includes(probe));
    return found;
  }
}
