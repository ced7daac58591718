import type { ConfigObject, ConfigValue } from '../config-fields';
import type { MutableObject } from './document';
import { isObject } from '../config-fields';
import { valueAt } from './document';
import { trainingFileIn } from './job-file';

/** References to references end somewhere in a real file; a circle does not. */
const longestChain = 16;

const asNumbers = (values: readonly ConfigValue[]): readonly number[] | null =>
  values.every((value) => typeof value === 'number') ? values : null;

/** The resolvers that NeMo's configs register with OmegaConf. */
const arithmetic: Readonly<Record<string, (values: readonly number[]) => number>> = {
  multiply: (values) => values.reduce((product, value) => product * value, 1),
  add: (values) => values.reduce((sum, value) => sum + value, 0),
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  divide_floor: ([dividend = NaN, divisor = NaN]) => Math.floor(dividend / divisor),
  divide_ceil: ([dividend = NaN, divisor = NaN]) => Math.ceil(dividend / divisor),
  divide: ([dividend = NaN, divisor = NaN]) => dividend / divisor,
};

/** Splits at commas outside of braces. */
function argumentsOf(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    else if (text[at] === ',' && depth === 0) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)].map((part) => part.trim());
}

function literal(text: string): ConfigValue {
  if (/^-?\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll('_', ''));
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}

/** The path that a reference written within the object at `from` names: ".x" beside it, "..x" one further out. */
function absolutePath(reference: string, from: readonly string[]): string {
  const dots = /^\.*/.exec(reference)?.[0].length ?? 0;
  if (dots === 0) return reference.replace(/\[(\w+)\]/g, '.$1');
  return [...from.slice(0, Math.max(0, from.length - dots + 1)), reference.slice(dots)].join('.');
}

/** Where the brace opened before `from` closes; -1 where it does not. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

class Interpolation {
  private readonly root: ConfigObject;

  constructor(root: ConfigObject) {
    this.root = root;
  }

  /** What stands for `${inner}`; undefined where it is not known. */
  private reference(inner: string, from: readonly string[], chain: number): ConfigValue | undefined {
    const colon = inner.indexOf(':');
    if (colon !== -1) {
      const name = inner.slice(0, colon).trim();
      const given = argumentsOf(inner.slice(colon + 1));
      // The environment is not the file's to say: what is written as its default counts.
      if (name === 'oc.env' || name === 'env') return given[1] === undefined ? undefined : literal(given[1]);
      const operation = Object.hasOwn(arithmetic, name) ? arithmetic[name] : undefined;
      const values = asNumbers(given.map((argument) => this.text(argument, from, chain)));
      const result = operation === undefined || values === null ? NaN : operation(values);
      return Number.isFinite(result) ? result : undefined;
    }
    const path = absolutePath(inner.trim(), from);
    const value = valueAt(this.root, path);
    return typeof value === 'string' && value.includes('${')
      ? this.text(value, path.split('.').slice(0, -1), chain + 1)
      : value;
  }

  /** A text with its references replaced; one that is nothing but a reference has the value's own type. */
  text(text: string, from: readonly string[], chain = 0): ConfigValue {
    if (chain > longestChain) return text;
    const start = text.indexOf('${');
    if (start === -1) return chain > 0 || from.length === 0 ? literal(text) : text;
    const end = closingBrace(text, start + 2);
    if (end === -1) return text;
    const value = this.reference(text.slice(start + 2, end), from, chain + 1);
    if (start === 0 && end === text.length - 1) return value === undefined ? text : value;
    if (value === undefined || typeof value === 'object') return text;
    // One reference replaced a call: each makes the rest shorter or the chain longer.
    return this.text(text.slice(0, start) + String(value) + text.slice(end + 1), from, chain + 1);
  }
}

function resolveWithin(interpolation: Interpolation, container: ConfigValue, path: readonly string[]): void {
  if (!isObject(container) && !Array.isArray(container)) return;
  const entries = container as MutableObject;
  for (const [key, value] of Object.entries(entries)) {
    if (typeof value === 'string') {
      if (value.includes('${')) entries[key] = interpolation.text(value, path);
    } else {
      resolveWithin(interpolation, value, [...path, key]);
    }
  }
}

/**
 * Resolves OmegaConf's `${path}`, `${.sibling}`, `${oc.env:NAME,default}` and `${multiply:4,${.x}}` in place,
 * from the document alone, or from the training file that a job's file hands on. What it cannot resolve stays as it
 * is written.
 */
export function resolveInterpolations(values: MutableObject): void {
  const within = trainingFileIn(values);
  if (within !== null) resolveWithin(new Interpolation(within), within, []);
  resolveWithin(new Interpolation(values), values, []);
}
