import { expressionPath } from '../python-syntax';
import { makerOf, type Call, type Facts, type Scope } from '../facts';
import { importedPath } from '../imports';
import { frameworkOf, rootModule } from '../frameworks';
import { oncePerFile } from '../once';
import { reachedScopes, type Reach } from '../reach';
import { isHandedOn } from '../training-calls';
import { defines, type Definition, type ProjectModule, type ProjectModules } from './project-modules';

/** Judges what of a file's own code is reached: whether any of it trains. */
export type JudgeOfReach = (module: ProjectModule, reach: Reach) => boolean;

/** More definitions than a verdict may hang on; beyond it, what is called is not followed further. */
const mostDefinitions = 400;
/** Of bases, and of functions that return what others return. */
const deepestChain = 8;

/**
 * Where a file's reached code uses functions and methods of the project's other files that train: `train_one_epoch(...)`
 * in a loop, `Trainer(config).fit()`, `spawn(worker)`. Each is judged by what of its own file it reaches, and by what that
 * has imported in turn. Each with the file that defines what is used, in the order of the text.
 */
export function importedTraining(
  file: ProjectModule,
  reach: Reach,
  modules: ProjectModules,
  judge: JudgeOfReach,
): ImportedTraining[] {
  const known = new Map<string, boolean>();
  const found: ImportedTraining[] = [];
  for (const use of usesIn(file, reach)) {
    // Each by itself: what one has cut off in a circle may not decide on another.
    known.clear();
    const { result, used } = modules.collect(() => trains(use));
    if (result) found.push({ from: use.from, module: use.definition.module });
    // Where nothing trains of all that a use leads to, none of it does, whoever else leads to it.
    else if (known.size < mostDefinitions) for (const key of known.keys()) modules.denied(key, used);
  }
  return found;

  function trains(use: Use): boolean {
    const { module, names, derived } = use.definition;
    const objects = derived.map((object) => `${object.module.path} ${object.name}`);
    const key = [`${module.path} ${names.join('.')} ${use.inLoop}`, ...objects].join(' of ');
    const before = known.get(key) ?? modules.answered(key);
    if (before !== undefined || known.size >= mostDefinitions) return before ?? false;
    // What calls itself in a circle trains by something else, or not at all.
    known.set(key, false);
    const answer = known.size === 1 ? modules.answer(key, () => judged(use)) : judged(use);
    known.set(key, answer);
    return answer;
  }

  function judged({ definition, inLoop }: Use): boolean {
    const { module, names, derived } = definition;
    const [name] = names;
    if (name !== undefined && !module.text.includes(name)) return false;
    const entries = entriesOf(module.facts, names);
    if (entries.length === 0) {
      const elsewhere = inheritedOrMade(module, names, derived);
      return elsewhere !== null && trains({ from: 0, inLoop, definition: elsewhere });
    }
    return trainsFrom(
      module,
      entries.map((scope) => [scope, inLoop]),
      derived,
    );
  }

  /** Whether code of a file trains; of a method, also by what the object's own classes make of the methods that it calls. */
  function trainsFrom(module: ProjectModule, entries: Entries, derived: readonly DerivedClass[]): boolean {
    const reached = reachedScopes(module.facts, entries);
    if (judge(module, reached)) return true;
    for (const use of usesIn(module, reached)) if (trains(use)) return true;
    return derived.some((object, index) => {
      const own = ownMethods(object, reached);
      return own.length > 0 && trainsFrom(object.module, own, derived.slice(0, index));
    });
  }

  /** Every use in reached code of what another file of the project defines. */
  function* usesIn(module: ProjectModule, reached: Reach): Generator<Use> {
    for (const call of module.facts.calls) {
      const scopeReach = reached.get(call.scope);
      if (scopeReach === undefined) continue;
      for (const path of calledPaths(call, module)) {
        const definition = definitionOf(path, module);
        if (definition !== null)
          yield { from: call.from, inLoop: call.inLoop || scopeReach.inLoop, definition };
      }
    }
    for (const { scope, from, path } of calledFromList(module)) {
      const definition = reached.has(scope) ? definitionOf(path, module) : null;
      if (definition !== null) yield { from, inLoop: true, definition };
    }
  }

  /** What a path that imports have resolved names in another file; null for what this file holds itself, and libraries. */
  function definitionOf(
    path: string,
    module: ProjectModule,
    derived: readonly DerivedClass[] = [],
    depth = 0,
  ): DefinitionOfObject | null {
    if (path === '' || /[()[\]?]/.test(path)) return null;
    const [root = '', ...rest] = path.split('.');
    if (path.startsWith('.') || importedRoots(module.facts).has(root))
      return ofObject(modules.find(path, module.path, derived.length > 0), derived);
    if (defines(module.facts, root)) {
      const names = [root, ...rest];
      // What is here is in the reach already; a method of a base, or of what a function makes, is not.
      return entriesOf(module.facts, names).length > 0
        ? null
        : inheritedOrMade(module, names, derived, depth + 1);
    }
    return ofObject(modules.findInStarImports([root, ...rest], module), derived);
  }

  /** A method that a class has from its base, or the method of what a function of the file returns. */
  function inheritedOrMade(
    module: ProjectModule,
    names: readonly string[],
    derived: readonly DerivedClass[],
    depth = 0,
  ): DefinitionOfObject | null {
    const [name = '', method] = names;
    if (method === undefined || depth > deepestChain) return null;
    const { classes, scopes, assignments, constructors, imports } = module.facts;
    const base = classes.get(name);
    const makers =
      typeof base === 'string'
        ? [base]
        : assignments
            .filter(
              ({ scope, operator }) => operator === 'return' && scope.name === name && scopes.includes(scope),
            )
            .map(({ value }) => {
              const written = expressionPath(value, module.text);
              return importedPath(constructors.get(written) ?? written, imports).split('()')[0] ?? '';
            });
    const objects = typeof base === 'string' ? [...derived, { module, name }] : [];
    for (const maker of makers) {
      if (maker === name) continue;
      if (defines(module.facts, maker)) return { module, names: [maker, method], derived: objects };
      const found = definitionOf(`${maker}.${method}`, module, objects, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
}

export interface ImportedTraining {
  /** Offset of the use in the text. */
  readonly from: number;
  /** The file that defines what is used. */
  readonly module: ProjectModule;
}

interface Use {
  readonly from: number;
  readonly inLoop: boolean;
  readonly definition: DefinitionOfObject;
}

type Entries = readonly (readonly [scope: Scope, inLoop: boolean])[];

/** A class of the object that a method is called of, whose base has the method. */
interface DerivedClass {
  readonly module: ProjectModule;
  readonly name: string;
}

/** Where a method is defined, with the classes between the object and the one that defines it: the object's own first. */
interface DefinitionOfObject extends Definition {
  readonly derived: readonly DerivedClass[];
}

const ofObject = (found: Definition | null, derived: readonly DerivedClass[]): DefinitionOfObject | null =>
  found === null ? null : { ...found, derived };

/** The methods that a class has of those that reached code of its base calls: `self.update_model()`. */
function ownMethods({ module, name }: DerivedClass, reached: Reach): Entries {
  const called = new Map<string, boolean>();
  for (const [{ references }, { inLoop }] of reached)
    for (const [reference, repeats] of references)
      if (reference.startsWith('.'))
        called.set(reference, (called.get(reference) ?? false) || inLoop || repeats);
  return module.facts.scopes.flatMap((scope): Entries => {
    const inLoop = scope.className === name ? called.get(`.${scope.name}`) : undefined;
    return inLoop === undefined ? [] : [[scope, inLoop]];
  });
}

interface ListedFunction {
  /** What the list or table is called. */
  readonly list: string;
  /** Whose code makes the list. */
  readonly scope: Scope;
  readonly from: number;
  readonly path: string;
}

/** A list of functions is short. In UTF-16 units. */
const longestList = 4000;
const listed = new WeakMap<Facts, readonly ListedFunction[]>();
const called = new WeakMap<Facts, readonly ListedFunction[]>();

/**
 * Imported functions that stand in a list or a table from which the file calls: `for name, run in experiments: run()`,
 * `modes[args.mode]()`.
 */
function calledFromList({ facts, text }: ProjectModule): readonly ListedFunction[] {
  let found = called.get(facts);
  if (found === undefined) {
    found = functionsInLists(facts, text);
    if (found.length > 0 && !callsFromList(facts, text)) found = [];
    called.set(facts, found);
  }
  return found;
}

/** The classes of a table that an object may have been made by: `JOBS[task]()`, or `job_class()` after `job_class = JOBS[task]`. */
function classesOfTable(maker: string, { facts, text }: ProjectModule): string[] {
  if (!maker.endsWith('()')) return [];
  const made = maker.slice(0, -2);
  if (!made.endsWith('[]') && facts.imports.has(rootModule(made))) return [];
  const found = functionsInLists(facts, text);
  if (found.length === 0) return [];
  const table = made.endsWith('[]')
    ? made
    : facts.assignments
        .filter(({ targets, value }) => targets.includes(made) && value.name === 'MemberExpression')
        .map(({ value }) => expressionPath(value, text))
        .find((path) => path.endsWith('[]'));
  return found.flatMap(({ list, path }) => (`${list}[]` === table ? [path] : []));
}

function callsFromList({ calls }: Facts, text: string): boolean {
  const written = new Set(calls.map((call) => call.written));
  if ([...written].some((name) => name.endsWith('[]'))) return true;
  const loops = text.matchAll(/\bfor\s+\(?([\w ,()]{1,200}?)\)?\s+in\s/g);
  for (const [, names = ''] of loops)
    if (names.split(/[\s,()]+/).some((name) => written.has(name))) return true;
  return false;
}

function functionsInLists(facts: Facts, text: string): readonly ListedFunction[] {
  const before = listed.get(facts);
  if (before !== undefined) return before;
  const { assignments, imports } = facts;
  const found = assignments.flatMap(({ scope, targets, value, from }) => {
    const isList = /^(?:Array|Tuple|Dictionary)Expression$/.test(value.name);
    if (!isList || value.to - value.from > longestList) return [];
    const code = text.slice(value.from, value.to).replace(/"[^"\n]*"|'[^'\n]*'/g, '');
    return (code.match(/(?<![\w.])[A-Za-z_][\w.]*/g) ?? [])
      .filter((name) => imports.has(rootModule(name)))
      .map((name) => ({ list: targets[0] ?? '', scope, from, path: importedPath(name, imports) }));
  });
  listed.set(facts, found);
  return found;
}

/** What runs when a function, a class or a method of a file is called. */
function entriesOf(facts: Facts, [name = '', method]: readonly string[]): readonly Scope[] {
  const scopes = scopesByPlace(facts);
  if (method !== undefined) return scopes.get(`${name}.${method}`) ?? [];
  return [`.${name}`, `${name}.__init__`, `${name}.__call__`, `${name}.__post_init__`].flatMap(
    (place) => scopes.get(place) ?? [],
  );
}

/** The functions of a file by the class that they are of, and their name: `.main`, `Trainer.fit`. */
const scopesByPlace = oncePerFile((facts): ReadonlyMap<string, readonly Scope[]> => {
  const byPlace = new Map<string, Scope[]>();
  for (const scope of facts.scopes) {
    if (scope.name === null) continue;
    const place = `${scope.className ?? ''}.${scope.name}`;
    const others = byPlace.get(place);
    if (others === undefined) byPlace.set(place, [scope]);
    else others.push(scope);
  }
  return byPlace;
});

/** What a call runs, by its imported path: a function, the method of an object, and the functions that it is given. */
function calledPaths(call: Call, module: ProjectModule): string[] {
  const { facts, text } = module;
  const paths = [call.path.replace(/^([^()]*)\(\)(\.\w+)$/, '$1$2')];
  // `self.fit()`, `super().fit()`: where the class has no such method, its base's.
  const { className } = call.scope;
  if (className !== null && (call.receiver === 'self' || call.receiver === 'super()')) {
    const base = facts.classes.get(className) ?? '';
    if (base !== '' && frameworkOf(base) === null) paths.push(`${className}.${call.name}`);
  }
  const maker = makerOf(call.receiver, call, facts);
  if (maker !== undefined) paths.push(`${maker.split('()')[0] ?? ''}.${call.name}`);
  for (const path of classesOfTable(maker ?? call.receiver, module)) paths.push(`${path}.${call.name}`);
  if (isHandedOn(call, facts)) return paths;
  for (const { value } of call.arguments) {
    if (value.name !== 'VariableName' && value.name !== 'MemberExpression') continue;
    const written = expressionPath(value, text);
    if (facts.imports.has(rootModule(written))) paths.push(importedPath(written, facts.imports));
  }
  return paths;
}

/** The first parts of everything that a file imports. */
const importedRoots = oncePerFile(
  ({ imports }): ReadonlySet<string> => new Set([...imports.values()].map(rootModule)),
);
