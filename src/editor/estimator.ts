// What needs the estimator: loaded, as one part of the bundle, when a file first needs it.
export { modelCostsOf } from './model-cost';
export { modelView } from './model-panel/model-view';
export { changedText, changesText, valuePlaces } from './model-panel/what-if';
export { useTranslator } from './translate';
export { differencesFrom } from './lenses/differences-from';
export { otherValuesMarkdown } from './hints/other-values';
export { valueHintsInTurns } from './hints/value-hints';
export { adviceOnModel } from './diagnostics/document-advice';
export { basisMarkdown } from './hover/estimate-basis';
export { readTrainingPlan } from '../energy/plans/read-plan';
export { argumentNumbers } from '../energy/plans/script-command';
export { readScriptOptions } from '../energy/plans/script-options';
export { planOfScript, placedIn, statedPlan } from '../energy/plans/script-plan';
