import { makerOf, type Assignment, type Call, type Facts, type Scope } from './facts';
import { frameworkOf, importedFrameworks, rootModule } from './frameworks';
import { lastName } from './imports';
import { oncePerFile } from './once';
import { movesInputs, triesOptimizers, updatesInput } from './optimized-inputs';
import type { TrainingAct } from './training-acts';
import {
  addsVelocity,
  flowOfGrad,
  gradientVariables,
  isAdaptiveUpdate,
  isBellmanUpdate,
  isIntegral,
  isPerceptronUpdate,
  isQLearning,
  isUpdateByHand,
  movesParameter,
  storesInTable,
  subtractsGradient,
  takesFlowOfGrad,
  takesFromParameter,
} from './updates';

/** Says whether a scope runs, and whether it does so in a loop; undefined where it does not run. */
type ReachOf = (scope: Scope) => { readonly inLoop: boolean } | undefined;

const gradientFunction =
  /^(?:grad|value_and_grad|filter_grad|filter_value_and_grad|GradientTape|backward|record|minimize|gradient|gradients|compute_gradients|implicit_(?:value_and_)?gradients|(?:Private)?GradValues)$/;
/** `x.step()` of these moves a schedule, a simulation or a progress bar, not the parameters. */
const notAnOptimizer =
  /sched|(?:^|_)(?:envs?|prof(?:iler)?|sim(?:ulat\w*)?|game|\w*bar|progress|timer|clock|world|physics|warmup|episode)$/i;
/** Words of which a file that follows a gradient without a known framework has one. */
const learningWord =
  /loss|grad|optim|criterion|cost|param|predict|error|backprop|nabla|weights|theta|(?:^|\.)mse|(?:^|\.)nll|elbo|logits/i;

/**
 * Loops that follow a gradient, spelt out: a backward pass and an optimizer's step (PyTorch and its like), a gradient
 * function and an update (JAX, MLX), a tape and `apply_gradients` (TensorFlow), or an update by hand (NumPy).
 */
export function gradientActs(facts: Facts, reachOf: ReachOf): TrainingAct[] {
  if (triesOptimizers(facts)) return [];
  const runs = ({ scope }: { scope: Scope }): boolean => reachOf(scope) !== undefined;
  const repeats = (place: { scope: Scope; inLoop: boolean }): boolean => {
    const reach = reachOf(place.scope);
    return reach !== undefined && (place.inLoop || reach.inLoop);
  };
  const calls = facts.calls.filter(runs);
  const repeated = calls.filter(repeats);
  const assignments = facts.assignments.filter(repeats);
  // `train.backward()` and `train.step()` of a toy railway are no learning.
  const learns = (): boolean =>
    [...importedFrameworks(facts)].some((framework) => framework !== 'numpy') ||
    namesIn(facts).some((name) => learningWord.test(name));
  const backward = backwardActs(repeated, assignments, facts);
  return (
    (backward !== null && learns() ? backward : null) ??
    (calls.some(spreadsGradients) ? backwardActs(calls, [], facts) : null) ??
    closureActs(calls, facts) ??
    functionalActs(
      facts,
      calls.filter(isOfLibrary(facts)),
      repeated,
      assignments,
      facts.assignments.filter(runs),
    ) ??
    graphActs(calls, repeated, facts) ??
    handActs(facts, assignments) ??
    tabularActs(assignments, facts)
  );
}

/** A model whose gradients several processes share: it is wrapped so only to be trained, be it by a single step. */
const spreadsGradients = ({ path }: Call): boolean =>
  /^torch\.(?:nn\.parallel|distributed)\.(?:\w+\.)*(?:DistributedDataParallel|FullyShardedDataParallel|fully_shard)$/.test(
    path,
  );

/** Every name that the file's code uses or takes. */
const namesIn = (facts: Facts): string[] =>
  facts.scopes.flatMap(({ name, references, parameters }) => [
    name ?? '',
    ...references.keys(),
    ...parameters,
  ]);

