/** A line longer than this tells no progress; the rest of it is passed over. */
const longestLine = 1000;

/** Control sequences (CSI, OSC and the short ones), as terminals read them: ECMA-48. */
// eslint-disable-next-line no-control-regex
const controlSequences = /\u001B(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g;
/** The cursor is moved to another line: what follows is another line of the screen. */
// eslint-disable-next-line no-control-regex
const cursorMoves = /\u001B\[\d*[ABEFGH]|\u001B\[\d*;\d*[Hf]|\u0008+|\r+/g;

/**
 * Cuts what a program prints to a terminal into the texts that it shows: at line ends, and where it goes back to write
 * over what stands there, as progress bars do. Colours are taken out. What is cut off at the end of a piece waits for the
 * next piece.
 */
export class TerminalLines {
  private rest = '';

  /** The texts that `piece` completes; a text that a bar has drawn counts as complete, for no line end follows it. */
  take(piece: string): string[] {
    const text = this.rest + piece;
    const cut = incompleteSequence(text);
    const lines = text.slice(0, cut).replace(cursorMoves, '\n').split('\n');
    const last = lines.pop() ?? '';
    this.rest = (last + text.slice(cut)).slice(-longestLine);
    const complete = lines.map(plain).filter((line) => line !== '');
    // A bar stands without a line end until the next one is drawn over it. It is read now, and again when it is whole.
    // What it ends with may go on in the next piece: a number is not whole yet.
    const open = plain(last).replace(/[\d.,_]+[kMGBT]?$/, '');
    return barMarks.test(open) && wholeCount.test(open) ? [...complete, open] : complete;
  }

  /** The text that no line end has completed, at the end of the output; empty where there is none. */
  end(): string[] {
    const open = plain(this.rest);
    this.rest = '';
    return open === '' ? [] : [open];
  }
}

/** Of a bar all that counts stands before what a piece may cut off; of other lines it may come last. */
const barMarks = /\d\s?%\s?[|[(]|[━╸╺─█▌]{3}|\[=*>|[A-Za-z] \[\d+:\d\d/;
/** `12/100` or `120it` and what follows it: a number at the end of a piece may go on in the next. */
const wholeCount = /\d[kMGBT]?\s?[A-Za-z]+ \[\d+:\d\d|\d[kMGBT]?\s*\/\s*\d[\d.,_]*[kMGBT]?(?:it)?[\s[\](|]/;

const plain = (line: string): string => line.replace(controlSequences, '').slice(0, longestLine).trim();

/** Where a control sequence begins that the end of `text` cuts off; its length where there is none. */
function incompleteSequence(text: string): number {
  const at = text.lastIndexOf('\u001B');
  if (at === -1 || text.length - at > 32) return text.length;
  // eslint-disable-next-line no-control-regex
  return /^\u001B(?:\[[0-9;?]*[ -/]*|\][^\u0007]*|)$/.test(text.slice(at)) ? at : text.length;
}
