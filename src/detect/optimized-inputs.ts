import type { Call, Facts } from './facts';

/** What is put into a network, or set beside it: called so, it is no parameter of a model. */
const inputName =
  /(?:^|[_.])(?:latents?|images?|imgs?|pixels?|canvas|samples?|noise|perturbations?|deltas?|x_?adv|adv\w*|image_\w+|x_?t|x_?prev|poses?|temperature)$/i;
/** What is designed, steered or placed: `u` is what a controller puts out. */
const designName =
  /(?:^|[_.])(?:controls?|torques?|forces?|thrusts?|trajector(?:y|ies)|waypoints?|thickness(?:es)?|designs?|design_\w+|densit(?:y|ies)|geometry|coords|positions|voltages?)$|^u$/;
/** Where things stand in a scene, and what they look like there. */
const sceneName =
  /(?:^|[_.])(?:rotations?|rvecs?|tvecs?|quaternions?|translations?|transl|orient\w*|extrinsics|focal(?:_length)?|\w*cam(?:era)?_\w+|vert(?:ice)?s|\w+_verts|vertex_\w+|textures?|patch|phases?)$/i;
/** Functions that optimizers are tried out on. */
const testFunction =
  /^(?:rosen(?:brock)?|himmelblau|rastrigin|ackley|griewank|styblinski(?:_?tang)?|beale|booth|matyas|levi|goldstein(?:_?price)?|three_?hump\w*)(?:_\w+)?$/i;

/** Whether a variable is called as an image, a latent, a pose or a temperature is, or as what a simulation is designed for. */
export const isInputName = (name: string): boolean =>
  inputName.test(name) || designName.test(name) || sceneName.test(name);

/** Whether all that is learnt from is a function whose minimum one knows: a file that compares optimizers. */
export const triesOptimizers = ({ scopes, classes }: Facts): boolean =>
  classes.size === 0 && scopes.some(({ name }) => name !== null && testFunction.test(name));

