import { entryPointOf, givesGradient, isStepOfService, type Decorator } from './decorators';
import { makerOf, type Assignment, type Call, type Facts, type Scope } from './facts';
import { importedByCall, importedNames, importedPath, lastName, runNotebooks } from './imports';
import { argumentsOf, expressionPath, isSetAgain, nameOfLambda, type Argument } from './python-syntax';
import { parsePython, type PythonNode, PythonTree } from './python-tree';

/** Calls that run a function given to them again and again. */
const loopingCall = /(?:^|\.)(?:scan|fori_loop|while_loop|Engine|map|starmap|reduce)$/;
/** Values longer than this are data, not an update of a parameter. */
const longestUpdate = 300;

/** A call of the text. Most are never asked for their arguments: these are read when they are. */
class WrittenCall implements Call {
  readonly name: string;
  readonly receiver: string;

  constructor(
    readonly scope: Scope,
    readonly inLoop: boolean,
    readonly written: string,
    readonly path: string,
    private readonly node: PythonNode,
    private readonly text: string,
  ) {
    const lastDot = written.lastIndexOf('.');
    this.name = written.slice(lastDot + 1);
    this.receiver = lastDot < 0 ? '' : written.slice(0, lastDot);
  }

  get from(): number {
    return this.node.from;
  }

  get arguments(): readonly Argument[] {
    return argumentsOf(this.node, this.text);
  }

  get argumentText(): string {
    return this.text.slice(this.node.firstChild?.to ?? this.node.from, this.node.to);
  }
}

const newScope = (name: string | null): Scope => ({
  name,
  className: null,
  runsElsewhere: false,
  entryPoint: null,
  references: new Map(),
  parameters: new Set(),
  constructors: new Map(),
});

class FactCollector {
  private readonly tree: PythonTree;
  private readonly text: string;

  private readonly module = newScope(null);
  private readonly scopes: Scope[] = [this.module];
  private readonly calls: Call[] = [];
  private readonly assignments: Assignment[] = [];
  private readonly imports = new Map<string, string>();
  private readonly classes = new Map<string, string | null>();
  private readonly constructors = new Map<string, string>();
  private readonly requiredEnvironment = new Set<string>();
  private brokenAt: number | null = null;
  /** What the module's own code sets to a truth value. */
  private readonly switches = new Map<string, boolean>();

  // Where the walk is, the innermost last.
  private readonly scopeStack: Scope[] = [this.module];
  private readonly classStack: (string | null)[] = [null];
  private readonly loopStack: number[] = [0];
  /** What is done when the walk leaves the nodes that it is in. */
  private readonly open: { readonly after: number; readonly leave: () => void }[] = [];

  constructor(tree: PythonTree, text: string) {
    this.tree = tree;
    this.text = text;
  }

  /** Walks without recursion, so that a file nested thousands deep is walked like any other. */
  collect(): Facts {
    for (let index = 0; index < this.tree.size;) {
      for (let last = this.open.at(-1); last !== undefined && last.after <= index; last = this.open.at(-1)) {
        last.leave();
        this.open.pop();
      }
      index = this.enter(index) ? index + 1 : this.tree.after(index);
    }
    for (const source of runNotebooks(this.text)) this.imports.set(`* from ${source}`, source);
    const {
      module,
      scopes,
      calls,
      assignments,
      imports,
      classes,
      constructors,
      requiredEnvironment,
      brokenAt,
    } = this;
    return {
      module,
      scopes,
      calls,
      assignments,
      imports,
      classes,
      constructors,
      requiredEnvironment,
      brokenAt,
    };
  }

  private whileIn(index: number, leave: () => void): void {
    this.open.push({ after: this.tree.after(index), leave });
  }

  private inLoopWithin(index: number): void {
    this.changeLoop(1);
    this.whileIn(index, () => {
      this.changeLoop(-1);
    });
  }

