export interface CurvePoint {
  readonly x: number;
  /** Null where it is not known: the curve has a gap there. */
  readonly y: number | null;
}

export interface Curve {
  /** Empty: the curve is the edge of a band, without a line, a legend or a tooltip. */
  readonly label: string;
  readonly axis: string;
  readonly points: readonly CurvePoint[];
  /** Which of the theme's colours; `text` is that of letters, `warning` that of a limit. */
  readonly colour: number | 'text' | 'warning';
  readonly dash?: readonly number[];
  /** In pixels. */
  readonly width?: number;
  /** It holds from a point to the next one. */
  readonly isStepped?: boolean;
  /** An area down to the curve before this one, or to zero. */
  readonly fill?: 'previous' | 'origin';
  /** The name of one among several that stand in the legend together. */
  readonly name?: string;
  readonly isInLegend?: boolean;
}
