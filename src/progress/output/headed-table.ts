import type { ProgressFact } from '../progress';
import { factOf } from './reading';

/** A heading's cells that tell what is counted; spaCy calls epochs `E` and steps `#`. */
const columns: Readonly<Record<string, 'epoch' | 'step'>> = {
  e: 'epoch',
  epoch: 'epoch',
  '#': 'step',
  step: 'step',
  iter: 'step',
  iteration: 'step',
};

/**
 * Reads tables that a training prints below a heading: those of fastai (`epoch  train_loss  valid_loss  time`), skorch and spaCy
 * (`E    #       LOSS TOK2VEC  LOSS NER`). A heading counts where it names a loss.
 */
export class HeadedTable {
  private heading: readonly ('epoch' | 'step')[] = [];

  /** What a row below a heading tells; null for every other line. */
  read(line: string): ProgressFact | null {
    const cells = line.trim().split(/\s+/);
    if (/\b(?:\w+_)?loss\b/i.test(line) && !/\d\s/.test(line)) {
      // Numbers come first: cells of several words stand further right.
      const counted = cells.map((cell) => columns[cell.toLowerCase()]);
      const end = counted.findIndex((column) => column === undefined);
      this.heading = counted.slice(0, end === -1 ? 0 : end).flatMap((column) => column ?? []);
      return null;
    }
    if (this.heading.length === 0 || /^[-=\s]+$/.test(line)) return null;
    const isRow =
      cells.length > this.heading.length &&
      cells.every((cell, index) =>
        index < this.heading.length ? /^\d+$/.test(cell) : /^[-+\d.:einfa%]+$/i.test(cell),
      );
    if (!isRow) return null;
    const value = (column: 'epoch' | 'step'): number | null => {
      const place = this.heading.indexOf(column);
      return place === -1 ? null : Number(cells[place]);
    };
    const index = value('epoch');
    const done = value('step');
    // Of an epoch alone a row is its end.
    const epoch = index === null ? null : { index, total: null, isPosition: false, hasEnded: done === null };
    if (done === null) return factOf({ label: 'epoch', done: index ?? 0, total: null, unit: 'epoch', epoch });
    return factOf({ label: 'table step', done, total: null, epoch });
  }
}
