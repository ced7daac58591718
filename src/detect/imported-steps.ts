import { makerOf, type Call, type Facts } from './facts';
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

/** Functions that are given an optimizer and do something else with it. */
const otherUse =
  /lr|rate|sched|warm|adjust|decay|anneal|save|load|checkpoint|ckpt|resume|restore|log|print|report|watch|get|set|clip|prepare|wrap|init|freeze|reset|zero|hook|stop|monitor|snapshot|state|dump|eval|valid|test|infer|ema|swap|offload|sync/i;

/** `run_epoch(model, loader, optimizer)` in a loop: a function of another file that is given the optimizer made here. */
export function isGivenOptimizer(call: Call, facts: Facts, inLoop: boolean): boolean {
  if (!inLoop || otherUse.test(call.name) || !isOfProject(call.written, facts)) return false;
  const given = call.argumentText;
  if (!/opt/i.test(given)) return false;
  return (given.match(/(?<![\w.])(?:self\.)?\w*opt\w*(?!\s*=[^=])/gi) ?? []).some((name) =>
    /(?:^|\.)optim(?:izers?)?\.(?:\w+\.)*\w+\(\)$|^optax\.|(?:^|\.)(?:AdamW?|SGD|RMSprop|Adafactor)\(\)$/.test(
      makerOf(name, call, facts) ?? '',
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
