import { Zoom, type KeptZoom } from './zoom';

/** What a pointer on a canvas means: its plot area and its axis. */
export interface ZoomedChart {
  readonly canvas: HTMLCanvasElement;
  /** Left and right edge of the plot, in pixels of the canvas. */
  plot(): { readonly left: number; readonly right: number };
}

/** How much closer one step goes: of the wheel, a key, a button. */
export const zoomStep = 1.5;
const panShare = 0.2;
/** A pointer that moves less than this clicks. */
const dragPixels = 3;

/**
 * Zoom and pan over time of one chart or several that show the same time: wheel with Ctrl, drag, and, on a chart that has the
 * focus, + - arrows, Home for the whole.
 */
export class ZoomPan extends Zoom {
  constructor(charts: readonly ZoomedChart[], onChange: () => void, kept: KeptZoom = null) {
    super(onChange, kept);
    for (const chart of charts) this.listen(chart);
  }

  private listen(chart: ZoomedChart): void {
    const { canvas } = chart;
    const momentAt = (pixel: number): number => {
      const { left, right } = chart.plot();
      const { from, to } = this.window;
      return from + ((pixel - left) / Math.max(1, right - left)) * (to - from);
    };
    canvas.addEventListener('keydown', (event) => {
      const act = this.actionOf(event.key);
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    });
    canvas.addEventListener(
      'wheel',
      (event) => {
        // Without Ctrl the wheel scrolls the page. A pinch on a touch pad comes as a wheel with Ctrl.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? zoomStep : 1 / zoomStep, momentAt(event.offsetX));
      },
      { passive: false },
    );
    let held: number | null = null;
    canvas.addEventListener('pointerdown', (event) => {
      held = event.button === 0 && !this.isWhole ? event.clientX : null;
    });
    canvas.addEventListener('pointermove', (event) => {
      if (held === null || Math.abs(event.clientX - held) < dragPixels) return;
      canvas.setPointerCapture(event.pointerId);
      const { left, right } = chart.plot();
      this.pan((held - event.clientX) / Math.max(1, right - left));
      held = event.clientX;
    });
    const release = (): void => {
      held = null;
    };
    canvas.addEventListener('pointerup', release);
    canvas.addEventListener('pointercancel', release);
  }

  private actionOf(key: string): (() => void) | undefined {
    switch (key) {
      case '+':
      case '=':
        return () => {
          this.zoom(zoomStep);
        };
      case '-':
        return () => {
          this.zoom(1 / zoomStep);
        };
      case 'ArrowLeft':
        return () => {
          this.pan(-panShare);
        };
      case 'ArrowRight':
        return () => {
          this.pan(panShare);
        };
      case 'Home':
      case '0':
        return () => {
          this.reset();
        };
      default:
        return undefined;
    }
  }
}
