import { moduleSays } from './commands/training-names';
import { gradientActs } from './gradient-loops';
import { launchedTraining, runsTrainingScript } from './launched-commands';
import { isProjectTraining } from './project-objects';
import { expressionPath } from './python-syntax';
import type { PythonNode } from './python-tree';
import {
  isFit,
  isFitOfClusters,
  isHandedOn,
  isLightningCli,
  isOwnEstimator,
  isPreprocessing,
  isStatistics,
  isTrain,
} from './training-calls';
import { makerOf, type Call, type Facts } from './facts';
import {
  frameworkOf,
  frameworkOfLauncher,
  importedFrameworks,
  likelyFramework,
  rootModule,
} from './frameworks';
import { oncePerFile } from './once';
import { importedPath, lastName } from './imports';
import { isGivenOptimizer, isImportedStep } from './imported-steps';
import { importedTraining } from './project/imported-training';
import type { ProjectModule, ProjectModules } from './project/project-modules';
import { reachedScopes, type Reach } from './reach';
import {
  isToldHowLong,
  isTrainingFunction,
  isTrainingPart,
  takesNoStep,
  trainingMethod,
} from './training-functions';

/** A place where the file trains. */
export interface TrainingAct {
  /** Offset in the text. */
  readonly from: number;
  readonly framework: string | null;
}

export interface TrainingActs {
  /** Those that run when the file is run, in the order of the text. */
  readonly reached: readonly TrainingAct[];
  /** Whether, where none does, there are some in code that only an importer could call. */
  readonly hasUnreached: boolean;
}

/** `modules` are the project's other files: where it is given, what they define is followed. */
export function findTrainingActs(file: ProjectModule, modules: ProjectModules | null = null): TrainingActs {
  const reach = reachedScopes(file.facts);
  const acts = actsWithin(file, reach);
  if (acts.length === 0 && modules !== null) {
    const trains = (module: ProjectModule, reached: Reach): boolean => actsWithin(module, reached).length > 0;
    for (const { from, module } of importedTraining(file, reach, modules, trains))
      acts.push({ from, framework: likelyFramework(importedFrameworks(module.facts)) });
  }
  return {
    reached: acts.sort((a, b) => a.from - b.from),
    hasUnreached: acts.length === 0 && trainsBeyond(file, reach),
  };
}

/** What of a file's own calls and loops trains, within reach. */
function actsWithin(file: ProjectModule, reach: Reach): TrainingAct[] {
  const actOf = judgeOfCalls(file);
  const ofCalls = file.facts.calls.flatMap((call) => {
    const scope = reach.get(call.scope);
    return scope === undefined ? [] : (actOf(call, call.inLoop || scope.inLoop) ?? []);
  });
  return [...ofCalls, ...gradientActs(file.facts, (scope) => reach.get(scope))];
}

/**
 * Whether a file would train by calls that are out of reach, or by loops if importers called every function: only to say why the
 * verdict is no.
 */
function trainsBeyond(file: ProjectModule, reach: Reach): boolean {
  const actOf = judgeOfCalls(file);
  return (
    file.facts.calls.some((call) => !reach.has(call.scope) && actOf(call, call.inLoop) !== null) ||
    gradientActs(file.facts, (scope) => reach.get(scope) ?? { inLoop: true }).length > 0
  );
}

function judgeOfCalls({ facts, text }: ProjectModule): (call: Call, inLoop: boolean) => TrainingAct | null {
  const imported = importedFrameworks(facts);
  return (call, inLoop) => {
    const act = trainingCall(call, facts, imported, inLoop) ?? startedTraining(call, facts, text, inLoop);
    return act !== null && takesNoStep(call) ? null : act;
  };
}

/** Steps of a trainer that a function has made, in a loop: `trainer.dis_update(batch)`. */
const trainerStep =
  /^(?:\w+_)?update$|^optimi[sz]e(?:_\w+)?$|^(?:update|train)_(?:g|d|gen|dis|generator|discriminator|critic|actor|model|network)s?$/i;
