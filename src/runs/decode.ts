import { StringDecoder } from 'node:string_decoder';
import { parseJournalLine, type JournalRecord } from './journal';

/** The longest line that is waited for; a longer one is foreign, and is passed over. */
const longestLine = 4 * 1024 * 1024;

/**
 * Turns the bytes of a journal, in pieces of any size, into records. A character or a line that is cut by the end
 * of a piece is completed by the next one.
 */
export class JournalDecoder {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  push(piece: Buffer): JournalRecord[] {
    const lines = (this.rest + this.decoder.write(piece)).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > longestLine) this.rest = '\0';
    return lines.flatMap(recordsOf);
  }

  /** The last line where only its line feed is missing. */
  finish(): JournalRecord[] {
    const line = this.rest + this.decoder.end();
    this.rest = '';
    return recordsOf(line);
  }
}

function recordsOf(line: string): JournalRecord[] {
  if (line === '') return [];
  const record = parseJournalLine(line);
  return record === null ? [] : [record];
}
