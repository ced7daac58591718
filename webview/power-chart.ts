import {
  Chart,
  type ChartDataset,
  Decimation,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { formatDuration, formatKilowattHours, formatPower } from '../src/units/format';
import { joules, kilowattHours, toKilowattHours, watts } from '../src/units/quantities';
import type { DeviceView, SeriesView } from './protocol';
import { type ChartTheme, onThemeChange, readTheme } from './theme';
import { t } from './translate';

Chart.register(LineController, LineElement, PointElement, LinearScale, Decimation, Legend, Tooltip);

interface Point {
  x: number;
  y: number;
}
type Curve = ChartDataset<'line', Point[]>;

/** The energy axis is in watt-hours, so that its ticks are round in the unit that is shown. */
const toWattHours = (value: number | null): number | null =>
  value === null ? null : toKilowattHours(joules(value)) * 1000;
const formatWattHours = (value: number): string => formatKilowattHours(kilowattHours(value / 1000));

/** Power by device on the left axis, cumulative energy of the run on the right one, over the run's seconds. */
export class PowerChart {
  private readonly chart: Chart<'line', Point[]>;
  private theme: ChartTheme = readTheme();
  private frameRequested = false;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = new Chart<'line', Point[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        scales: {
          x: {
            type: 'linear',
            min: 0,
            ticks: { maxTicksLimit: 6, maxRotation: 0, callback: (value) => formatDuration(Number(value)) },
          },
          power: {
            position: 'left',
            beginAtZero: true,
            ticks: { maxTicksLimit: 5, callback: (value) => formatPower(watts(Number(value))) },
          },
          energy: {
            position: 'right',
            beginAtZero: true,
            grid: { drawOnChartArea: false },
            ticks: { maxTicksLimit: 5, callback: (value) => formatWattHours(Number(value)) },
          },
        },
        plugins: {
          legend: { position: 'bottom', labels: { boxWidth: 12, boxHeight: 2 } },
          decimation: { enabled: true, algorithm: 'min-max' },
          tooltip: {
            callbacks: {
              title: (items) => formatDuration(items[0]?.parsed.x ?? Number.NaN),
              label: (item) => {
                const value = item.parsed.y ?? Number.NaN;
                const text =
                  item.dataset.yAxisID === 'energy' ? formatWattHours(value) : formatPower(watts(value));
                return `${item.dataset.label ?? ''}: ${text}`;
              },
            },
          },
        },
      },
    });
    onThemeChange(() => {
      this.theme = readTheme();
      this.paint();
      this.chart.update('none');
    });
    this.paint();
  }

  /** Replaces all curves. */
  show(devices: readonly DeviceView[], series: SeriesView): void {
    const power = devices.map<Curve>((device, index) => ({
      label: device.name,
      yAxisID: 'power',
      data: points(series.seconds, series.watts[index] ?? []),
    }));
    const energy: Curve = {
      label: t('Energy'),
      yAxisID: 'energy',
      data: points(series.seconds, series.joules.map(toWattHours)),
      borderDash: [4, 3],
    };
    this.chart.data.datasets = [...power, energy];
    this.paint();
    this.chart.update('none');
  }

  /** Adds one moment to the curves that `show` drew. */
  add(seconds: number, deviceWatts: readonly (number | null)[], runJoules: number | null): void {
    this.chart.data.datasets.forEach((curve, index, all) => {
      const value = index === all.length - 1 ? toWattHours(runJoules) : deviceWatts[index];
      if (value === null || value === undefined) return;
      curve.data.push({ x: seconds, y: value });
    });
    if (this.frameRequested) return;
    this.frameRequested = true;
    requestAnimationFrame(() => {
      this.frameRequested = false;
      this.chart.update('none');
    });
  }

  private paint(): void {
    const { curves, energy, text, grid, font } = this.theme;
    this.chart.data.datasets.forEach((curve, index, all) => {
      const colour = index === all.length - 1 ? energy : curves[index % curves.length];
      Object.assign(curve, {
        borderColor: colour,
        backgroundColor: colour,
        borderWidth: 1.5,
        pointRadius: 0,
        pointHitRadius: 8,
      });
    });
    // The plain options and not `chart.options`: those are proxies that resolve, and don't bear being spread.
    const { scales, plugins } = this.chart.config.options ?? {};
    for (const scale of Object.values(scales ?? {})) {
      Object.assign(scale ?? {}, {
        ticks: { ...scale?.ticks, color: text, font: { family: font, size: 11 } },
        grid: { ...scale?.grid, color: grid },
        border: { color: grid },
      });
    }
    if (plugins?.legend?.labels)
      Object.assign(plugins.legend.labels, { color: text, font: { family: font, size: 11 } });
  }
}

function points(seconds: readonly number[], values: readonly (number | null)[]): Point[] {
  return seconds.flatMap((x, index) => {
    const y = values[index];
    return y === null || y === undefined ? [] : [{ x, y }];
  });
}
