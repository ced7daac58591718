import type { RunStateView } from '../protocol';
import { t } from '../translate';

/** How a run stands or how it ended, as a cell of a table. */
export function stateText({
  state,
  exitCode,
}: {
  readonly state: RunStateView;
  readonly exitCode: number | null;
}): string {
  if (state !== 'ended') return t(state);
  return exitCode === null || exitCode === 0 ? t('ended') : t('ended, exit code {0}', exitCode);
}
