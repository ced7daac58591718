import {
  formatBytes,
  formatChange,
  formatCO2e,
  formatCount,
  formatDuration,
  formatFlops,
  formatGigabytes,
  formatKilowattHours,
  formatShare,
  unknownFigure,
} from '../../src/units/format';
import { kilogramsCO2e, kilowattHours, toGrams, type Range } from '../../src/units/quantities';
import { element, make } from '../shared/elements';
import type { ViewText } from '../texts';
import { t } from '../translate';
import { formatJoules } from './joules';
import type { FigureView, ModelView } from './protocol';

interface Shown {
  readonly name: ViewText;
  readonly format: (value: number) => string;
}

const shown: Readonly<Record<FigureView['id'], Shown>> = {
  parameters: { name: 'Parameters', format: formatCount },
  activeParameters: { name: 'Active for each token', format: formatCount },
  flopsPerToken: { name: 'Forward, per token', format: formatFlops },
  attentionShare: { name: 'Attention of forward', format: formatShare },
  memory: { name: 'Memory of a device', format: formatGigabytes },
  cache: { name: 'KV cache, per token', format: formatBytes },
  hours: { name: 'Training time', format: (hours) => formatDuration(hours * 3600) },
  energy: { name: 'Training energy', format: (kwh) => formatKilowattHours(kilowattHours(kwh)) },
  co2e: { name: 'Training CO2e', format: (kg) => formatCO2e(toGrams(kilogramsCO2e(kg))) },
  joulesPerToken: { name: 'Serving, per token', format: formatJoules },
};

const isExact = ({ low, high }: Range): boolean => low === high;

export function showFigures({ figures, fits, isChanged }: ModelView): void {
  const total = figures.find(({ id }) => id === 'parameters');
  // Where each token meets all of them, they are told once.
  const told = figures.filter(
    ({ id, value, fromFile }) =>
      id !== 'activeParameters' || value?.mid !== total?.value?.mid || fromFile?.mid !== total?.fromFile?.mid,
  );
  element('figures').replaceChildren(
    ...told.map(({ id, value, fromFile }) => {
      const { name, format } = shown[id];
      const box = make('div');
      const line = (tag: 'dt' | 'dd', className: string, text: string): void => {
        box.append(make(tag, { className, text }));
      };
      line('dt', '', t(name));
      line('dd', 'value', value === null ? unknownFigure : format(value.mid));
      line('dd', 'detail', value === null ? t('not known') : detailOf(value, format, id));
      if (id === 'memory' && !fits) line('dd', 'detail problem', t('does not fit in memory'));
      // Its place is kept: what is below, the sliders among it, must not move while one is dragged.
      line('dd', 'detail change', isChanged ? changeText(value, fromFile, format) : '');
      return box;
    }),
  );
}

function detailOf(value: Range, format: (value: number) => string, id: FigureView['id']): string {
  if (!isExact(value)) return t('{0} to {1}, modelled', format(value.low), format(value.high));
  return id === 'memory' ? t('modelled') : t('counted from the file');
}

function changeText(value: Range | null, fromFile: Range | null, format: (value: number) => string): string {
  if (value === null || fromFile === null) return '';
  if (value.mid === fromFile.mid) return t('as in the file');
  const ratio = fromFile.mid > 0 ? value.mid / fromFile.mid : null;
  return t('{0} from {1}', formatChange(ratio), format(fromFile.mid));
}

export function showBasis({ fileName, architecture, approximate, basis, problem }: ModelView): void {
  element('file').textContent = fileName;
  element('architecture').textContent =
    approximate === null ? architecture : `${architecture}, ${t('approximate: {0}', approximate)}`;
  const { tokens, gpus, hardware, region, pue, batch, sequence, servedBatch } = basis;
  element('basis').textContent = t(
    'Modelled for {0} tokens on {1} x {2}, {3}, PUE {4}; passes of {5} x {6} tokens, {7} sequences served at once.',
    formatCount(tokens),
    gpus,
    hardware,
    region,
    pue,
    batch,
    sequence,
    servedBatch,
  );
  const warning = element('problem');
  warning.hidden = problem === null;
  warning.textContent =
    problem === null ? '' : t('What was tried can’t be: {0} The figures are those of the file.', problem);
}

/** What a screen reader is told after a change. */
export function summaryText({ figures, isChanged }: ModelView): string {
  const of = (id: FigureView['id']): string => {
    const value = figures.find((figure) => figure.id === id)?.value ?? null;
    return value === null ? t('not known') : shown[id].format(value.mid);
  };
  const which = isChanged ? t('the changed values') : t('the values of the file');
  return t('The figures with {0}: training {1}, {2} CO2e.', which, of('energy'), of('co2e'));
}
