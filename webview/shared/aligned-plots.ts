/** Pixels of a chart's width that its plot leaves to either side. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** A chart whose plot can be given more room at its sides than its axes need. */
export interface AlignedChart {
  /** What its own axes need; null where it is not drawn. */
  readonly margins: () => Margins | null;
  readonly widenMargins: (by: Margins) => void;
}

/** Lays the plots of charts of one width on one another's sides, so that a moment stands at one place in all of them. */
export function alignPlots(charts: readonly AlignedChart[]): void {
  const drawn = charts.flatMap((chart) => {
    const own = chart.margins();
    return own === null ? [] : [{ chart, own }];
  });
  const left = Math.max(...drawn.map(({ own }) => own.left));
  const right = Math.max(...drawn.map(({ own }) => own.right));
  for (const { chart, own } of drawn) chart.widenMargins({ left: left - own.left, right: right - own.right });
}
