/** A stretch of a chart's time axis; `from` is below `to`. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** No closer than one of this many parts of the whole, and than a second or a step of progress. */
const mostParts = 2000;
const shortest = 1;

const within = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high);

/** The part of `whole` that `window` shows once it is moved into it; null where it shows all. */
function fitted({ from, to }: TimeWindow, whole: TimeWindow): TimeWindow | null {
  const length = to - from;
  if (length >= whole.to - whole.from) return null;
  const begin = within(whole.from, from, whole.to - length);
  return { from: begin, to: begin + length };
}

/** Shows `factor` times as little (above 1) or as much (below 1) around the moment `at`, which keeps its place. Null is the whole. */
export function zoomed(
  window: TimeWindow | null,
  whole: TimeWindow,
  factor: number,
  at?: number,
): TimeWindow | null {
  const { from, to } = window ?? whole;
  const closest = Math.max((whole.to - whole.from) / mostParts, shortest);
  const length = Math.max((to - from) / factor, Math.min(closest, to - from));
  const centre = at ?? (from + to) / 2;
  const before = to > from ? (centre - from) / (to - from) : 0.5;
  return fitted({ from: centre - before * length, to: centre + (1 - before) * length }, whole);
}

/** Moves by a share of what is shown: to later moments where it is above 0. */
export function panned(window: TimeWindow | null, whole: TimeWindow, share: number): TimeWindow | null {
  if (window === null) return null;
  const by = share * (window.to - window.from);
  return fitted({ from: window.from + by, to: window.to + by }, whole);
}

/** Where the newest moment was shown, the window goes on with it; else it stays, within the whole. */
export function followed(
  window: TimeWindow | null,
  newest: { readonly before: number; readonly now: number },
  whole: TimeWindow,
): TimeWindow | null {
  if (window === null) return null;
  const isShown = window.from <= newest.before && newest.before <= window.to;
  const by = isShown ? newest.now - newest.before : 0;
  return fitted({ from: window.from + by, to: window.to + by }, whole);
}
