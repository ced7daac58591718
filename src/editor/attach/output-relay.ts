/** What came before somebody listens is kept up to this much; the newest. */
const keptCharacters = 64 * 1024;

/**
 * Hands on what a stream of terminal output brings, from the beginning: it is read at once, because an unread stream grows,
 * and because a training may tell its first steps before it is known that it is to be metered.
 */
export class OutputRelay {
  private kept = '';
  private sink: ((text: string) => void) | null = null;
  private isClosed = false;

  constructor(stream: AsyncIterable<string>) {
    void this.read(stream).catch(() => undefined);
  }

  /** From now on `sink` gets it, beginning with what was kept. */
  pipeTo(sink: (text: string) => void): void {
    this.sink = sink;
    if (this.kept !== '') sink(this.kept);
    this.kept = '';
  }

  /** Nobody will listen. */
  close(): void {
    this.isClosed = true;
    this.sink = null;
    this.kept = '';
  }

  private async read(stream: AsyncIterable<string>): Promise<void> {
    for await (const text of stream) {
      if (this.isClosed) return;
      if (this.sink !== null) this.sink(text);
      else this.kept = (this.kept + text).slice(-keptCharacters);
    }
  }
}
