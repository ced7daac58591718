import type { Span } from '../reading';

/**
 * Places by dotted path. Those of an object's values are kept under its prefix as they are, and written out only for who
 * goes through all of them: a source may hold thousands of calls of which one is looked at.
 */
export class Spans extends Map<string, Span> {
  private nested = new Map<string, ReadonlyMap<string, Span>>();

  /** Places of the values of the object at `prefix`, a path without dots, by their paths within it. */
  nest(prefix: string, spans: ReadonlyMap<string, Span>): void {
    this.nested.set(prefix, spans);
  }

  private within(path: string): Span | undefined {
    const dot = path.indexOf('.');
    return dot === -1 ? undefined : this.nested.get(path.slice(0, dot))?.get(path.slice(dot + 1));
  }

  private writeOut(): void {
    for (const [prefix, spans] of this.nested) {
      for (const [path, span] of spans) super.set(`${prefix}.${path}`, span);
    }
    this.nested = new Map();
  }

  override get(path: string): Span | undefined {
    return super.get(path) ?? this.within(path);
  }

  override has(path: string): boolean {
    return super.has(path) || this.within(path) !== undefined;
  }

  override get size(): number {
    this.writeOut();
    return super.size;
  }

  override [Symbol.iterator](): MapIterator<[string, Span]> {
    return this.entries();
  }

  override entries(): MapIterator<[string, Span]> {
    this.writeOut();
    return super.entries();
  }

  override keys(): MapIterator<string> {
    this.writeOut();
    return super.keys();
  }

  override values(): MapIterator<Span> {
    this.writeOut();
    return super.values();
  }

  override forEach(callback: (span: Span, path: string, spans: Map<string, Span>) => void): void {
    this.writeOut();
    super.forEach(callback);
  }
}
