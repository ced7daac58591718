import type { Assignment, Call, Facts, Scope } from './facts';
import { frameworkOf } from './frameworks';
import type { TrainingAct } from './training-acts';

/** Says whether a scope runs, and whether it does so in a loop; undefined where it does not run. */
type ReachOf = (scope: Scope) => { readonly inLoop: boolean } | undefined;

const gradientFunction =
  /^(?:grad|value_and_grad|filter_grad|filter_value_and_grad|GradientTape|backward|record|minimize)$/;
/** `x.step()` of these moves a schedule, a simulation or a progress bar, not the parameters. */
const notAnOptimizer =
  /sched|(?:^|_)(?:envs?|prof(?:iler)?|sim(?:ulat\w*)?|game|\w*bar|progress|timer|clock|world|physics|warmup|episode)$/i;
const rateName = /\b(?:lr|learning_rate|alpha|eta|step_size|LR|LEARNING_RATE)\b/;
const gradientName = /\b(?:d_?[WwBb]\w*|\w*grad\w*|\w*gradients?\w*|delta\w*|g)\b/i;

/**
 * Loops that follow a gradient, spelt out: a backward pass and an optimizer's step (PyTorch and its like), a gradient
 * function and an update (JAX, MLX), a tape and `apply_gradients` (TensorFlow), or an update by hand (NumPy).
 */
export function gradientActs(facts: Facts, reachOf: ReachOf): TrainingAct[] {
  const runs = ({ scope }: { scope: Scope }): boolean => reachOf(scope) !== undefined;
  const repeats = (place: { scope: Scope; inLoop: boolean }): boolean => {
    const reach = reachOf(place.scope);
    return reach !== undefined && (place.inLoop || reach.inLoop);
  };
  const act = (place: { from: number }, framework: string | null): TrainingAct => ({
    from: place.from,
    framework,
  });
  const calls = facts.calls.filter(runs);
  const repeated = calls.filter(repeats);

  const backward = repeated.filter(({ name }) => name === 'backward' || name === 'manual_backward');
  if (backward.length > 0) {
    // A DeepSpeed engine takes the loss as an argument and steps itself; else the optimizer is another object.
    const steps = repeated.filter(
      (step) =>
        isOptimizerStep(step) &&
        backward.some((call) => call.receiver !== step.receiver || call.arguments().length > 0),
    );
    if (steps.length > 0) return [...backward, ...steps].map((call) => act(call, null));
    const byHand = facts.assignments.filter(
      (assignment) => repeats(assignment) && usesGradientMember(assignment),
    );
    if (byHand.length > 0) return [...backward, ...byHand].map((place) => act(place, null));
  }

  const gradients = calls.filter(({ name }) => gradientFunction.test(name));
  const updates = repeated.filter(isFunctionalUpdate);
  if (gradients.length > 0 && updates.length > 0) {
    return [...gradients, ...updates].map((call) => act(call, frameworkOf(call.path)));
  }

  // TensorFlow 1: a graph whose train_op a session runs.
  const minimized = calls.filter(
    (call) => call.name === 'minimize' && call.receiver !== '' && !isSolver(call),
  );
  if (minimized.length > 0) {
    const sessions = repeated.filter(({ name }) => name === 'run' || name === 'minimize');
    if (sessions.length > 0)
      return [...minimized, ...sessions].map((call) => act(call, frameworkOf(call.path)));
  }

  const byHand = facts.assignments.filter((assignment) => repeats(assignment) && isUpdateByHand(assignment));
  const names = facts.scopes.flatMap(({ references }) => [...references.keys()]);
  if (byHand.length > 0 && names.some((name) => /loss|cost|error|mse|pred|y_hat|forward/i.test(name))) {
    return byHand.map((assignment) => act(assignment, null));
  }
  return [];
}

const isSolver = ({ path }: Call): boolean => /^(?:scipy|numpy|pulp|cvxpy|gekko|casadi)\b/.test(path);

function isOptimizerStep({ name, receiver }: Call): boolean {
  return (
    name === 'step' && receiver !== '' && !notAnOptimizer.test(receiver.slice(receiver.lastIndexOf('.') + 1))
  );
}

function isFunctionalUpdate({ name, path, receiver }: Call): boolean {
  if (name === 'apply_gradients' || name === 'apply_updates') return true;
  if (name === 'opt_update') return true;
  return name === 'update' && (/opt(?:imi[sz]er)?$/i.test(receiver) || path.startsWith('optax.'));
}

/** `w.data -= lr * w.grad`, `w = w - lr * w.grad` */
function usesGradientMember({ operator, valueText }: Assignment): boolean {
  return /\.grad\b/.test(valueText) && (/[-+]=/.test(operator) || /[-+]/.test(valueText));
}

/** `W1 -= learning_rate * dW1`, `w = w - lr * gradient`, `params = tree_map(lambda p, g: p - lr * g, ...)`. */
function isUpdateByHand({ operator, targets, value, valueText }: Assignment): boolean {
  if (!rateName.test(valueText) || !gradientName.test(valueText)) return false;
  if (operator === '-=') return true;
  if (operator === '+=') return valueText.startsWith('-');
  if (value.name === 'BinaryExpression') {
    const [left = ''] = valueText.split('-', 1);
    return valueText.includes('-') && (operator === 'return' || targets.includes(left.trim()));
  }
  return /tree_map|tree\.map|\bfor\b/.test(valueText) && valueText.includes('-');
}
