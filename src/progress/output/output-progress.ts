import type { Progress } from '../progress';
import { ProgressTracker } from '../tracker';
import { HeadedTable } from './headed-table';
import { readLine } from './line-facts';
import { TerminalLines } from './terminal-lines';

/** Of a flood of output only the end is read: progress is in every part of it. */
const mostCharacters = 64 * 1024;

/** Reads a training's progress from what it prints, piece by piece as it comes. */
export class OutputProgress {
  private readonly lines = new TerminalLines();
  private readonly table = new HeadedTable();
  private readonly tracker = new ProgressTracker();

  /** Returns the progress where `piece`, printed at `seconds` of a monotonic clock, has changed it; else null. */
  take(piece: string, seconds: number): Progress | null {
    return this.read(this.lines.take(piece.slice(-mostCharacters)), seconds);
  }

  /** The output has ended: what no line end has completed is read as well. */
  end(seconds: number): Progress | null {
    return this.read(this.lines.end(), seconds);
  }

  private read(lines: readonly string[], seconds: number): Progress | null {
    let latest: Progress | null = null;
    for (const line of lines) {
      const row = this.table.read(line);
      const { totals, fact } = row === null ? readLine(line) : { totals: [], fact: row };
      for (const total of totals) latest = this.tracker.announce(total, seconds) ?? latest;
      if (fact !== null) latest = this.tracker.take(fact, seconds) ?? latest;
    }
    return latest;
  }
}