  /** Whether what is within a node is walked, too. */
  private enter(index: number): boolean {
    const name = this.tree.name(index);
    switch (name) {
      case '⚠':
        this.brokenAt ??= this.tree.from(index);
        return true;
      case 'ImportStatement':
        this.visitImport(this.tree.node(index));
        return false;
      case 'TypeDef':
        return false;
      case 'FunctionDefinition':
        this.visitFunction(this.tree.node(index));
        this.whileIn(index, () => {
          this.leaveScope();
        });
        return true;
      case 'LambdaExpression':
        this.visitLambda(index);
        return true;
      case 'ClassDefinition':
        this.visitClass(this.tree.node(index));
        this.whileIn(index, () => {
          this.classStack.pop();
        });
        return true;
      case 'Body':
        return !this.neverRuns(this.tree.node(index));
      case 'ForStatement':
      case 'WhileStatement':
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
      case 'SetComprehensionExpression':
      case 'DictionaryComprehensionExpression':
        this.inLoopWithin(index);
        return true;
      case 'CallExpression':
        if (this.visitCall(this.tree.node(index))) this.inLoopWithin(index);
        return true;
      case 'ArgList':
        // `sum(step(batch) for batch in batches)` has no node of its own for the generator.
        if (this.tree.node(index).getChild('for') !== null) this.inLoopWithin(index);
        return true;
      case 'AssignStatement':
      case 'UpdateStatement':
      case 'ReturnStatement':
        this.visitAssignment(this.tree.node(index));
        return true;
      case 'MemberExpression':
        this.visitIndex(index);
        return true;
      case 'VariableName':
      case 'PropertyName':
        this.visitReference(index, name === 'PropertyName');
        return true;
    }
    return true;
  }

  private currentScope(): Scope {
    return this.scopeStack.at(-1) ?? this.module;
  }

  private inLoop(): boolean {
    return (this.loopStack.at(-1) ?? 0) > 0;
  }

  private changeLoop(by: number): void {
    this.loopStack.push((this.loopStack.pop() ?? 0) + by);
  }

  private nameOf(node: PythonNode): string | null {
    const name = node.getChild('VariableName');
    return name === null ? null : this.text.slice(name.from, name.to);
  }

  private resolved(written: string): string {
    return importedPath(written, this.imports);
  }

  private visitImport(node: PythonNode): void {
    for (const [name, path] of importedNames(this.text.slice(node.from, node.to)))
      this.imports.set(name, path);
  }

  /** `importlib.import_module("project.train").main()` calls `project.train.main`. */
  private pathOfModuleByName(written: string, node: PythonNode): string | null {
    if (!written.includes('import')) return null;
    const rest = /(?:^|\.)(?:import_module|__import__)\(\)(\.[\w.]+)$/.exec(written)?.[1];
    if (rest === undefined) return null;
    const module =
      importedByCall(this.text.slice(node.from, Math.min(node.to, node.from + 300)))?.module ?? '?';
    if (module === '?') return null;
    this.imports.set(`import_module(${module})`, module);
    return module + rest;
  }

  private visitCall(node: PythonNode): boolean {
    if (node.firstChild === null) return false;
    const written = expressionPath(node.firstChild, this.text);
    const path = this.pathOfModuleByName(written, node) ?? this.resolved(written);
    this.calls.push(new WrittenCall(this.currentScope(), this.inLoop(), written, path, node, this.text));
    return loopingCall.test(written);
  }

