import { StringDecoder } from 'node:string_decoder';
import { readJournalLine, type JournalRecord } from './journal';
import type { UnreadLines } from './run-state';

/** The longest line that is waited for; a longer one is foreign, and is passed over. */
const longestLine = 4 * 1024 * 1024;
/** Stands for the beginning of one; no line that begins like this is a record. */
const tooLong = '<';

/**
 * Turns the bytes of a journal, in pieces of any size, into records. A character or a line that is cut by the end
 * of a piece is completed by the next one.
 */
export class JournalDecoder {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private broken = 0;
  private types: string[] = [];

  push(piece: Buffer): JournalRecord[] {
    const lines = (this.rest + this.decoder.write(piece)).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > longestLine) this.rest = tooLong;
    return lines.flatMap((line) => this.recordsOf(line));
  }

  /** The last line where only its line feed is missing. */
  finish(): JournalRecord[] {
    const line = this.rest + this.decoder.end();
    this.rest = '';
    // A line that is still being written, or was cut by the death of its writer, is nothing to tell of.
    const read = readJournalLine(line);
    return read.kind === 'record' ? [read.record] : [];
  }

  /** What could not be read since the last call. */
  takeUnread(): Pick<UnreadLines, 'broken' | 'types'> {
    const unread = { broken: this.broken, types: this.types };
    this.broken = 0;
    this.types = [];
    return unread;
  }

  private recordsOf(line: string): JournalRecord[] {
    if (line.trim() === '') return [];
    const read = readJournalLine(line);
    if (read.kind === 'record') return [read.record];
    if (read.kind === 'broken') this.broken += 1;
    else if (!this.types.includes(read.type)) this.types.push(read.type);
    return [];
  }
}
