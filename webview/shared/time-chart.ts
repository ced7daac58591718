import { Chart, Decimation } from 'chart.js';
import { formatDuration } from '../../src/units/format';
import { type ChartTheme, onThemeChange, readTheme } from '../theme';
import type { AlignedChart, Margins } from './aligned-plots';
import type { Curve } from './curve';
import { curveData } from './curve-data';
import {
  type CurveData,
  isInLegend,
  LineChart,
  lineOptions,
  nameOf,
  paint,
  valueScale,
  setHighest,
  type Highest,
  type ValueAxis,
} from './line-chart';
import { formatTick, mostTicks, mostTicksOf, ticksAt, timeStep } from './time-steps';
import type { TimeWindow } from './time-window';
import type { ZoomedChart } from './zoom-pan';

Chart.register(Decimation);

export interface Axis extends ValueAxis {
  readonly id: string;
  /** What the axis is of, where the ticks alone don't tell. */
  readonly title?: string;
}

export interface HorizontalAxis {
  readonly format: (value: number) => string;
  /** The text of a tick, where that is briefer. */
  readonly formatTick?: (value: number) => string;
  /** Between two ticks, for an axis that is so long and has room for so many; left out where round numbers do. */
  readonly step?: (length: number, mostTicks: number) => number;
}

/** Seconds since the start, at whole minutes, hours or days. */
export const timeAxis: HorizontalAxis = {
  format: formatDuration,
  formatTick,
  step: timeStep,
};

export interface TimeChartOptions {
  readonly axes: readonly Axis[];
  readonly x: HorizontalAxis;
  /** Curves of the first axis are laid on one another, as areas. */
  readonly isStacked?: boolean;
}

/** Lines over time or steps, in the colours of VS Code's theme, without animation. What it shows of them `ZoomPan` says. */
export class TimeChart implements ZoomedChart, AlignedChart {
  private readonly chart: LineChart;
  private readonly isStacked: boolean;
  private readonly firstAxis: string;
  private theme: ChartTheme = readTheme();
  private curves: readonly Curve[] = [];
  private window: TimeWindow = { from: 0, to: 1 };
  private x: HorizontalAxis;
  private highest: Highest = {};
  private frameRequested = false;

  constructor(
    readonly canvas: HTMLCanvasElement,
    { axes, x, isStacked = false }: TimeChartOptions,
  ) {
    this.x = x;
    const [first] = axes;
    this.chart = new LineChart(canvas, {
      ...lineOptions,
      scales: {
        x: {
          type: 'linear',
          ticks: {
            maxTicksLimit: mostTicks + 1,
            maxRotation: 0,
            includeBounds: false,
            callback: (value) => (this.x.formatTick ?? this.x.format)(Number(value)),
          },
          afterBuildTicks: (scale) => {
            const step = this.x.step?.(scale.max - scale.min, mostTicksOf(scale.width)) ?? 0;
            if (step > 0) scale.ticks = ticksAt(scale, step);
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
        legend: { position: 'bottom', labels: { boxWidth: 18, boxHeight: 2, filter: isInLegend } },
        // Curves that lie on one another are thinned out together, by `bucketed`.
        decimation: { enabled: !isStacked, algorithm: 'min-max' },
        tooltip: {
          mode: 'index',
          filter: ({ dataset }) => dataset.label !== '',
          callbacks: {
            title: (items) => this.x.format(items[0]?.parsed.x ?? Number.NaN),
            label: ({ dataset, parsed }) => {
              const axis = axes.find(({ id }) => id === dataset.yAxisID);
              const text = axis === undefined || parsed.y === null ? '' : axis.format(parsed.y);
              return `${nameOf(dataset)}: ${text}`;
            },
          },
        },
      },
    });
    onThemeChange(() => {
      this.theme = readTheme();
      if (this.curves.length > 0) this.draw();
    });
    this.isStacked = isStacked;
    this.firstAxis = first?.id ?? '';
  }

  plot(): { readonly left: number; readonly right: number } {
    return this.chart.plot();
  }

  margins(): Margins | null {
    return this.chart.margins();
  }

  widenMargins(by: Margins): void {
    this.chart.widenMargins(by);
  }

  /** Replaces all curves; drawn with the next frame, however often it is called before. */
  show(
    curves: readonly Curve[],
    window: TimeWindow,
    { x = this.x, highest = {} }: { readonly x?: HorizontalAxis; readonly highest?: Highest } = {},
  ): void {
    this.curves = curves;
    this.window = window;
    this.x = x;
    this.highest = highest;
    if (this.frameRequested) return;
    this.frameRequested = true;
    requestAnimationFrame(() => {
      this.frameRequested = false;
      this.draw();
    });
  }

  private draw(): void {
    paint(this.chart.options, this.theme);
    const { from, to } = this.window;
    Object.assign(this.chart.scale('x') ?? {}, { min: from, max: to });
    setHighest(this.chart, this.highest);
    this.chart.draw(this.curves.map((curve, index) => this.dataset(curve, index)));
  }

  /** Those of the first axis lie on one another where the chart is stacked, as areas. */
  private dataset(curve: Curve, index: number): CurveData {
    const isArea = this.isStacked && curve.axis === this.firstAxis;
    return curveData(isArea ? { ...curve, fill: index === 0 ? 'origin' : 'previous' } : curve, this.theme);
  }
}
