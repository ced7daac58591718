import { gradientActs } from './gradient-loops';
import { isFit, isStatistics, isTrain } from './training-calls';
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
  /^(?:train|training|training_loop|run_training|do_train(?:ing)?|start_training|pretrain|fine_?tune(?:_model)?|run_(?:train|sft|dpo|recbole|exp)|fit_model|train_(?:model|loop|network|supervised|unsupervised|gan|vae|ch\d+|ddp|fsdp|distributed|worker|agent|policy|classifier|regressor|detector|segmentor|all|kfold|fold|cv|nn|cnn|rnn|lstm|bert|gpt|lora|sft|dpo|epochs|main|fn|pipeline|model_from_file|and_\w+|with_\w+|from_\w+))$/;
/** Methods of objects from other files that do so. */
const trainingMethod =
  /^(?:train_model|fine_?tune|pretrain|train_loop|run_training|start_training|train_and_\w+|train_on_\w*(?:data|set|corpus)|fit_one_?cycle|autofit)$/;
/** Functions and methods of other files that do one part of the training, in a loop of this file. */
const trainingPart =
  /^(?:train_step|training_step|train_batch|train_on_batch|train_epoch|train_one_epoch|train_one_step|train_for_one_epoch|run_train_epoch|optimize_parameters|train_iter|update_parameters|learn_step)$/;
/** Functions that fit a model many times over. */
const crossValidation =
  /^(?:cross_val_score|cross_validate|cross_val_predict|learning_curve|validation_curve|permutation_test_score)$/;
/** Classes that train when they are made with data. */
const trainsWhenMade =
  /^gensim\.models\.(?:\w+\.)?(?:Word2Vec|FastText|Doc2Vec|LdaModel|LdaMulticore|LsiModel|HdpModel|Nmf)$/;

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
    case 'xgboost.dask.train':
    case 'fairseq_cli.train.cli_main':
    case 'accelerate.notebook_launcher':
      return act(frameworkOf(path));
  }
  if (name === 'LightningCLI' && frameworkOf(path) === 'lightning') return act('lightning');
  if (name === 'fit' || name === 'fit_generator')
    return isFit(call, facts, imported) ? act(fitFramework(call, facts)) : null;
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
    const trains = call
      .arguments()
      .some(({ keyword }) => /^(?:null|sentences|corpus_file|corpus|documents)$/.test(String(keyword)));
    return trains ? act('gensim') : null;
  }
  if (name === 'search' && imported.has('keras-tuner')) {
    return /tuner/i.test(call.receiver) ? act('keras-tuner') : null;
  }
  if (
    (name === 'compare_models' || name === 'create_model' || name === 'tune_model') &&
    imported.has('pycaret')
  )
    return act('pycaret');
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
  if (name === 'step' || name === 'run' || (name === 'update' && /solver/i.test(call.receiver))) {
    const maker = facts.constructors.get(call.receiver) ?? (call.receiver.includes('()') ? path : '');
    if (name === 'step' && frameworkOf(maker) === 'trl') return inLoop ? act('trl') : null;
    // Stochastic variational inference takes its gradient inside.
    if (/(?:^|\.)SVI\b/.test(maker)) return inLoop || name === 'run' ? act(frameworkOf(maker)) : null;
    if (maker.startsWith('jaxopt.') || maker.startsWith('optimistix.')) return act('jax');
    const madeClass = maker.split('()')[0] ?? '';
    if (name === 'run' && /Trainer$|TrainEpoch$/.test(madeClass) && !facts.classes.has(madeClass))
      return act(frameworkOf(maker));
  }
  if (name === 'run' && imported.has('ignite')) {
    return /Engine|create_supervised_trainer/.test(facts.constructors.get(call.receiver) ?? '')
      ? act('ignite')
      : null;
  }
  if (runsTrainingModule(call, facts)) return act(null);
  const isPart = trainingPart.test(name);
  if (trainingMethod.test(name) && isForeignObject(call, facts)) return act(fitFramework(call, facts));
  if (!isPart && !trainingFunction.test(name)) return null;
  // A function of this file is judged by what it does, not by its name.
  if (facts.scopes.some((scope) => scope.name === name)) return null;
  if (isPart) return inLoop ? act(null) : null;
  if (isStatistics(path)) return null;
  const isImported = facts.imports.has(rootModule(call.written)) && !/\(\)|\[\]/.test(call.written);
  return isImported ? act(frameworkOf(path)) : null;
}

/** The framework of the object that is trained, where its constructor is known. */
function fitFramework(call: Call, facts: Facts): string | null {
  const constructor = facts.constructors.get(call.receiver) ?? call.path;
  const own = facts.classes.get(constructor.split('(')[0] ?? '');
  return frameworkOf(own ?? constructor);
}

/** Whether the receiver is an object made by a class of another file. */
function isForeignObject(call: Call, facts: Facts): boolean {
  if (call.receiver === '' || /^(?:self|cls|super\(\))$/.test(call.receiver)) return false;
  if (facts.scopes.some((scope) => scope.name === call.name)) return false;
  const maker = facts.constructors.get(call.receiver) ?? call.path;
  return maker.includes('.') && facts.imports.size > 0;
}

/** `from project.train import main` and a call of it: the thin entry of a project. */
function runsTrainingModule({ path, written, name }: Call, facts: Facts): boolean {
  if (
    !/^(?:main|run|cli|app|entry_?point|launch|start)$/.test(name) ||
    !facts.imports.has(rootModule(written))
  )
    return false;
  const module = path.split('.').at(-2) ?? '';
  return (
    /^(?:pre_?|fine_?)?(?:train|tune)(?:ing|er)?$|^(?:run_)?train_\w+$/.test(module) &&
    !/tokenizer|data/.test(module)
  );
}