/** `Adam([img])`, `LBFGS(params=[img.requires_grad_()])`, `Adam([{"params": pose}])`. */
const givenTensors = /^[\w.]+\(\s*(?:params\s*=\s*)?\[([^[\]]+)\]/;
const ofGroup = /^\{\s*["']params["']\s*:\s*([\w.]+)/;

/**
 * Whether all that an optimizer moves are inputs of a network that stays as it is: style transfer, the latent of a picture, an
 * adversarial example, a temperature on its outputs. Tensors that were copied from others are so where the file holds the
 * network still.
 */
export function movesInputs(optimizer: string, facts: Facts): boolean {
  if (movesLooseTensors(facts)) return true;
  const made = valuesOf(optimizer, facts);
  return (
    made.length > 0 &&
    made.every((value) => {
      const holder = /^[\w.]+\(\s*(?:params\s*=\s*)?([\w.]+)\.parameters\(\)/.exec(value)?.[1];
      if (holder !== undefined) return isOnlyValue(facts.constructors.get(holder), facts);
      const list = givenTensors.exec(value)?.[1];
      return list !== undefined && tensorsOf(list).every((name) => isInput(name, facts));
    })
  );
}

/** Whether a module of the file only holds a tensor, which its `forward` hands out: an image that is made. */
function isOnlyValue(maker: string | undefined, { scopes, assignments }: Facts): boolean {
  const made = /^(\w+)\(\)/.exec(maker ?? '')?.[1];
  const forward = scopes.find(({ className, name }) => className === made && name === 'forward');
  if (made === undefined || forward === undefined || forward.parameters.size > 1) return false;
  return assignments
    .filter(({ scope, operator }) => scope === forward && operator === 'return')
    .every(({ valueText }) => /^self\.\w+$/.test(valueText));
}

/** What a tensor that stands for a model's parameters is called. */
const parameterName =
  /^(?:[\w.]*[._])?(?:[wWUVQb]\d{0,2}|[wW]_?[a-z]{0,2}|[wW]eights?\w*|theta\w*|p|bias\w*|\w*params?|parameters|coef\w*|slope|intercept|\w*(?:prompt|embed)\w*)$/;
/** A word of which a file that fits tensors to samples has one: what they are called, how they are read, or that they are shuffled. */
const sampleWord =
  /^(?:\.?(?:X|Y|xs|ys|y|x_data|y_data|model|net|network|\w*train\w*|y_?true|y_?hat|y_?pred|preds?|\w*predict\w*|labels?|\w*epochs?|\w*batch\w*|\w*loader|\w*dataset|read_(?:csv|table|parquet|json)|loadtxt|genfromtxt|fetch_\w+|randperm)|\w*(?:ratings|users|items)|documents|corpus|tokens)$/;
/** `torch.zeros(3, requires_grad=True)`, `depth.clone().requires_grad_()`. */
const takesGradient = /\brequires_grad(?:\s*=\s*True|_\((?:True|requires_grad=True)?\))/;

/**
 * Whether all that the optimizers of a file move are single tensors that it makes, of a scene, a wave or an input, none of them called
 * as parameters are: nothing there is fitted to samples, or the file holds a network still meanwhile.
 */
function movesLooseTensors(facts: Facts): boolean {
  const optimizers = facts.calls.filter(({ path }) => /^torch\.optim\.[A-Z]\w*$/.test(path));
  if (optimizers.length === 0 || optimizers.some((call) => movesModel(call, facts))) return false;
  const tensors = facts.assignments.filter(({ valueText }) => takesGradient.test(valueText));
  const names = [...tensors.flatMap(({ targets }) => targets), ...tensorsTold(facts)];
  if (names.length === 0) return false;
  const isStill = facts.calls.some(holdsStill) && !facts.calls.some(isInTraining);
  const areCopies =
    tensors.length > 0 && tensors.every(({ valueText }) => /\.(?:clone|detach)\(\)/.test(valueText));
  if (isStill && areCopies) return true;
  if (names.some((name) => parameterName.test(name))) return false;
  const hasModel = [...facts.classes.values()].some((base) => base?.startsWith('torch.nn.') === true);
  if (isStill || hasModel) return isStill;
  return !fitsSamples(facts);
}

/** `picture.requires_grad_()`, `picture.requires_grad = True`, where that stands by itself. */
const tensorsTold = ({ calls, assignments }: Facts): string[] => [
  ...calls
    .filter(
      ({ name, receiver, argumentText }) =>
        name === 'requires_grad_' && /^[\w.]+$/.test(receiver) && /^\((?:True)?\)$/.test(argumentText),
    )
    .map(({ receiver }) => receiver),
  ...assignments
    .filter(({ valueText }) => valueText === 'True')
    .flatMap(({ targets }) => targets)
    .flatMap((target) => /^([\w.]+)\.requires_grad$/.exec(target)?.slice(1) ?? []),
];

const fitsSamples = ({ scopes }: Facts): boolean =>
  scopes.some(({ references }) => [...references.keys()].some((name) => sampleWord.test(name)));

/** Whether an optimizer is given a model's parameters: `Adam(net.parameters())`, or a variable that holds them. */
function movesModel({ argumentText }: Call, facts: Facts): boolean {
  const given = argumentText.replace(/["']params["']\s*:|\bparams\s*=/g, '');
  const variable = /^\(\s*(\w+)\s*[,)]/.exec(given)?.[1];
  const values = facts.assignments.flatMap(({ targets, valueText }) =>
    variable !== undefined && targets.includes(variable) ? [valueText] : [],
  );
  return (values.length > 0 ? values : [given]).some((text) => /param|\.state_dict\(/i.test(text));
}

const isInTraining = ({ name, receiver, argumentText }: Call): boolean =>
  name === 'train' && receiver !== '' && /^\((?:True|mode=True)?\)$/.test(argumentText);

/** What a variable is assigned, as written: of a function of this file what that returns, in the place of the variable. */
function valuesOf(variable: string, facts: Facts): string[] {
  const assigned = facts.assignments.filter(({ targets }) => targets.includes(variable));
  return assigned.flatMap(({ targets, valueText }) => {
    const called = /^(\w+)\(/.exec(valueText)?.[1];
    if (called === undefined || !facts.scopes.some(({ name }) => name === called)) return [valueText];
    const within = facts.assignments.filter(({ scope }) => scope.name === called);
    return within
      .filter(({ operator }) => operator === 'return')
      .flatMap((returned) => {
        const part =
          targets.length > 1 ? returned.valueText.split(',')[targets.indexOf(variable)] : undefined;
        const text = (part ?? returned.valueText).trim();
        if (!/^\w+$/.test(text)) return [text];
        return within.filter((inner) => inner.targets.includes(text)).map((inner) => inner.valueText);
      });
  });
}

const tensorsOf = (list: string): string[] =>
  list
    .replace(/,\s*["']\w+["']\s*:\s*[^,}]*/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (ofGroup.exec(part)?.[1] ?? part).replace(/\.requires_grad_\(\w*\)$/, ''));

function isInput(name: string, facts: Facts): boolean {
  if (!/^[\w.]+$/.test(name)) return false;
  if (isInputName(name)) return true;
  const made = facts.assignments.filter(({ targets }) => targets.includes(name));
  return (
    made.length > 0 &&
    made.every(({ valueText }) => valueText.includes('.clone()')) &&
    facts.calls.some(holdsStill)
  );
}

/** `net.eval()`, `net.requires_grad_(False)`. */
const holdsStill = ({ name, argumentText }: Call): boolean =>
  name === 'eval' || (name === 'requires_grad_' && argumentText === '(False)');

/**
 * `optax.apply_updates(image, updates)`, `optimizer.apply_gradients([(gradient, image)])`: all that moves are inputs, or single
 * variables of a file that fits nothing to samples.
 */
export function updatesInput({ name, argumentText }: Call, facts: Facts): boolean {
  const moved = name === 'apply_updates' || name === 'apply_gradients' ? movedBy(name, argumentText) : [];
  return (
    moved.length > 0 &&
    moved.every((variable) => isInputName(variable) || (!parameterName.test(variable) && !fitsSamples(facts)))
  );
}

/** The variables that an update names; none where it moves what a model has. */
function movedBy(name: string, given: string): string[] {
  if (name === 'apply_updates') return /^\(\s*([\w.]+)/.exec(given)?.slice(1) ?? [];
  const pair = /^\(\s*(?:\w+\s*=\s*)?\[\s*\(\s*\w+\s*,\s*([\w.]+)\s*\)\s*\]/.exec(given)?.[1];
  if (pair !== undefined) return [pair];
  const list = /^\(\s*(?:\w+\s*=\s*)?zip\(\s*[\w.]+\s*,\s*\[([\w.,\s]+)\]\s*\)/.exec(given)?.[1] ?? '';
  return list
    .split(',')
    .map((variable) => variable.trim())
    .filter((variable) => variable !== '');
}