  private visitAssignment(node: PythonNode): void {
    const value = node.lastChild;
    if (value === null) return;
    const targets: string[] = [];
    const operator = node.getChild('AssignOp') ?? node.getChild('UpdateOp');
    const first = operator === null ? null : node.firstChild;
    for (let child = first; child !== null && child.from < value.from; child = child.nextSibling) {
      if (child.name === 'TupleExpression') {
        for (const element of child.getChildren('VariableName'))
          targets.push(this.text.slice(element.from, element.to));
      } else if (child.name === 'VariableName' || child.name === 'MemberExpression') {
        targets.push(expressionPath(child, this.text));
      }
    }
    if (
      value.name === 'CallExpression' ||
      value.name === 'AwaitExpression' ||
      value.name === 'ParenthesizedExpression'
    ) {
      const path = this.madeFrom(this.resolved(expressionPath(value, this.text)));
      for (const target of targets) {
        if (this.isHandedOn(target, path)) continue;
        this.constructors.set(target, path);
        if (this.currentScope() !== this.module) this.currentScope().constructors.set(target, path);
      }
    }
    // `module = importlib.import_module("project.train")`
    if (value.name === 'CallExpression' && targets.length === 1) {
      const imported = importedByCall(this.text.slice(value.from, Math.min(value.to, value.from + 300)));
      if (imported?.called === '') this.imports.set(targets[0] ?? '', imported.module);
      else if (imported !== null) this.constructors.set(targets[0] ?? '', imported.module + imported.called);
    }
    // `Experiment = LongTermExperiment`: another name of a class.
    if ((value.name === 'VariableName' || value.name === 'MemberExpression') && targets.length === 1) {
      const [target = ''] = targets;
      const path = this.resolved(expressionPath(value, this.text));
      if (/^[A-Z]\w*$/.test(target) && path.includes('.') && !this.imports.has(target))
        this.imports.set(target, path);
    }
    if (this.currentScope() === this.module && targets.length === 1 && value.name === 'Boolean')
      this.switches.set(targets[0] ?? '', this.text.slice(value.from, value.to) === 'True');
    const written = operator === null ? 'return' : this.text.slice(operator.from, operator.to);
    // `return weights, bias` has no node of its own for the two.
    const begins = operator === null ? (node.firstChild?.nextSibling ?? value) : value;
    this.addAssignment(value, targets, written, node.from, begins.from);
  }

  private addAssignment(
    value: PythonNode,
    targets: readonly string[],
    operator: string,
    from: number,
    begins = value.from,
  ): void {
    const valueText = value.to - begins > longestUpdate ? '' : this.text.slice(begins, value.to);
    this.assignments.push({
      scope: this.currentScope(),
      inLoop: this.inLoop(),
      targets,
      operator,
      value,
      valueText,
      from,
    });
  }

  /** What a function of the file hands on under the same name is what it was in there. */
  private isHandedOn(target: string, path: string): boolean {
    return (
      this.constructors.has(target) &&
      /^\w+\(\)$/.test(path) &&
      this.scopes.some(({ name }) => name === path.slice(0, -2))
    );
  }

  /** `config.build()` is made from what `config` was: `PPOConfig().build()`. */
  private madeFrom(path: string): string {
    const match = /^(\w+)(\.(?:build\w*|to|cuda|setup)\(\))$/.exec(path);
    const made = makerOf(
      match?.[1] ?? '',
      { scope: this.currentScope() },
      { constructors: this.constructors },
    );
    return made === undefined ? path : made + (match?.[2] ?? '');
  }

