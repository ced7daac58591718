import type { Call } from './facts';

/** Words of what explains a single prediction: what it is given, what it makes, and what it is called. */
const explanationWord =
  /perturb|superpixel|surrogate|neighbou?rhood|(?:^|[\W_])lime(?:[\W_]|$)|(?:^|[\W_])local(?:[\W_]|$)|simpl(?:er|e|ified)_?model|interpretable|expla(?:in|nation)|coalition/i;
/** Models that are simple enough to be read. */
const readableModel =
  /^sklearn\.(?:linear_model\.(?:LinearRegression|Ridge\w*|Lasso\w*|ElasticNet\w*|LogisticRegression|HuberRegressor|BayesianRidge)|tree\.DecisionTree\w+)$/;
const byCloseness = /\bsample_weight\s*=/;

/**
 * Whether a fit only explains what another model has predicted: a local surrogate as of LIME (https://arxiv.org/abs/1602.04938), a model that
 * can be read, fitted to perturbed copies of one sample that count by how close they are.
 */
export const isLocalSurrogate = ({ receiver, scope, argumentText }: Call, type: string | null): boolean =>
  type !== null &&
  readableModel.test(type) &&
  byCloseness.test(argumentText) &&
  [receiver, argumentText, scope.name, scope.className].some(
    (written) => written !== null && explanationWord.test(written),
  );
