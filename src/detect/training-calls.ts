import { isLocalSurrogate } from './explanations';
import { makerOf, type Call, type Facts } from './facts';
import { frameworkOf, rootModule } from './frameworks';
import { lastName } from './imports';

/**
 * What the receiver of a call is: the path of its constructor (`sklearn.svm.SVC`), that of the first base where its
 * class is of this file, or null where it can't be known from this file.
 */
function receiverType(call: Call, facts: Facts): string | null {
  const written = call.receiver;
  const constructed =
    makerOf(written, call, facts) ??
    (written.includes('()') ? call.path.slice(0, -1 - call.name.length) : null);
  if (constructed === null) return null;
  const constructor = constructed.split('()')[0] ?? '';
  const base = facts.classes.get(constructor);
  // What a method of such a class gives is another thing: `Builder().build_model()`.
  if (base !== undefined) return isObjectItself.test(constructed) ? (base ?? constructor) : null;
  // Without an import, the constructor is a function of this file or a star import: nothing is known.
  return constructor.includes('.') || /^[A-Z]/.test(constructor) ? constructor : null;
}

/** `Net()`, `Net().to(device)`: methods that give the object back. */
const isObjectItself =
  /^\w+\(\)(?:\.(?:to|cuda|cpu|half|float|double|eval|train|requires_grad_|apply|share_memory|build|setup)\(\))*$/;

/** Fitted to data, but not models: scaling, encoding, vocabularies, projections. */
const preprocessingModule =
  /^(?:sklearn|cuml)\.(?:preprocessing|feature_extraction|feature_selection|impute|decomposition|manifold|compose|random_projection|kernel_approximation|datasets)\b|^(?:sklearn|cuml)\.neighbors\.(?:\w+\.)*NearestNeighbors\b/;
const preprocessingClass =
  /(?:Scaler|LabelEncoder|OneHotEncoder|OrdinalEncoder|TargetEncoder|Vectorizer|Imputer|(?:Column|Function|Power|Quantile)Transformer|Binarizer|Discretizer|Normalizer|Normalization|Tokenizer|TextVectorization|StringLookup|IntegerLookup|Discretization|ImageDataGenerator|PCA|TruncatedSVD|TSNE|UMAP|Indexer|Assembler|IDF|FeatureUnion|(?<!Auto|Cross|Bi)Encoder|SMOTE|Sampler|SelectKBest|SelectFromModel|RFECV?|VarianceThreshold|(?:Polynomial|Spline)\w*)$/;
const preprocessingVariable =
  /scaler|(?:^|_|label|hot)enc(?:oder)?$|vectorizer|tokenizer|tfidf|pca|svd|imputer|transformer|featuri[sz]er|binarizer|selector|tsne|umap|preproc|normali[sz]er|augment|datagen|^(?:le|ohe|ct|mlb|lb|ss|sc|cv|vec|tok)$/i;
/** Libraries whose `fit` is statistics, not training. */
const statistics = new Set([
  ...[
    'statsmodels',
    'scipy',
    'astropy',
    'lmfit',
    'arch',
    'pmdarima',
    'prophet',
    'lifelines',
    'hmmlearn',
    'umap',
    'numpy',
  ],
  ...[
    'pandas',
    'tokenizers',
    'sentencepiece',
    'youtokentome',
    'faiss',
    'powerlaw',
    'reliability',
    'emcee',
    'iminuit',
  ],
  ...[
    'fitter',
    'distfit',
    'sympy',
    'tkinter',
    'PIL',
    'cv2',
    'matplotlib',
    'rich',
    'textual',
    'shapely',
    'skimage',
    'open3d',
    'category_encoders',
  ],
]);

/** Whether a function or class is of a library that fits no models. */
export const isStatistics = (path: string): boolean => statistics.has(rootModule(path));

/** Clients of services that train elsewhere, and of queues. */
const serviceModule =
  /^(?:sagemaker|submitit|clearml\.automation|dask_jobqueue|google\.(?:cloud|auth)|vertexai|azure|azureml|boto3|kubernetes|kfp|airflow|openai|together|mlflow\.projects)(?:\.|$)/;
