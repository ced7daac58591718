import * as v from 'valibot';
import type { RunRow } from './protocol';

/** Which runs of the history are listed, and in which order: all that a person chooses, as the page keeps it. */

export const sortColumns = [
  'start',
  'run',
  'state',
  'duration',
  'energy',
  'co2e',
  'watts',
  'unit',
  'hardware',
] as const;
export type SortColumn = (typeof sortColumns)[number];

export const choiceSchema = v.object({
  search: v.string(),
  tag: v.nullable(v.string()),
  column: v.picklist(sortColumns),
  isDescending: v.boolean(),
  /** From 0. */
  page: v.pipe(v.number(), v.integer(), v.minValue(0)),
  selected: v.array(v.string()),
});
export type Choice = v.InferOutput<typeof choiceSchema>;

export const firstChoice: Choice = {
  search: '',
  tag: null,
  column: 'start',
  isDescending: true,
  page: 0,
  selected: [],
};

/** More rows than these a page of the table does not show. */
export const rowsOfPage = 100;

const sortValue: Readonly<Record<SortColumn, (row: RunRow) => string | number | null>> = {
  start: (row) => row.startedAt ?? row.id,
  run: (row) => (row.label ?? row.command).toLowerCase(),
  state: (row) => (row.state === 'ended' ? `ended ${row.exitCode ?? ''}` : row.state),
  duration: (row) => row.durationSeconds,
  energy: (row) => row.energyJoules?.mid ?? null,
  co2e: (row) => row.co2eGrams?.mid ?? null,
  watts: (row) => row.meanWatts,
  unit: (row) => row.joulesPerUnit,
  hardware: (row) => row.hardware.toLowerCase(),
};

/** Rows that have every word somewhere, and the tag where one is chosen. What is not known comes last, whichever way they are sorted. */
export function chosenRows(rows: Iterable<RunRow>, choice: Choice): RunRow[] {
  const words = choice.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const { tag, column, isDescending } = choice;
  const value = sortValue[column];
  return [...rows]
    .filter((row) => tag === null || row.tags.includes(tag))
    .filter((row) => {
      const text = searchable(row);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => compare(value(a), value(b), isDescending) || (a.id < b.id ? 1 : -1));
}

const searchable = (row: RunRow): string =>
  [
    row.label ?? '',
    row.command,
    row.folder,
    row.id,
    row.hardware,
    row.host,
    row.place,
    row.state,
    ...row.tags,
  ]
    .join('\n')
    .toLowerCase();

function compare(a: string | number | null, b: string | number | null, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const order = a < b ? -1 : 1;
  return isDescending ? -order : order;
}

/** Every tag that a run has, in the order of the alphabet. */
export const tagsOf = (rows: Iterable<RunRow>): string[] =>
  [...new Set([...rows].flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
