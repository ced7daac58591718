import type { JSONVisitor, ParseError, ParseErrorCode } from 'jsonc-parser';
import type { ConfigValue } from '../config-fields';
import type { Span } from '../reading';
import { emptyObject, type DocumentBuilder, type MutableObject } from './document';

/** An object or a list that is being read. */
interface Container {
  readonly value: MutableObject | ConfigValue[];
  /** Of the paths of what is in it: "outer.inner.". */
  readonly prefix: string;
  readonly offset: number;
  /** Where its own value stands; null for the root and for what is in a list. */
  readonly path: string | null;
  /** So many keys or items until now. */
  keys: number;
  /** The property that is read. */
  key: string;
}

/** An object with more keys names the labels of classes: they are read, and their places are no use. */
const mostPlaced = 2000;

/** Builds a document's values and places while a text is gone through once, without a tree between. */
export class DocumentVisitor implements JSONVisitor {
  /** Null until a value is there. */
  root: 'object' | 'other' | null = null;
  readonly errors: ParseError[] = [];
  private readonly open: Container[] = [];

  /** `text` is read for the numbers, which may be Python's: NaN, Infinity. */
  constructor(
    private readonly text: string,
    private readonly builder: DocumentBuilder,
  ) {}

  onObjectBegin = (offset: number): void => {
    const isRoot = this.root === null;
    this.begin(isRoot ? this.builder.values : emptyObject(), offset);
    if (isRoot) this.root = 'object';
  };

  onArrayBegin = (offset: number): void => {
    this.begin([], offset);
    this.root ??= 'other';
  };

  onObjectProperty = (key: string, offset: number, length: number): void => {
    const container = this.open.at(-1);
    if (container === undefined) return;
    container.key = key;
    container.keys += 1;
    const path = this.placedPath(container);
    if (path === null) return;
    const span = { offset, length };
    if (this.builder.valueSpans.has(path)) this.builder.warnOfDuplicate(path, span);
    // The value's place is known when it ends; its turn among the others is now.
    this.builder.place(path, span, span);
  };

  onLiteralValue = (value: unknown, offset: number, length: number): void => {
    this.root ??= 'other';
    const container = this.open.at(-1);
    if (container === undefined) return;
    const read = typeof value === 'number' ? Number(this.text.slice(offset, offset + length)) : value;
    this.put(container, read as ConfigValue);
    const path = Array.isArray(container.value) ? null : this.placedPath(container);
    if (path !== null) this.place(path, { offset, length });
  };

  onObjectEnd = (offset: number, length: number): void => {
    this.end(offset + length);
  };

  onArrayEnd = (offset: number, length: number): void => {
    this.end(offset + length);
  };

  onError = (error: ParseErrorCode, offset: number, length: number): void => {
    this.errors.push({ error, offset, length });
  };

  private begin(value: Container['value'], offset: number): void {
    const outer = this.open.at(-1);
    if (outer !== undefined) this.put(outer, value);
    const isListed = Array.isArray(outer?.value);
    const own = outer === undefined ? '' : isListed ? String(outer.keys - 1) : outer.key;
    this.open.push({
      value,
      prefix: outer === undefined ? '' : `${outer.prefix}${own}.`,
      offset,
      path: outer === undefined || isListed ? null : this.placedPath(outer),
      keys: 0,
      key: '',
    });
  }

  private end(end: number): void {
    const ended = this.open.pop();
    if (ended !== undefined && ended.path !== null)
      this.place(ended.path, { offset: ended.offset, length: end - ended.offset });
  }

  private put(container: Container, read: ConfigValue): void {
    if (Array.isArray(container.value)) {
      container.value.push(read);
      container.keys += 1;
    } else {
      container.value[container.key] = read;
    }
  }

  private placedPath({ prefix, key, keys }: Container): string | null {
    return keys > mostPlaced ? null : prefix + key;
  }

  private place(path: string, span: Span): void {
    this.builder.valueSpans.set(path, span);
  }
}
