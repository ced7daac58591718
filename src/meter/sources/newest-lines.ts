import { getDefaultHighWaterMark, setDefaultHighWaterMark, type Readable } from 'node:stream';

/** Between two reads; a program that prints faster waits for its reader meanwhile. */
const pauseMilliseconds = 20;
/** Lines of one read that are heard: the last of them may be a rule or a blank one. */
const mostLines = 20;
/** Characters of a line that does not end. */
const longestLine = 65_536;

/**
 * Hears the newest lines of a program, the oldest of them first, and none of those before where it prints without a pause.
 * `input` should hold little unread, as `withShortPipes` makes it: what it holds is read before what is newer.
 */
export function eachNewestLine(input: Readable, onLine: (line: string) => void): void {
  let rest = '';
  let isPausing = false;
  const hear = (): void => {
    const piece: unknown = input.read();
    if (typeof piece !== 'string') return;
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      hear();
    }, pauseMilliseconds).unref();
    const { lines, open } = newestLines(rest + piece);
    rest = open.slice(0, longestLine);
    for (const line of lines) onLine(line);
  };
  input.setEncoding('utf8');
  input.on('readable', () => {
    if (!isPausing) hear();
  });
  input.on('end', () => {
    if (rest !== '') onLine(rest);
    rest = '';
  });
}

/** The last whole lines of a text, and the beginning of one after them. */
function newestLines(text: string): { readonly lines: readonly string[]; readonly open: string } {
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  if (end === 0) return { lines: [], open: text };
  let from = end - 1;
  for (let count = 1; from > 0; from -= 1) {
    if (!isLineEnd(text.charCodeAt(from - 1))) continue;
    if (count === mostLines) break;
    count += 1;
  }
  return {
    lines: text
      .slice(from, end)
      .split(/\r\n|\n|\r/)
      .slice(0, -1),
    open: text.slice(end),
  };
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** What streams `make` makes stop reading their pipe as soon as they hold anything: what is not read is with the writer. */
export function withShortPipes<Made>(make: () => Made): Made {
  // The standard streams of a child can be given no mark of their own.
  const usual = getDefaultHighWaterMark(false);
  setDefaultHighWaterMark(false, 1);
  try {
    return make();
  } finally {
    setDefaultHighWaterMark(false, usual);
  }
}
