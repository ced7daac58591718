import { StringDecoder } from 'node:string_decoder';
import { OutputProgress } from '../../progress/output/output-progress';
import type { Progress } from '../../progress/progress';

/** Reads a training's progress from the bytes of what it prints, however characters are cut. */
export class OutputBytes {
  private readonly reader = new OutputProgress();
  private readonly decoder = new StringDecoder('utf8');

  /** The progress where `bytes`, printed at `seconds` of a monotonic clock, have changed it; else null. */
  take(bytes: Uint8Array, seconds: number): Progress | null {
    return bytes.length === 0 ? null : this.reader.take(this.decoder.write(bytes), seconds);
  }

  /** The same at the end of what it prints. */
  end(seconds: number): Progress | null {
    return this.reader.end(seconds);
  }
}