/** Calls that are given a function and run it, here or in processes of their own. */
const functionRunner =
  /^(?:spawn|Process|Thread|agent|submit|map|starmap|imap\w*|apply_async|run|Fire|launch|notebook_launcher|debug_launcher|start_processes|elastic_launch|optimize|Tuner|delayed|partial|execute|main|wrapper)$/;
/** Functions that fit a model many times over. */
const crossValidation =
  /^(?:cross_val_score|cross_validate|cross_val_predict|learning_curve|validation_curve|permutation_test_score)$/;
/** Classes that train when they are made with data. */
const trainsWhenMade =
  /^gensim\.models\.(?:\w+\.)?(?:Word2Vec|FastText|Doc2Vec|LdaModel|LdaMulticore|LsiModel|HdpModel|Nmf)$/;

const actAt =
  (from: number) =>
  (framework: string | null): TrainingAct => ({ from, framework });

function trainingCall(
  call: Call,
  facts: Facts,
  imported: ReadonlySet<string>,
  inLoop: boolean,
): TrainingAct | null {
  const act = actAt(call.from);
  const { path } = call;
  // What it is called where it comes from, whatever this file calls it.
  const name = lastName(path);
  switch (path) {
    case 'xgboost.train':
    case 'xgboost.cv':
    case 'lightgbm.train':
    case 'lightgbm.cv':
    case 'catboost.train':
    case 'catboost.cv':
    case 'tensorflow.estimator.train_and_evaluate':
    case 'xgboost.dask.train':
    case 'fairseq_cli.train.cli_main':
      return act(frameworkOf(path));
    case 'accelerate.notebook_launcher':
      // A function of this file is judged by what it does.
      return facts.scopes.some(({ name: own }) => own !== null && call.argumentText.startsWith(`(${own},`))
        ? null
        : act(frameworkOf(path));
  }
  if (isLightningCli(call, facts)) return act('lightning');
  if ((name === 'fit' || name === 'train') && isOwnEstimator(call, facts)) return act(null);
  if (name === 'fit' || name === 'fit_generator')
    return isFit(call, facts, imported) ? act(fitFramework(call, facts)) : null;
  if (name === 'fit_predict' || name === 'fit_transform')
    return isFitOfClusters(call, facts) ? act(fitFramework(call, facts)) : null;
  if (
    /^(?:fit_one_cycle|fit_flat_cos|fit_sgdr)$/.test(name) ||
    (name === 'fine_tune' && imported.has('fastai'))
  ) {
    return imported.has('fastai') ? act('fastai') : null;
  }
  if (crossValidation.test(name)) {
    return path.startsWith('sklearn.') || imported.has('scikit-learn') ? act('scikit-learn') : null;
  }
  if (trainsWhenMade.test(path)) {
    const trains = call.arguments.some(({ keyword }) =>
      /^(?:null|sentences|corpus_file|corpus|documents)$/.test(String(keyword)),
    );
    return trains ? act('gensim') : null;
  }
  if (name === 'search' && imported.has('keras-tuner')) {
    return /tuner/i.test(call.receiver + (makerOf(call.receiver, call, facts) ?? ''))
      ? act('keras-tuner')
      : null;
  }
  if (
    (name === 'compare_models' || name === 'create_model' || name === 'tune_model') &&
    imported.has('pycaret')
  )
    return act('pycaret');
  // An experiment of Acme trains an agent, here or by Launchpad's processes.
  if (/^acme\.(?:\w+\.)*(?:run_(?:offline_)?experiment|make_distributed_(?:offline_)?experiment)$/.test(path))
    return act(null);
  if (/^learn_(?:one|many)$/.test(name) && imported.has('river'))
    return inLoop && !isPreprocessing(call, facts) ? act('river') : null;
  if (name === 'partial_fit') {
    const trains = inLoop && imported.has('scikit-learn') && !isPreprocessing(call, facts);
    return trains ? act('scikit-learn') : null;
  }
  // Evolution strategies move a policy by what its samples earned.
  if (name === 'tell' && inLoop && evolves(call, facts)) return act(null);
  if (name === 'train') {
    if (/^nltk\..*(?:Classifier|Tagger|TaggerTrainer)\.train$/.test(path)) return act('nltk');
    if (isTrain(call, facts, imported)) return act(fitFramework(call, facts));
  }
  if (/^tianshou\.trainer\.\w+_trainer$/.test(path)) return act('tianshou');
  // ESPnet's recipes are entry points of a task: `ASRTask.main(cmd=cmd)`.
  if (/^espnet[23]?\.tasks\.(?:\w+\.)*\w+Task\.main$/.test(path)) return act('espnet');
  // A client of federated learning trains when the server asks.
  if (/^flwr\..*(?:start_(?:numpy_)?client|_simulation)$/.test(path)) return act('flower');
  if (name === 'hyperparameter_search') return act(fitFramework(call, facts));
  if (name === 'learn' && imported.has('stable-baselines3')) return act('stable-baselines3');
  if (name === 'learn' && imported.has('vowpal-wabbit') && call.arguments.length > 0)
    return act('vowpal-wabbit');
  if (name === 'update' && imported.has('spacy')) {
    const trains = inLoop && call.arguments.some(({ keyword }) => keyword === 'sgd' || keyword === 'losses');
    return trains ? act('spacy') : null;
  }
  if (
    name === 'step' ||
    name === 'run' ||
    name === 'solve' ||
    (name === 'update' && /solver/i.test(call.receiver))
  ) {
    const maker = makerOf(call.receiver, call, facts) ?? (call.receiver.includes('()') ? path : '');
    if (name === 'step' && frameworkOf(maker) === 'trl') return inLoop ? act('trl') : null;
    // Stochastic variational inference takes its gradient inside.
    if (/(?:^|\.)SVI\b/.test(maker)) return inLoop || name === 'run' ? act(frameworkOf(maker)) : null;
    if (maker.startsWith('caffe.')) return act('caffe');
    if (maker.startsWith('neat.')) return act('neat');
    if (maker.startsWith('jaxopt.') || maker.startsWith('optimistix.')) return act('jax');
    const madeClass = maker.split('()')[0] ?? '';
    if (name === 'run' && /Trainer$|TrainEpoch$/.test(madeClass) && !facts.classes.has(madeClass))
      return act(frameworkOf(maker));
    // `CustomRunner(...).run()`: a class of this file that a framework's runner runs.
    const base = facts.classes.get(madeClass) ?? '';
    if (name === 'run' && frameworkOf(base) !== null && /(?:Trainer|Runner|Learner|Experiment)$/.test(base))
      return act(frameworkOf(base));
  }
  if (inLoop && imported.has('jax') && isCompiledSolver(call, facts)) return act('jax');
  // MindSpore's cell of one step is called as a function.
  if (inLoop && imported.has('mindspore') && isStepCell(call, facts)) return act('mindspore');
  // A pipeline of TorchRec makes a whole step: forward, backward, update.
  if (name === 'progress' && inLoop && /Pipeline/i.test(makerOf(call.receiver, call, facts) ?? call.receiver))
    return isTrainingPipeline(call, facts) ? act('pytorch') : null;
  if (name === 'run' && imported.has('ignite')) {
    return /Engine|create_supervised_trainer/.test(makerOf(call.receiver, call, facts) ?? '')
      ? act('ignite')
      : null;
  }
  if (runsTrainingModule(call, facts)) return act(null);
  if (isAlgorithm(call, facts)) return act(null);
  if (inLoop && trainerStep.test(name) && call.arguments.length > 0 && isForeignObject(call, facts))
    if (/(?:^|[._])trainer$/.test(call.receiver)) return act(fitFramework(call, facts));
  const isPart = isTrainingPart(name);
  if (trainingMethod.test(name) && isForeignObject(call, facts)) return act(fitFramework(call, facts));
  if (!isPart && !isTrainingFunction(name) && !isToldHowLong(call)) return null;
  // A function of this file is judged by what it does, not by its name.
  if (facts.scopes.some((scope) => scope.name === name)) return null;
  if (isPart) return inLoop && !averagesWeights(call, facts) && !setsParameters(call) ? act(null) : null;
  if (isStatistics(path)) return null;
  const isImported =
    (facts.imports.has(rootModule(call.written)) && !/\(\)|\[\]/.test(call.written)) ||
    (call.receiver === '' && importsEverything(facts));
  return isImported ? act(frameworkOf(path)) : null;
}