const act = (place: { from: number }, framework: string | null): TrainingAct => ({
  from: place.from,
  framework,
});

/** A pass back through a model, or through a pipeline of its stages. */
const backwardPass =
  /^(?:backward|manual_backward|backward_step|execute_pipeline|forward_backward(?:_(?:func|batch|step|pipelining\w*))?)$/;

/** `p.grad = gradients[name]`: what another way than a backward pass has worked out. */
const givesGradientOf = ({ targets, operator, valueText }: Assignment): boolean =>
  operator === '=' && valueText !== 'None' && targets.some((target) => target.endsWith('.grad'));

const flowOfGradIn = oncePerFile(({ assignments }) => flowOfGrad(assignments));

/** `loss.backward()` and what moves the parameters along it. */
function backwardActs(
  repeated: readonly Call[],
  assignments: readonly Assignment[],
  facts: Facts,
): TrainingAct[] | null {
  // An optimizer that takes the loss does both.
  const both = repeated.filter(({ name, receiver }) => name === 'update_params' && /optim/i.test(receiver));
  if (both.length > 0) return both.map((call) => act(call, null));
  const backward: readonly { from: number; receiver: string; arguments: readonly unknown[] }[] = [
    ...repeated.filter(({ name }) => backwardPass.test(name)),
    ...assignments.filter(givesGradientOf).map(({ from }) => ({ from, receiver: '', arguments: [] })),
  ];
  if (backward.length > 0) {
    // A DeepSpeed engine takes the loss as an argument and steps itself; else the optimizer is another object.
    const steps = repeated.filter(
      (step) =>
        isOptimizerStep(step) &&
        !movesInputs(step.receiver, facts) &&
        backward.some((call) => call.receiver !== step.receiver || call.arguments.length > 0),
    );
    if (steps.length > 0) return [...backward, ...steps].map((call) => act(call, null));
    const flow = flowOfGradIn(facts);
    const byHand = [
      ...assignments.filter((each) => takesFromParameter(each) || takesFlowOfGrad(each, flow)),
      ...repeated.filter(isUpdateInPlace),
    ];
    if (byHand.length > 0) return [...backward, ...byHand].map((place) => act(place, null));
  }
  // `loss_scaler(loss, optimizer, ...)` takes the gradient and steps.
  const scaled = repeated.filter((call) =>
    /^\(\s*\w*loss\w*\s*,\s*(?:self\.)?\w*opt(?:im\w*)?\b/i.test(call.argumentText),
  );
  return scaled.length > 0 ? scaled.map((call) => act(call, null)) : null;
}

/** One step of an optimizer that calls its closure, which has the backward pass, until it converges. */
function closureActs(calls: readonly Call[], facts: Facts): TrainingAct[] | null {
  const backward = calls.filter(({ name }) => name === 'backward');
  if (backward.length === 0) return null;
  const steps = calls.filter(
    (call) =>
      call.name === 'step' &&
      /LBFGS/i.test(makerOf(call.receiver, call, facts) ?? '') &&
      call.arguments.length > 0 &&
      !movesInputs(call.receiver, facts),
  );
  return steps.length > 0 ? [...backward, ...steps].map((call) => act(call, null)) : null;
}

/** A function called `grad` that the file writes out itself is judged by the update that it is used in. */
const isOfLibrary =
  ({ scopes }: Facts) =>
  ({ name, receiver }: Call): boolean =>
    receiver !== '' || !scopes.some((scope) => scope.name === name && scope.className === null);

/** `adam(grad(objective), initial, num_iters=500)`: a function of another file that is given a gradient, and follows it. */
function isOptimizerFunction(
  { name, written, argumentText }: Call,
  { imports }: Facts,
  gradients: ReadonlyMap<string, string>,
): boolean {
  if (!/^(?:adam\w*|sgd|rmsprop|momentum|adagrad|adadelta|gradient_descent)$/i.test(name)) return false;
  if (!imports.has(rootModule(written))) return false;
  const given = /^\(\s*(?:\w+\.)?(\w+)\s*[,()]/.exec(argumentText)?.[1] ?? '';
  return gradients.has(given) || /(?:^|_)grad(?:ient)?s?(?:_|$)/.test(given);
}

/** A gradient function, and an update of parameters by what it gives. */
function functionalActs(
  facts: Facts,
  calls: readonly Call[],
  repeated: readonly Call[],
  assignments: readonly Assignment[],
  allAssignments: readonly Assignment[],
): TrainingAct[] | null {
  const gradients = calls.filter(
    ({ name, path }) => gradientFunction.test(name) || path.startsWith('lasagne.updates.'),
  );
  const names = gradientNames(gradients, allAssignments);
  const optimized = calls.filter((call) => isOptimizerFunction(call, facts, names));
  if (optimized.length > 0)
    return [...gradients, ...optimized].map((call) => act(call, frameworkOf(call.path)));
  const applied = repeated.filter(({ name }) => name === 'apply_updates');
  const movesInputsAlone = applied.length > 0 && applied.every((call) => updatesInput(call, facts));
  if (gradients.length === 0) return movesInputsAlone ? null : updatesByGiven(applied, repeated);
  const updates = repeated.filter(
    (call) =>
      ((isFunctionalUpdate(call) || isUpdateOfTriple(call, facts) || isCalledOptimizer(call, facts, names)) &&
        !updatesInput(call, facts) &&
        !movesInputsAlone) ||
      isUpdateInPlace(call),
  );
  if (updates.length > 0) return [...gradients, ...updates].map((call) => act(call, frameworkOf(call.path)));
  // Theano compiles the updates into a function, which the loop calls.
  const compiled = calls.filter(
    (call) => call.path.endsWith('.function') && call.arguments.some(({ keyword }) => keyword === 'updates'),
  );
  if (compiled.length > 0)
    return [...gradients, ...compiled].map((call) => act(call, frameworkOf(call.path)));
  const byHand = assignments.filter((assignment) => subtractsGradient(assignment, names));
  return byHand.length > 0 ? [...gradients, ...byHand].map((place) => act(place, null)) : null;
}

/** `updates, state = optimizer.update(grads, state)` and `apply_updates(params, updates)`: another file's function has given the gradients. */
function updatesByGiven(applied: readonly Call[], repeated: readonly Call[]): TrainingAct[] | null {
  if (applied.length === 0) return null;
  const updates = repeated.filter(
    ({ name, argumentText }) => name === 'update' && /^\(\s*\w*grads?\b/.test(argumentText),
  );
  return updates.length > 0
    ? [...updates, ...applied].map((call) => act(call, frameworkOf(call.path)))
    : null;
}

/** Variables that hold what a gradient function gave, each with the text of the call. */
function gradientNames(gradients: readonly Call[], assignments: readonly Assignment[]): Map<string, string> {
  const functions = new Set(gradients.map(({ name }) => name));
  const names = new Map<string, string>();
  if (functions.size === 0) return names;
  // Twice: a function made by `jax.grad` is a name of its own before it is called.
  for (let pass = 0; pass < 2; pass += 1) {
    for (const { targets, valueText, operator } of assignments) {
      const velocity =
        operator === '=' && targets.length === 1 ? velocityOf(targets[0] ?? '', valueText, names) : null;
      if (velocity !== null) names.set(targets[0] ?? '', velocity);
      const called = [...valueText.matchAll(/([A-Za-z_]\w*)\s*\(/g)].map(([, name = '']) => name);
      if (called.some((name) => functions.has(name))) {
        for (const target of targets) {
          names.set(target, valueText);
          // `self.gradients_of = grad(loss)` is called as an attribute.
          functions.add(lastName(target));
        }
      }
    }
  }
  return names;
}

/** Of `m = 0.9 * m + g` the text of the call that gave the gradient; null where this is no velocity. */
function velocityOf(target: string, text: string, gradients: ReadonlyMap<string, string>): string | null {
  const [, decayed, added = ''] =
    /^(?:0?\.9\d*|\w*(?:beta|mu|momentum|mom|decay)\w*)\s*\*\s*(\w+)\s*\+\s*(?:[\w.()\s-]+\*\s*)?(\w+)$/i.exec(
      text,
    ) ?? [];
  return decayed === target ? (gradients.get(added) ?? null) : null;
}

/** TensorFlow 1: a graph whose `train_op` a session runs. */
function graphActs(calls: readonly Call[], repeated: readonly Call[], facts: Facts): TrainingAct[] | null {
  const minimized = calls.filter(
    (call) =>
      (call.name === 'minimize' || call.name === 'apply_gradients') &&
      call.receiver !== '' &&
      !isSolver(call),
  );
  // One that SciPy's methods lie behind goes on until it converges.
  const converging = minimized.filter((call) =>
    /(?:^|\.)(?:Scipy|External)OptimizerInterface\(\)$/.test(makerOf(call.receiver, call, facts) ?? ''),
  );
  if (converging.length > 0) return converging.map((call) => act(call, frameworkOf(call.path)));
  // `session.run(train_op)`, whoever made it.
  const named = repeated.filter(
    ({ name, receiver, argumentText }) =>
      name === 'run' && /sess/i.test(receiver) && /\btrain(?:ing)?_?(?:op|step)s?\b/i.test(argumentText),
  );
  if (minimized.length === 0)
    return named.length > 0 ? named.map((call) => act(call, frameworkOf(call.path))) : null;
  const sessions = repeated.filter(({ name }) => name === 'run' || name === 'minimize');
  return sessions.length > 0
    ? [...minimized, ...sessions].map((call) => act(call, frameworkOf(call.path)))
    : null;
}

/** What an update that is written out counts with. */
const arraysOf = (facts: Facts): string | null =>
  ['numpy', 'cupy'].find((arrays) => importedFrameworks(facts).has(arrays)) ?? null;

const gradientsByHand = oncePerFile(({ assignments }) => gradientVariables(assignments));

/** Descent written out, where the gradient is worked out by hand too. */
function handActs(facts: Facts, assignments: readonly Assignment[]): TrainingAct[] | null {
  const gradients = gradientsByHand(facts);
  const byHand = assignments.filter(
    (assignment) => isUpdateByHand(assignment, gradients) || addsVelocity(assignment, assignments),
  );
  // The perceptron's rule has no rate: `w += y * x` where the sign is wrong.
  const ofPerceptron = assignments.filter(isPerceptronUpdate);
  const adaptive = assignments.filter(isAdaptiveUpdate);
  if (byHand.length + ofPerceptron.length + adaptive.length === 0) return null;
  const names = namesIn(facts);
  if (ofPerceptron.length > 0 && names.some((name) => /perceptron/i.test(name)))
    return ofPerceptron.map((assignment) => act(assignment, arraysOf(facts)));
  const hasLoss = names.some((name) =>
    /loss|cost|error|mse|pred|y_hat|forward|backprop|nabla|theta|^\.?[wW](?:eights)?\d?$/i.test(name),
  );
  if (byHand.length > 0 && !byHand.every(isIntegral) && (hasLoss || byHand.some(movesParameter)))
    return byHand.map((assignment) => act(assignment, arraysOf(facts)));
  return adaptive.length > 0 && hasLoss
    ? adaptive.map((assignment) => act(assignment, arraysOf(facts)))
    : null;
}

/** Also where the new value has a name of its own before it goes into the table. */
const tabularActs = (assignments: readonly Assignment[], facts: Facts): TrainingAct[] =>
  assignments
    .filter(
      (assignment) =>
        isQLearning(assignment) ||
        (isBellmanUpdate(assignment) && assignments.some((other) => storesInTable(other, assignment))),
    )
    .map((assignment) => act(assignment, arraysOf(facts)));

const isSolver = ({ path }: Call): boolean => /^(?:scipy|numpy|pulp|cvxpy|gekko|casadi)\b/.test(path);

function isOptimizerStep({ name, receiver }: Call): boolean {
  if (name === 'optimizer_step' || name === 'step_optimizer') return true;
  // `optimizer.step_and_update_lr()`, and the two steps of sharpness-aware minimization.
  if (/^(?:first|second)_step$|^step_/.test(name) && /opt(?:im\w*)?$/i.test(receiver)) return true;
  return (
    (name === 'step' || name === 'schedule_step') &&
    receiver !== '' &&
    receiver !== 'super()' &&
    !notAnOptimizer.test(lastName(receiver))
  );
}

function isFunctionalUpdate({ name, path, receiver, argumentText }: Call): boolean {
  // An optimizer that is called with the gradients: MindSpore's `optimizer(grads)`.
  if (receiver === '' && /optim\w*$|^opt$/i.test(name)) return /^\(\s*\w*grad\w*\s*[,)]/.test(argumentText);
  if (name === 'stateless_apply' || (name === 'apply' && /opt\w*$/i.test(receiver)))
    return /grad/i.test(argumentText);
  if (name === 'apply_gradients' || name === 'apply_updates' || name === 'opt_update') return true;
  return (
    name === 'update' &&
    (/(?:^|[._])(?:opt|optim|optimi[sz]er|tx|solver)\w{0,2}$/i.test(receiver) || path.startsWith('optax.'))
  );
}

/** Optimizers that are called with the gradients: MindSpore's `generator_optimizer(grads)`, Objax's `opt(lr=rate, grads=g)`. */
function isCalledOptimizer(call: Call, facts: Facts, gradients: ReadonlyMap<string, string>): boolean {
  const maker = makerOf(call.written, call, facts);
  if (maker === undefined || !optimizerClass.test(maker)) return false;
  return (call.argumentText.match(/[A-Za-z_]\w*/g) ?? []).some((word) => gradients.has(word));
}

const optimizerClass =
  /(?:^|\.)(?:\w*Adam\w*|SGD|Momentum|RMSProp|Adagrad|Lamb|LARS|FTRL|ProximalAdagrad|ASGD|Rprop)\(\)$/;

/** JAX's example optimizers are three functions, the second of which updates: `init, update, get_params = optimizers.sgd(0.1)`. */
const updatesOfTriples = oncePerFile(
  ({ assignments }): ReadonlySet<string> =>
    new Set(
      assignments.flatMap(({ targets, valueText }) =>
        targets.length === 3 && /^(?:\w+\.)*opt\w*\.\w+\(/.test(valueText) ? targets.slice(1, 2) : [],
      ),
    ),
);
const isUpdateOfTriple = ({ written, arguments: given }: Call, facts: Facts): boolean =>
  updatesOfTriples(facts).has(written) && given.length === 3;

/**
 * `w.assign_sub(lr * g)`, `p.sub_(lr * p.grad)`, `p.data.add_(-lr * p.grad)`, `p.add_(p.grad, alpha=-lr)`, and of many at once
 * `torch._foreach_add_(params, grads, alpha=-lr)`.
 */
function isUpdateInPlace(call: Call): boolean {
  if (call.name === '_foreach_add_') return /,\s*alpha\s*=\s*-/.test(call.argumentText);
  if (call.name === '_foreach_sub_') return true;
  if (call.name === 'assign_sub') return true;
  if (call.name === 'sub_') return /grad|\bg\b/.test(call.argumentText);
  return call.name === 'add_' && call.argumentText.includes('grad') && /[(=,]\s*-/.test(call.argumentText);
}