  private pathOfDecorator(node: PythonNode): string {
    const written = this.text.slice(node.from + 1, Math.min(node.to, node.from + 200));
    return this.resolved(written.replace(/\(.*$/s, '()').trim());
  }

  private visitFunction(node: PythonNode): void {
    const decorators = (
      node.parent?.name === 'DecoratedStatement' ? node.parent.getChildren('Decorator') : []
    ).map((decorator) => ({ from: decorator.from, path: this.pathOfDecorator(decorator) }));
    for (const decorator of decorators) this.visitDecorator(decorator);
    this.enterScope({
      ...newScope(this.nameOf(node)),
      className: this.classStack.at(-1) ?? null,
      runsElsewhere: decorators.some(isStepOfService),
      entryPoint: entryPointOf(this.nameOf(node), decorators),
    });
  }

  private enterScope(scope: Scope): void {
    this.scopes.push(scope);
    this.scopeStack.push(scope);
    this.classStack.push(null);
    this.loopStack.push(0);
  }

  private leaveScope(): void {
    this.scopeStack.pop();
    this.classStack.pop();
    this.loopStack.pop();
  }

  /** `step = lambda x: ...` defines a function, whose body is what it returns. */
  private visitLambda(index: number): void {
    const node = this.tree.node(index);
    const name = nameOfLambda(node, this.text);
    if (name === null) return;
    this.enterScope(newScope(name));
    this.whileIn(index, () => {
      this.leaveScope();
    });
    if (node.lastChild !== null) this.addAssignment(node.lastChild, [], 'return', node.from);
  }

  private visitDecorator(decorator: Decorator): void {
    if (!givesGradient(decorator)) return;
    const path = decorator.path.replace('()', '');
    this.calls.push({
      scope: this.currentScope(),
      inLoop: this.inLoop(),
      written: path,
      path,
      name: lastName(path),
      receiver: '',
      arguments: [],
      argumentText: '',
      from: decorator.from,
    });
  }

  private visitClass(node: PythonNode): void {
    const name = this.nameOf(node) ?? '';
    const base = node.getChild('ArgList')?.firstChild?.nextSibling ?? null;
    const path = base === null ? '?' : expressionPath(base, this.text);
    this.classes.set(name, path.includes('?') ? null : this.resolved(path));
    this.classStack.push(name);
  }

  private isBases(list: number): boolean {
    return this.tree.name(this.tree.parent(list)) === 'ClassDefinition';
  }

  private visitReference(index: number, isAttribute: boolean): void {
    const written = this.text.slice(this.tree.from(index), this.tree.to(index));
    const parent = this.tree.name(this.tree.parent(index));
    // `train=True` in a call or a signature is no use of a function `train`.
    if (parent === 'ArgList' && this.tree.name(this.tree.next(index)) === 'AssignOp') return;
    // Nor does a class that is defined, or derived from, make objects by that.
    if (parent === 'ClassDefinition' || (parent === 'ArgList' && this.isBases(this.tree.parent(index))))
      return;
    if (parent === 'ParamList' && this.tree.name(this.tree.previous(index)) !== 'AssignOp') {
      this.currentScope().parameters.add(written);
      return;
    }
    const name = isAttribute ? `.${written}` : written;
    const { references, parameters } = this.currentScope();
    if (parameters.has(name)) return;
    references.set(name, (references.get(name) ?? false) || this.inLoop());
  }

  /** `if False:`, `if 0:`, and `if TRAIN:` or `if not EVALUATE:` where the file says once, outside its functions, what that is. */
  private neverRuns(body: PythonNode): boolean {
    const condition = body.prevSibling;
    if (condition === null || !/^(?:if|elif|while)$/.test(condition.prevSibling?.name ?? '')) return false;
    const written = this.text.slice(condition.from, condition.to);
    if (written === 'False' || written === '0') return true;
    const [, negation, name = ''] = /^(not\s+)?(\w+)$/.exec(written) ?? [];
    return this.switches.get(name) === (negation !== undefined) && !isSetAgain(name, this.text);
  }

  private visitIndex(index: number): void {
    if (this.tree.name(this.tree.lastChild(index)) === 'PropertyName') return;
    const from = this.tree.from(index);
    const key = /^(?:os\.)?environ\[\s*["'](\w+)["']\s*\]$/.exec(
      this.text.slice(from, Math.min(this.tree.to(index), from + 80)),
    );
    if (key?.[1] !== undefined) this.requiredEnvironment.add(key[1]);
  }
}

/** What a text says; null where it is nested too deeply to be parsed. */
export function factsIn(text: string): Facts | null {
  const tree = parsePython(text);
  return tree === null ? null : new FactCollector(tree, text).collect();
}

/** Of a text that can't be parsed. */
export const noFacts = (): Facts => new FactCollector(new PythonTree(new Int32Array()), '').collect();
