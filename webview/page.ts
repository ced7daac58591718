import { formatCO2e, formatDuration, formatEnergy, formatKnown, formatPower } from '../src/units/format';
import { gramsCO2e, joules, type Range, watts } from '../src/units/quantities';
import type { DeviceView, RunItem, RunView, SeriesView } from './protocol';
import { deviceLabel } from './shared/device-label';
import { offer } from './shared/dropdown';
import { control, element, make, setText, showRows } from './shared/elements';
import { behind } from './shared/remark';
import { rangeText, spanText } from './shared/range-text';
import { stepEnergyText, stepsText } from './shared/steps-text';
import { t } from './translate';

/** Fills the static page (src/editor/panel/html.ts) by text content alone: labels and names are never markup. */

const power = (value: number | null): string => formatKnown(value, (known) => formatPower(watts(known)));
const energy = (value: number | null): string => formatKnown(value, (known) => formatEnergy(joules(known)));

function showFigure(id: string, figure: Range | null, format: (value: number) => string): void {
  setText(`${id}-value`, formatKnown(figure?.mid ?? null, format));
  setText(`${id}-range`, figure === null || figure.low === figure.high ? '' : spanText(figure, format));
}

/** Curves of nothing known would look like those of no power at all. */
export function showWhetherThereAreCurves({ seconds, watts: curves, joules: energies }: SeriesView): void {
  const isKnown = [...curves, energies].some((values) => values.some((value) => value !== null));
  const isNone = seconds.length > 0 && !isKnown;
  element('no-curves').hidden = !isNone;
  element('curves').hidden = isNone;
}

/** How far it came, and what a step took: of the live view, which has no figure for it. */
export function showSteps(run: RunView | null): void {
  const texts = !run?.progress ? [] : [stepsText(run.progress), stepEnergyText(run.progress, run.partRemark)];
  setText('progress', texts.filter((text) => text !== null).join(', '));
}

export function showRun(run: RunView | null): void {
  element('empty').hidden = run !== null;
  element('run').hidden = run === null;
  if (run === null) return;
  setText('label', run.label);
  setText('command', run.command);
  element('command').title = run.fullCommand;
  setText('state', stateText(run));
  setText('power-value', power(run.watts));
  setText('power-range', run.state === 'running' ? t('now') : t('mean of the run'));
  showFigure('energy', run.energyJoules, (value) => formatEnergy(joules(value)));
  showFigure('co2e', run.co2eGrams, (value) => formatCO2e(gramsCO2e(value)));
  setText('power-provenance', run.provenance);
  setText('energy-provenance', behind(run.provenance, run.shareRemark));
  setText('co2e-provenance', run.co2eGrams === null ? t('not known') : t('modelled'));
  setText(
    'net',
    run.netJoules === null
      ? ''
      : t('Net of the idle baseline: {0}, {1}', energy(run.netJoules), run.provenance),
  );
  setText('carbon-basis', run.carbonBasis);
  showDevices(run.devices);
  showNotes(run.notes);
}

function stateText(run: RunView): string {
  const duration = formatDuration(run.durationSeconds);
  if (run.state === 'running') return t('running, {0}', duration);
  if (run.state === 'interrupted') return t('interrupted after {0}', duration);
  return run.exitCode === null
    ? t('ended after {0}', duration)
    : t('ended after {0}, exit code {1}', duration, run.exitCode);
}

function showDevices(devices: readonly DeviceView[]): void {
  showRows(
    element('devices'),
    devices.map((device, index) => {
      const name = deviceLabel(devices, index);
      return [
        device.counted ? name : t('{0} (included in another)', name),
        `${device.source}, ${device.provenance}`,
        power(device.watts),
        energy(device.joules),
      ];
    }),
  );
}

function showNotes(notes: readonly string[]): void {
  const list = element('notes');
  if (
    list.childElementCount === notes.length &&
    [...list.children].every((item, index) => item.textContent === notes[index])
  )
    return;
  list.replaceChildren(...notes.map((text) => make('li', { text })));
}

/** The drop-down of runs; hidden while there is no choice. */
export function showRuns(runs: readonly RunItem[], selected: string | null): void {
  const choice = control('runs');
  choice.hidden = runs.length < 2;
  offer(
    choice,
    selected ?? '',
    runs.map(({ id, label, state }) => [id, state === 'running' ? t('{0} (running)', label) : label]),
  );
}

/** What a screen reader is told, at most every `announceEveryMs`, so that live figures don't talk without end. */
export function summaryText(run: RunView): string {
  const figure = run.energyJoules;
  const energyText =
    figure === null ? t('not known') : rangeText(figure, (value) => formatEnergy(joules(value)));
  const co2e = run.co2eGrams === null ? t('not known') : formatCO2e(gramsCO2e(run.co2eGrams.mid));
  return t(
    '{0}. Power {1}, energy {2}, {3}. CO2e {4}.',
    stateText(run),
    power(run.watts),
    energyText,
    behind(run.provenance, run.shareRemark),
    co2e,
  );
}
