import { comparisonTexts } from './comparison/texts';
import { historyTexts } from './history/texts';
import { modelTexts } from './model/texts';
import { runTexts } from './run/texts';

/** Every text of the pages; the host translates them, and the page hands them over. `{0}` is the first value. */
export const viewTexts = [
  'now',
  'mean of the run',
  'Net of the idle baseline: {0}, {1}',
  'modelled',
  'running, {0}',
  'interrupted after {0}',
  'ended after {0}',
  'ended after {0}, exit code {1}',
  '{0} (included in another)',
  '{0} (running)',
  'not known',
  '{0}. Power {1}, energy {2}, {3}. CO2e {4}.',
  '{0} to {1}',
  '{0} ({1})',
  'Time',
  'Energy so far',
  'Energy and CO2e so far',
  'CO2e so far',
  'Energy',
  'Forecast',
  'Budget: {0}',
  'Budget: {0}, above the chart',
  'Grid intensity',
  ...modelTexts,
  ...historyTexts,
  ...runTexts,
  ...comparisonTexts,
] as const;
export type ViewText = (typeof viewTexts)[number];
