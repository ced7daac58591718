import type { ConfigFields } from '../../config-fields';
import { architectureClass } from '../decoder';
import { said, type Message } from '../../../units/message';

/** Backbones that norm or project the states of each stage that they put out. */
const normedEach: ReadonlySet<string> = new Set(['convnext', 'convnextv2', 'hiera', 'uvdoc_backbone']);

/** How many stages a backbone has, by the list of their depths or the number of its layers; null where neither says. */
function stagesOf(config: ConfigFields): number | null {
  const depths = config.raw('depths');
  if (Array.isArray(depths)) return depths.length;
  return config.optionalSize('num_hidden_layers');
}

/** The stage of a name (`stage2`) or an index, which may be counted from the end; null where it is no stage. */
function stageOf(value: unknown, stages: number): number | null {
  if (typeof value === 'number') return value < 0 ? value + stages + 1 : value;
  const number = typeof value === 'string' ? /^stage(\d+)$/.exec(value)?.[1] : undefined;
  return number === undefined ? null : Number(number);
}

/**
 * What figures of a backbone rest on whose file has it put out other stages than the last: what runs behind them is not trained,
 * and each may have a norm of its own. Null where that is not so, or its family has counted it.
 */
export function onOtherStages(config: ConfigFields, modelType: string): Message | null {
  if (architectureClass(config)?.endsWith('Backbone') !== true) return null;
  const keys = ['out_features', '_out_features', 'out_indices', '_out_indices'];
  if (keys.some((key) => config.asked.has(key))) return null;
  const key = keys.find((each) => config.given(each) && config.raw(each) !== null);
  if (key === undefined) return null;
  const listed = config.raw(key);
  const stages = stagesOf(config);
  if (stages !== null && Array.isArray(listed)) {
    const out = listed.map((value) => stageOf(value, stages));
    if (out.includes(stages) && (out.length === 1 || !normedEach.has(modelType))) return null;
  }
  return said`Counted as if the states of its last stage were put out alone: ${key} names others.`;
}
