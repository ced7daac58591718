import type { Assignment } from './facts';
import { isInputName } from './optimized-inputs';

const rateName = /\b(?:lr|learning_?rate|l_rate|alpha|eta|step_?size|LR|LEARNING_RATE|ALPHA|ETA|rate)\b/;
const takesScaledAway = new RegExp(`-[^+]*${rateName.source}`);
const gradientName =
  /\b(?:d[WwBbUV]\w*|d_\w+|dparams?|dtheta\w*|nabla\w*|(?!requires_grad|no_grad|enable_grad|set_grad)\w*[gG]rad\w*|delta\w*|g[WbBUVc]\w{0,2}|dhidden\w*|dout\w*|g)\b/;
const errorName = /\b(?:\w*err(?:or)?s?|delta|td_?(?:error|delta)?|update)\b/;

/** What came back to a layer, times what went into it: `l0.T.dot(l1_delta)`, `np.dot(x.T, error)`. */
const backpropagated =
  /^(?:([\w.]+)\.T\s*(?:@\s*|\.dot\(\s*)|np\.(?:dot|matmul)\(\s*([\w.]+)\.T\s*,\s*)\(?\w*(delta|err(?:or)?|grad)\w*\)*$/;
/** A matrix of derivatives: its products with errors are summed to be solved (Gauss-Newton), not to learn by. */
const jacobianName = /^(?:[\w.]*[._])?(?:J\w?|[jJ]ac\w*)$/;
const weightsName = /^(?:[\w.]*\.)?(?:[wW]\w{0,2}|weights?\w*|syn\w*|theta\w*)$/;
const residual = /\(\s*[\w.[\]:,]+\s*-\s*[\w.[\]:,]+\s*\)/;
/** What parameters are called: `W1`, `self.weights`, `theta`, `Q[s][a]`. */
const parameterName =
  /^(?:[\w.]*\.)?(?:[wWUVQb]\w{0,2}|weights?\w*|theta\w*|bias\w*|params?|parameters|alphas|coef\w*)(?:\[\])*$/;
/** `V[s] + alpha * (target - V[s])`: what stands in a table moves towards a target. */
const tabularUpdate = /((?:self\.)?\w+\[[^=]+\])\s*\+\s*[\w.]+\s*\*\s*\(.*-\s*\1\s*\)/;

/** The first name of a target: `self.w[i]` → `self.w`. */
const withoutIndex = (target: string): string => target.replace(/\[.*$/, '');

/** Whether the value takes something away: `-=`, `+= -...`, `w = w - ...`, `return w - ...`. */
function descends({ operator, targets, valueText }: Assignment): boolean {
  if (operator === '-=') return true;
  if (operator === '+=') return valueText.startsWith('-');
  if (!valueText.includes('-')) return false;
  const left = (valueText.split('-', 1)[0] ?? '').trim();
  return operator === 'return'
    ? /^[A-Za-z_][\w.]*(?:\[[^[\]]*\])*$/.test(left)
    : targets.some((target) => withoutIndex(target) === withoutIndex(left));
}

/** Whether what moves is an image or a latent that is made, not a parameter. */
const isInput = ({ targets }: Assignment): boolean =>
  targets.some((target) => isInputName(withoutIndex(target)));

/**
 * `w.data -= lr * w.grad`. What climbs a gradient, or follows only its sign, changes an input (dreams, adversarial
 * images), not parameters.
 */
export function takesFromParameter(assignment: Assignment): boolean {
  const { valueText } = assignment;
  if (isInput(assignment)) return false;
  return /\.grad\b/.test(valueText) && !valueText.includes('.sign(') && descends(assignment);
}

/** `tree_map(lambda p, g: p - rate * g, params, grad(loss)(params))`. */
const mapsGradientAway =
  /\b(?:tree_?(?:multi)?map|tree\.map)\(\s*lambda\s+(\w+)\s*,\s*(\w+)\s*:\s*\1\s*-[^+,]*\b\2\b[^,]*,.*\bgrad\(\w+[^()]*\)\(/s;
/** Of a tuple `w - rate * gradient`, each with the name of what is taken away. */
const takenInTuple = /[(,]\s*[A-Za-z_]\w*\s*-\s*[\w.]+(?:e-?\d+)?\s*\*\s*([A-Za-z_]\w*)\s*(?=[,)])/g;

/** Variables that a parameter's `.grad` flows into: `g = p.grad / n`, a momentum of it, the step that is made of both. */
export function flowOfGrad(assignments: readonly Assignment[]): Set<string> {
  const names = new Set<string>();
  // A gradient, its moments, those corrected, and the step.
  for (let pass = 0; pass < 4; pass += 1) {
    const before = names.size;
    for (const { targets, valueText, operator } of assignments) {
      if (operator === 'return' || valueText.includes('.sign(')) continue;
      if (/\.grad\b/.test(valueText) || [...names].some((name) => mentions(valueText, name)))
        for (const target of targets) names.add(withoutIndex(target));
    }
    if (names.size === before) break;
  }
  return names;
}

/** `param[:] -= step`, where a `.grad` has flowed into `step`. */
export function takesFlowOfGrad(assignment: Assignment, flow: ReadonlySet<string>): boolean {
  const { operator, valueText } = assignment;
  if (operator === 'return' || !movesParameter(assignment) || !descends(assignment)) return false;
  const taken = operator === '-=' ? valueText : valueText.slice(valueText.indexOf('-') + 1);
  return [...flow].some((name) => mentions(taken, name));
}

/** An update by variables that hold a gradient: `w = w - 0.1 * g`, `tree_map(lambda p, g: p - rate * g, params, grads)`. */
export function subtractsGradient(assignment: Assignment, gradients: ReadonlyMap<string, string>): boolean {
  const { value, valueText } = assignment;
  // A step of time: mechanics, not learning.
  if (/\bdt\b|\.sign\(/.test(valueText) || isInput(assignment)) return false;
  // The lowest point of a function of `x`.
  if (
    assignment.targets.every((target) => /^(?:x|xs?_?\d|xy|point)$/.test(target)) &&
    assignment.targets.length > 0
  )
    return false;
  // With noise added it draws samples (Langevin).
  if (/\brandn?\w*\(|normal\(|noise/.test(valueText)) return false;
  // `lambda i, w: w - 0.1 * jax.grad(loss)(w)`
  if (
    assignment.operator === 'return' &&
    /[\w)\]]\s*-[^+]*\b(?:grad|gradient)\(\w+[^()]*\)\(/.test(valueText)
  )
    return true;
  // `return jax.tree.map(lambda p, g: p - rate * g, params, jax.grad(loss)(params))`
  if (assignment.operator === 'return' && mapsGradientAway.test(valueText)) return true;
  const used = [...gradients].filter(([name]) => mentions(valueText, name));
  if (used.length === 0) return false;
  // `return (w - 0.1 * m, m), None`: what a scan carries on.
  if (assignment.operator === 'return')
    for (const [, name = ''] of valueText.matchAll(takenInTuple))
      if (used.some(([gradient]) => gradient === name)) return true;
  // `{k: v - rate * gradients[k] for k, v in ...}`: the gradients are what is taken away.
  if (/\sfor\s/.test(valueText) && !/\bzip\(/.test(valueText))
    return used.some(([name]) =>
      new RegExp(`-[^+]*\\b${name}\\b`).test(valueText.split(/\sfor\s/, 1)[0] ?? ''),
    );
  if (/tree_?(?:multi)?map|tree\.map|\bfor\b|\bmap\(/.test(valueText))
    return valueText.includes('-') && isTakenInTurn(valueText, used);
  if (assignment.operator === 'return') return value.name === 'BinaryExpression' && descends(assignment);
  // What the gradient was taken by is what moves; another variable is only guided by it.
  const isOfTarget = assignment.targets.some((target) =>
    used.some(([, call]) => mentions(call, withoutIndex(target)) || call.includes('.parameters(')),
  );
  return isOfTarget && descends(assignment) && (assignment.operator !== '=' || valueText.includes('*'));
}

/** Of `[p - rate * g for p, g in zip(params, grads)]`: whether what is taken away comes from the gradients. */
function isTakenInTurn(text: string, gradients: readonly (readonly [name: string, call: string])[]): boolean {
  const [, variables = '', lists = ''] =
    /\bfor\s+\(?([\w\s,]+?)\)?\s+in\s+zip\(([\w\s,.]*)\)/.exec(text) ?? [];
  const names = variables.split(',').map((name) => name.trim());
  const places = lists.split(',').map((list) => list.trim());
  const taken = places.flatMap((list, index) =>
    gradients.some(([name]) => name === list) ? [names[index] ?? ''] : [],
  );
  const [each = ''] = text.split(/\sfor\s/, 1);
  return taken.length === 0 || taken.some((name) => new RegExp(`-[^+]*\\b${name}\\b`).test(each));
}

/** Whether a text has a name as a word of its own, not as an attribute of something. */
function mentions(text: string, name: string): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\w.]/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) return true;
  }
  return false;
}

/** Variables that a gradient flows into: those called so, and what is assigned from them, such as a momentum. */
export function gradientVariables(assignments: readonly Assignment[]): Set<string> {
  const names = new Set<string>();
  // Momentum of momentum is as far as optimizers go.
  for (let pass = 0; pass < 2; pass += 1) {
    for (const { targets, valueText, operator } of assignments) {
      if (operator === 'return') continue;
      const flows =
        gradientName.test(valueText) ||
        (valueText.match(/[A-Za-z_]\w*/g) ?? []).some((word) => names.has(word) && !targets.includes(word));
      if (flows) for (const target of targets) names.add(withoutIndex(target));
    }
  }
  return names;
}

function addsBackpropagated({ operator, targets, valueText }: Assignment): boolean {
  if (operator !== '+=' && operator !== '-=') return false;
  const [, left, first, what] = backpropagated.exec(valueText) ?? [];
  if (what === undefined || jacobianName.test(left ?? first ?? '')) return false;
  const names = targets.map(withoutIndex);
  // `dW += x.T @ delta` sums a gradient up.
  if (names.some((name) => gradientName.test(name))) return false;
  // Deltas are a network's; errors are what filters and solvers have too.
  return what === 'delta' || names.some((name) => weightsName.test(name));
}

/**
 * `W1 -= learning_rate * dW1`, `w = w - lr * gradient`, `theta = theta - alpha * X.T.dot(X.dot(theta) - y)`,
 * `params = tree_map(lambda p, g: p - lr * g, ...)`: a rate times what depends on a gradient, an error or the parameter
 * itself, taken away.
 */
export function isUpdateByHand(assignment: Assignment, gradients: ReadonlySet<string>): boolean {
  const { operator, targets, value, valueText } = assignment;
  // A step of time is a simulation's.
  if (/\bd[tx]\b/.test(valueText) || isRunningMean(assignment)) return false;
  if (isInput(assignment) && !movesParameter(assignment)) return false;
  // `syn0 += l0.T.dot(l1_delta)`: a rate of one, as in many a first network.
  if (addsBackpropagated(assignment)) return true;
  // `param += -0.1 * dparam / np.sqrt(memory)`: the rate is a number.
  if (!rateName.test(valueText))
    return (
      operator !== '=' &&
      operator !== 'return' &&
      movesParameter(assignment) &&
      /^-?\s*[\d.]+(?:e-?\d+)?\s*\*/.test(valueText) &&
      (gradientName.test(valueText) || /@|\b(?:dot|outer|matmul)\(/.test(valueText)) &&
      descends(assignment)
    );
  if (ascends(assignment) || tabularUpdate.test(valueText)) return true;
  // The perceptron's and the delta rule: `self.w += self.lr * error * x`.
  if (operator === '+=' && !valueText.startsWith('-'))
    return errorName.test(valueText) && valueText.includes('*') && !isSmoothing(assignment);
  const taken = valueText.slice(valueText.indexOf('-') + 1);
  const followsGradient =
    gradientName.test(valueText) ||
    (operator === '-=' && errorName.test(valueText)) ||
    // `W2 -= eta * A1.T @ d2`: what has come back through the layers.
    (operator === '-=' && movesParameter(assignment) && /@|\b(?:dot|outer|matmul)\(/.test(valueText)) ||
    // `X.T @ (p - y)`: what was predicted less what is.
    (descends(assignment) && residual.test(valueText) && /@|\bdot\(|\bsum\(|\bmean\(/.test(valueText)) ||
    (taken.match(/[A-Za-z_]\w*/g) ?? []).some((word) => gradients.has(word)) ||
    (operator === '=' && targets.some((target) => mentions(taken, withoutIndex(target))));
  if (!followsGradient) return false;
  if (operator !== '=' && operator !== 'return') return descends(assignment);
  if (value.name === 'BinaryExpression') return descends(assignment);
  // `baseline + alpha * (image - baseline)` stands between the two: only what a rate scales is taken away.
  const [each = ''] = valueText.split(/\sfor\s/, 1);
  return /tree_?map|tree\.map|\bfor\b/.test(valueText) && takesScaledAway.test(each);
}

/** What a level or a trend follows by: nothing of a sample's features. */
const ofSmoothing =
  /^(?:self\.)?(?:alpha|beta|gamma|phi|k[pid]?|gain|rate|lr|level|trend|slope|season\w*|\w*err(?:or)?|delta)$/i;

/** `level += trend + alpha * error`: a number of its own follows what is measured. */
function isSmoothing(assignment: Assignment): boolean {
  const { targets, valueText } = assignment;
  if (movesParameter(assignment) || targets.some((target) => target.endsWith('[]'))) return false;
  if (!/^[\w.]+(?:\s*[*+]\s*[\w.]+)+$/.test(valueText)) return false;
  const words = valueText.match(/[A-Za-z_][\w.]*/g) ?? [];
  return words.length <= 2 || words.every((word) => ofSmoothing.test(word));
}

/** `background = background - alpha * (background - frame)`: a mean that follows what is measured. */
function isRunningMean(assignment: Assignment): boolean {
  const { operator, targets, valueText } = assignment;
  if (movesParameter(assignment) || (operator !== '=' && operator !== '-=')) return false;
  const mean = /^(?:([\w.[\]]+)\s*-\s*)?[^-@]+\*\s*\(\s*([\w.]+)(?:\[\w+\])?\s*-\s*[\w.[\]]+\s*\)$/.exec(
    valueText,
  );
  return (
    mean !== null &&
    (mean[1] === undefined) === (operator === '-=') &&
    targets.some((target) => withoutIndex(target) === mean[2])
  );
}

/** `bias += rate * error`: where nothing else moves, a controller's integral, or a level. */
export const isIntegral = ({ operator, targets, valueText }: Assignment): boolean =>
  operator === '+=' &&
  targets.every((target) => /^(?:self\.)?(?:b|bias)$/.test(target)) &&
  /^[\w.]+\s*\*\s*[\w.]+$/.test(valueText);

/** `P[k] += -rate * d[k] / np.sqrt(memory[k] + 1e-8)`: Adagrad and what came after it, whatever its variables are called. */
export const isAdaptiveUpdate = (assignment: Assignment): boolean =>
  assignment.operator !== 'return' &&
  descends(assignment) &&
  /\/\s*\(?\s*(?:\w+\.)?sqrt\(/.test(assignment.valueText) &&
  /\+\s*(?:1e-\d+|(?:self\.)?eps\w*)/i.test(assignment.valueText);

/** `W += v`, where `v = 0.9 * v - 0.1 * X.T @ (p - Y)`: momentum, with what was predicted less what is. */
export const addsVelocity = (assignment: Assignment, others: readonly Assignment[]): boolean =>
  assignment.operator === '+=' &&
  movesParameter(assignment) &&
  others.some(
    ({ operator, targets, valueText }) =>
      operator === '=' &&
      targets.includes(assignment.valueText) &&
      mentions(valueText, assignment.valueText) &&
      valueText.includes('-') &&
      (gradientName.test(valueText) || (residual.test(valueText) && /@|\bdot\(/.test(valueText))),
  );

/** Whether what moves is called as a parameter is. */
export const movesParameter = ({ targets }: Assignment): boolean =>
  targets.some((target) => parameterName.test(target));

/** Gradient ascent: `W += learning_rate * gW`, `theta = theta + alpha * score * G`. */
function ascends(assignment: Assignment): boolean {
  const { operator, targets, valueText } = assignment;
  if (!valueText.includes('*') || !movesParameter(assignment)) return false;
  const follows = gradientName.test(valueText) || errorName.test(valueText) || /-|@|\bdot\(/.test(valueText);
  if (operator === '+=') return follows;
  const before = valueText.split('+', 1)[0]?.trim() ?? '';
  return (
    operator === '=' &&
    valueText.includes('+') &&
    (targets.some((target) => withoutIndex(target) === withoutIndex(before)) || residual.test(valueText))
  );
}

/** `w = w + y * x`, `self.weights += label * features`. */
export function isPerceptronUpdate({ targets, operator, valueText }: Assignment): boolean {
  const isSum = operator === '+=' || (operator === '=' && valueText.includes('+'));
  return (
    isSum &&
    valueText.includes('*') &&
    targets.some((target) => /^(?:self\.)?(?:[wW]|weights?|theta)(?:\[\])*$/.test(target))
  );
}

/** Q-learning and SARSA in a table: the value of the next state, discounted, moves this one's. */
export function isQLearning({ operator, targets, valueText }: Assignment): boolean {
  // Averages of what actions gave: `Q[a] += (reward - Q[a]) / N[a]`.
  if (
    operator === '+=' &&
    targets.some((target) => /^(?:self\.)?Q\[\]/.test(target)) &&
    /^\(.*-\s*(?:self\.)?Q\[.*\)\s*\//.test(valueText)
  )
    return true;
  if (!isBellmanUpdate({ valueText })) return false;
  return targets.some((target) => target.includes('[]') || /^(?:self\.)?[qQvV]\w*/.test(target));
}

/** A rate times a reward and the discounted value of the next state. */
export const isBellmanUpdate = ({ valueText }: Pick<Assignment, 'valueText'>): boolean =>
  /\b(?:gamma|discount\w*|GAMMA|DISCOUNT\w*)\b/.test(valueText) &&
  /\b(?:alpha|lr|learning_rate|ALPHA|LR|LEARNING_RATE|step_size)\b/.test(valueText);

/** `table[state, action] = value`, of what another assignment has worked out. */
export const storesInTable = (stored: Assignment, { targets }: Assignment): boolean =>
  stored.operator === '=' &&
  targets.includes(stored.valueText) &&
  stored.targets.some((target) => target.endsWith('[]'));
