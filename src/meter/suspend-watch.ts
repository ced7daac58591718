import { uptime } from 'node:os';
import { monotonicSeconds } from './monotonic';

/** Shorter sleeps are within what the clocks are rounded to, and change no figure that is told. */
const leastSeconds = 2;
/** The clock on the wall costs nothing to read; the time since the boot is a file on Linux. */
const noticedSeconds = 1;

interface Clocks {
  /** Stands still while the machine is suspended, on Linux and macOS. */
  readonly monotonic: () => number;
  /** Goes on, and may be set. */
  readonly wall: () => number;
  /** Goes on, and is never set: CLOCK_BOOTTIME. */
  readonly sinceBoot: () => number;
}

const machineClocks: Clocks = {
  monotonic: monotonicSeconds,
  wall: () => Date.now() / 1000,
  sinceBoot: uptime,
};

/**
 * Sees that the machine was suspended: the monotonic clock, in which all readings are told, stood still meanwhile, so that
 * two readings on both sides of it look like any others. A clock on the wall that was set is told apart from that.
 */
export class SuspendWatch {
  private wallAhead: number;
  private bootAhead: number;

  constructor(private readonly clocks: Clocks = machineClocks) {
    this.wallAhead = clocks.wall() - clocks.monotonic();
    this.bootAhead = clocks.sinceBoot() - clocks.monotonic();
  }

  /** Seconds that the machine was suspended since the last call; 0 where it was not. */
  take(): number {
    const { monotonic, wall, sinceBoot } = this.clocks;
    const wallAhead = wall() - monotonic();
    if (Math.abs(wallAhead - this.wallAhead) < noticedSeconds) return 0;
    this.wallAhead = wallAhead;
    const bootAhead = sinceBoot() - monotonic();
    const asleep = bootAhead - this.bootAhead;
    this.bootAhead = bootAhead;
    return asleep >= leastSeconds ? asleep : 0;
  }
}
