import type { RunSummary } from '../../runs/summary';
import { formatDuration } from '../../units/format';
import { figuresText } from '../runs/figures';

/** `last run: 0.52 Wh · 0.25 g CO2e · measured in 1 min 05 s`, with what went wrong where something did. */
export function lastRunTitle(summary: RunSummary): string {
  const duration = summary.durationSeconds === null ? '' : ` in ${formatDuration(summary.durationSeconds)}`;
  const outcome =
    summary.state === 'interrupted'
      ? ', interrupted'
      : summary.exitCode === null || summary.exitCode === 0
        ? ''
        : `, exit code ${summary.exitCode}`;
  return `last run: ${figuresText(summary, undefined)}${duration}${outcome}`;
}