const hereAfterAll = /["'](?:local|local_gpu|debug)["']/;

/** Whether the receiver of a call hands work to another machine: `estimator.fit(inputs)` of SageMaker, a queue's `executor.submit(train)`. */
export function isHandedOn(handed: Call, facts: Facts): boolean {
  const maker = makerOf(handed.receiver, handed, facts) ?? handed.path;
  if (!serviceModule.test(maker) || /(?:Local|Debug)Executor\(\)/.test(maker)) return false;
  const made = maker.split('()')[0];
  return !facts.calls.some((call) => call.path === made && hereAfterAll.test(call.argumentText));
}

/** Frameworks whose models, or trainers, have a method `fit`. Plain PyTorch has none. */
const frameworksWithFit = new Set(
  (
    'keras tensorflow lightning scikit-learn xgboost lightgbm catboost cuml fastai composer ray skorch tabnet autogluon sentence-transformers ' +
    'paddle mxnet spark darts neuralforecast gluonts pytorch-forecasting speechbrain monai autokeras tpot auto-sklearn flaml ngboost implicit ' +
    'lightfm surprise dask-ml ktrain h2o setfit gensim'
  ).split(' '),
);
/** Arguments that a model is fitted to. */
const fittedTo =
  /(?:^|[(,\s*])(?:self\.)?(?:X|x\s*,\s*y|y|[xyXY]_?tr(?:ain)?\w*|train\w*|tr_\w+|dtrain|features?|labels?|targets?|data_?loaders?|loaders?|epochs?|validation_data|eval_set)\b/;

/** Whether an object is an estimator by its class in this file: it has a method that fits and one that predicts. */
export function isOwnEstimator(call: Call, facts: Facts): boolean {
  const maker = (
    makerOf(call.receiver, call, facts) ?? (call.receiver.endsWith('()') ? call.path : '')
  ).split('()')[0];
  if (maker === undefined || !facts.classes.has(maker) || call.arguments.length === 0) return false;
  const has = (pattern: RegExp): boolean =>
    facts.scopes.some(({ className, name }) => className === maker && name !== null && pattern.test(name));
  return has(/^(?:fit|train)$/) && has(/^_?(?:predict\w*|classify)$/) && !has(/^transform$/);
}

/** Whether what was fitted to data alone is only used to transform data: a chain of scaling and projection. */
const onlyTransforms = (call: Call, facts: Facts): boolean =>
  call.arguments.length === 1 &&
  facts.calls.some(
    ({ receiver, name }) => receiver === call.receiver && /^(?:inverse_)?transform$/.test(name),
  ) &&
  !facts.calls.some(
    ({ receiver, name }) =>
      receiver === call.receiver && /^(?:predict\w*|score|decision_function|kneighbors)$/.test(name),
  );

/** Whether what was fitted tells outliers: a detector that is called as the projection it rests on, such as PyOD's `PCA`. */
const decides = ({ receiver }: Call, { calls }: Facts): boolean =>
  calls.some((call) => call.receiver === receiver && /^(?:decision_function|predict_proba)$/.test(call.name));

/** Whether all that a file has from Spark's machine learning are features and pipelines of them. */
const isOfFeatures = (facts: Facts): boolean =>
  [...facts.imports.values()].every(
    (path) =>
      !path.startsWith('pyspark.ml.') ||
      /^pyspark\.ml\.(?:feature\.|Pipeline|linalg|param|util|functions)/.test(path),
  );

/**
 * Whether a call makes Lightning's command line, also by a class of this file that is derived from it. It fits at once, unless
 * it is told to only make the objects.
 */
export function isLightningCli({ path, argumentText }: Call, facts: Facts): boolean {
  if (!path.endsWith('LightningCLI') && !facts.classes.has(path)) return false;
  let made = path;
  for (const seen = new Set<string>(); facts.classes.has(made) && !seen.has(made);) {
    seen.add(made);
    made = facts.classes.get(made) ?? '';
  }
  return (
    lastName(made) === 'LightningCLI' &&
    frameworkOf(made) === 'lightning' &&
    !/\brun\s*=\s*False\b/.test(argumentText)
  );
}

/** Whether an object scales, encodes or projects: what is fitted is no model. */
export function isPreprocessing(call: Call, facts: Facts): boolean {
  const type = receiverType(call, facts);
  return type === null
    ? preprocessingVariable.test(lastName(call.receiver))
    : preprocessingModule.test(type) || preprocessingClass.test(type);
}

/** Whether `x.fit_predict(...)`, or `fit_transform`, fits a model that stays: centres, a mixture, a forest that isolates. */
export const isFitOfClusters = (call: Call, facts: Facts): boolean =>
  /^(?:sklearn|cuml|dask_ml|pyspark)\.(?:\w+\.)*(?:\w*KMeans|\w*GaussianMixture|IsolationForest|OneClassSVM)$/.test(
    receiverType(call, facts) ?? '',
  );

/** Whether `x.fit(...)` trains a model. */
export function isFit(call: Call, facts: Facts, imported: ReadonlySet<string>): boolean {
  const variable = lastName(call.receiver);
  if (call.receiver === '' || isStatistics(call.path)) return false;
  // A method of a class in this file is judged by what it does.
  if (call.receiver === 'self' || call.receiver === 'super()') return false;
  const type = receiverType(call, facts);
  if (type !== null) {
    if (preprocessingModule.test(type) || (preprocessingClass.test(type) && !decides(call, facts)))
      return false;
    if (statistics.has(rootModule(type))) return false;
    if (frameworkOf(type) === 'pytorch') return false;
    if (isHandedOn(call, facts) || isLocalSurrogate(call, type)) return false;
    if (type.startsWith('sklearn.pipeline.') && onlyTransforms(call, facts)) return false;
    if (type.startsWith('pyspark.') && isOfFeatures(facts)) return false;
    if (frameworkOf(type) !== null || type.startsWith('pyod.')) return true;
    if (facts.classes.has(type)) return false;
    // A trainer of another file of the project: `Trainer(config).fit()`.
    if (/(?:Trainer|Learner|Finetuner)$/.test(type)) return true;
  }
  if (preprocessingVariable.test(variable)) return false;
  if (/^[A-Z]\w*$/.test(variable) && facts.classes.has(variable)) return false;
  // An estimator of a library that is not known here, or of another file: by what it is fitted to.
  const isLibraryClass = type !== null && /\.[A-Z]\w*$/.test(type) && !type.startsWith('.');
  const hasData = fittedTo.test(call.argumentText);
  if (isLibraryClass && hasData) return true;
  const knowsFit = [...imported].some((framework) => frameworksWithFit.has(framework));
  if (knowsFit) return type === null || !isLibraryClass || hasData || call.arguments.length > 0;
  return hasData || /trainer|learner/i.test(variable);
}

/** Classes whose `train()` trains a model; a plain model's `train()` only switches a mode. */
const trainingClass =
  /(?:Trainer|Runner|Recipe\w*|YOLO\w*|RTDETR|Word2Vec|Doc2Vec|FastText|AlgorithmConfig)$/;
const trainingVariable = /(?:^|_)(?:trainer|runner|recipe)\d*$/i;

/** Whether `x.train(...)` trains a model. */
export function isTrain(call: Call, facts: Facts, imported: ReadonlySet<string>): boolean {
  if (call.receiver === '' || call.receiver === 'self' || call.receiver === 'super()') return false;
  const variable = lastName(call.receiver);
  const type = receiverType(call, facts);
  if (type !== null) {
    if (facts.classes.has(type) || type.startsWith('nltk.tokenize.')) return false;
    // Estimators of TensorFlow 1, and RLlib's algorithms, which a configuration builds.
    if (/(?:^tensorflow\.|\.)(?:estimator|contrib\.learn)\.\w+$/.test(type)) return true;
    if (frameworkOf(type) === 'ray' && /\.build\w*\(\)$/.test(makerOf(call.receiver, call, facts) ?? ''))
      return true;
    if (frameworkOf(type) === 'mindspore' && call.arguments.length >= 2) return true;
    if (call.arguments.length >= 3 && /\b\w*optim\w*\b/.test(call.argumentText)) return true;
    const called = call.receiver.includes('()') && makerOf(call.receiver, call, facts) === undefined;
    if (trainingClass.test(type) || /(?:^|\.)\w*Trainer\b/.test(type))
      return !statistics.has(rootModule(type));
    if (!called && frameworkOf(type) === 'pytorch') return false;
  }
  if (trainingVariable.test(variable)) {
    // `trainer.train()` on an object of a class in this file: judged by what that class does.
    const constructor = makerOf(call.receiver, call, facts)?.split('()')[0];
    const own = constructor === undefined ? undefined : facts.classes.get(constructor);
    return constructor === undefined || own === undefined || own !== null;
  }
  if (
    call.arguments.some(({ keyword }) =>
      /^(?:input_fn|training_frame|train_data|train_dataset|train_df|total_examples|max_steps|num_steps|num_epochs|epochs|num_boost_round)$/.test(
        keyword ?? '',
      ),
    )
  ) {
    return true;
  }
  // A mode takes no data and no optimizer: `model.train(phase, loader, optimizer)`.
  if (call.arguments.length >= 2 && /\b(?:\w*optim\w*|\w*loader)\b/.test(call.argumentText)) return true;
  if (imported.has('ultralytics') || imported.has('gluonts')) return call.arguments.length > 0;
  return imported.has('ray') && /^(?:algo|algorithm|agent)$/.test(variable);
}
