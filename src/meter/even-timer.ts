/** A wake-up that is late by less is on time. */
const mostLateMs = 3;

/**
 * Wakes again and again after about as long. Node's timer is then set back and not made anew: a new one costs a process that
 * sleeps in between as much as a reading does of two devices.
 */
export class EvenTimer {
  private timer: NodeJS.Timeout | null = null;
  private milliseconds = 0;

  constructor(private readonly onWake: () => void) {}

  /** Wakes once, after so long or a few milliseconds later. */
  wake(milliseconds: number): void {
    const late = this.milliseconds - milliseconds;
    if (this.timer !== null && late >= 0 && late < mostLateMs) {
      this.timer.refresh();
      return;
    }
    this.stop();
    this.milliseconds = Math.max(1, Math.ceil(milliseconds));
    this.timer = setTimeout(this.onWake, this.milliseconds);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
