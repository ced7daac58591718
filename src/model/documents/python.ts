import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../reading';
import type { ConfigDocument, DocumentReading } from './document';
import { parsePythonSource } from '../../python/parse';
import { DocumentBuilder, broken, tooDeep, tooDeepAt, tooLong } from './document';
import { memberOf, Scope } from './python-scope';
import type { PythonObject, PythonValue } from './python-values';
import {
  combined,
  emptyPythonObject,
  holds,
  mergeAt,
  mergeInto,
  sourceOf,
  spanOf,
  valueOf,
} from './python-values';

/** Far above a config or a training script; the parser must not hold the editor. */
const largestText = 96 * 1024;
/** Statements nest deeper only where they are generated. */
const deepestBlock = 60;
/** Objects within objects multiply where each is made of the one before: far above what a config holds. */
const mostPlaces = 4000;

/** A call with keyword literals, one of a configuration without any, or a class with default values: what may describe a model or a plan. */
export interface PythonConstruct {
  /** The last part of what is called, or the class's name: "GPTConfig". */
  readonly name: string;
  readonly kind: 'call' | 'class' | 'bare call';
  /** Where its values are in the document: values at `path`, places at `path.key`. */
  readonly path: string;
  readonly span: Span;
  /** Keys that are given a value which only running the code would tell. */
  readonly unresolved: readonly string[];
  /** The names of a class's bases. */
  readonly bases: readonly string[];
  /** Of a call that builds or takes a model: what is called, in full, and its first argument where that has no keyword. */
  readonly builder?: { readonly callee: string; readonly first: PythonArgument | null };
}

/** An argument of a call: its text, and what that comes to. */
export interface PythonArgument {
  readonly source: string;
  readonly value: PythonValue;
  readonly span: Span;
}

/** Calls that may build a model by its name alone: timm's and torchvision's. */
const namedBuilder =
  /(?:^|\.)(?:create_model|get_model)$|(?:^|\.)models\.[a-z]\w*$|^(?:vit_[blh]_|swin_|convnext_|resnet|efficientnet_|mobilenet_)\w+$/;
/** Calls that load a model or its configuration, that make a model of a configuration, and trainers, which take one. */
const modelCall =
  /(?:^|\.)(?:from_pretrained|_?from_config|SentenceTransformer|CrossEncoder|SparseEncoder|\w*Trainer|[A-Z]\w*(?:For[A-Z]\w*|LMHeadModel|[a-z0-9]Model))$/;

/** The literals of a Python source: variables of the module by name, and its calls and classes. */
export interface PythonDocument extends ConfigDocument {
  readonly constructs: readonly PythonConstruct[];
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Walks statements in their order, as far as their effect can be told without running them. */
class PythonWalk {
  readonly builder = new DocumentBuilder();
  private readonly constructs: { readonly construct: PythonConstruct; readonly object: PythonObject }[] = [];
  private readonly classes = new Map<string, PythonObject>();
  /** What a literal or a call comes to: each is read once. */
  private readonly known = new Map<number, PythonObject | null>();
  private readonly text: string;
  private depth = 0;
  private places = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(script: SyntaxNode): PythonDocument {
    const scope = new Scope(this.text, null, (node, scope) => this.objectOf(node, scope));
    this.statements(script, scope);
    for (const [name, value] of scope.values) {
      if (value === undefined) continue;
      this.builder.values[name] = value;
      const object = scope.objects.get(name);
      if (object !== undefined) this.placeObject(name, object);
    }
    // What is assigned to an object later may be open too.
    const constructs = this.constructs.map(({ construct, object }) => ({
      ...construct,
      unresolved: [...object.unresolved],
    }));
    return { ...this.builder.document(), constructs };
  }

  objectOf(node: SyntaxNode, scope: Scope): PythonObject | null {
    if (node.name === 'VariableName') return scope.object(sourceOf(node, this.text));
    if (node.name === 'ParenthesizedExpression' || node.name === 'BinaryExpression')
      return this.joined(node, scope);
    if (node.name !== 'DictionaryExpression' && node.name !== 'CallExpression') return null;
    // A call begins where its callee does, which may be a call: the end tells them apart.
    const known = this.known.get(node.to);
    if (known !== undefined) return known;
    const object = node.name === 'CallExpression' ? this.call(node, scope) : this.dictionary(node, scope);
    this.known.set(node.to, object);
    return object;
  }