/** `from project.run import *`: a function that the file does not define comes from there. */
const importsEverything = ({ imports }: Facts): boolean =>
  [...imports].some(([name, path]) => name.startsWith('* ') && !isStatistics(path));

/** `swa.update_parameters(model)`: a copy of a model that follows it, of PyTorch or called so. */
const averagesWeights = ({ name, receiver }: Call, facts: Facts): boolean =>
  name === 'update_parameters' &&
  (/(?:^|[._])(?:ema|swa|avg|averag\w*)(?:_|$)/i.test(receiver) ||
    /(?:^|\.)AveragedModel\(\)/.test(facts.constructors.get(receiver) ?? ''));

/** `task.update_parameters(values)`: of a job, a view or a setting, not of what learns. */
const setsParameters = ({ name, receiver }: Call): boolean =>
  name === 'update_parameters' &&
  receiver !== '' &&
  !/(?:agent|policy|learner|algo\w*|model|net(?:work)?|trainer|solver|optim\w*|gan|self)\d*$/i.test(receiver);

/** Variables that hold a compiled method of an object, each with that object: `update = jax.jit(solver.update)`. */
const compiledUpdates = oncePerFile(
  ({ assignments }): ReadonlyMap<string, string> =>
    new Map(
      assignments.flatMap(({ targets, valueText }): [string, string][] => {
        const [, solver] = /^(?:[\w.]+\.)?(?:jit|pjit|pmap)\(\s*([\w.]+)\.update\b/.exec(valueText) ?? [];
        return solver === undefined || targets.length !== 1 ? [] : [[targets[0] ?? '', solver]];
      }),
    ),
);

const isCompiledSolver = (call: Call, facts: Facts): boolean => {
  const solver = compiledUpdates(facts).get(call.written);
  return solver !== undefined && /^(?:jaxopt|optimistix)\./.test(makerOf(solver, call, facts) ?? '');
};

function isStepCell({ written }: Call, facts: Facts): boolean {
  const maker = facts.constructors.get(written)?.split('()')[0] ?? '';
  return /TrainOneStep\w*$/.test(facts.classes.get(maker) ?? '') || /TrainOneStep\w*$/.test(maker);
}

const isTrainingPipeline = ({ receiver }: Call, facts: Facts): boolean =>
  /train/i.test(`${receiver} ${facts.constructors.get(receiver) ?? ''}`);

/** `ppo(env_fn=..., epochs=50)`: an algorithm of reinforcement learning that another file defines, given an environment. */
const isAlgorithm = ({ name, written, argumentText }: Call, facts: Facts): boolean =>
  /^(?:ppo|sac|ddpg|td3|dqn|a2c|a3c|trpo|vpg|reinforce|impala)\w{0,6}$/.test(name) &&
  facts.imports.has(written) &&
  /\benv\w*\b/.test(argumentText);

const evolves = (call: Call, facts: Facts): boolean =>
  /CMA|EvolutionStrateg|OpenES|PGPE/.test(makerOf(call.receiver, call, facts) ?? '') &&
  [...facts.imports.values()].some((path) => /^(?:gym|gymnasium|torch|jax|brax|pettingzoo)\b/.test(path));

/** Training that another file of the project does, or another process. */
function startedTraining(call: Call, facts: Facts, text: string, inLoop: boolean): TrainingAct | null {
  const command = launchedTraining(call, facts, text);
  if (command !== null)
    return { from: call.from, framework: command.framework ?? frameworkOfLauncher(command.launcher ?? '') };
  if (isHandedOn(call, facts)) return null;
  const starts =
    runsTrainingScript(call, facts, text) ||
    isProjectTraining(call, facts, inLoop) ||
    isImportedStep(call, facts, inLoop) ||
    isGivenOptimizer(call, facts, inLoop) ||
    (functionRunner.test(lastName(call.path)) &&
      call.arguments.some(({ value }) => isTrainingReference(value, facts, text))) ||
    (call.name === 'remote' && isTrainingActor(call, facts));
  return starts ? { from: call.from, framework: null } : null;
}

/** `train_worker.remote()`, `trainer.fit.remote(steps)`: a function or an actor of Ray that another file defines. */
function isTrainingActor({ receiver }: Call, facts: Facts): boolean {
  if (facts.imports.has(receiver)) return isTrainingFunction(receiver);
  const method = /\.(fit|train|learn|train_\w+)$/.exec(receiver)?.[1];
  return method !== undefined && !facts.scopes.some(({ name }) => name === method);
}

/** Whether an expression names a training function of another file: `spawn(train_worker)`, `app.run(train.main)`. */
function isTrainingReference(value: PythonNode, facts: Facts, text: string): boolean {
  if (value.name !== 'VariableName' && value.name !== 'MemberExpression') return false;
  const written = expressionPath(value, text);
  const imported = facts.imports.get(rootModule(written));
  if (imported === undefined || facts.scopes.some(({ name }) => name === written)) return false;
  const path = importedPath(written, facts.imports);
  const name = lastName(path);
  if (!path.includes('.') || isStatistics(path)) return false;
  // A module that is given, `run(train)` after `import train`, is not a function.
  if (isTrainingFunction(name)) return imported.includes('.') || written.includes('.');
  return name === 'main' && moduleSays(path.split('.').at(-2) ?? '') === 'training';
}

/** The framework of the object that is trained, where its constructor is known. */
function fitFramework(call: Call, facts: Facts): string | null {
  const constructor = makerOf(call.receiver, call, facts) ?? call.path;
  const own = facts.classes.get(constructor.split('(')[0] ?? '');
  return frameworkOf(own ?? constructor);
}

/** Whether the receiver is an object made by a class of another file. */
function isForeignObject(call: Call, facts: Facts): boolean {
  if (call.receiver === '' || /^(?:self|cls|super\(\))$/.test(call.receiver)) return false;
  if (facts.scopes.some((scope) => scope.className !== null && scope.name === call.name)) return false;
  const maker = makerOf(call.receiver, call, facts) ?? call.path;
  return !facts.classes.has(maker.split('()')[0] ?? '') && facts.imports.size > 0;
}

/** `from project.train import main` and a call of it: the thin entry of a project. */
function runsTrainingModule({ path, written }: Call, facts: Facts): boolean {
  // `from .train import main as train_main`
  const name = lastName(path);
  if (
    !/^(?:(?:run_)?(?:main|cli|app|script)|run(?:_(?!eval|test|valid|infer|predict|export|bench|check)\w+)?|entry_?point|launch|start)$/.test(
      name,
    ) ||
    !facts.imports.has(rootModule(written))
  )
    return false;
  const modules = path.split('.').slice(0, -1);
  // `from open_clip_train.main import main`
  const module = modules.findLast((one) => !/^(?:__main__|main|run|cli|app|entry_?point)$/.test(one)) ?? '';
  return /train|tune|tuning|sft|ppo|dpo|grpo|rlhf/.test(module) && moduleSays(module) === 'training';
}
