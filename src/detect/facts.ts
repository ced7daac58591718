import { entryPointOf, givesGradient, isStepOfService, type Decorator } from './decorators';
import { importedByCall, importedNames, importedPath, lastName } from './imports';
import { argumentsOf, expressionPath, isSetAgain, nameOfLambda, type Argument } from './python-syntax';
import { parsePython, type PythonNode, PythonTree } from './python-tree';

/** A stretch of code that runs when it is called: a function or method, or the module itself (`name` null). */
export interface Scope {
  readonly name: string | null;
  /** The class that the function is a method of. */
  readonly className: string | null;
  /** Not run here when it is called: a step that a service runs in a container of its own. */
  readonly runsElsewhere: boolean;
  /** What makes a command-line library or a launcher run it without being named elsewhere: `@app.command()`, `@hydra.main()`. */
  readonly entryPoint: Decorator | null;
  /** Names that the code uses (attributes with a dot before them), and whether it uses them within a loop. */
  readonly references: Map<string, boolean>;
  /** Names of its parameters, which hide functions of the same name. */
  readonly parameters: Set<string>;
  /** Its variables, each with the path of the call that it was last assigned from in it. */
  readonly constructors: Map<string, string>;
}

export interface Call {
  readonly scope: Scope;
  readonly inLoop: boolean;
  /** What is called, as written: `trainer.fit`. */
  readonly written: string;
  /** With the root name replaced by what it was imported as: `lightning.pytorch.Trainer`. */
  readonly path: string;
  /** The last name of the path: `fit`. */
  readonly name: string;
  /** What is before it as written (`self.trainer`), or empty for a plain function. */
  readonly receiver: string;
  readonly arguments: () => Argument[];
  readonly argumentText: () => string;
  readonly from: number;
}

/** An assignment, or a `return` of an expression. */
export interface Assignment {
  readonly scope: Scope;
  readonly inLoop: boolean;
  /** Empty for a `return`. */
  readonly targets: readonly string[];
  readonly operator: string;
  readonly value: PythonNode;
  /** The value as written; empty where it is too long to be an update of a parameter. */
  readonly valueText: string;
  readonly from: number;
}

/** What one walk over a file's syntax tree has found. */
export interface Facts {
  readonly module: Scope;
  readonly scopes: readonly Scope[];
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  /** Name in this file → full path: `F` → `torch.nn.functional`. A relative import keeps its dots. */
  readonly imports: ReadonlyMap<string, string>;
  /** Class of this file → what its first base resolves to, or null. */
  readonly classes: ReadonlyMap<string, string | null>;
  /** Variable → the path of the call that the file last assigned it from: `trainer` → `transformers.Trainer()`; see `makerOf`. */
  readonly constructors: ReadonlyMap<string, string>;
  /** Keys read as `os.environ["KEY"]`, without a default. */
  readonly requiredEnvironment: ReadonlySet<string>;
}

/** What a variable was last assigned from, as the code that uses it sees it: in its own function, else elsewhere in the file. */
export const makerOf = (
  variable: string,
  { scope }: { readonly scope: Scope },
  { constructors }: Pick<Facts, 'constructors'>,
): string | undefined => scope.constructors.get(variable) ?? constructors.get(variable);

/** Calls that run a function given to them again and again. */
const loopingCall = /(?:^|\.)(?:scan|fori_loop|while_loop|Engine|map|starmap|reduce)$/;
/** Values longer than this are data, not an update of a parameter. */
const longestUpdate = 300;

// Most calls are never asked for their arguments.
const argumentsWhenAsked = (node: PythonNode, text: string) => (): Argument[] => argumentsOf(node, text);
const argumentTextWhenAsked = (node: PythonNode, text: string) => (): string =>
  text.slice(node.firstChild?.to ?? node.from, node.to);

/** What a text says; null where it is nested too deeply to be parsed. */
export function factsIn(text: string): Facts | null {
  const tree = parsePython(text);
  return tree === null ? null : collectFacts(tree, text);
}

/** Of a text that can't be parsed. */
export const noFacts = (): Facts => collectFacts(new PythonTree(new Int32Array()), '');

