import type { RunUpdate, SeriesView } from '../../../webview/protocol';
import type { SampleRecord } from '../../runs/journal';
import type { PowerSeries } from '../../runs/series';
import type { TrackedRun } from '../runs/tracked-run';

type CurvesOfRun = Pick<TrackedRun, 'series' | 'energyAt'>;

/** More at once is a journal that is being read: its curves are sent whole, as they are kept. */
const mostMoments = 500;

/** What a page has of a run: so that it is told what is new, and no more. */
export class ShownRun<View extends object> {
  /** Each figure as it was sent. */
  private figures = new Map<string, string>();
  private series: PowerSeries | null = null;

  /** All of it has been sent. */
  has(run: CurvesOfRun, view: View | null): void {
    this.series = run.series;
    this.figures = new Map(Object.entries(view ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
  }

  /** What is to be sent after new samples, or none; null where the page needs the whole. */
  update(run: CurvesOfRun, view: View, samples: readonly SampleRecord[]): RunUpdate<View> | null {
    // A journal that was replaced has other curves.
    if (run.series !== this.series || samples.length > mostMoments) return null;
    const changes = Object.entries(view).filter(([key, value]) => {
      const text = JSON.stringify(value);
      if (this.figures.get(key) === text) return false;
      this.figures.set(key, text);
      return true;
    });
    return {
      type: 'update',
      changes: Object.fromEntries(changes) as Partial<View>,
      moments: momentsOf(run, samples),
    };
  }
}

const momentsOf = (run: CurvesOfRun, samples: readonly SampleRecord[]): SeriesView => ({
  seconds: samples.map(({ t }) => t),
  watts: (run.series?.watts ?? []).map((_curve, device) => samples.map(({ watts }) => watts[device] ?? null)),
  joules: samples.map((sample) => run.energyAt(sample)),
});
