import {
  Chart,
  type ChartData,
  type ChartDataset,
  type ChartOptions,
  Filler,
  Legend,
  type LegendItem,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ScaleOptionsByType,
  Tooltip,
} from 'chart.js';
import type { ChartTheme } from '../theme';
import type { AlignedChart, Margins } from './aligned-plots';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Legend, Tooltip);

/** What all charts of lines have in common: points are given as they are drawn, sorted, and nothing moves. */
export const lineOptions: ChartOptions<'line'> = {
  animation: false,
  parsing: false,
  normalized: true,
  responsive: true,
  maintainAspectRatio: false,
  interaction: { mode: 'nearest', axis: 'x', intersect: false },
};

/** What all curves have in common. */
export const lineStyle = { borderWidth: 1.5, pointRadius: 0, pointHitRadius: 8 } as const;

export interface ValueAxis {
  readonly position: 'left' | 'right';
  readonly format: (value: number) => string;
}

/** Labels at the right edge would lose their last pixels: they are drawn a little wider than they were measured. */
const widened = (scale: { width: number }): void => {
  scale.width += 4;
};

/** An axis of values, from zero; the grid is that of the left one. */
export const valueScale = ({ position, format }: ValueAxis, isStacked: boolean) => ({
  type: 'linear' as const,
  position,
  stacked: isStacked,
  beginAtZero: true,
  ...(position === 'right' ? { grid: { drawOnChartArea: false }, afterFit: widened } : {}),
  // Where an axis is told to end, its end is no round number.
  ticks: {
    maxTicksLimit: 5,
    includeBounds: false,
    callback: (value: string | number) => format(Number(value)),
  },
});

/**
 * Gives axes and legend the theme's colours, from the next update on. `options` are the chart's plain ones, of its
 * configuration: `chart.options` are proxies that resolve, and don't bear being spread.
 */
export function paint(options: ChartOptions<'line'> | undefined, { text, font, grid }: ChartTheme): void {
  const { scales, plugins } = options ?? {};
  const letters = { color: text, font: { family: font, size: 11 } };
  for (const scale of Object.values(scales ?? {}) as Partial<ScaleOptionsByType<'linear'>>[])
    Object.assign(scale, {
      ticks: { ...scale.ticks, ...letters },
      grid: { ...scale.grid, color: grid },
      border: { color: grid },
      ...(scale.title === undefined ? {} : { title: { ...scale.title, color: text } }),
    });
  if (plugins?.legend?.labels) Object.assign(plugins.legend.labels, letters);
}

export interface Point {
  x: number;
  /** Not a number where it is not known. */
  y: number;
}
export type CurveData = ChartDataset<'line', Point[]> & {
  /** Where one of several curves stands for all of them in the legend: what it is itself. */
  readonly name?: string;
  /** Left out: true. */
  readonly isInLegend?: boolean;
};

/** Edges of bands have no label. */
export const isInLegend = ({ text, datasetIndex = 0 }: LegendItem, { datasets }: ChartData): boolean =>
  text !== '' && (datasets[datasetIndex] as CurveData | undefined)?.isInLegend !== false;

export const nameOf = (curve: { readonly label?: string | undefined; readonly name?: string }): string =>
  curve.name ?? curve.label ?? '';

/**
 * A canvas with lines. The chart is made when it is drawn first: its page has its size then, and it is worked out once, with
 * its curves.
 */
export class LineChart implements AlignedChart {
  private chart: Chart<'line', Point[]> | null = null;
  /** Each curve without its points, as a text. */
  private looks: readonly string[] = [];
  private widened: Margins = { left: 0, right: 0 };

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly firstOptions: ChartOptions<'line'>,
  ) {}

  /** The plain ones; they may be changed before a drawing. */
  get options(): ChartOptions<'line'> {
    return this.chart?.config.options ?? this.firstOptions;
  }

  scale(id: string) {
    return this.options.scales?.[id];
  }

  plot(): { readonly left: number; readonly right: number } {
    return this.chart?.chartArea ?? { left: 0, right: 0 };
  }

  margins(): Margins | null {
    if (this.chart === null || this.chart.width === 0) return null;
    const { chartArea, width } = this.chart;
    return { left: chartArea.left - this.widened.left, right: width - chartArea.right - this.widened.right };
  }

  /** Draws again only where that moves the plot by a pixel. */
  widenMargins(by: Margins): void {
    const isSame = Math.abs(by.left - this.widened.left) < 1 && Math.abs(by.right - this.widened.right) < 1;
    if (this.chart === null || isSame) return;
    this.widened = by;
    this.options.layout = { padding: { ...by } };
    this.chart.update('none');
  }

  /** Where only the points of curves differ from before, the chart keeps what it has worked out. */
  draw(curves: CurveData[]): void {
    const looks = curves.map(({ data: _data, ...look }) => JSON.stringify(look));
    const isSame =
      looks.length === this.looks.length && looks.every((look, index) => look === this.looks[index]);
    this.looks = looks;
    if (this.chart === null) {
      this.chart = new Chart<'line', Point[]>(this.canvas, {
        type: 'line',
        data: { datasets: curves },
        options: this.firstOptions,
      });
      return;
    }
    const { data } = this.chart;
    if (isSame)
      curves.forEach((curve, index) => {
        Object.assign(data.datasets[index] ?? {}, { data: curve.data });
      });
    else data.datasets = curves;
    this.chart.update('none');
  }
}

/** By the id of an axis: where it ends; null: it is not shown. Other axes end where their curves do. */
export type Highest = Readonly<Record<string, number | null>>;

export function setHighest(chart: LineChart, highest: Highest): void {
  for (const [id, value] of Object.entries(highest))
    Object.assign(chart.scale(id) ?? {}, {
      min: 0,
      display: value !== null,
      ...(value === null ? {} : { max: value }),
    });
}
