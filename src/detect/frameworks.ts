import type { Facts } from './facts';
import { oncePerFile } from './once';

/** Root module → the framework's name. */
const frameworkOfModule: Readonly<Record<string, string>> = {
  torch: 'pytorch',
  torchvision: 'pytorch',
  transformers: 'transformers',
  trl: 'trl',
  peft: 'peft',
  unsloth: 'unsloth',
  accelerate: 'accelerate',
  deepspeed: 'deepspeed',
  pytorch_lightning: 'lightning',
  lightning: 'lightning',
  lightning_fabric: 'lightning',
  diffusers: 'diffusers',
  sentence_transformers: 'sentence-transformers',
  setfit: 'setfit',
  torchtune: 'torchtune',
  megatron: 'megatron',
  composer: 'composer',
  ignite: 'ignite',
  fastai: 'fastai',
  ultralytics: 'ultralytics',
  mmengine: 'mmengine',
  detectron2: 'detectron2',
  tensorflow: 'tensorflow',
  keras: 'keras',
  tf_keras: 'keras',
  jax: 'jax',
  flax: 'flax',
  optax: 'optax',
  equinox: 'equinox',
  haiku: 'haiku',
  mlx: 'mlx',
  paddle: 'paddle',
  mxnet: 'mxnet',
  tinygrad: 'tinygrad',
  mindspore: 'mindspore',
  spacy: 'spacy',
  gensim: 'gensim',
  stable_baselines3: 'stable-baselines3',
  sb3_contrib: 'stable-baselines3',
  ray: 'ray',
  sklearn: 'scikit-learn',
  xgboost: 'xgboost',
  lightgbm: 'lightgbm',
  catboost: 'catboost',
  cuml: 'cuml',
  skorch: 'skorch',
  pytorch_tabnet: 'tabnet',
  autogluon: 'autogluon',
  horovod: 'horovod',
  theano: 'theano',
  pytensor: 'theano',
  pyro: 'pyro',
  numpyro: 'numpyro',
  gpytorch: 'gpytorch',
  torch_geometric: 'pytorch-geometric',
  dgl: 'dgl',
  timm: 'timm',
  nemo: 'nemo',
  tianshou: 'tianshou',
  flwr: 'flower',
  fasttext: 'fasttext',
  flair: 'flair',
  simpletransformers: 'simpletransformers',
  ktrain: 'ktrain',
  pycaret: 'pycaret',
  h2o: 'h2o',
  darts: 'darts',
  neuralforecast: 'neuralforecast',
  gluonts: 'gluonts',
  pytorch_forecasting: 'pytorch-forecasting',
  speechbrain: 'speechbrain',
  monai: 'monai',
  autokeras: 'autokeras',
  keras_tuner: 'keras-tuner',
  kerastuner: 'keras-tuner',
  tpot: 'tpot',
  autosklearn: 'auto-sklearn',
  flaml: 'flaml',
  ngboost: 'ngboost',
  implicit: 'implicit',
  lightfm: 'lightfm',
  surprise: 'surprise',
  dask_ml: 'dask-ml',
  imblearn: 'scikit-learn',
  avalanche: 'avalanche',
  oneflow: 'oneflow',
  jittor: 'jittor',
  chainer: 'chainer',
  caffe: 'caffe',
  neat: 'neat',
  nltk: 'nltk',
  river: 'river',
  lasagne: 'theano',
  autograd: 'autograd',
  vowpalwabbit: 'vowpal-wabbit',
  pyspark: 'spark',
  mmcv: 'mmcv',
  mmdet: 'mmdet',
  verl: 'verl',
  openrlhf: 'openrlhf',
  llamafactory: 'llama-factory',
  axolotl: 'axolotl',
  litgpt: 'litgpt',
  fairseq: 'fairseq',
  recbole: 'recbole',
  catalyst: 'catalyst',
  colossalai: 'colossalai',
  torchrec: 'pytorch',
  paddlenlp: 'paddle',
  mmpretrain: 'mmengine',
  mmseg: 'mmengine',
  nanotron: 'nanotron',
  torchtitan: 'torchtitan',
  espnet2: 'espnet',
  d3rlpy: 'd3rlpy',
  brax: 'jax',
  evosax: 'jax',
  sagemaker: 'sagemaker',
  torch_xla: 'pytorch',
  bitsandbytes: 'bitsandbytes',
  numpy: 'numpy',
  cupy: 'cupy',
};

/** Often imported for metrics, splits or arrays alone: named only where they do the training. */
const helpersElsewhere = new Set([
  'scikit-learn',
  'xgboost',
  'lightgbm',
  'catboost',
  'cuml',
  'ray',
  'spacy',
  'gensim',
  'nltk',
  'numpy',
  'cupy',
  'spark',
  'bitsandbytes',
]);

/** Parts of scikit-learn that hold no models. */
const withoutModels =
  /^sklearn\.(?:metrics|model_selection|preprocessing|datasets|utils|feature_\w+|impute|decomposition|manifold|base|exceptions|inspection|compose)\b/;

const arrayLibraries: ReadonlySet<string> = new Set(['numpy', 'cupy']);

export const rootModule = (path: string): string => {
  const end = path.indexOf('.');
  return end < 0 ? path : path.slice(0, end);
};

export function frameworkOf(path: string): string | null {
  if (path.startsWith('tensorflow.keras')) return 'keras';
  const root = rootModule(path);
  return Object.hasOwn(frameworkOfModule, root) ? (frameworkOfModule[root] ?? null) : null;
}

/** The framework that a launcher starts scripts of, where it starts no others. */
export const frameworkOfLauncher = (launcher: string): string | null =>
  launcher === 'torchrun' ? 'pytorch' : frameworkOf(launcher);

/** The frameworks that a file imports, in the order of the imports. */
export const importedFrameworks = oncePerFile((facts): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const path of facts.imports.values()) {
    const framework = frameworkOf(path);
    if (framework !== null) found.add(framework);
  }
  return found;
});

/** What the file trains with: the frameworks of its training calls first, then those imported along with them. */
export function trainingFrameworks(ofCalls: readonly (string | null)[], facts: Facts): string[] {
  const imported = importedFrameworks(facts);
  const named = new Set(ofCalls.filter((framework) => framework !== null));
  for (const framework of imported) if (!helpersElsewhere.has(framework)) named.add(framework);
  // Arrays train nothing but what is written out, which names them itself.
  for (const arrays of arrayLibraries) if (!ofCalls.includes(arrays) || named.size > 1) named.delete(arrays);
  // Where nothing else is known to train, a helper whose models may be meant is the best guess.
  if (named.size === 0)
    for (const path of facts.imports.values()) {
      const framework = frameworkOf(path);
      if (framework !== null && !arrayLibraries.has(framework) && !withoutModels.test(path))
        named.add(framework);
    }
  return [...named];
}

/** The framework that a file of the project trains with whose function is called: what it imports to train, else what it counts with. */
export function likelyFramework(imported: ReadonlySet<string>): string | null {
  const all = [...imported];
  return (
    all.find((framework) => !helpersElsewhere.has(framework)) ??
    all.find((framework) => !arrayLibraries.has(framework)) ??
    all[0] ??
    null
  );
}
