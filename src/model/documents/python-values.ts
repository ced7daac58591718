import type { SyntaxNode } from '@lezer/common';
import type { ConfigValue } from '../config-fields';
import type { Span } from '../reading';
import type { MutableObject } from './document';
import { isObject } from '../config-fields';
import { emptyObject } from './document';

/** Expressions nest deeper only where they are generated. */
const deepestExpression = 60;

/** What an expression comes to, with the places of the parts of a literal; `unknown` holds what only running tells. */
export type PythonValue = ConfigValue | undefined;

/** An object of a literal or a call: its values, where they stand, and which of its keys only running tells. */
export interface PythonObject {
  readonly values: MutableObject;
  readonly keySpans: Map<string, Span>;
  readonly valueSpans: Map<string, Span>;
  readonly unresolved: Set<string>;
}

export const emptyPythonObject = (): PythonObject => ({
  values: emptyObject(),
  keySpans: new Map(),
  valueSpans: new Map(),
  unresolved: new Set(),
});

/** Copies one object's entries over another's, as `**other` does. */
export function mergeInto(target: PythonObject, source: PythonObject): void {
  for (const [key, value] of Object.entries(source.values)) {
    target.values[key] = value;
    target.unresolved.delete(key);
  }
  for (const [path, span] of source.keySpans) target.keySpans.set(path, span);
  for (const [path, span] of source.valueSpans) target.valueSpans.set(path, span);
  for (const key of source.unresolved) target.unresolved.add(key);
}

/** Copies one object's entries into the object at a path of another, which is made where it is not there. */
export function mergeAt(target: PythonObject, path: readonly string[], source: PythonObject): void {
  let container = target.values;
  for (const key of path) {
    const next = container[key];
    const made = isObject(next) ? next : emptyObject();
    container[key] = made;
    container = made;
  }
  Object.assign(container, source.values);
  const prefix = path.map((key) => `${key}.`).join('');
  for (const [key, span] of source.keySpans) target.keySpans.set(prefix + key, span);
  for (const [key, span] of source.valueSpans) target.valueSpans.set(prefix + key, span);
  for (const key of Object.keys(source.values)) {
    if (source.unresolved.has(key)) target.unresolved.add(prefix + key);
    else target.unresolved.delete(prefix + key);
  }
}

/** What names stand for, where an expression stands. */
export interface PythonScope {
  readonly text: string;
  lookUp: (name: string) => PythonValue;
  /** The object that a name or an expression stands for, with the places of its values. */
  objectOf: (node: SyntaxNode) => PythonObject | null;
}

export const sourceOf = (node: SyntaxNode, text: string): string => text.slice(node.from, node.to);
export const spanOf = (node: SyntaxNode): Span => ({ offset: node.from, length: node.to - node.from });

function numberOf(literal: string): PythonValue {
  const digits = literal.replaceAll('_', '');
  const value = Number(digits);
  return Number.isNaN(value) || digits === '' ? undefined : value;
}

