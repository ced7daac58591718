import { Chart, type ChartDataset, Decimation } from 'chart.js';
import { formatDuration } from '../../src/units/format';
import { type ChartTheme, onThemeChange, readTheme, translucent } from '../theme';
import { lineOptions, lineStyle, paint, valueScale, type ValueAxis } from './line-chart';

Chart.register(Decimation);

export interface CurvePoint {
  readonly x: number;
  /** Null where it is not known: the curve has a gap there. */
  readonly y: number | null;
}

export interface Curve {
  readonly label: string;
  readonly axis: string;
  readonly points: readonly CurvePoint[];
  /** Which of the theme's colours; `text` is that of letters. */
  readonly colour: number | 'text';
  readonly dash?: readonly number[];
  /** It holds from a point to the next one. */
  readonly isStepped?: boolean;
}

export interface Axis extends ValueAxis {
  readonly id: string;
  /** What the axis is of, where the ticks alone don't tell. */
  readonly title?: string;
}

export interface HorizontalAxis {
  readonly format: (value: number) => string;
  /** Between two ticks, for an axis that ends there and has room for so many; left out where round numbers do. */
  readonly step?: (end: number, mostTicks: number) => number;
}

const [minute, hour, day] = [60, 3600, 86_400];
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * day),
];
const mostTicks = 8;
/** As wide as the longest time is written. */
const tickPixels = 90;

/** Seconds since the start, at whole minutes, hours or days. */
export const timeAxis: HorizontalAxis = {
  format: formatDuration,
  step: (end, most) => timeSteps.find((step) => end / step <= most) ?? end / most,
};

export interface TimeChartOptions {
  readonly axes: readonly Axis[];
  readonly x: HorizontalAxis;
  /** Curves of the first axis are laid on one another, as areas. */
  readonly isStacked?: boolean;
}

type Dataset = ChartDataset<'line', { x: number; y: number | null }[]>;

/** Dashes, so that curves are told apart without colours. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 6]];
export const dashOf = (index: number): readonly number[] => dashes[index % dashes.length] ?? [];

/** Lines over time or steps, in the colours of VS Code's theme, without animation. */
export class TimeChart {
  private readonly chart: Chart<'line', { x: number; y: number | null }[]>;
  private readonly isStacked: boolean;
  private readonly firstAxis: string;
  private theme: ChartTheme = readTheme();
  private curves: readonly Curve[] = [];
  private x: HorizontalAxis;
  private frameRequested = false;

  constructor(canvas: HTMLCanvasElement, { axes, x, isStacked = false }: TimeChartOptions) {
    this.x = x;
    const [first] = axes;
    this.chart = new Chart<'line', { x: number; y: number | null }[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...lineOptions,
        scales: {
          x: {
            type: 'linear',
            min: 0,
            ticks: {
              maxTicksLimit: mostTicks + 1,
              maxRotation: 0,
              includeBounds: false,
              callback: (value) => this.x.format(Number(value)),
            },
            // A step given to the scale itself is stretched until it divides the whole.
            afterBuildTicks: (scale) => {
              const most = Math.min(mostTicks, Math.max(2, Math.floor(scale.width / tickPixels)));
              const step = this.x.step?.(scale.max, most) ?? 0;
              if (step > 0)
                scale.ticks = Array.from({ length: Math.floor(scale.max / step) + 1 }, (_value, index) => ({
                  value: index * step,
                }));
            },
          },
          ...Object.fromEntries(
            axes.map((axis) => [
              axis.id,
              {
                ...valueScale(axis, isStacked && axis === first),
                ...(axis.title === undefined ? {} : { title: { display: true, text: axis.title } }),
              },
            ]),
          ),
        },
        plugins: {
          legend: { position: 'bottom', labels: { boxWidth: 18, boxHeight: 2 } },
          // Curves that lie on one another are thinned out together, by `thinned`.
          decimation: { enabled: !isStacked, algorithm: 'min-max' },
          tooltip: {
            mode: 'index',
            callbacks: {
              title: (items) => this.x.format(items[0]?.parsed.x ?? Number.NaN),
              label: ({ dataset, parsed }) => {
                const axis = axes.find(({ id }) => id === dataset.yAxisID);
                const text = axis === undefined || parsed.y === null ? '' : axis.format(parsed.y);
                return `${dataset.label ?? ''}: ${text}`;
              },
            },
          },
        },
      },
    });
    onThemeChange(() => {
      this.theme = readTheme();
      this.draw();
    });
    this.isStacked = isStacked;
    this.firstAxis = first?.id ?? '';
  }

  /** Replaces all curves; drawn with the next frame, however often it is called before. */
  show(curves: readonly Curve[], x = this.x): void {
    this.curves = curves;
    this.x = x;
    if (this.frameRequested) return;
    this.frameRequested = true;
    requestAnimationFrame(() => {
      this.frameRequested = false;
      this.draw();
    });
  }

  private draw(): void {
    this.chart.data.datasets = this.curves.map((curve, index) => this.dataset(curve, index));
    const { options } = this.chart.config;
    paint(options, this.theme);
    const end = Math.max(0, ...this.curves.map(({ points }) => points.at(-1)?.x ?? 0));
    Object.assign(options?.scales?.['x'] ?? {}, { max: end });
    this.chart.update('none');
  }

  private dataset({ label, axis, points, colour, dash, isStepped }: Curve, index: number): Dataset {
    const { curves, text } = this.theme;
    const drawn = colour === 'text' ? text : (curves[colour % curves.length] ?? text);
    const isArea = this.isStacked && axis === this.firstAxis;
    return {
      label,
      yAxisID: axis,
      data: points.map(({ x, y }) => ({ x, y: y ?? Number.NaN })),
      borderColor: drawn,
      backgroundColor: isArea ? translucent(drawn) : drawn,
      ...lineStyle,
      borderDash: [...(dash ?? [])],
      stepped: isStepped === true ? 'before' : false,
      fill: isArea ? (index === 0 ? 'origin' : '-1') : false,
    };
  }
}

/** At most so many moments, each the mean over its neighbours, so that curves that lie on one another stay so. */
export function thinned(
  seconds: readonly number[],
  curves: readonly (readonly (number | null)[])[],
  most: number,
): { readonly seconds: readonly number[]; readonly curves: readonly (readonly (number | null)[])[] } {
  const size = Math.ceil(seconds.length / most);
  if (size <= 1) return { seconds, curves };
  const starts = Array.from({ length: Math.ceil(seconds.length / size) }, (_value, index) => index * size);
  const lastOf = (start: number): number => Math.min(start + size, seconds.length) - 1;
  return {
    seconds: starts.map((start) => seconds[lastOf(start)] ?? 0),
    curves: curves.map((curve) => starts.map((start) => meanOf(curve.slice(start, lastOf(start) + 1)))),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
