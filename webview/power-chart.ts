import type { ChartOptions } from 'chart.js';
import { formatCO2e, formatDuration, formatIntensity, formatPower } from '../src/units/format';
import { gramsCO2e, watts } from '../src/units/quantities';
import type { DeviceView, OutlookView, RunView, SeriesView } from './protocol';
import { showZoom } from './shared/chart-tools';
import { deviceLooks } from './shared/device-label';
import { alignPlots } from './shared/aligned-plots';
import { bucketed, indicesIn } from './shared/buckets';
import { curveData } from './shared/curve-data';
import { energyPicture, type EnergyPicture, lastSecond } from './shared/energy-picture';
import {
  type CurveData,
  isInLegend,
  LineChart,
  lineOptions,
  lineStyle,
  nameOf,
  paint,
  type Point,
  setHighest,
  valueScale,
  type ValueAxis,
} from './shared/line-chart';
import { pageFrames } from './shared/frames';
import { LivePace } from './shared/live-pace';
import { pictureOf } from './shared/picture';
import { spread } from './shared/spread';
import { formatTick, mostTicksOf, ticksAt, timeStep } from './shared/time-steps';
import { formatWattHours, toWattHours } from './shared/watt-hours';
import type { KeptZoom } from './shared/zoom';
import { ZoomPan } from './shared/zoom-pan';
import { backgroundOf, type ChartTheme, onThemeChange, readTheme, translucent } from './theme';
import { t } from './translate';

/** Points of a curve that are drawn: in a narrow panel more would not be told apart. */
const mostPoints = 120;
/** What the charts show of a run. */
export interface ChartedRun {
  readonly devices: readonly DeviceView[];
  readonly series: SeriesView;
  readonly outlook: OutlookView;
  readonly intensities: RunView['intensities'];
}

const noRun: ChartedRun = {
  devices: [],
  series: { seconds: [], watts: [], joules: [] },
  outlook: {
    forecastJoules: null,
    forecastSeconds: null,
    budgetJoules: null,
    gramsPerJoule: null,
    soFarJoules: null,
  },
  intensities: [],
};

/**
 * Two charts over one time: power by device, laid on one another, with the grid's intensity; and the energy so far with its
 * CO2e, its forecast and the budget. They zoom and pan together.
 */
export class LiveCharts {
  readonly zoom: ZoomPan;
  private readonly power: LineChart;
  private readonly energy: LineChart;
  private theme: ChartTheme = readTheme();
  private run = noRun;
  private readonly pace = new LivePace(
    () => ({ shown: this.zoom.window, plot: this.power.plot() }),
    (withEnergy) => {
      this.draw(withEnergy);
    },
    pageFrames,
  );

  constructor(
    powerCanvas: HTMLCanvasElement,
    energyCanvas: HTMLCanvasElement,
    { keptZoom, onZoom }: { readonly keptZoom: KeptZoom; readonly onZoom: (zoom: KeptZoom) => void },
  ) {
    this.power = new LineChart(
      powerCanvas,
      optionsOf({
        power: { format: (value) => formatPower(watts(value)), position: 'left', stacked: true },
        intensity: { format: (value) => formatIntensity(value), position: 'right', stacked: false },
      }),
    );
    this.energy = new LineChart(
      energyCanvas,
      optionsOf({
        energy: { format: formatWattHours, position: 'left', stacked: false },
        co2e: { format: (value) => formatCO2e(gramsCO2e(value)), position: 'right', stacked: false },
      }),
    );
    this.zoom = new ZoomPan(
      [this.power, this.energy],
      () => {
        onZoom(this.zoom.kept);
        this.draw();
      },
      keptZoom,
    );
    onThemeChange(() => {
      this.theme = readTheme();
      this.paint();
      this.draw();
    });
    this.paint();
  }

  private paint(): void {
    for (const chart of [this.power, this.energy]) paint(chart.options, this.theme);
  }

  /** Shows a run as it is now; drawn at most ten times a second. */
  show(run: ChartedRun): void {
    this.run = run;
    this.zoom.setWhole({ from: 0, to: lastSecond(run.series, run.outlook) }, run.series.seconds.at(-1) ?? 0);
    this.pace.drawSoon();
  }

  /** Both charts: the data of a PNG in base64. */
  picture(): string {
    return pictureOf([this.power.canvas, this.energy.canvas], backgroundOf('sideBar'));
  }

