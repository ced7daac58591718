import { changeBetween, ratioOf, type ComparedFigure } from '../../energy/comparison';
import { formatChange } from '../../units/format';
import { message, type Message } from '../../units/message';
import { modelCostAt, underPlanOf, type CostSettings, type Estimated } from '../model-cost';
import { escapeMarkdown } from '../../units/plain-text';
import { shortBasis } from '../hover/estimate-basis';
import { layerListEdits } from './layer-lists';
import { valueConceptOf, type ValueConcept } from './value-concepts';
import type { ValueHint } from './value-hints';

const figures: readonly (readonly [name: Message, figure: ComparedFigure])[] = [
  [message('parameters'), 'parameters.total'],
  [message('forward FLOPs a token'), 'flops.perTokenForward'],
  [message('training energy'), 'training.energyKwh'],
  [message('CO2e'), 'training.co2eKg'],
  [message('memory of a device'), 'memory.perDevice.totalBytes'],
  [message('KV cache'), 'memory.kvCacheBytesPerToken'],
  [message('serving a token'), 'inference.joulesPerToken'],
];
const layersConcept = valueConceptOf('num_hidden_layers');
/** Values that don't fit the rest of the file are passed over, so many at most. */
const mostTried = 6;

/** The document with another value in the place of a hint's, estimated anew under the same plan; null where it can't be. */
function withValue(
  text: string,
  language: string,
  settings: CostSettings,
  hint: ValueHint,
  present: Estimated,
  value: number,
): Estimated | null {
  const own = { ...hint.span, text: String(value) };
  const lists = hint.concept === layersConcept ? layerListEdits(text, hint.value, value) : [];
  const changed = [own, ...lists]
    .sort((one, other) => other.offset - one.offset)
    .reduce(
      (so, { offset, length, text: put }) => `${so.slice(0, offset)}${put}${so.slice(offset + length)}`,
      text,
    );
  const cost = modelCostAt(changed, underPlanOf(present, settings), language, hint.model);
  return cost?.kind === 'estimate' ? cost : null;
}

/** What the next smaller and larger sensible value would change, as Markdown. Recomputed with that value by the estimator. */
export function otherValuesMarkdown(
  text: string,
  language: string,
  settings: CostSettings,
  hint: ValueHint,
  present: Estimated,
  translate: (message: Message) => string,
): string {
  const { concept, value, heads } = hint;
  const find = (candidates: readonly number[]): { value: number; cost: Estimated } | null => {
    for (const candidate of candidates.slice(0, mostTried)) {
      if (!Number.isInteger(candidate) || candidate < 1 || candidate === value) continue;
      const cost = withValue(text, language, settings, hint, present, candidate);
      if (cost !== null) return { value: candidate, cost };
    }
    return null;
  };
  const others = [find(concept.smaller(value, heads)), find(concept.larger(value, heads))].filter(
    (other) => other !== null,
  );
  const title = `**${translate(concept.name)} ${value}**: ${translate(hint.label)}`;
  const basis = escapeMarkdown(translate(shortBasis(present.estimate)));
  if (others.length === 0)
    return [title, translate(message('No other value fits the rest of the file.')), basis].join('\n\n');
  const ownRow = ({ name, figure }: NonNullable<ValueConcept['own']>): string[] => [
    translate(name),
    ...others.map((other) =>
      formatChange(ratioOf(figure(present.estimate, value), figure(other.cost.estimate, other.value))),
    ),
  ];
  const changes = others.map(({ cost }) => changeBetween(present.estimate, cost.estimate));
  const rows = figures
    .map(([name, figure]) => [translate(name), ...changes.map((change) => formatChange(change[figure]))])
    .concat(concept.own === undefined ? [] : [ownRow(concept.own)])
    .filter(([, ...cells]) => cells.some((cell) => cell !== '='));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line([translate(concept.name), ...others.map((other) => String(other.value))]),
    line(['---', ...others.map(() => '---:')]),
    ...rows.map(line),
  ].join('\n');
  const below = translate(
    rows.length === 0
      ? message('Neither changes a figure.')
      : message('Modelled for the same tokens and accelerators, all else as in the file.'),
  );
  return [title, table, below, basis].join('\n\n');
}
