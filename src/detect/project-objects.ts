import { makerOf, type Call, type Facts } from './facts';
import { frameworkOf, rootModule } from './frameworks';
import { lastName } from './imports';
import { isStatistics } from './training-calls';

/** What of an object's or class's name says that it is a model, whose `train()` switches a mode. */
const modelName =
  /(?:model|net|module|backbone|encoder|decoder|former|unet|vae|gan|bert|gpt|resnet|cnn|rnn|lstm|mlp|head|critic|actor|classifier|discriminator|generator)\w{0,2}$/i;
/** Objects whose `train` reads, submits or asks. */
const otherName =
  /(?:data|dataset|loader|datamodule|split|tokeni[sz]er|vocab\w*|config|cfg|args|env|db|client|api|service|bot|sm|boto3|predictor|evaluator|tester|logger|writer|parser)$/i;
/** Methods that a model has and a trainer has not. */
const modelMethod =
  /^(?:parameters|named_parameters|eval|cuda|to|half|float|load_state_dict|state_dict|zero_grad|forward|requires_grad_|children|named_modules)$/;
const agentName =
  /agent|learner|policy|algo(?:rithm)?\d*$|^(?:\w*_)?(?:\w*DQN|DDPG|TD3|SAC|PPO|A2C|A3C|TRPO|REINFORCE|Reinforce|MADDPG|QMIX|Dreamer\w*)$/i;
const learns = /^(?:(?:policy|value|actor|critic)_)?learn$/;
const agentUpdate =
  /^(?:update(?:_(?:parameters|policy|network|networks|model|weights|agent|critic|actor))?|optimi[sz]e(?:_\w+)?|(?:experience_)?replay|improve)$/;
/** An update of what values or policies there are, by what an environment gave. */
const batchUpdate = /^(?:batch_update|update_(?:from|on)_batch)$/;
const startingMethod = /^(?:run|start|execute|main|launch|go|loop|optimi[sz]e|solve|__call__)$/;
const trainerClass =
  /(?:Trainer|Fine[tT]uner|Train(?:ing)?(?:Loop|Runner|Pipeline|Job|App|Session|Manager))$/;
const runnerClass =
  /(?:Runner|Experiment|Engine|Solver|Workflow|Session|Pipeline|Worker|Loop|Workspace|Learner|Manager|App)$/;
