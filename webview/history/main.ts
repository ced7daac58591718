import { visibleText } from '../../src/units/plain-text';
import { connectToHost } from '../shared/connect';
import { offer } from '../shared/dropdown';
import { control, element, setText, type Control } from '../shared/elements';
import { registerControls } from '../toolkit';
import { t } from '../translate';
import {
  choiceSchema,
  chosenRows,
  firstChoice,
  rowsOfPage,
  sortColumns,
  tagsOf,
  type Choice,
} from './choice';
import { mostCompared, type FromHistory, type RunRow, type ToHistory } from './protocol';
import { bodyRow, headRow, headText, showSorting } from './rows';

registerControls();
const host = connectToHost<ToHistory, FromHistory, Choice>(choiceSchema, firstChoice);

const runs = new Map<string, RunRow>();
let isReading = true;
/** What the body of the table shows, by run: the row as it was made. */
let shown = new Map<string, { readonly text: string; readonly tr: HTMLTableRowElement }>();
let offeredTags = '';

element('heads').append(headRow());
control('search').value = host.pageState.search;

function choose(change: Partial<Choice>): void {
  host.keep(change);
  show();
}

function show(): void {
  element('empty').hidden = runs.size > 0 || isReading;
  element('history').hidden = runs.size === 0;
  const found = chosenRows(runs.values(), host.pageState);
  const pages = Math.max(1, Math.ceil(found.length / rowsOfPage));
  const page = Math.min(host.pageState.page, pages - 1);
  const rows = found.slice(page * rowsOfPage, (page + 1) * rowsOfPage);
  showRows(rows);
  showSorting(element('heads'), host.pageState.column, host.pageState.isDescending);
  const all = runs.size === 1 ? t('1 run') : t('{0} runs', runs.size);
  const count = found.length === runs.size ? all : t('{0} of {1} runs', found.length, runs.size);
  const more = isReading ? `, ${t('reading…')}` : found.length === 0 ? `. ${t('No run matches.')}` : '';
  setText('found', `${count}${more}`);
  element('pages').hidden = pages === 1;
  setText('page', t('Page {0} of {1}', page + 1, pages));
  control('previous').disabled = page === 0;
  control('next').disabled = page === pages - 1;
  showSelection(rows);
  showTags();
}

/** Rows that stay the same keep their elements, and with them the focus of the keyboard. */
function showRows(rows: readonly RunRow[]): void {
  const focused = document.activeElement;
  const focusedRun = focused?.closest('tr')?.dataset['run'];
  const focusedKey = focused instanceof HTMLElement ? focused.dataset['key'] : undefined;
  const selected = new Set(host.pageState.selected);
  const before = shown;
  shown = new Map(
    rows.map((row) => {
      const isSelected = selected.has(row.id);
      const text = JSON.stringify([row, isSelected]);
      const old = before.get(row.id);
      return [row.id, old?.text === text ? old : { text, tr: bodyRow(row, isSelected) }];
    }),
  );
  const body = element('rows');
  const wanted = [...shown.values()].map(({ tr }) => tr);
  if (wanted.length !== body.childElementCount || wanted.some((tr, index) => body.children[index] !== tr))
    body.replaceChildren(...wanted);
  if (focusedRun === undefined || focusedKey === undefined || document.activeElement === focused) return;
  const again = shown.get(focusedRun)?.tr.querySelectorAll<HTMLElement>('[data-key]') ?? [];
  [...again].find((each) => each.dataset['key'] === focusedKey)?.focus();
}

function showSelection(rows: readonly RunRow[]): void {
  const { selected } = host.pageState;
  const count = selected.length;
  setText('selected', count === 0 ? t('No run is selected') : t('{0} selected', count));
  control('compare').disabled = count < 2 || count > mostCompared;
  control('export').disabled = count !== 1;
  for (const id of ['tag-name', 'add-tag', 'remove-tag', 'clear']) control(id).disabled = count === 0;
  control('select-all').checked = rows.length > 0 && rows.every(({ id }) => selected.includes(id));
}

/** The tags that are there, to choose from. */
function showTags(): void {
  const tags = tagsOf(runs.values());
  const offered = JSON.stringify(tags);
  if (offered === offeredTags) return;
  offeredTags = offered;
  const filter = control('tag-filter');
  // A tag has at least one character, so that the empty one is free for all of them.
  const tag = host.pageState.tag !== null && tags.includes(host.pageState.tag) ? host.pageState.tag : '';
  offer(filter, tag, [['', t('All tags')], ...tags.map((each) => [each, visibleText(each)] as const)]);
  filter.closest<HTMLElement>('.field')?.toggleAttribute('hidden', tags.length === 0);
}

