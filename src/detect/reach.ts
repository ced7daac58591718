import type { Facts, Scope } from './facts';

/** Scopes that run when the file is run as a script, and whether each runs again and again. */
export type Reach = ReadonlyMap<Scope, { readonly inLoop: boolean }>;

/**
 * From the module's own code along names: a function runs where code that runs names it, be it a call, a callback or
 * an argument of a launcher. What only an importer could call is not reached.
 */
export function reachedScopes(facts: Facts): Reach {
  const byName = new Map<string, Scope[]>();
  const add = (name: string, scope: Scope): void => {
    const sameName = byName.get(name);
    if (sameName === undefined) byName.set(name, [scope]);
    else sameName.push(scope);
  };
  for (const scope of facts.scopes) {
    if (scope.name === null) continue;
    add(scope.className === null ? scope.name : `.${scope.name}`, scope);
    // Naming a class makes objects of it and calls them.
    if (scope.className !== null && /^__(?:init|call|enter|post_init)__$/.test(scope.name)) {
      add(scope.className, scope);
    }
  }

  // `train_step = jax.jit(step)`, `step = make_step(model)`: calling the variable calls the function.
  const called = new Set(facts.calls.map(({ written }) => written));
  for (const { targets, valueText } of facts.assignments) {
    const [target] = targets;
    if (target === undefined || byName.has(target) || !called.has(target)) continue;
    for (const [word] of valueText.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)) {
      for (const scope of byName.get(word) ?? []) if (scope.name === word) add(target, scope);
    }
  }

  const reach = new Map<Scope, { inLoop: boolean }>([[facts.module, { inLoop: false }]]);
  const waiting: Scope[] = [facts.module];
  const visit = (scope: Scope, inLoop: boolean): void => {
    const known = reach.get(scope);
    if (known !== undefined && (known.inLoop || !inLoop)) return;
    reach.set(scope, { inLoop });
    waiting.push(scope);
  };
  for (const scope of facts.scopes) if (scope.isEntryPoint) visit(scope, false);
  for (const call of facts.calls) {
    // `globals()[name]()` can run any function.
    if (call.scope !== facts.module) continue;
    if (call.path === 'globals()[]' || call.path === 'locals()[]') {
      for (const other of facts.scopes) if (other.className === null) visit(other, false);
    }
    // `fire.Fire()` offers every function; TensorFlow 1's `tf.app.run()` calls main.
    if (call.arguments().length > 0) continue;
    if (call.path === 'fire.Fire') {
      for (const other of facts.scopes) if (other.className === null) visit(other, false);
    }
    if (call.path.endsWith('app.run')) for (const main of byName.get('main') ?? []) visit(main, false);
  }
  for (let scope = waiting.pop(); scope !== undefined; scope = waiting.pop()) {
    const { inLoop } = reach.get(scope) ?? { inLoop: false };
    for (const [name, referenceInLoop] of scope.references) {
      for (const target of byName.get(name) ?? []) visit(target, inLoop || referenceInLoop);
    }
  }
  return reach;
}
