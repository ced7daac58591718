import type { RunSummary } from '../../runs/summary';
import { formatDuration } from '../../units/format';
import { figuresText } from '../runs/figures';
import { t } from '../translate';

/** `last run: 0.52 Wh · 0.25 g CO2e · measured in 1 min 05 s`, with what went wrong where something did. */
export function lastRunTitle(summary: RunSummary): string {
  const figures = figuresText(summary, undefined);
  const took =
    summary.durationSeconds === null
      ? t('last run: {0}', figures)
      : t('last run: {0} in {1}', figures, formatDuration(summary.durationSeconds));
  const outcome =
    summary.state === 'interrupted'
      ? `, ${t('interrupted')}`
      : summary.exitCode === null || summary.exitCode === 0
        ? ''
        : `, ${t('exit code {0}', summary.exitCode)}`;
  return `${took}${outcome}`;
}
