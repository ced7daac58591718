import type { SyntaxNode } from '@lezer/common';
import { sourceOf, valueOf, type PythonObject, type PythonScope, type PythonValue } from './python-values';

/** Members nest deeper only where they are generated. */
const deepestMember = 60;

type ObjectReader = (node: SyntaxNode, scope: Scope) => PythonObject | null;

/** Variables that stand for one thing where the walk is. An inner scope sees the outer one's. */
export class Scope implements PythonScope {
  readonly values = new Map<string, PythonValue>();
  readonly objects = new Map<string, PythonObject>();
  readonly text: string;
  private readonly outer: Scope | null;
  private readonly read: ObjectReader;

  constructor(text: string, outer: Scope | null, read: ObjectReader) {
    this.text = text;
    this.outer = outer;
    this.read = read;
  }

  inner(): Scope {
    return new Scope(this.text, this, this.read);
  }

  lookUp(name: string): PythonValue {
    return this.values.has(name) ? this.values.get(name) : this.outer?.lookUp(name);
  }

  object(name: string): PythonObject | null {
    return this.values.has(name) ? (this.objects.get(name) ?? null) : (this.outer?.object(name) ?? null);
  }

  objectOf(node: SyntaxNode): PythonObject | null {
    return this.read(node, this);
  }

  assign(name: string, value: PythonValue, object: PythonObject | null): void {
    this.values.set(name, value);
    if (object === null) this.objects.delete(name);
    else this.objects.set(name, object);
  }
}

/** `config.model['n_layer']`: the variable `config` and the path `model`, `n_layer`; null where only running tells them. */
export function memberOf(member: SyntaxNode, scope: Scope): { root: string; path: string[] } | null {
  const path: string[] = [];
  let node: SyntaxNode | null = member;
  while (node?.name === 'MemberExpression' && path.length < deepestMember) {
    const last: SyntaxNode | null = node.lastChild;
    const key: SyntaxNode | null = last?.name === ']' ? last.prevSibling : last;
    if (key === null) return null;
    const name = key.name === 'PropertyName' ? sourceOf(key, scope.text) : valueOf(key, scope);
    if (typeof name !== 'string') return null;
    path.unshift(name);
    node = node.firstChild;
  }
  return node?.name === 'VariableName' ? { root: sourceOf(node, scope.text), path } : null;
}
