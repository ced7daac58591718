import {
  Chart,
  type ChartOptions,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ScaleOptionsByType,
  Tooltip,
} from 'chart.js';
import type { ChartTheme } from '../theme';

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

/** An axis of values, from zero; the grid is that of the left one. */
export const valueScale = ({ position, format }: ValueAxis, isStacked: boolean) => ({
  type: 'linear' as const,
  position,
  stacked: isStacked,
  beginAtZero: true,
  ...(position === 'right' ? { grid: { drawOnChartArea: false } } : {}),
  ticks: { maxTicksLimit: 5, callback: (value: string | number) => format(Number(value)) },
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