const newScope = (name: string | null): Scope => ({
  name,
  className: null,
  runsElsewhere: false,
  entryPoint: null,
  references: new Map(),
  parameters: new Set(),
  constructors: new Map(),
});

/** Walks without recursion, so that a file nested thousands deep is walked like any other. */
function collectFacts(tree: PythonTree, text: string): Facts {
  const module = newScope(null);
  const scopes: Scope[] = [module];
  const calls: Call[] = [];
  const assignments: Assignment[] = [];
  const imports = new Map<string, string>();
  const classes = new Map<string, string | null>();
  const constructors = new Map<string, string>();
  const requiredEnvironment = new Set<string>();
  /** What the module's own code sets to a truth value. */
  const switches = new Map<string, boolean>();

  const scopeStack: Scope[] = [module];
  const classStack: (string | null)[] = [null];
  const loopStack: number[] = [0];
  const currentScope = (): Scope => scopeStack.at(-1) ?? module;
  const inLoop = (): boolean => (loopStack.at(-1) ?? 0) > 0;
  const changeLoop = (by: number): void => {
    loopStack.push((loopStack.pop() ?? 0) + by);
  };
  const nameOf = (node: PythonNode): string | null => {
    const name = node.getChild('VariableName');
    return name === null ? null : text.slice(name.from, name.to);
  };
  const resolved = (written: string): string => importedPath(written, imports);
  const visitImport = (node: PythonNode): void => {
    for (const [name, path] of importedNames(text.slice(node.from, node.to))) imports.set(name, path);
  };
  /** `importlib.import_module("project.train").main()` calls `project.train.main`. */
  const pathOfModuleByName = (written: string, node: PythonNode): string | null => {
    const rest = /(?:^|\.)(?:import_module|__import__)\(\)(\.[\w.]+)$/.exec(written)?.[1];
    if (rest === undefined) return null;
    const module = importedByCall(text.slice(node.from, Math.min(node.to, node.from + 300)))?.module ?? '?';
    if (module === '?') return null;
    imports.set(`import_module(${module})`, module);
    return module + rest;
  };
  const visitCall = (node: PythonNode): boolean => {
    if (node.firstChild === null) return false;
    const written = expressionPath(node.firstChild, text);
    const lastDot = written.lastIndexOf('.');
    const name = written.slice(lastDot + 1);
    calls.push({
      scope: currentScope(),
      inLoop: inLoop(),
      written,
      path: pathOfModuleByName(written, node) ?? resolved(written),
      name,
      receiver: lastDot < 0 ? '' : written.slice(0, lastDot),
      arguments: argumentsWhenAsked(node, text),
      argumentText: argumentTextWhenAsked(node, text),
      from: node.from,
    });
    return loopingCall.test(written);
  };
  const visitAssignment = (node: PythonNode): void => {
    const value = node.lastChild;
    if (value === null) return;
    const targets: string[] = [];
    const operator = node.getChild('AssignOp') ?? node.getChild('UpdateOp');
    const first = operator === null ? null : node.firstChild;
    for (let child = first; child !== null && child.from < value.from; child = child.nextSibling) {
      if (child.name === 'TupleExpression') {
        for (const element of child.getChildren('VariableName'))
          targets.push(text.slice(element.from, element.to));
      } else if (child.name === 'VariableName' || child.name === 'MemberExpression') {
        targets.push(expressionPath(child, text));
      }
    }
    if (
      value.name === 'CallExpression' ||
      value.name === 'AwaitExpression' ||
      value.name === 'ParenthesizedExpression'
    ) {
      const path = madeFrom(resolved(expressionPath(value, text)));
      for (const target of targets) {
        if (isHandedOn(target, path)) continue;
        constructors.set(target, path);
        if (currentScope() !== module) currentScope().constructors.set(target, path);
      }
    }
    // `module = importlib.import_module("project.train")`
    if (value.name === 'CallExpression' && targets.length === 1) {
      const imported = importedByCall(text.slice(value.from, Math.min(value.to, value.from + 300)));
      if (imported?.called === '') imports.set(targets[0] ?? '', imported.module);
      else if (imported !== null) constructors.set(targets[0] ?? '', imported.module + imported.called);
    }
    // `Experiment = LongTermExperiment`: another name of a class.
    if ((value.name === 'VariableName' || value.name === 'MemberExpression') && targets.length === 1) {
      const [target = ''] = targets;
      const path = resolved(expressionPath(value, text));
      if (/^[A-Z]\w*$/.test(target) && path.includes('.') && !imports.has(target)) imports.set(target, path);
    }
    if (currentScope() === module && targets.length === 1 && value.name === 'Boolean')
      switches.set(targets[0] ?? '', text.slice(value.from, value.to) === 'True');
    const written = operator === null ? 'return' : text.slice(operator.from, operator.to);
    // `return weights, bias` has no node of its own for the two.
    const begins = operator === null ? (node.firstChild?.nextSibling ?? value) : value;
    addAssignment(value, targets, written, node.from, begins.from);
  };
  const addAssignment = (
    value: PythonNode,
    targets: readonly string[],
    operator: string,
    from: number,
    begins = value.from,
  ): void => {
    const valueText = value.to - begins > longestUpdate ? '' : text.slice(begins, value.to);
    assignments.push({ scope: currentScope(), inLoop: inLoop(), targets, operator, value, valueText, from });
  };
  /** What a function of the file hands on under the same name is what it was in there. */
  const isHandedOn = (target: string, path: string): boolean =>
    constructors.has(target) &&
    /^\w+\(\)$/.test(path) &&
    scopes.some(({ name }) => name === path.slice(0, -2));
  /** `config.build()` is made from what `config` was: `PPOConfig().build()`. */
  const madeFrom = (path: string): string => {
    const match = /^(\w+)(\.(?:build\w*|to|cuda|setup)\(\))$/.exec(path);
    const made = makerOf(match?.[1] ?? '', { scope: currentScope() }, { constructors });
    return made === undefined ? path : made + (match?.[2] ?? '');
  };
  const pathOfDecorator = (node: PythonNode): string =>
    resolved(
      text
        .slice(node.from + 1, Math.min(node.to, node.from + 200))
        .replace(/\(.*$/s, '()')
        .trim(),
    );
  const visitFunction = (node: PythonNode): void => {
    const decorators = (
      node.parent?.name === 'DecoratedStatement' ? node.parent.getChildren('Decorator') : []
    ).map((decorator) => ({ from: decorator.from, path: pathOfDecorator(decorator) }));
    for (const decorator of decorators) visitDecorator(decorator);
    enterScope({
      ...newScope(nameOf(node)),
      className: classStack.at(-1) ?? null,
      runsElsewhere: decorators.some(isStepOfService),
      entryPoint: entryPointOf(nameOf(node), decorators),
    });
  };
  const enterScope = (scope: Scope): void => {
    scopes.push(scope);
    scopeStack.push(scope);
    classStack.push(null);
    loopStack.push(0);
  };
  const leaveScope = (): void => {
    scopeStack.pop();
    classStack.pop();
    loopStack.pop();
  };
  /** `step = lambda x: ...` defines a function, whose body is what it returns. */
  const visitLambda = (index: number): void => {
    const node = tree.node(index);
    const name = nameOfLambda(node, text);
    if (name === null) return;
    enterScope(newScope(name));
    whileIn(index, leaveScope);
    if (node.lastChild !== null) addAssignment(node.lastChild, [], 'return', node.from);
  };
  const visitDecorator = (decorator: Decorator): void => {
    if (!givesGradient(decorator)) return;
    const path = decorator.path.replace('()', '');
    calls.push({
      scope: currentScope(),
      inLoop: inLoop(),
      written: path,
      path,
      name: lastName(path),
      receiver: '',
      arguments: () => [],
      argumentText: () => '',
      from: decorator.from,
    });
  };
  const visitClass = (node: PythonNode): void => {
    const name = nameOf(node) ?? '';
    const base = node.getChild('ArgList')?.firstChild?.nextSibling ?? null;
    const path = base === null ? '?' : expressionPath(base, text);
    classes.set(name, path.includes('?') ? null : resolved(path));
    classStack.push(name);
  };
  const isBases = (list: number): boolean => tree.name(tree.parent(list)) === 'ClassDefinition';
  const visitReference = (index: number, isAttribute: boolean): void => {
    const written = text.slice(tree.from(index), tree.to(index));
    const parent = tree.name(tree.parent(index));
    // `train=True` in a call or a signature is no use of a function `train`.
    if (parent === 'ArgList' && tree.name(tree.next(index)) === 'AssignOp') return;
    // Nor does a class that is defined, or derived from, make objects by that.
    if (parent === 'ClassDefinition' || (parent === 'ArgList' && isBases(tree.parent(index)))) return;
    if (parent === 'ParamList' && tree.name(tree.previous(index)) !== 'AssignOp') {
      currentScope().parameters.add(written);
      return;
    }
    const name = isAttribute ? `.${written}` : written;
    const { references, parameters } = currentScope();
    if (parameters.has(name)) return;
    references.set(name, (references.get(name) ?? false) || inLoop());
  };
  /** `if False:`, `if 0:`, and `if TRAIN:` or `if not EVALUATE:` where the file says once, outside its functions, what that is. */
  const neverRuns = (body: PythonNode): boolean => {
    const condition = body.prevSibling;
    if (condition === null || !/^(?:if|elif|while)$/.test(condition.prevSibling?.name ?? '')) return false;
    const written = text.slice(condition.from, condition.to);
    if (written === 'False' || written === '0') return true;
    const [, negation, name = ''] = /^(not\s+)?(\w+)$/.exec(written) ?? [];
    return switches.get(name) === (negation !== undefined) && !isSetAgain(name, text);
  };
  const visitIndex = (index: number): void => {
    if (tree.name(tree.lastChild(index)) === 'PropertyName') return;
    const from = tree.from(index);
    const key = /^(?:os\.)?environ\[\s*["'](\w+)["']\s*\]$/.exec(
      text.slice(from, Math.min(tree.to(index), from + 80)),
    );
    if (key?.[1] !== undefined) requiredEnvironment.add(key[1]);
  };

  /** For the nodes around the place of the walk that need it: what is done when they are left. */
  const open: { readonly after: number; readonly leave: () => void }[] = [];
  const whileIn = (index: number, leave: () => void): void => {
    open.push({ after: tree.after(index), leave });
  };
  const inLoopWithin = (index: number): void => {
    changeLoop(1);
    whileIn(index, () => {
      changeLoop(-1);
    });
  };
  /** Whether what is within a node is walked, too. */
  const enter = (index: number): boolean => {
    const name = tree.name(index);
    switch (name) {
      case 'ImportStatement':
        visitImport(tree.node(index));
        return false;
      case 'TypeDef':
        return false;
      case 'FunctionDefinition':
        visitFunction(tree.node(index));
        whileIn(index, leaveScope);
        return true;
      case 'LambdaExpression':
        visitLambda(index);
        return true;
      case 'ClassDefinition':
        visitClass(tree.node(index));
        whileIn(index, () => {
          classStack.pop();
        });
        return true;
      case 'Body':
        return !neverRuns(tree.node(index));
      case 'ForStatement':
      case 'WhileStatement':
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
      case 'SetComprehensionExpression':
      case 'DictionaryComprehensionExpression':
        inLoopWithin(index);
        return true;
      case 'CallExpression':
        if (visitCall(tree.node(index))) inLoopWithin(index);
        return true;
      case 'ArgList':
        // `sum(step(batch) for batch in batches)` has no node of its own for the generator.
        if (tree.node(index).getChild('for') !== null) inLoopWithin(index);
        return true;
      case 'AssignStatement':
      case 'UpdateStatement':
      case 'ReturnStatement':
        visitAssignment(tree.node(index));
        return true;
      case 'MemberExpression':
        visitIndex(index);
        return true;
      case 'VariableName':
      case 'PropertyName':
        visitReference(index, name === 'PropertyName');
        return true;
    }
    return true;
  };

  for (let index = 0; index < tree.size;) {
    for (let last = open.at(-1); last !== undefined && last.after <= index; last = open.at(-1)) {
      last.leave();
      open.pop();
    }
    index = enter(index) ? index + 1 : tree.after(index);
  }
  return { module, scopes, calls, assignments, imports, classes, constructors, requiredEnvironment };
}
