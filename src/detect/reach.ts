import { makerOf, type Call, type Facts, type Scope } from './facts';
import { frameworkOf, rootModule } from './frameworks';
import { oncePerFile } from './once';
import { isStandardModule } from './project/standard-modules';
import { isHandedOn } from './training-calls';

/** Scopes that run when the file is run as a script, and whether each runs again and again. */
export type Reach = ReadonlyMap<Scope, { readonly inLoop: boolean }>;

/**
 * From the module's own code along names: a function runs where code that runs names it, be it a call, a callback or
 * an argument of a launcher. What only an importer could call is not reached. `entries` are what runs by itself.
 */
export function reachedScopes(
  facts: Facts,
  entries: readonly (readonly [scope: Scope, inLoop: boolean])[] = entriesOfScript(facts),
): Reach {
  const byName = scopesByName(facts);
  const reach = new Map<Scope, { inLoop: boolean }>();
  const waiting: Scope[] = [];
  const visit = (scope: Scope, inLoop: boolean): void => {
    const known = reach.get(scope);
    if (known !== undefined && (known.inLoop || !inLoop)) return;
    reach.set(scope, { inLoop });
    waiting.push(scope);
  };
  for (const [scope, inLoop] of entries) visit(scope, inLoop);
  const runByBase = scopesRunByBase(facts);
  /** Names that were followed, and whether in a loop: many a scope names the same. */
  const followed = new Map<string, boolean>();
  for (let scope = waiting.pop(); scope !== undefined; scope = waiting.pop()) {
    const { inLoop } = reach.get(scope) ?? { inLoop: false };
    for (const [name, referenceInLoop] of scope.references) {
      const repeats = inLoop || referenceInLoop;
      const before = followed.get(name);
      // Which `__init__` is meant hangs on who names it.
      if (name !== '.__init__' && before !== undefined && (before || !repeats)) continue;
      followed.set(name, repeats);
      for (const target of byName.get(name) ?? []) {
        // `super().__init__()` makes none of the file's other classes.
        if (name === '.__init__' && !derivedFrom(target.className ?? '', facts).has(scope.className ?? ''))
          continue;
        // What a file checks itself with is a test.
        if (!isSelfTest(target) && !target.runsElsewhere) visit(target, repeats);
      }
      for (const [target, always] of runByBase.get(name) ?? []) visit(target, always || repeats);
    }
  }
  return reach;
}

/** Name, with a dot before a method's → the scopes that run where code that runs names it. */
const scopesByName = oncePerFile((facts): ReadonlyMap<string, readonly Scope[]> => {
  const byName = new Map<string, Scope[]>();
  const add = (name: string, scope: Scope): void => {
    const sameName = byName.get(name);
    if (sameName === undefined) byName.set(name, [scope]);
    else sameName.push(scope);
  };
  const handedOn = new Set(facts.calls.flatMap((call) => classHandedOn(call, facts)));
  for (const scope of facts.scopes) {
    if (scope.name === null) continue;
    if (scope.name === '__call__' && handedOn.has(scope.className ?? '')) continue;
    add(scope.className === null ? scope.name : `.${scope.name}`, scope);
    // Naming a class makes objects of it and calls them.
    if (scope.className !== null && /^__(?:init|call|enter|post_init)__$/.test(scope.name)) {
      for (const name of derivedFrom(scope.className, facts)) add(name, scope);
    }
  }

  const called = new Set(facts.calls.map(({ written }) => written));
  // `train_step = jax.jit(step)`, `self.step = jax.pmap(self.update)`: calling the variable calls the function.
  for (const { targets, valueText } of facts.assignments) {
    const target = asReferenced(targets[0] ?? '');
    if (target === '' || byName.has(target) || !called.has(targets[0] ?? '')) continue;
    for (const [word] of valueText.matchAll(/(?<![\w.])(?:self\.)?[A-Za-z_]\w*/g)) {
      const name = asReferenced(word);
      for (const scope of byName.get(name) ?? [])
        if (name === (scope.className === null ? scope.name : `.${scope.name}`)) add(target, scope);
    }
  }
  // `model = Model()`, `model(batch)`: calling an object calls what its class says of that.
  for (const [variable, path] of facts.constructors) {
    if (!called.has(variable) || byName.has(asReferenced(variable))) continue;
    for (const scope of facts.scopes)
      if (`${scope.className}()` === path && /^(?:__call__|call|forward)$/.test(scope.name ?? ''))
        add(asReferenced(variable), scope);
  }
  return byName;
});

/** As the references of a scope have a name: with a dot before an attribute; empty for what is none. */
const asReferenced = (written: string): string =>
  /^\w+$/.test(written) ? written : (/^self(\.\w+)$/.exec(written)?.[1] ?? '');

/** A class and those of its file that are derived from it, which have its methods. */
function derivedFrom(base: string, { classes }: Facts): ReadonlySet<string> {
  const found = new Set([base]);
  // A set grows while it is walked.
  for (const known of found) for (const [name, path] of classes) if (path === known) found.add(name);
  return found;
}

