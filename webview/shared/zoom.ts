import * as v from 'valibot';
import { followed, panned, zoomed, type TimeWindow } from './time-window';

const moment = v.pipe(v.number(), v.finite());
/** What a page keeps of its zoom: what was shown, and which moment was the newest then; null for the whole. */
export const keptZoomSchema = v.nullable(
  v.pipe(
    v.object({ from: moment, to: moment, newest: moment }),
    v.check(({ from, to }) => from < to),
  ),
);
export type KeptZoom = v.InferOutput<typeof keptZoomSchema>;

/** Which stretch of an axis is shown. */
export class Zoom {
  private current: TimeWindow | null;
  private whole: TimeWindow = { from: 0, to: 1 };
  private newest: number;

  constructor(
    private readonly onChange: () => void,
    kept: KeptZoom = null,
  ) {
    this.current = kept;
    this.newest = kept?.newest ?? 0;
  }

  /** What is shown. */
  get window(): TimeWindow {
    return this.current ?? this.whole;
  }

  get isWhole(): boolean {
    return this.current === null;
  }

  get kept(): KeptZoom {
    return this.current === null ? null : { ...this.current, newest: this.newest };
  }

  /** The axis has another length; `newest` is the newest moment on it, after which it may go on with what is forecast. */
  setWhole(whole: TimeWindow, newest = whole.to): void {
    this.current = followed(this.current, { before: this.newest, now: newest }, whole);
    this.whole = whole;
    this.newest = newest;
  }

  zoom(factor: number, at?: number): void {
    this.change(zoomed(this.current, this.whole, factor, at));
  }

  pan(share: number): void {
    this.change(panned(this.current, this.whole, share));
  }

  reset(): void {
    this.change(null);
  }

  /** The axis becomes another one: nobody has changed what is shown of this one. */
  forget(): void {
    this.current = null;
  }

  private change(window: TimeWindow | null): void {
    this.current = window;
    this.onChange();
  }
}
