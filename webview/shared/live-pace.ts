import type { TimeWindow } from './time-window';

/** Between two drawings: live power moves ten times a second, unless motion is to be reduced or it would move by no pixel. */
const shortestWaitMs = 100;
const longestWaitMs = 1000;

const isMotionReduced = (): boolean =>
  document.body.classList.contains('vscode-reduce-motion') ||
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Until a new moment moves curves over `shown` by a pixel of their plot. */
function waitMs(
  { from, to }: TimeWindow,
  { left, right }: { readonly left: number; readonly right: number },
): number {
  if (isMotionReduced()) return longestWaitMs;
  const pixelMs = (1000 * (to - from)) / Math.max(1, right - left);
  return Math.min(Math.max(pixelMs, shortestWaitMs), longestWaitMs);
}

/** Draws live curves as often as it makes a difference, however often it is asked; what moves slowly, once a second. */
export class LivePace {
  private isDue = false;
  private drawnAt = -Infinity;
  private slowlyDrawnAt = -Infinity;

  constructor(
    private readonly pace: () => {
      readonly shown: TimeWindow;
      readonly plot: { readonly left: number; readonly right: number };
    },
    private readonly draw: (withSlow: boolean) => void,
  ) {}

  drawSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    const { shown, plot } = this.pace();
    setTimeout(
      () => {
        requestAnimationFrame(() => {
          this.isDue = false;
          this.drawnAt = performance.now();
          this.draw(performance.now() - this.slowlyDrawnAt >= longestWaitMs);
        });
      },
      // A little before the frame is due: it comes with the screen's next one.
      Math.max(0, waitMs(shown, plot) - 16 - (performance.now() - this.drawnAt)),
    );
  }

  /** It was drawn, for whatever reason. */
  drawn(withSlow: boolean): void {
    this.drawnAt = performance.now();
    if (withSlow) this.slowlyDrawnAt = this.drawnAt;
  }
}