const trainingArgument = /\btrain\w*|optim|\bepochs?\b|\b(?:lr|learning_rate)\b/i;
const otherArgument =
  /(?:mode|split|phase|task)\s*=\s*["'](?:test|eval|val|pred|infer)|train\w*\s*=\s*False/i;

/**
 * Whether a call trains by an object that a class or function of another file of the project has made: `Solver(...).train()`,
 * `agent.update(batch)` in a loop. That file isn't known: what the object is called, and what else is done with it, tell
 * a trainer from a model, whose `train()` only switches a mode.
 */
export function isProjectTraining(call: Call, facts: Facts, inLoop: boolean): boolean {
  const { name, receiver } = call;
  if (
    name !== 'train' &&
    !learns.test(name) &&
    name !== 'step' &&
    !agentUpdate.test(name) &&
    !batchUpdate.test(name) &&
    !startingMethod.test(name)
  )
    return false;
  if (receiver === '' || receiver === 'self' || receiver === 'super()') return false;
  const maker = makerOf(receiver, call, facts) ?? (receiver.endsWith('()') ? call.path : null);
  if (maker === null) return inLoop && isGivenAgent(call, facts);
  if (isToldToLearn(call)) return true;
  if (!isOfProject(maker, facts)) return false;
  if (batchUpdate.test(name)) return inLoop && stepsThroughEnvironment(facts);
  const madeBy = maker.split('()')[0] ?? '';
  const maderName = lastName(madeBy);
  const variable = lastName(receiver).replace('()', '');
  switch (name) {
    case 'train':
      // A mode takes no data: `model.train(X, y)`.
      if (isModeSwitch(call, facts)) return false;
      if (call.arguments.length >= 2) return !isOther(variable, maderName);
      return !isOther(variable, maderName) && !isModel(receiver, maderName, facts);
    case 'learn':
    case 'policy_learn':
    case 'value_learn':
      return !isOther(variable, maderName);
    case 'step':
      // `agent.step(state, action, reward, next_state, done)`; of an environment it takes an action alone.
      return inLoop && isAgent(variable, maderName) && call.arguments.length >= 4;
  }
  if (agentUpdate.test(name) && inLoop && isAgent(variable, maderName)) return !passesTime(call);
  if (!startingMethod.test(name)) return false;
  if (trainerClass.test(maderName)) return true;
  if (!runnerClass.test(maderName)) return false;
  const given = [call, ...facts.calls.filter(({ path }) => path === madeBy)]
    .map((place) => place.argumentText)
    .join();
  // A `Loop` of a module called `training` is one.
  return (
    (trainingArgument.test(given) || /(?:^|\.)training\.\w+$/.test(madeBy)) && !otherArgument.test(given)
  );
}

/** `agent.learn(args.steps)`: whatever has made the agent. */
const isToldToLearn = ({ name, receiver, argumentText }: Call): boolean =>
  name === 'learn' && agentName.test(lastName(receiver)) && /steps|episodes/.test(argumentText);

/** An agent that a function or an object has been given, and that learns from the rewards of a loop: `agent.learn()`. */
function isGivenAgent({ name, receiver, scope, arguments: given }: Call, facts: Facts): boolean {
  if (!scope.parameters.has(receiver) && !/^self\.|\[\]$/.test(receiver)) return false;
  const isUpdate = learns.test(name) || agentUpdate.test(name) || (name === 'step' && given.length >= 4);
  return (
    isUpdate &&
    agentName.test(lastName(receiver).replace(/s?\[\]$/, '')) &&
    (stepsThroughEnvironment(facts) ||
      facts.scopes.some(({ references, parameters }) =>
        [...references.keys(), ...parameters].some((word) => /reward|episode|replay/i.test(word)),
      ))
  );
}

const stepsThroughEnvironment = ({ calls }: Facts): boolean =>
  ['reset', 'step'].every((method) =>
    calls.some(({ name, receiver }) => name === method && /env\w{0,2}$/i.test(receiver)),
  );

/** `x.train()`, `x.train(True)`, `x.train(mode=False)` on what may be a model. */
function isModeSwitch(call: Call, facts: Facts): boolean {
  const text = call.argumentText;
  if (/^\(\s*(?:mode\s*=\s*)?(?:True|False)\s*\)$/.test(text)) return true;
  // `net = load("net.pt").train()` gives back the model.
  const made = facts.assignments.find(({ value }) => value.from === call.from)?.targets[0];
  return (
    made !== undefined &&
    /^\(\s*\)$/.test(text) &&
    facts.calls.some(({ receiver, name }) => receiver === made && modelMethod.test(name))
  );
}

/** `agent.update(dt)` of a game or a simulation: the time that has passed is nothing to learn from. */
const passesTime = ({ argumentText }: Call): boolean =>
  /^\(\s*(?:dt|delta(?:_?t|_?time|_?seconds)?|elapsed\w*|time_?(?:step|delta)|frame\w*|events?|keys)\s*\)$/.test(
    argumentText,
  );

const isAgent = (variable: string, maker: string): boolean =>
  agentName.test(variable) || agentName.test(maker);
const isOther = (variable: string, maker: string): boolean =>
  otherName.test(variable) || otherName.test(maker);

function isModel(receiver: string, maker: string, facts: Facts): boolean {
  const variable = lastName(receiver).replace('()', '');
  return (
    modelName.test(maker) ||
    modelName.test(variable) ||
    facts.calls.some(
      (other) => other.written === receiver || (other.receiver === receiver && modelMethod.test(other.name)),
    )
  );
}

/** Whether a resolved path comes from an import of a module that is no known library. */
function isOfProject(path: string, facts: Facts): boolean {
  if (frameworkOf(path) !== null || isStatistics(path)) return false;
  const root = rootModule(path);
  if (root === '') return true;
  if (
    /^(?:os|sys|threading|multiprocessing|subprocess|unittest|asyncio|argparse|tkinter|json|pathlib)$/.test(
      root,
    )
  )
    return false;
  return path.includes('.') && [...facts.imports.values()].some((imported) => rootModule(imported) === root);
}