  /** The sum so far moves slowly. */
  private draw(withEnergy = true): void {
    if (this.run === noRun) return;
    this.pace.drawn(withEnergy);
    const { from, to } = this.zoom.window;
    showZoom(this.zoom, formatDuration);
    const { intensities } = this.run;
    for (const chart of [this.power, this.energy]) {
      Object.assign(chart.scale('x') ?? {}, { min: from, max: to });
    }
    Object.assign(this.power.scale('intensity') ?? {}, { display: intensities.length > 0 });
    this.power.draw(this.powerCurves());
    if (withEnergy) {
      const { curves, highest } = this.energyPicture();
      setHighest(this.energy, highest);
      this.energy.draw(curves.map((curve) => curveData(curve, this.theme)));
    }
    alignPlots([this.power, this.energy]);
  }

  private powerCurves(): CurveData[] {
    const { devices, series, intensities } = this.run;
    const shown = bucketed({ seconds: series.seconds, curves: series.watts }, this.zoom.window, mostPoints);
    let below: number | 'origin' = 'origin';
    const looks = deviceLooks(devices);
    const power = devices.map((device, index): CurveData => {
      const look = looks[index];
      const colour = this.theme.curves[(look?.colour ?? 0) % this.theme.curves.length] ?? this.theme.text;
      const curve: CurveData = {
        ...lineOf(look?.label ?? '', 'power', colour),
        name: look?.name ?? '',
        isInLegend: look?.isInLegend ?? true,
        data: points(shown.seconds, shown.curves[index] ?? []),
        // What another device includes lies beside the others, not on them.
        stack: device.counted ? 'power' : `within ${index}`,
        fill: device.counted ? below : false,
        backgroundColor: device.counted ? translucent(colour) : colour,
        borderDash: device.counted ? [] : [2, 3],
      };
      if (device.counted) below = index;
      return curve;
    });
    if (intensities.length === 0) return power;
    return [
      ...power,
      {
        ...lineOf(t('Grid intensity'), 'intensity', this.theme.text),
        data: intensities.flatMap(({ from, to, gramsPerKwh }) => [
          { x: Math.max(0, from), y: gramsPerKwh },
          { x: Math.max(0, to), y: gramsPerKwh },
        ]),
        stack: 'intensity',
        borderDash: [6, 3],
      },
    ];
  }

  private energyPicture(): EnergyPicture {
    const { series, outlook } = this.run;
    const [first, end] = indicesIn(series.seconds, this.zoom.window);
    const energy = spread(end - first, mostPoints).flatMap((place) => {
      const value = series.joules[first + place] ?? null;
      return value === null ? [] : [{ x: series.seconds[first + place] ?? 0, y: toWattHours(value) }];
    });
    return energyPicture(series, outlook, { energy, grams: null }, t);
  }
}

interface AxisDescription extends ValueAxis {
  readonly stacked: boolean;
}

function optionsOf(axes: Readonly<Record<string, AxisDescription>>): ChartOptions<'line'> {
  return {
    ...lineOptions,
    scales: {
      x: {
        type: 'linear',
        ticks: {
          includeBounds: false,
          autoSkipPadding: 12,
          maxRotation: 0,
          callback: (value) => formatTick(Number(value)),
        },
        afterBuildTicks: (scale) => {
          scale.ticks = ticksAt(scale, timeStep(scale.max - scale.min, mostTicksOf(scale.width)));
        },
      },
      ...Object.fromEntries(Object.entries(axes).map(([id, axis]) => [id, valueScale(axis, axis.stacked)])),
    },
    plugins: {
      legend: {
        position: 'bottom',
        labels: { boxWidth: 12, boxHeight: 2, filter: isInLegend },
      },
      tooltip: {
        mode: 'index',
        filter: ({ dataset }) => dataset.label !== '',
        callbacks: {
          title: (items) => formatDuration(items[0]?.parsed.x ?? Number.NaN),
          label: ({ dataset, parsed }) => {
            const format = axes[dataset.yAxisID ?? '']?.format;
            return `${nameOf(dataset)}: ${format === undefined ? '' : format(parsed.y ?? Number.NaN)}`;
          },
        },
      },
    },
  };
}

const lineOf = (label: string, axis: string, colour: string): Omit<CurveData, 'data'> => ({
  label,
  yAxisID: axis,
  borderColor: colour,
  backgroundColor: colour,
  ...lineStyle,
});

/** A gap where a value is not known. */
const points = (seconds: readonly number[], values: readonly (number | null)[]): Point[] =>
  seconds.map((x, index) => ({ x, y: values[index] ?? Number.NaN }));
