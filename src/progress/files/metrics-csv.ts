import type { Progress } from '../progress';

const stepColumns = [
  'step',
  'global_step',
  'iteration',
  'iter',
  'num_updates',
  'trainer/global_step',
  'time/total_timesteps',
];
const epochColumns = ['epoch', 'trainer/epoch'];
/** These are counts, and no places in a row. */
const counted: readonly string[] = ['num_updates', 'time/total_timesteps'];

/**
 * `metrics.csv` of Lightning's CSVLogger, `log.csv` of Keras' CSVLogger, `results.csv` of Ultralytics, `progress.csv` of
 * Stable-Baselines3 and their like, from the head of the file and its last lines; null where it has no column of steps or
 * epochs. Steps and epochs are counted from 0, unless the first row says otherwise.
 */
export function readMetricsCsv(head: string, tail: string): Progress | null {
  const names = cells(head.split('\n')[0] ?? '').map((name) => name.toLowerCase());
  const step = names.findIndex((name) => stepColumns.includes(name));
  const epoch = names.findIndex((name) => epochColumns.includes(name));
  if (step === -1 && epoch === -1) return null;
  // The last line may be cut off, or the head again.
  const lines = tail.endsWith('\n') ? tail.split('\n') : tail.split('\n').slice(0, -1);
  const [, first = ''] = head.split('\n');
  const isCounted = (column: number): boolean =>
    counted.includes(names[column] ?? '') || (column === epoch && cells(first)[column] === '1');
  const highest = (column: number): number | null => {
    if (column === -1) return null;
    const values = lines
      .map(cells)
      .filter((row) => row.length === names.length)
      .map((row) => row[column] ?? '')
      .filter((text) => /^\d+(?:\.0+)?$/.test(text));
    return values.length === 0 ? null : Math.max(...values.map(Number)) + (isCounted(column) ? 0 : 1);
  };
  const steps = highest(step);
  const epochs = highest(epoch);
  if (steps !== null)
    return {
      done: steps,
      total: null,
      unit: 'step',
      epochs: epochs === null ? null : { done: epochs - 1, total: null },
    };
  return epochs === null
    ? null
    : { done: epochs, total: null, unit: 'epoch', epochs: { done: epochs, total: null } };
}

/** Cells that matter here hold numbers and plain names: quotes are taken off, commas within them split nothing we read. */
const cells = (line: string): string[] =>
  (line.replace(/\r$/, '').match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [])
    .slice(0, -1)
    .map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').trim());