const rowOf = (target: EventTarget | null): RunRow | undefined =>
  runs.get((target as HTMLElement | null)?.closest('tr')?.dataset['run'] ?? '');

element('heads').addEventListener('click', (event) => {
  const name = (event.target as HTMLElement).dataset['sort'];
  const column = sortColumns.find((each) => each === name);
  if (column === undefined) return;
  // Names begin with A, figures with the largest.
  const isText = column === 'run' || column === 'state' || column === 'hardware';
  const isDescending = column === host.pageState.column ? !host.pageState.isDescending : !isText;
  choose({ column, isDescending, page: 0 });
  const sorted = isDescending
    ? t('Sorted by {0}, falling', headText(column))
    : t('Sorted by {0}, rising', headText(column));
  setText('announcer', sorted);
});

element('rows').addEventListener('click', (event) => {
  const target = event.target as HTMLElement;
  const row = rowOf(target);
  if (row === undefined) return;
  const { key, tag } = target.dataset;
  if (tag !== undefined) host.post({ type: 'changeTag', runIds: [row.id], tag, isSet: false });
  else if (key === 'open') host.post({ type: 'openRun', runId: row.id });
});

element('rows').addEventListener('change', (event) => {
  const row = rowOf(event.target);
  if (row === undefined) return;
  const isSelected = (event.target as Control).checked;
  if (isSelected === host.pageState.selected.includes(row.id)) return;
  const others = host.pageState.selected.filter((id) => id !== row.id);
  choose({ selected: isSelected ? [...others, row.id] : others });
});

control('select-all').addEventListener('change', () => {
  const ids = [...shown.keys()];
  const areAll = ids.every((id) => host.pageState.selected.includes(id));
  const { checked } = control('select-all');
  if (checked === areAll) return;
  const others = host.pageState.selected.filter((id) => !shown.has(id));
  choose({ selected: checked ? [...others, ...ids] : others });
});

// Up and down go to the same control of the next row: tabbing through each row would take long.
element('rows').addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const target = event.target as HTMLElement;
  const row = target.closest('tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const key = target.dataset['key'] === 'select' ? 'select' : 'open';
  const found = next?.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (found === null || found === undefined) return;
  event.preventDefault();
  found.focus();
});

control('search').addEventListener('input', () => {
  choose({ search: control('search').value, page: 0 });
});
control('tag-filter').addEventListener('change', () => {
  const { value } = control('tag-filter');
  choose({ tag: value === '' ? null : value, page: 0 });
});
element('previous').addEventListener('click', () => {
  choose({ page: Math.max(0, host.pageState.page - 1) });
});
element('next').addEventListener('click', () => {
  choose({ page: host.pageState.page + 1 });
});
element('compare').addEventListener('click', () => {
  const { selected } = host.pageState;
  if (selected.length >= 2 && selected.length <= mostCompared)
    host.post({ type: 'compare', runIds: selected });
});
element('export').addEventListener('click', () => {
  const [runId] = host.pageState.selected;
  if (runId !== undefined) host.post({ type: 'exportRun', runId });
});
element('clear').addEventListener('click', () => {
  choose({ selected: [] });
});
element('run-training').addEventListener('click', () => {
  host.post({ type: 'runTraining' });
});

function changeTag(isSet: boolean): void {
  const tag = control('tag-name').value.trim();
  if (tag === '' || host.pageState.selected.length === 0) return;
  host.post({ type: 'changeTag', runIds: host.pageState.selected, tag, isSet });
  control('tag-name').value = '';
}
element('add-tag').addEventListener('click', () => {
  changeTag(true);
});
element('remove-tag').addEventListener('click', () => {
  changeTag(false);
});
element('tag-name').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') changeTag(true);
});

host.ready((message) => {
  if (message.type === 'removed') {
    for (const id of message.runIds) runs.delete(id);
    host.keep({ selected: host.pageState.selected.filter((id) => runs.has(id)) });
  } else {
    if (message.isFirst) runs.clear();
    for (const row of message.rows) runs.set(row.id, row);
    ({ isReading } = message);
  }
  show();
});
