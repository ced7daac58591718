import {
  formatCO2e,
  formatDuration,
  formatEnergy,
  formatKnown,
  formatPower,
  unknownFigure,
} from '../../src/units/format';
import { visibleText } from '../../src/units/plain-text';
import { gramsCO2e, joules, type Range, watts } from '../../src/units/quantities';
import { make } from '../shared/elements';
import { spanText } from '../shared/range-text';
import { stateText } from '../shared/run-state';
import { behind } from '../shared/remark';
import { startText } from '../shared/start-text';
import { unitText } from '../shared/units';
import type { ViewText } from '../texts';
import { t } from '../translate';
import { sortColumns, type SortColumn } from './choice';
import type { RunRow } from './protocol';

const heads: Readonly<Record<SortColumn, ViewText>> = {
  start: 'Start',
  run: 'Run',
  state: 'State',
  duration: 'Duration',
  energy: 'Energy',
  co2e: 'CO2e',
  watts: 'Mean power',
  unit: 'Per unit of progress',
  hardware: 'Hardware',
};
export const headText = (column: SortColumn): string => t(heads[column]);

/** The head of the table: a checkbox for all, and a button a column that sorts. */
export function headRow(): HTMLTableRowElement {
  const all = make('vscode-checkbox', {
    // The control makes its name for screen readers of its text, which history.css hides.
    text: t('Select all runs of this page'),
    attributes: { id: 'select-all' },
  });
  const cells = sortColumns.map((column) =>
    make('th', {
      className: `column-${column}`,
      attributes: { scope: 'col', 'data-column': column },
      children: [
        make('button', { text: headText(column), className: 'sort', attributes: { 'data-sort': column } }),
      ],
    }),
  );
  return make('tr', { children: [make('td', { className: 'column-select', children: [all] }), ...cells] });
}

export function showSorting(head: HTMLElement, column: SortColumn, isDescending: boolean): void {
  for (const cell of head.querySelectorAll('th')) {
    const isSorted = cell.dataset['column'] === column;
    if (isSorted) cell.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
    else cell.removeAttribute('aria-sort');
  }
}

/** What people call the run; with marks of direction visible, and on one line. */
export const nameOf = (row: RunRow): string =>
  visibleText(row.label ?? (row.command === '' ? row.id : row.command));

export function bodyRow(row: RunRow, isSelected: boolean): HTMLTableRowElement {
  const name = nameOf(row);
  const tr = make('tr', { attributes: { 'data-run': row.id } });
  if (isSelected) tr.className = 'selected';
  const checkbox = make('vscode-checkbox', {
    text: t('Select {0}', name),
    attributes: { 'data-key': 'select' },
  });
  // The attribute alone holds only until the control is made; the property is what it shows.
  if (isSelected) checkbox.setAttribute('checked', '');
  const cell = (column: SortColumn, text: string, title = ''): HTMLTableCellElement =>
    make('td', {
      className: `column-${column}`,
      text,
      ...(title === '' ? {} : { attributes: { title } }),
    });
  tr.append(
    make('td', { className: 'column-select', children: [checkbox] }),
    cell('start', startText(row.startedAt), row.id),
    runCell(row, name),
    cell('state', stateText(row)),
    cell('duration', formatKnown(row.durationSeconds, formatDuration)),
    cell(
      'energy',
      ...figureTexts(
        row.energyJoules,
        (value) => formatEnergy(joules(value)),
        behind(row.provenance, row.shareRemark),
      ),
    ),
    cell('co2e', ...figureTexts(row.co2eGrams, (value) => formatCO2e(gramsCO2e(value)), t('modelled'))),
    cell(
      'watts',
      formatKnown(row.meanWatts, (value) => formatPower(watts(value))),
    ),
    cell('unit', perUnitText(row)),
    cell('hardware', visibleText(row.hardware)),
  );
  return tr;
}

function runCell(row: RunRow, name: string): HTMLTableCellElement {
  const command = visibleText(row.problem === '' ? row.command : row.problem);
  const title = [row.folder, row.host, row.place].filter((text) => text !== '').map(visibleText);
  const children: Node[] = [
    make('button', {
      className: 'link',
      text: name,
      attributes: { 'data-key': 'open', 'aria-label': t('Open {0}', name), dir: 'auto' },
    }),
  ];
  if (command !== name)
    children.push(make('span', { className: 'command muted', text: command, attributes: { dir: 'auto' } }));
  if (row.tags.length > 0)
    children.push(make('span', { className: 'tags', children: row.tags.map((tag) => tagChip(tag, name)) }));
  return make('th', {
    className: 'column-run',
    attributes: { scope: 'row', title: title.join('\n') },
    children,
  });
}

function tagChip(tag: string, name: string): HTMLElement {
  const shown = visibleText(tag);
  return make('span', {
    className: 'tag',
    children: [
      make('span', { text: shown, attributes: { dir: 'auto' } }),
      make('button', {
        text: '×',
        attributes: {
          'data-key': `tag ${tag}`,
          'data-tag': tag,
          'aria-label': t('Remove tag {0} from {1}', shown, name),
        },
      }),
    ],
  });
}

/** The middle, and for the title what it lies between and how it is known. */
function figureTexts(
  figure: Range | null,
  format: (value: number) => string,
  provenance: string,
): [text: string, title: string] {
  if (figure === null) return [unknownFigure, ''];
  const range = figure.low === figure.high ? '' : `${spanText(figure, format)}, `;
  return [format(figure.mid), `${range}${provenance}`];
}

function perUnitText({ joulesPerUnit, unit }: RunRow): string {
  if (joulesPerUnit === null || unit === null) return unknownFigure;
  return `${formatEnergy(joules(joulesPerUnit))}/${unitText(unit)}`;
}
