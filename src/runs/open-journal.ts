import { promises } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stateAt } from './checkpoint';
import { JournalDecoder } from './decode';
import { readJournalLine, type JournalRecord, type StartRecord } from './journal';
import { readRecent } from './recent';
import { applyRecord, applyUnread, emptyRunState, type RunState } from './run-state';

/** A journal that is shorter than this is read from its beginning. */
const usualLongBytes = 1024 * 1024;
/** No first record is longer. */
export const longestStartBytes = 1024 * 1024;
const pieceBytes = 256 * 1024;
/** How far back the newest checkpoint is looked for: their distance is half a megabyte, more where they are large. */
const farthestCheckpointBytes = 32 * 1024 * 1024;

export interface OpenedJournal {
  /** What all lines tell together. */
  readonly state: RunState;
  /** What came after the last line of readings of a thinned journal. */
  readonly recent: readonly JournalRecord[];
  /** Up to where the journal has been read: the beginning of a line. */
  readonly offset: number;
}

/**
 * Reads what a journal of any length tells: one of a month by its start, its newest checkpoint and the lines after
 * that, with the same result as from all its lines. Errors of the file system are thrown.
 */
export async function openJournal(path: string, longBytes = usualLongBytes): Promise<OpenedJournal> {
  const file = await promises.open(path, 'r');
  try {
    const { size } = await file.stat();
    const checkpoint = size < longBytes ? null : await stateFromCheckpoint(file, size);
    const { state, offset: from } = checkpoint ?? { state: emptyRunState(), offset: 0 };
    const offset = await readOn(file, state, from);
    const last = state.lastSample?.t ?? Infinity;
    const recent = state.end === null ? await readRecent(dirname(path), last) : [];
    return { state, recent, offset };
  } finally {
    await file.close();
  }
}

/** Takes all records from the offset on into the state. Returns where the last whole line ends. */
async function readOn(file: FileHandle, state: RunState, from: number): Promise<number> {
  const decoder = new JournalDecoder();
  const piece = Buffer.allocUnsafe(pieceBytes);
  let offset = from;
  let lineEnd = from;
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes, offset);
    if (bytesRead === 0) break;
    const bytes = piece.subarray(0, bytesRead);
    for (const record of decoder.push(bytes)) applyRecord(state, record);
    const lineFeed = bytes.lastIndexOf('\n');
    if (lineFeed >= 0) lineEnd = offset + lineFeed + 1;
    offset += bytesRead;
  }
  applyUnread(state, decoder.takeUnread());
  for (const record of decoder.finish()) applyRecord(state, record);
  return lineEnd;
}

interface ReadState {
  readonly state: RunState;
  readonly offset: number;
}

/** The state at the newest checkpoint and where its line ends; null where there is none that this version can use. */
async function stateFromCheckpoint(file: FileHandle, size: number): Promise<ReadState | null> {
  const start = await readStart(file);
  if (start === null) return null;
  let rest = Buffer.alloc(0);
  for (let from = size; from > 0 && size - from < farthestCheckpointBytes;) {
    const to = from;
    from = Math.max(0, to - pieceBytes);
    const bytes = Buffer.concat([await readBytes(file, from, to - from), rest]);
    const firstLine = from === 0 ? 0 : bytes.indexOf('\n') + 1;
    const state = firstLine === 0 && from > 0 ? null : newestState(start, bytes, firstLine);
    if (state !== null) return { state: state.state, offset: from + state.offset };
    // The line that is cut here is looked at with the piece before it.
    rest = firstLine === 0 && from > 0 ? bytes : bytes.subarray(0, firstLine);
  }
  return null;
}

const checkpointOpening = '{"type":"checkpoint"';

/** The state of the newest whole checkpoint of the run; its offset is within `bytes`. */
function newestState(start: StartRecord, bytes: Buffer, from: number): ReadState | null {
  for (let at = bytes.length; at > from;) {
    const begin = bytes.lastIndexOf(checkpointOpening, at - 1);
    if (begin < from) return null;
    const end = bytes.indexOf('\n', begin);
    const isLine = end >= 0 && (begin === 0 || bytes[begin - 1] === 0x0a);
    const read = isLine ? readJournalLine(bytes.toString('utf8', begin, end)) : null;
    if (read?.kind === 'record' && read.record.type === 'checkpoint') {
      const state = stateAt(start, read.record);
      if (state !== null) return { state, offset: end + 1 };
    }
    at = begin;
  }
  return null;
}

/** The journal's first record; null where that is no start. */
async function readStart(file: FileHandle): Promise<StartRecord | null> {
  for (let length = 64 * 1024; length <= longestStartBytes; length *= 4) {
    const bytes = await readBytes(file, 0, length);
    const end = bytes.indexOf('\n');
    if (end < 0) continue;
    const read = readJournalLine(bytes.toString('utf8', 0, end));
    return read.kind === 'record' && read.record.type === 'start' ? read.record : null;
  }
  return null;
}

/** Fewer bytes where the file ends before. */
async function readBytes(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let count = 0;
  while (count < length) {
    const { bytesRead } = await file.read(bytes, count, length - count, from + count);
    if (bytesRead === 0) break;
    count += bytesRead;
  }
  return bytes.subarray(0, count);
}