  /** `(base)` and `base | {...}`, the right one's entries over the left one's. */
  private joined(node: SyntaxNode, scope: Scope): PythonObject | null {
    if (this.depth > deepestBlock) return null;
    this.depth++;
    const [left, right] = [node.firstChild, node.lastChild];
    let object: PythonObject | null = null;
    if (node.name === 'ParenthesizedExpression') {
      const inner = left?.nextSibling ?? null;
      object = inner === null ? null : this.objectOf(inner, scope);
    } else if (left !== null && right !== null && this.text.slice(left.to, right.from).trim() === '|') {
      object = this.merged(this.objectOf(left, scope), this.objectOf(right, scope));
    }
    this.depth--;
    return object;
  }

  private merged(below: PythonObject | null, above: PythonObject | null): PythonObject | null {
    if (below === null || above === null) return null;
    const object = emptyPythonObject();
    mergeInto(object, below);
    mergeInto(object, above);
    return object;
  }

  private put(object: PythonObject, key: string, keySpan: Span, node: SyntaxNode, scope: Scope): void {
    const value = valueOf(node, scope);
    object.keySpans.set(key, keySpan);
    object.valueSpans.set(key, spanOf(node));
    if (value === undefined) object.unresolved.add(key);
    else object.unresolved.delete(key);
    // What cannot be told stays as it is written: a reader that needs it can say so.
    object.values[key] = value === undefined ? sourceOf(node, this.text).slice(0, 80) : value;
    const inner = this.objectOf(node, scope);
    if (inner === null) return;
    this.places += inner.keySpans.size;
    if (this.places > mostPlaces) {
      object.values[key] = null;
      object.unresolved.add(key);
      return;
    }
    for (const [path, span] of inner.keySpans) object.keySpans.set(`${key}.${path}`, span);
    for (const [path, span] of inner.valueSpans) object.valueSpans.set(`${key}.${path}`, span);
  }

