import { isObject, type ConfigObject, type ConfigValue } from '../../model/config-fields';
import type { PythonConstruct, PythonDocument } from '../../model/documents/python';
import type { ModelClass } from '../../model/model-class';
import { placeAt, type TrainingPlan } from './plan-fields';
import { rewardModel } from './script-classes';

type BaseModel = NonNullable<TrainingPlan['baseModel']>;

/** A call that loads a model or its configuration by a name, or makes a model of a configuration. */
interface Loading {
  /** The class, without what is called of it. */
  readonly className: string;
  readonly construct: PythonConstruct;
  readonly keywords: ConfigObject;
  /** The model's name; null where only running the code would tell it. */
  readonly name: string | null;
  /** The variable that it is kept in. */
  readonly variable: string | null;
}

/** What is loaded beside a model, adapters on one, and parts of a pipeline of several. */
const besideModels =
  /(?:Tokenizer\w*|Processor|FeatureExtractor|Config|Peft\w*|Pipeline|Scheduler|Adapter\w*|^(?:Autoencoder|UNet|VQ)\w*)$|^AutoPeft|^Peft/;
/** Classes that hold a model of the library without saying which: sentence-transformers' and SetFit's are bodies. */
const wrappers: Readonly<Record<string, ModelClass>> = {
  SentenceTransformer: { name: 'AutoModel' },
  SetFitModel: { name: 'AutoModel' },
  SparseEncoder: { name: 'AutoModelForMaskedLM' },
  CrossEncoder: { name: 'AutoModelForSequenceClassification', keywords: { num_labels: 1 } },
  // TRL's: a head for values on the language model's own.
  AutoModelForCausalLMWithValueHead: { name: 'AutoModelForCausalLM' },
  AutoModelForSeq2SeqLMWithValueHead: { name: 'AutoModelForSeq2SeqLM' },
};
/** Unsloth's loaders: the class follows from the model. */
const loadsWhatIsThere = /^Fast\w*Model$/;
const nameKeywords = ['pretrained_model_name_or_path', 'model_name', 'model_name_or_path', 'model'];

/** The default of a command's argument that is taken as `args.model_name`: of argparse's call that declares it. */
function argumentDefault(text: string, variable: string): string | null {
  const [, argument] = /^\w+\.(\w+)$/.exec(variable) ?? [];
  if (argument === undefined) return null;
  const declared = new RegExp(
    String.raw`\.add_argument\(\s*(?:["']-\w["']\s*,\s*)?["']--${argument.replaceAll('_', '[-_]')}["'][^()]{0,400}?\bdefault\s*=\s*["']([^"'\n]{1,200})["']`,
  ).exec(text);
  return declared?.[1] ?? null;
}

function loadingOf(construct: PythonConstruct, document: PythonDocument, text: string): Loading | null {
  const { builder, span, path, unresolved } = construct;
  if (builder === undefined) return null;
  const [, className = '', method = ''] =
    /(?:^|\.)(\w+?)(?:\.(from_pretrained|_?from_config))?$/.exec(builder.callee) ?? [];
  if (className.endsWith('Trainer') || !/^[A-Z]/.test(className)) return null;
  const values = document.values[path];
  const keywords = isObject(values) ? values : {};
  const key = nameKeywords.find((candidate) => Object.hasOwn(keywords, candidate));
  const given: ConfigValue | undefined =
    key === undefined ? builder.first?.value : unresolved.includes(key) ? undefined : keywords[key];
  const written = key === undefined ? builder.first?.source : keywords[key];
  const named =
    typeof given === 'string' ? given : typeof written === 'string' ? argumentDefault(text, written) : null;
  const before = text.slice(text.lastIndexOf('\n', span.offset - 1) + 1, span.offset);
  const [, variable = null] = /([\w.]+)[ \t]*(?::[^=]{1,80})?=[ \t]*$/.exec(before) ?? [];
  const isNamed = method === 'from_pretrained' || Object.hasOwn(wrappers, className);
  return { className, construct, keywords, name: isNamed && named !== '' ? named : null, variable };
}

/** The configuration that a model is made of or loaded with, among those that are loaded. */
function configurationOf(
  { construct, keywords }: Loading,
  configurations: readonly Loading[],
): Loading | undefined {
  const given = keywords['config'];
  const variable = typeof given === 'string' ? given : construct.builder?.first?.source;
  return configurations.find(
    (each) => each.keywords === given || (each.variable !== null && each.variable === variable),
  );
}

