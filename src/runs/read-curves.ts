import { open, type FileHandle } from 'node:fs/promises';
import { readJournalLine, type SampleRecord } from './journal';

/** As many moments as a chart can show. */
const usualMoments = 600;
/** Read at each of them: some lines. */
const pieceBytes = 4 * 1024;
/** A checkpoint can be longer than that. */
const longestPieceBytes = 2 * 1024 * 1024;

interface Moment {
  readonly sample: SampleRecord;
  /** Where its line begins in the journal, in bytes. */
  readonly offset: number;
}

/**
 * Samples of a long journal for its curves, spread over its time, without reading the rest: joules are cumulative, so
 * that the mean power between any two is known exactly. In the order of time; watts are means since the one before.
 */
export async function readCurves(path: string, moments = usualMoments): Promise<SampleRecord[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const first = await momentFrom(file, 0, size);
    return first === null ? [] : withMeans(await spread(file, first, size, moments));
  } finally {
    await file.close();
  }
}

/** Divides the longest step in the middle of its bytes, again and again. */
async function spread(file: FileHandle, first: Moment, size: number, count: number): Promise<Moment[]> {
  const moments = [first];
  /** Ends of steps in which no line is left. */
  const whole = new Set<number>();
  const endOf = (index: number): Moment | undefined => moments[index + 1];
  const newest = await newestMoment(file, first, size);
  if (newest !== null) moments.push(newest);
  while (moments.length < count) {
    const longest = longestStep(moments, whole);
    const from = moments[longest];
    const to = endOf(longest);
    if (from === undefined || to === undefined) return moments;
    const middle = await momentFrom(file, Math.floor((from.offset + to.offset) / 2), to.offset);
    const isBetween = middle !== null && middle.sample.t > from.sample.t && middle.sample.t < to.sample.t;
    if (isBetween) moments.splice(longest + 1, 0, middle);
    else whole.add(to.offset);
  }
  return moments;
}

/** The index of the moment at which it begins; -1 where every step is whole. */
function longestStep(moments: readonly Moment[], whole: ReadonlySet<number>): number {
  let longest = -1;
  let longestSeconds = 0;
  for (let index = 0; index + 1 < moments.length; index++) {
    const [from, to] = [moments[index], moments[index + 1]];
    if (from === undefined || to === undefined || whole.has(to.offset)) continue;
    const seconds = to.sample.t - from.sample.t;
    if (seconds > longestSeconds) [longest, longestSeconds] = [index, seconds];
  }
  return longest;
}

async function newestMoment(file: FileHandle, first: Moment, size: number): Promise<Moment | null> {
  for (let length = pieceBytes; length <= longestPieceBytes; length *= 8) {
    let found: Moment | null = null;
    for (let from = Math.max(0, size - length); ;) {
      const next = await momentFrom(file, from, size);
      if (next === null) break;
      found = next;
      from = next.offset + 1;
    }
    if (found !== null && found.sample.t > first.sample.t) return found;
  }
  return null;
}

/** The first sample of which the line begins after the offset (at 0: at it) and before `to`; null where there is none. */
async function momentFrom(file: FileHandle, offset: number, to: number): Promise<Moment | null> {
  for (let length = pieceBytes; length <= longestPieceBytes; length *= 8) {
    const piece = Buffer.allocUnsafe(length);
    const { bytesRead } = await file.read(piece, 0, length, offset);
    const bytes = piece.subarray(0, bytesRead);
    for (let begin = offset === 0 ? 0 : bytes.indexOf('\n') + 1; begin < bytes.length;) {
      const end = bytes.indexOf('\n', begin);
      if (end < 0 || (begin === 0 && offset !== 0)) break;
      if (offset + begin >= to) return null;
      const read = readJournalLine(bytes.toString('utf8', begin, end));
      if (read.kind === 'record' && read.record.type === 'sample')
        return { sample: read.record, offset: offset + begin };
      begin = end + 1;
    }
    if (offset + bytesRead >= to) return null;
  }
  return null;
}

const withMeans = (moments: readonly Moment[]): SampleRecord[] =>
  moments.map(({ sample }, index) => {
    const before = moments[index - 1]?.sample;
    if (before === undefined) return sample;
    const seconds = sample.t - before.t;
    const watts = sample.watts.map((newest, device) => {
      const from = before.joules[device] ?? null;
      const joules = sample.joules[device] ?? null;
      return from === null || joules === null ? newest : Math.max(0, joules - from) / seconds;
    });
    return { ...sample, watts };
  });