function stringOf(literal: string): PythonValue {
  const match = /^[rRuUbB]*("""|'''|"|')([\s\S]*)\1$/.exec(literal);
  const body = match?.[2];
  return body === undefined || body.includes('\\') ? undefined : body;
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '//': (left, right) => Math.floor(left / right),
  '%': (left, right) => left - right * Math.floor(left / right),
  '**': (left, right) => left ** right,
  '<<': (left, right) => left * 2 ** right,
};

const functions: Readonly<Record<string, (values: readonly number[]) => number>> = {
  int: ([value = NaN]) => Math.trunc(value),
  float: ([value = NaN]) => value,
  round: ([value = NaN]) => Math.round(value),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  'math.ceil': ([value = NaN]) => Math.ceil(value),
  'math.floor': ([value = NaN]) => Math.floor(value),
};

function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (/^\w+$/.test(child.name) && child.name !== 'Comment') parts.push(child);
  }
  return parts;
}

function binary(node: SyntaxNode, scope: PythonScope, depth: number): PythonValue {
  const left = node.firstChild;
  const right = node.lastChild;
  if (left === null || right === null) return undefined;
  const operator = scope.text.slice(left.to, right.from).replace(/\s+/g, ' ').trim();
  const [first, second] = [valueOf(left, scope, depth + 1), valueOf(right, scope, depth + 1)];
  if (operator === '|') return scope.objectOf(node)?.values;
  return combined(operator, first, second);
}

/** What an operator makes of two values; undefined where only running it would tell. */
export function combined(operator: string, first: PythonValue, second: PythonValue): PythonValue {
  if (first === undefined || second === undefined) return undefined;
  if (operator === '==' || operator === 'is') return first === second;
  if (operator === '!=' || operator === 'is not') return first !== second;
  if (operator === 'or') return isTrue(first) ? first : second;
  if (operator === 'and') return isTrue(first) ? second : first;
  if (operator === '*' && Array.isArray(first) && typeof second === 'number')
    return repeated(first as readonly ConfigValue[], second);
  if (operator === '+' && Array.isArray(first) && Array.isArray(second))
    return [...(first as ConfigValue[]), ...(second as ConfigValue[])];
  const operation = Object.hasOwn(operations, operator) ? operations[operator] : undefined;
  if (operation === undefined || typeof first !== 'number' || typeof second !== 'number') return undefined;
  const result = operation(first, second);
  return Number.isFinite(result) ? result : undefined;
}

/** Longer than any list with an entry for each layer. */
const longestList = 10_000;
function repeated(list: readonly ConfigValue[], times: number): PythonValue {
  if (!Number.isInteger(times) || times < 0 || times * list.length > longestList) return undefined;
  return Array.from({ length: times }, () => list).flat();
}

const isTrue = (value: ConfigValue): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== 0 && value !== '';

function called(node: SyntaxNode, scope: PythonScope, depth: number): PythonValue {
  const name = node.firstChild === null ? '' : sourceOf(node.firstChild, scope.text);
  const operation = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const given = node.getChild('ArgList');
  if (operation === undefined || given === null) return undefined;
  const values = partsOf(given).map((part) => valueOf(part, scope, depth + 1));
  if (!values.every((value) => typeof value === 'number')) return undefined;
  const result = operation(values);
  return Number.isFinite(result) ? result : undefined;
}

function conditional(node: SyntaxNode, scope: PythonScope, depth: number): PythonValue {
  const [then, , condition, , otherwise] = partsOf(node);
  if (then === undefined || condition === undefined || otherwise === undefined) return undefined;
  const decided = valueOf(condition, scope, depth + 1);
  if (decided === undefined) return undefined;
  return valueOf(isTrue(decided) ? then : otherwise, scope, depth + 1);
}

function member(node: SyntaxNode, scope: PythonScope, depth: number): PythonValue {
  const [base, key] = partsOf(node);
  if (base === undefined || key === undefined) return undefined;
  const container = valueOf(base, scope, depth + 1);
  const name = key.name === 'PropertyName' ? sourceOf(key, scope.text) : valueOf(key, scope, depth + 1);
  if (Array.isArray(container) && typeof name === 'number')
    return (container as readonly ConfigValue[]).at(name);
  if (!isObject(container) || typeof name !== 'string') return undefined;
  return Object.hasOwn(container, name) ? container[name] : undefined;
}

/** Numbers are exact in Python and True is 1: neither matters to a config. */
function unary(node: SyntaxNode, scope: PythonScope, depth: number): PythonValue {
  const operand = node.lastChild;
  if (operand === null) return undefined;
  const value = valueOf(operand, scope, depth + 1);
  const operator = scope.text.slice(node.from, operand.from).trim();
  if (value === undefined) return undefined;
  if (operator === 'not') return !isTrue(value);
  if (typeof value !== 'number') return undefined;
  if (operator === '-') return -value;
  return operator === '+' ? value : undefined;
}

/** What an expression comes to from its text alone; undefined where only running it would tell. */
export function valueOf(node: SyntaxNode, scope: PythonScope, depth = 0): PythonValue {
  if (depth > deepestExpression) return undefined;
  switch (node.name) {
    case 'Number':
      return numberOf(sourceOf(node, scope.text));
    case 'String':
      return stringOf(sourceOf(node, scope.text));
    case 'ContinuedString': {
      const parts = partsOf(node).map((part) => valueOf(part, scope, depth + 1));
      return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
    }
    case 'Boolean':
      return sourceOf(node, scope.text) === 'True';
    case 'None':
      return null;
    case 'VariableName':
      return scope.lookUp(sourceOf(node, scope.text));
    case 'UnaryExpression':
      return unary(node, scope, depth);
    case 'BinaryExpression':
      return binary(node, scope, depth);
    case 'ConditionalExpression':
      return conditional(node, scope, depth);
    case 'ParenthesizedExpression': {
      const inner = partsOf(node)[0];
      return inner === undefined ? undefined : valueOf(inner, scope, depth + 1);
    }
    case 'MemberExpression':
      return member(node, scope, depth);
    case 'ArrayExpression':
    case 'TupleExpression': {
      const items = partsOf(node).map((item) => valueOf(item, scope, depth + 1));
      return items.includes(undefined) ? undefined : (items as ConfigValue[]);
    }
    case 'DictionaryExpression':
      return scope.objectOf(node)?.values;
    case 'CallExpression':
      return called(node, scope, depth) ?? scope.objectOf(node)?.values;
    default:
      return undefined;
  }
}

/** Whether a condition holds; undefined where only running tells. */
export function holds(node: SyntaxNode, scope: PythonScope): boolean | undefined {
  const value = valueOf(node, scope);
  return value === undefined ? undefined : isTrue(value);
}