/** `executor.submit(Job(args))`: the object is called on the machine that the job goes to. */
function classHandedOn(call: Call, facts: Facts): string[] {
  if (call.name !== 'submit' || !isHandedOn(call, facts)) return [];
  const given = /^\(\s*(\w+)/.exec(call.argumentText)?.[1] ?? '';
  const made = facts.constructors.get(given)?.split('()')[0] ?? given;
  return facts.classes.has(made) ? [made] : [];
}

const isSelfTest = ({ name, className, parameters }: Scope): boolean =>
  className === null && parameters.size === 0 && /^test_\w/.test(name ?? '');

/** Classes of libraries that call methods of what is derived from them: which, and whether again and again. */
const callingBases: readonly (readonly [base: RegExp, methods: RegExp, repeats: boolean])[] = [
  [/(?:^|\.)FlowSpec$/, /^(?!__)/, false],
  [/(?:^|\.)(?:Thread|Process)$|^luigi\.(?:\w+\.)*\w*Task$/, /^run$/, false],
  [/(?:^|\.)Trainable$/, /^(?:setup|step|_setup|_train)$/, true],
  [/^fire\.Fire$/, /^(?!_)/, false],
];

type RunByBase = Map<string, readonly (readonly [scope: Scope, repeats: boolean])[]>;

/** Class of the file → its methods that run once an object of it is made. */
const scopesRunByBase = oncePerFile((facts): RunByBase => {
  const found: RunByBase = new Map();
  const ofFire = facts.calls
    .filter(({ path }) => path === 'fire.Fire')
    .map((call) => call.argumentText.replace(/\W/g, ''));
  for (const [name, written] of facts.classes) {
    const base = ofFire.includes(name) ? 'fire.Fire' : (written ?? '');
    const rule = callingBases.find(([pattern]) => pattern.test(base));
    if (rule === undefined) continue;
    const [, methods, repeats] = rule;
    const scopes = facts.scopes.filter((scope) => scope.className === name && methods.test(scope.name ?? ''));
    found.set(
      name,
      scopes.map((scope) => [scope, repeats]),
    );
  }
  addRunByForeignBase(facts, found);
  return found;
});

/** Methods that a base of another file has, and that run what is derived from it. */
const startsWhole = /^(?:run|start|execute|launch|main|fit|train|learn|solve|run_\w+)$/;
/** Methods of which such a run consists. */
const partOfRun =
  /^_?(?:train|fit|learn|update|optimi[sz]e|backprop)\w*$|^_?\w*_(?:train|training|update|epoch|episode)\w*$/;

/**
 * `Experiment(config).run()`, where only a base that another file of the project defines has `run`: it calls the methods of the class
 * that train. Adds
 * the name of the method, with a dot → those.
 */
function addRunByForeignBase(facts: Facts, found: RunByBase): void {
  const isForeign = (base: string | null): boolean =>
    base !== null &&
    base.includes('.') &&
    !facts.classes.has(base) &&
    frameworkOf(base) === null &&
    !isStandardModule(rootModule(base));
  const classes = new Set([...facts.classes].flatMap(([name, base]) => (isForeign(base) ? [name] : [])));
  if (classes.size === 0) return;
  const hasMethod = (className: string, method: string): boolean =>
    facts.scopes.some((scope) => scope.className === className && scope.name === method);
  for (const call of facts.calls) {
    if (!startsWhole.test(call.name) || call.receiver === '') continue;
    const made = (makerOf(call.receiver, call, facts) ?? call.receiver).replace(/\(\)$/, '');
    if (!classes.has(made) || hasMethod(made, call.name)) continue;
    const repeats = /train|fit|learn/.test(call.name);
    const parts = facts.scopes
      .filter(({ className, name }) => className === made && partOfRun.test(name ?? ''))
      .map((scope) => [scope, repeats] as const);
    found.set(`.${call.name}`, [...(found.get(`.${call.name}`) ?? []), ...parts]);
  }
}

/** What runs when the file is run: the module's own code, and what command-line libraries call. */
function entriesOfScript(facts: Facts): (readonly [scope: Scope, inLoop: boolean])[] {
  const functions = facts.scopes.filter(({ className, name }) => className === null && name !== null);
  const called = facts.calls.flatMap((call): Scope[] => {
    if (call.scope !== facts.module) return [];
    // `globals()[name]()` can run any function; `fire.Fire()` offers every one.
    if (call.path === 'globals()[]' || call.path === 'locals()[]') return functions;
    const offersAll = call.path === 'fire.Fire';
    if ((!offersAll && !call.path.endsWith('app.run')) || call.arguments.length > 0) return [];
    // TensorFlow 1's `tf.app.run()` calls main.
    return offersAll ? functions : functions.filter(({ name }) => name === 'main');
  });
  return [facts.module, ...facts.scopes.filter(({ entryPoint }) => entryPoint !== null), ...called].map(
    (scope) => [scope, false],
  );
}