/** The class and its keywords, with those of a configuration that is loaded first. */
function classOf(loading: Loading, configuration: Loading | undefined): ModelClass | undefined {
  const { className, construct, keywords } = loading;
  if (loadsWhatIsThere.test(className)) return undefined;
  const usual = wrappers[className];
  return {
    name: usual?.name ?? className,
    keywords: { ...usual?.keywords, ...closed(configuration), ...closed({ construct, keywords }) },
    open: [...(configuration?.construct.unresolved ?? []), ...construct.unresolved],
  };
}

/** What a call states itself. */
const closed = (loading: Pick<Loading, 'construct' | 'keywords'> | undefined): ConfigObject =>
  loading === undefined
    ? {}
    : Object.fromEntries(
        Object.entries(loading.keywords).filter(([key]) => !loading.construct.unresolved.includes(key)),
      );

/** What a trainer is given for its model: the name of a variable. */
function trainedVariables(document: PythonDocument): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, path, builder } of document.constructs) {
    if (!name.endsWith('Trainer')) continue;
    const values = document.values[path];
    const given = isObject(values) ? values['model'] : undefined;
    const named = typeof given === 'string' ? given : builder?.first?.source;
    if (named !== undefined) names.add(named);
  }
  return names;
}

/**
 * The model that a source trains, by the calls that load it: of several that which a trainer is given, else the first. Its class is
 * what decides its head. Null where no call names one.
 */
export function modelOfSource(document: PythonDocument, text: string): BaseModel | null {
  const loadings = document.constructs.flatMap((construct) => loadingOf(construct, document, text) ?? []);
  const configurations = loadings.filter(({ className }) => className.endsWith('Config'));
  const trained = trainedVariables(document);
  const models = loadings.filter(({ className }) => !besideModels.test(className));
  const found = models.flatMap((loading): { base: BaseModel; isTrained: boolean }[] => {
    const configuration = configurationOf(loading, configurations);
    const name = loading.name ?? configuration?.name ?? null;
    if (name === null) return [];
    const place = placeAt('from_pretrained', text, loading.construct.span.offset);
    const modelClass = classOf(loading, configuration);
    const base = { name, place, ...(modelClass === undefined ? {} : { modelClass }) };
    return [{ base, isTrained: loading.variable !== null && trained.has(loading.variable) }];
  });
  return found.find(({ isTrained }) => isTrained)?.base ?? found[0]?.base ?? null;
}

/** The name that a trainer is given in the place of a model: it loads a causal model by it, a reward's with one class. */
export function modelOfTrainer(document: PythonDocument, text: string): BaseModel | null {
  for (const { name: trainer, path, builder, unresolved, span } of document.constructs) {
    if (!trainer.endsWith('Trainer')) continue;
    const values = document.values[path];
    const isKeyword = isObject(values) && Object.hasOwn(values, 'model') && !unresolved.includes('model');
    const given = isKeyword ? values['model'] : builder?.first?.value;
    const name =
      typeof given === 'string'
        ? given
        : argumentDefault(text, isKeyword ? '' : (builder?.first?.source ?? ''));
    if (name === null || name === '') continue;
    const place = placeAt(isKeyword ? 'model' : 'from_pretrained', text, span.offset);
    return { name, place, ...(trainer === 'RewardTrainer' ? { modelClass: rewardModel } : {}) };
  }
  return null;
}

/** A model whose loading the walk of a source does not reach (in a lambda), by the text alone. */
export function modelInText(text: string): BaseModel | null {
  const match =
    /^[^#\n]*?\b(AutoModel\w{0,80}|\w{1,80}For[A-Z]\w{0,80}|\w{1,80}LMHeadModel)\s*\.\s*from_pretrained\s*\(\s*["']([^"'\n]{1,200})["']/m.exec(
      text,
    );
  const [, className = '', name = ''] = match ?? [];
  if (match === null || besideModels.test(className)) return null;
  return { name, place: placeAt('from_pretrained', text, match.index), modelClass: { name: className } };
}

/** A configuration alone that a source loads by a name, with what it changes of it. */
export function configurationOfSource(document: PythonDocument, text: string): BaseModel | null {
  for (const construct of document.constructs) {
    const loading = loadingOf(construct, document, text);
    const name = loading?.name ?? null;
    if (loading === null || name === null || !loading.className.endsWith('Config')) continue;
    return {
      name,
      place: placeAt('from_pretrained', text, construct.span.offset),
      modelClass: { name: null, keywords: closed(loading), open: construct.unresolved },
    };
  }
  return null;
}
