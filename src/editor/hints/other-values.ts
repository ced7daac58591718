import { changeBetween, ratioOf, type ComparedFigure } from '../../energy/comparison';
import { formatChange, unknownFigure } from '../../units/format';
import { message, type Message } from '../../units/message';
import { modelCostAt, underPlanOf, type CostSettings, type Estimated } from '../model-cost';
import { escapeMarkdown } from '../../units/plain-text';
import { shortBasis } from '../hover/estimate-basis';
import { translated } from '../translate';
import { othersOf, type OtherValue } from './other-numbers';
import type { ValueConcept } from './value-concepts';
import type { ValueHint } from './value-hints';
import { withNumber } from './varied-document';

const figures: readonly (readonly [name: Message, figure: ComparedFigure])[] = [
  [message('parameters'), 'parameters.total'],
  [message('forward FLOPs a token'), 'flops.perTokenForward'],
  [message('training tokens'), 'plan.tokens'],
  [message('training time'), 'training.hours'],
  [message('training energy'), 'training.energyKwh'],
  [message('CO2e'), 'training.co2eKg'],
  [message('memory of a device'), 'memory.perDevice.totalBytes'],
  [message('KV cache'), 'memory.kvCacheBytesPerToken'],
  [message('serving a token'), 'inference.joulesPerToken'],
];
/** Values that don't fit the rest of the file are passed over, so many at most. */
const mostTried = 6;

/** The document with another value in the place of a hint's, estimated anew under the same plan; null where it can't be. */
function withValue(
  text: string,
  language: string,
  settings: CostSettings,
  hint: ValueHint,
  present: Estimated,
  put: string,
): Estimated | null {
  const changed = withNumber(text, hint.span, put, hint.countsLayers ? hint.value : null);
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
): string {
  const { concept, value, list } = hint;
  const find = (candidates: readonly OtherValue[]): (OtherValue & { cost: Estimated }) | null => {
    for (const candidate of candidates.slice(0, mostTried)) {
      const cost = withValue(text, language, settings, hint, present, candidate.put);
      if (cost !== null) return { ...candidate, cost };
    }
    return null;
  };
  const { smaller, larger } = othersOf(hint);
  const others = [find(smaller), find(larger)].filter((other) => other !== null);
  // A key of the file may be a name.
  const name = escapeMarkdown(translated(concept.name));
  const title = `**${name} ${list === null ? value : `[${list.join(', ')}]`}**: ${translated(hint.label)}`;
  const basis = escapeMarkdown(translated(shortBasis(present.estimate)));
  if (others.length === 0)
    return [title, translated(message('No other value fits the rest of the file.')), basis].join('\n\n');
  const ownRow = ({ name: figureName, figure }: NonNullable<ValueConcept['own']>): string[] => [
    translated(figureName),
    ...others.map((other) =>
      formatChange(ratioOf(figure(present.estimate, value), figure(other.cost.estimate, other.value))),
    ),
  ];
  const changes = others.map(({ cost }) => changeBetween(present.estimate, cost.estimate));
  const rows = figures
    // Under the same tokens the time tells nothing that the energy does not.
    .filter(([, figure]) => hint.isOfPlan || figure !== 'training.hours')
    .map(([figureName, figure]) => [
      translated(figureName),
      ...changes.map((change) => formatChange(change[figure])),
    ])
    .concat([...towers, ...(concept.own === undefined ? [] : [concept.own])].map(ownRow))
    .filter(([, ...cells]) => cells.some((cell) => cell !== '=' && cell !== unknownFigure));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line([name, ...others.map(({ put }) => put)]),
    line(['---', ...others.map(() => '---:')]),
    ...rows.map(line),
  ].join('\n');
  const below = translated(
    rows.length === 0
      ? message('Neither changes a figure.')
      : hint.isOfPlan
        ? message('Modelled, all else as in the file.')
        : message('Modelled for the same tokens and accelerators, all else as in the file.'),
  );
  return [title, table, below, basis].join('\n\n');
}

/** What reads an image or a sound, for one of them. */
const towers: readonly NonNullable<ValueConcept['own']>[] = [
  { name: message('reading an image'), figure: ({ flops }) => flops.towers.vision?.matmul ?? null },
  { name: message('reading a sound'), figure: ({ flops }) => flops.towers.audio?.matmul ?? null },
];
