import type { Call, Facts } from './facts';
import { frameworkOf, importedFrameworks, rootModule } from './frameworks';
import { isStatistics } from './training-calls';

const stepName =
  /^(?:sgd|(?:(?:sgd|opt\w*|grad\w*|jit\w*)_)?(?:update|step))(?:_(?:fn|params|weights|model))?$/;
/** What such a step takes and gives back moved. A `state` may be that of a simulation. */
const movedName = /^(?:\w*params|parameters|weights|theta|opt_?state|train_state|model|variables)$/;
/** Frameworks in which a step is a function of parameters. */
const functional = ['jax', 'flax', 'optax', 'haiku', 'equinox', 'mlx'];
const compiled = /^[\w.]*\b(?:jit|pmap|filter_jit|compile)\(\s*([\w.]+)/;

/**
 * `params, loss = update(params, batch)` in a loop: a step that another file of the project defines, compiled here or there. That file
 * isn't known: that parameters go in and come back tells it from the step of a simulation.
 */
export function isImportedStep(call: Call, facts: Facts, inLoop: boolean): boolean {
  if (!inLoop || !stepName.test(call.name)) return false;
  const imported = importedFrameworks(facts);
  if (!functional.some((framework) => imported.has(framework))) return false;
  if (!isOfProject(call.written, facts)) return false;
  return facts.assignments.some(
    ({ targets, valueText }) =>
      valueText.startsWith(`${call.written}(`) &&
      targets.some(
        (target) => movedName.test(target) && new RegExp(`[(,=]\\s*${target}\\s*[,)]`).test(valueText),
      ),
  );
}

/** Whether a function is of another file that is no library's, also where this file compiles it under a name of its own. */
function isOfProject(written: string, { imports, assignments, scopes }: Facts): boolean {
  if (scopes.some(({ name }) => name === written)) return false;
  const [, inner = written] = compiledAs(written, assignments) ?? [];
  const path = imports.get(rootModule(inner));
  return path !== undefined && frameworkOf(path) === null && !isStatistics(path);
}

const compiledAs = (written: string, assignments: Facts['assignments']): RegExpExecArray | null =>
  assignments
    .filter(({ targets }) => targets.includes(written))
    .map(({ valueText }) => compiled.exec(valueText))
    .find((match) => match !== null) ?? null;
