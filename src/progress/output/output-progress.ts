import type { Progress } from '../progress';
import { ProgressTracker } from '../tracker';
import { readLine } from './line-facts';
import { TerminalLines } from './terminal-lines';

/** Of a flood of output the end is read: progress is in every part of it. */
const mostCharacters = 64 * 1024;

/** Reads a training's progress from what it prints, piece by piece as it comes. */
export class OutputProgress {
  private readonly lines = new TerminalLines();
  private readonly tracker = new ProgressTracker();

  /** Returns the progress where `piece`, printed at `seconds` of a monotonic clock, has changed it; else null. */
  take(piece: string, seconds: number): Progress | null {
    let latest: Progress | null = null;
    for (const line of this.lines.take(piece.slice(-mostCharacters))) {
      const fact = readLine(line);
      if (fact !== null) latest = this.tracker.take(fact, seconds) ?? latest;
    }
    return latest;
  }
}