  private dictionary(node: SyntaxNode, scope: Scope): PythonObject {
    const object = emptyPythonObject();
    let key: SyntaxNode | null = null;
    let isSpread = false;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name === '**') isSpread = true;
      else if (/^\w+$/.test(child.name) && child.name !== 'Comment') {
        if (isSpread) {
          const spread = this.objectOf(child, scope);
          if (spread !== null) mergeInto(object, spread);
          isSpread = false;
        } else if (key === null) {
          key = child;
        } else {
          const name = valueOf(key, scope);
          if (typeof name === 'string' || typeof name === 'number')
            this.put(object, String(name), spanOf(key), child, scope);
          key = null;
        }
      }
    }
    return object;
  }

  /** Keywords of a call, over the defaults of its class where the file has it. */
  private call(node: SyntaxNode, scope: Scope): PythonObject | null {
    const callee = node.firstChild;
    const given = node.getChild('ArgList');
    if (callee === null || given === null) return null;
    // `Trainer(args=...).train()`: what is called is an attribute of what another call returns.
    let returned: SyntaxNode | null = callee;
    while (returned?.name === 'MemberExpression') returned = returned.firstChild;
    if (returned?.name === 'CallExpression') this.objectOf(returned, scope);
    const path = sourceOf(callee, this.text);
    const name = lastName(path);
    const isBuilder = namedBuilder.test(path);
    const buildsByName = isBuilder || modelCall.test(path);
    const object = emptyPythonObject();
    const defaults = this.classes.get(name);
    if (defaults !== undefined) mergeInto(object, defaults);
    let keywords = 0;
    let isSpread = false;
    let first: PythonArgument | null = null;
    for (let child = given.firstChild; child !== null; child = child.nextSibling) {
      if (child.name === '**') isSpread = true;
      else if (child.name === 'VariableName' && child.nextSibling?.name === 'AssignOp') {
        const value = child.nextSibling.nextSibling;
        if (value === null) break;
        this.put(object, sourceOf(child, this.text), spanOf(child), value, scope);
        keywords++;
        child = value;
      } else if (isSpread && /^\w+$/.test(child.name)) {
        const spread = this.objectOf(child, scope);
        if (spread === null) object.unresolved.add('**');
        else mergeInto(object, spread);
        keywords++;
        isSpread = false;
      } else if (/^\w+$/.test(child.name) && child.name !== 'Comment') {
        this.objectOf(child, scope);
        if (buildsByName && keywords === 0)
          first ??= {
            source: sourceOf(child, this.text),
            value: valueOf(child, scope),
            span: spanOf(child),
          };
      }
    }
    if (buildsByName) this.addConstruct(name, 'call', spanOf(callee), object, [], { callee: path, first });
    if (
      /^[A-Z]\w*Config$/.test(name) &&
      given.firstChild?.nextSibling?.name === ')' &&
      defaults === undefined
    ) {
      this.addConstruct(name, 'bare call', spanOf(callee), object, []);
      return object;
    }
    // What a configuration is told later changes the model.
    const isWhole = isBuilder || path.endsWith('Config.from_pretrained');
    if (keywords === 0 && defaults === undefined && !isWhole) return null;
    if (/^\w+$/.test(name) && !buildsByName) this.addConstruct(name, 'call', spanOf(callee), object, []);
    return object;
  }

  private addConstruct(
    name: string,
    kind: PythonConstruct['kind'],
    span: Span,
    object: PythonObject,
    bases: readonly string[],
    builder?: PythonConstruct['builder'],
  ): void {
    const path = `${name}@${span.offset}`;
    this.builder.values[path] = object.values;
    this.builder.place(path, span, span);
    this.placeObject(path, object);
    const construct = { name, kind, path, span, unresolved: [], bases };
    this.constructs.push({
      construct: builder === undefined ? construct : { ...construct, builder },
      object,
    });
  }

  private placeObject(prefix: string, object: PythonObject): void {
    this.builder.keySpans.nest(prefix, object.keySpans);
    this.builder.valueSpans.nest(prefix, object.valueSpans);
  }

  statements(block: SyntaxNode, scope: Scope): void {
    if (this.depth > deepestBlock) return;
    this.depth++;
    for (let node = block.firstChild; node !== null; node = node.nextSibling) this.statement(node, scope);
    this.depth--;
  }

  private statement(node: SyntaxNode, scope: Scope): void {
    switch (node.name) {
      case 'AssignStatement':
        this.assignment(node, scope);
        break;
      case 'UpdateStatement':
        this.update(node, scope);
        break;
      case 'IfStatement':
        this.branches(node, scope);
        break;
      case 'ForStatement':
      case 'WhileStatement':
      case 'TryStatement':
        this.uncertain(node, scope);
        break;
      // Several on a line, with semicolons between.
      case 'StatementGroup':
        this.statements(node, scope);
        break;
      case 'WithStatement':
        for (const body of node.getChildren('Body')) this.statements(body, scope);
        break;
      case 'FunctionDefinition':
        for (const body of node.getChildren('Body')) this.statements(body, scope.inner());
        break;
      case 'ClassDefinition':
        this.classDefinition(node, scope);
        break;
      case 'DecoratedStatement':
        for (let child = node.firstChild; child !== null; child = child.nextSibling)
          if (child.name !== 'Decorator') this.statement(child, scope);
        break;
      case 'ExpressionStatement':
      case 'ReturnStatement':
        for (let child = node.firstChild; child !== null; child = child.nextSibling)
          this.objectOf(child, scope);
        break;
      default:
        break;
    }
  }

  private assignment(node: SyntaxNode, scope: Scope): void {
    const target = node.firstChild;
    const value = node.lastChild;
    const operator = node.getChild('AssignOp');
    if (target === null || value === null || operator === null || value.from < operator.to) return;
    // `a, b = 1, 2` and `a = b = 1`: not what configs are written with.
    const parts: SyntaxNode[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
      if (/^(?:VariableName|MemberExpression)$/.test(child.name) && child.to <= operator.from)
        parts.push(child);
    const object = this.objectOf(value, scope);
    if (parts.length !== 1 || node.getChildren('AssignOp').length !== 1) {
      for (const part of parts)
        if (part.name === 'VariableName') scope.assign(sourceOf(part, this.text), undefined, null);
      return;
    }
    if (target.name === 'VariableName') {
      const name = sourceOf(target, this.text);
      scope.assign(name, valueOf(value, scope), object);
      this.builder.place(name, spanOf(target), spanOf(value));
    } else if (target.name === 'MemberExpression') {
      this.memberAssignment(target, value, scope);
    }
  }

  /** `sizes |= {...}` and `width *= 2`. */
  private update(node: SyntaxNode, scope: Scope): void {
    const [target, operator, value] = [node.firstChild, node.getChild('UpdateOp'), node.lastChild];
    if (target?.name !== 'VariableName' || operator === null || value === null) return;
    const name = sourceOf(target, this.text);
    const sign = sourceOf(operator, this.text).slice(0, -1);
    const object = sign === '|' ? this.merged(scope.object(name), this.objectOf(value, scope)) : null;
    scope.assign(
      name,
      object === null ? combined(sign, scope.lookUp(name), valueOf(value, scope)) : object.values,
      object,
    );
  }

  /** `config.n_layer = 12` and `config['n_layer'] = 12`. */
  private memberAssignment(target: SyntaxNode, value: SyntaxNode, scope: Scope): void {
    const member = memberOf(target, scope);
    if (member === null) return;
    const { root, path } = member;
    if (root === 'self') return;
    const object = scope.object(root) ?? emptyPythonObject();
    if (scope.object(root) === null) scope.assign(root, object.values, object);
    const inner = emptyPythonObject();
    const last = path.pop() ?? '';
    this.put(inner, last, spanOf(target), value, scope);
    mergeAt(object, path, inner);
  }

  /** Reads the branch of an `if` that is known to run; else each, and what they assign is not known afterwards. */
  private branches(node: SyntaxNode, scope: Scope): void {
    let decided: boolean | undefined = false;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name === 'if' || child.name === 'elif') {
        const condition: SyntaxNode | null = child.nextSibling;
        decided = condition === null ? undefined : holds(condition, scope);
      } else if (child.name === 'else') {
        decided = true;
      } else if (child.name === 'Body') {
        if (decided === undefined) this.uncertainBodies(node, scope, child);
        if (decided === undefined) return;
        if (decided) this.statements(child, scope);
        if (decided) return;
      }
    }
  }

  private uncertain(node: SyntaxNode, scope: Scope): void {
    this.uncertainBodies(node, scope, null);
  }

  /** Reads bodies from `first` on, each on its own; what they assign is not known afterwards. */
  private uncertainBodies(node: SyntaxNode, scope: Scope, first: SyntaxNode | null): void {
    const assigned = new Set<string>();
    for (const body of node.getChildren('Body')) {
      if (first !== null && body.from < first.from) continue;
      const inner = scope.inner();
      this.statements(body, inner);
      for (const name of inner.values.keys()) assigned.add(name);
    }
    for (const name of assigned) scope.assign(name, undefined, null);
  }

  /** A class's assignments are fields with defaults; those of a base in the file come first. */
  private classDefinition(node: SyntaxNode, scope: Scope): void {
    const nameNode = node.getChild('VariableName');
    const body = node.getChild('Body');
    if (nameNode === null || body === null) return;
    const name = sourceOf(nameNode, this.text);
    const object = emptyPythonObject();
    const bases: string[] = [];
    for (let base = node.getChild('ArgList')?.firstChild ?? null; base !== null; base = base.nextSibling) {
      if (base.name !== 'VariableName' && base.name !== 'MemberExpression') continue;
      bases.push(lastName(sourceOf(base, this.text)));
      const inherited = this.classes.get(bases.at(-1) ?? '');
      if (inherited !== undefined) mergeInto(object, inherited);
    }
    const inner = scope.inner();
    for (let statement = body.firstChild; statement !== null; statement = statement.nextSibling) {
      if (statement.name === 'AssignStatement') this.field(statement, object, inner);
      else this.statement(statement, inner);
    }
    if (object.keySpans.size === 0) return;
    this.classes.set(name, object);
    this.addConstruct(name, 'class', spanOf(nameNode), object, bases);
  }

  private field(statement: SyntaxNode, object: PythonObject, scope: Scope): void {
    const target = statement.firstChild;
    const operator = statement.getChild('AssignOp');
    let value = statement.lastChild;
    if (target?.name !== 'VariableName' || operator === null || value === null) return;
    if (value.name === 'CallExpression' && /^(?:dataclasses\.)?field\b/i.test(sourceOf(value, this.text))) {
      let argument = value.getChild('ArgList')?.firstChild ?? null;
      while (argument !== null && sourceOf(argument, this.text) !== 'default')
        argument = argument.nextSibling;
      value = argument?.nextSibling?.nextSibling ?? value;
    }
    const name = sourceOf(target, this.text);
    this.put(object, name, spanOf(target), value, scope);
    scope.assign(name, valueOf(value, scope), null);
  }
}

/** Reads the literals of a Python source: parsed, never run. Never throws. */
export function readPython(text: string): DocumentReading<PythonDocument> {
  if (text.length > largestText) return broken('Too large for a model configuration: over 96 KiB.');
  const long = tooLong(text);
  if (long !== null) return long;
  const deep = tooDeepAt(text);
  if (deep !== null) return tooDeep(deep);
  const document = new PythonWalk(text).read(parsePythonSource(text).topNode);
  return { kind: 'object', document };
}
