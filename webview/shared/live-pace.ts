import type { TimeWindow } from './time-window';

/** Between two drawings: live power moves ten times a second, unless motion is to be reduced or it would move by no pixel. */
const shortestWaitMs = 100;
const longestWaitMs = 1000;

/** When the screen draws, and whether a person wants less to move on it. */
export interface Frames {
  readonly isMotionReduced: () => boolean;
  /** Calls once, when the next frame is due. */
  readonly next: (draw: () => void) => void;
}

/** Until a new moment moves curves over `shown` by a pixel of their plot. */
function waitMs(
  { from, to }: TimeWindow,
  { left, right }: { readonly left: number; readonly right: number },
): number {
  const pixelMs = (1000 * (to - from)) / Math.max(1, right - left);
  return Math.min(Math.max(pixelMs, shortestWaitMs), longestWaitMs);
}

/** Draws live curves as often as it makes a difference, however often it is asked; what moves slowly, once a second. */
export class LivePace {
  private isDue = false;
  private drawnAt = -Infinity;
  private slowlyDrawnAt = -Infinity;
  private slowTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly pace: () => {
      readonly shown: TimeWindow;
      readonly plot: { readonly left: number; readonly right: number };
    },
    private readonly draw: (withSlow: boolean) => void,
    private readonly frames: Frames,
  ) {}

  drawSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    const { shown, plot } = this.pace();
    const wait = this.frames.isMotionReduced() ? longestWaitMs : waitMs(shown, plot);
    setTimeout(
      () => {
        this.frames.next(() => {
          this.isDue = false;
          this.drawnAt = performance.now();
          const slowWaitMs = longestWaitMs - (this.drawnAt - this.slowlyDrawnAt);
          this.draw(slowWaitMs <= 0);
          if (slowWaitMs > 0) this.drawSlowlyIn(slowWaitMs);
        });
      },
      // A little before the frame is due: it comes with the screen's next one.
      Math.max(0, wait - 16 - (performance.now() - this.drawnAt)),
    );
  }

  /** What was told last may be the last there is: at the end of a run, or where it is paused. */
  private drawSlowlyIn(waitMs: number): void {
    clearTimeout(this.slowTimer);
    this.slowTimer = setTimeout(() => {
      this.draw(true);
    }, waitMs);
  }

  /** It was drawn, for whatever reason. */
  drawn(withSlow: boolean): void {
    this.drawnAt = performance.now();
    if (!withSlow) return;
    this.slowlyDrawnAt = this.drawnAt;
    clearTimeout(this.slowTimer);
  }
}
