import { gradientActs } from './gradient-loops';
import { isFit, isTrain } from './training-calls';
import type { Call, Facts } from './facts';
import { frameworkOf, importedFrameworks, rootModule } from './frameworks';
import { reachedScopes } from './reach';

/** A place where the file trains. */
export interface TrainingAct {
  /** Offset in the text. */
  readonly from: number;
  readonly framework: string | null;
}

export interface TrainingActs {
  /** Those that run when the file is run, in the order of the text. */
  readonly reached: readonly TrainingAct[];
  /** Whether there are others, in code that only an importer could call. */
  readonly hasUnreached: boolean;
}

export function findTrainingActs(facts: Facts): TrainingActs {
  const reach = reachedScopes(facts);
  const imported = importedFrameworks(facts);
  const acts: TrainingAct[] = [];
  let hasUnreached = false;
  for (const call of facts.calls) {
    const scopeReach = reach.get(call.scope);
    const act = trainingCall(call, facts, imported, call.inLoop || scopeReach?.inLoop === true);
    if (act === null) continue;
    if (scopeReach === undefined) hasUnreached = true;
    else acts.push(act);
  }
  acts.push(...gradientActs(facts, (scope) => reach.get(scope)));
  if (acts.length === 0 && !hasUnreached) {
    // The same loops as if importers called every function: only to say why the verdict is no.
    hasUnreached = gradientActs(facts, (scope) => reach.get(scope) ?? { inLoop: true }).length > 0;
  }
  return { reached: acts.sort((a, b) => a.from - b.from), hasUnreached };
}

/** Functions of other files by whose name alone one knows that they train. */
const trainingFunction =
  /^(?:train|train_model|train_loop|training_loop|run_training|do_train|start_training|train_and_evaluate|train_network|pretrain|finetune|fine_tune)$/;
/** Functions and methods of other files that do one part of the training, in a loop of this file. */
const trainingPart =
  /^(?:train_step|training_step|train_batch|train_on_batch|train_epoch|train_one_epoch|train_one_step|train_for_one_epoch|optimize_parameters)$/;

function trainingCall(
  call: Call,
  facts: Facts,
  imported: ReadonlySet<string>,
  inLoop: boolean,
): TrainingAct | null {
  const act = (framework: string | null): TrainingAct => ({ from: call.from, framework });
  const { path } = call;
  // What it is called where it comes from, whatever this file calls it.
  const name = path.slice(path.lastIndexOf('.') + 1);
  switch (path) {
    case 'xgboost.train':
    case 'xgboost.cv':
    case 'lightgbm.train':
    case 'lightgbm.cv':
    case 'catboost.train':
    case 'tensorflow.estimator.train_and_evaluate':
    case 'accelerate.notebook_launcher':
      return act(frameworkOf(path));
  }
  if (name === 'LightningCLI' && frameworkOf(path) === 'lightning') return act('lightning');
  if (name === 'fit' || name === 'fit_generator')
    return isFit(call, facts, imported) ? act(fitFramework(call, facts)) : null;
  if (name === 'fit_one_cycle' || name === 'fine_tune' || name === 'fit_flat_cos') {
    return imported.has('fastai') ? act('fastai') : null;
  }
  if (name === 'partial_fit') return inLoop && imported.has('scikit-learn') ? act('scikit-learn') : null;
  if (name === 'train') {
    if (isTrain(call, facts, imported)) return act(fitFramework(call, facts));
  }
  if (name === 'learn') return imported.has('stable-baselines3') ? act('stable-baselines3') : null;
  if (name === 'update' && imported.has('spacy')) {
    const trains =
      inLoop && call.arguments().some(({ keyword }) => keyword === 'sgd' || keyword === 'losses');
    return trains ? act('spacy') : null;
  }
  if (name === 'step' && frameworkOf(facts.constructors.get(call.receiver) ?? '') === 'trl') {
    return inLoop ? act('trl') : null;
  }
  if (name === 'run' && imported.has('ignite')) {
    return /Engine|create_supervised_trainer/.test(facts.constructors.get(call.receiver) ?? '')
      ? act('ignite')
      : null;
  }
  const isPart = trainingPart.test(name);
  if (!isPart && !trainingFunction.test(name)) return null;
  // A function of this file is judged by what it does, not by its name.
  if (facts.scopes.some((scope) => scope.name === name)) return null;
  if (isPart) return inLoop ? act(null) : null;
  const isImported = facts.imports.has(rootModule(call.written)) && !/\(\)|\[\]/.test(call.written);
  return isImported ? act(frameworkOf(path)) : null;
}

/** The framework of the object that is trained, where its constructor is known. */
function fitFramework(call: Call, facts: Facts): string | null {
  const constructor = facts.constructors.get(call.receiver) ?? call.path;
  const own = facts.classes.get(constructor.split('(')[0] ?? '');
  return frameworkOf(own ?? constructor);
}
