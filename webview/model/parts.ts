import {
  formatBytes,
  formatCount,
  formatEnergy,
  formatFlops,
  formatShare,
  unknownFigure,
} from '../../src/units/format';
import { joules, type Range } from '../../src/units/quantities';
import { element, make } from '../shared/elements';
import { viewTexts, type ViewText } from '../texts';
import { t } from '../translate';
import { formatJoules } from './joules';
import type { FormulaView, ModelView, NodeView, PhaseView } from './protocol';

const phaseNames: Readonly<Record<PhaseView, ViewText>> = {
  training: 'Training',
  forward: 'Forward',
  backward: 'Backward',
  optimizer: 'Optimizer',
  prefill: 'Prefill',
  decode: 'Decode',
};
export const phaseName = (phase: PhaseView): string => t(phaseNames[phase]);

const known: ReadonlySet<string> = new Set(viewTexts);
/** A block's name is the model's own; all other names are texts of the page. */
const nameOf = ({ name, count }: NodeView): string =>
  count !== null ? (count > 1 ? `${name} × ${count}` : name) : known.has(name) ? t(name as ViewText) : name;

const isServing = (phase: PhaseView): boolean => phase === 'prefill' || phase === 'decode';

/** What a part and all of them together have. */
type Counts = Pick<
  NodeView,
  | 'parameters'
  | 'forwardFlops'
  | 'backwardFlops'
  | 'elementwiseFlops'
  | 'servedFlopsPerToken'
  | 'weightsBytes'
  | 'cacheBytesPerToken'
>;

/** FLOPs in a phase. The optimizer's are none that anybody counts. */
function flopsText(counts: Counts, phase: PhaseView): string {
  const { forwardFlops, backwardFlops, elementwiseFlops, servedFlopsPerToken } = counts;
  const products = {
    training: forwardFlops + backwardFlops,
    forward: forwardFlops,
    backward: backwardFlops,
    optimizer: 0,
    prefill: servedFlopsPerToken,
    decode: servedFlopsPerToken,
  }[phase];
  if (products > 0) return formatFlops(products);
  const hasElementwise = elementwiseFlops > 0 && (phase === 'training' || phase === 'forward');
  return hasElementwise ? `(${formatFlops(elementwiseFlops)})` : unknownFigure;
}

const bytesText = ({ weightsBytes, cacheBytesPerToken }: Counts, phase: PhaseView): string =>
  [
    ...(weightsBytes > 0 ? [formatBytes(weightsBytes)] : []),
    ...(isServing(phase) && cacheBytesPerToken > 0 ? [`KV ${formatBytes(cacheBytesPerToken)}`] : []),
  ].join(' + ') || unknownFigure;

function energyTexts(whole: Range | null, share: number, phase: PhaseView): readonly [string, string] {
  if (whole === null || share === 0) return [unknownFigure, ''];
  const format = (value: number): string =>
    isServing(phase) ? formatJoules(value) : formatEnergy(joules(value));
  return [format(whole.mid * share), t('{0} to {1}', format(whole.low * share), format(whole.high * share))];
}

/** The tree as a table whose rows open and close; formulas stand under the names. */
export function showParts(
  model: ModelView,
  phase: PhaseView,
  by: 'component' | 'layer',
  open: ReadonlySet<string>,
  toggle: (id: string) => void,
): void {
  const nodes = by === 'layer' ? model.byLayer : model.byComponent;
  const focused =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['node'] : undefined;
  const rows = nodes.flatMap((node) => rowsOf(node, 1));
  element('rows').replaceChildren(...rows);
  if (focused !== undefined)
    [...element('rows').querySelectorAll('button')]
      .find((button) => button.dataset['node'] === focused)
      ?.focus();
  element('total').replaceChildren(totalRow(model, nodes, phase));

  function rowsOf(node: NodeView, level: number): HTMLTableRowElement[] {
    const isOpen = open.has(node.id);
    const head = make('th', { attributes: { scope: 'row' }, children: [nameCell(node, isOpen)] });
    if (node.tower !== null && level === 1) {
      const text = t(node.tower === 'vision' ? 'for an image' : 'for a sound');
      head.append(make('span', { className: 'muted', text }));
    }
    head.append(...formulaLines(node, phase));
    const share = node.shares[phase];
    const [energy, range] = energyTexts(model.joules[phase], share, phase);
    const row = make('tr', {
      className: `level-${Math.min(level, 3)}`,
      children: [
        head,
        shareCell(share, node.tower !== null),
        cell(energy, range),
        cell(flopsText(node, phase)),
        cell(node.parameters === 0 ? unknownFigure : formatCount(node.parameters)),
        cell(bytesText(node, phase)),
      ],
    });
    return [row, ...(isOpen ? node.children.flatMap((child) => rowsOf(child, level + 1)) : [])];
  }

  function nameCell(node: NodeView, isOpen: boolean): HTMLElement {
    const name = { className: 'part-name', text: nameOf(node) };
    if (node.children.length === 0) return make('span', name);
    const button = make('button', {
      ...name,
      attributes: { type: 'button', 'data-node': node.id, 'aria-expanded': String(isOpen) },
    });
    button.addEventListener('click', () => {
      toggle(node.id);
    });
    return button;
  }
}

function totalRow(model: ModelView, nodes: readonly NodeView[], phase: PhaseView): HTMLTableRowElement {
  const sum = (figure: (node: NodeView) => number, withTowers = false): number =>
    nodes.reduce((total, node) => total + (node.tower === null || withTowers ? figure(node) : 0), 0);
  const total: Counts = {
    parameters: sum(({ parameters }) => parameters, true),
    forwardFlops: sum((node) => node.forwardFlops),
    backwardFlops: sum((node) => node.backwardFlops),
    elementwiseFlops: sum((node) => node.elementwiseFlops),
    servedFlopsPerToken: sum((node) => node.servedFlopsPerToken),
    weightsBytes: sum((node) => node.weightsBytes, true),
    cacheBytesPerToken: sum((node) => node.cacheBytesPerToken),
  };
  const [energy, range] = energyTexts(model.joules[phase], 1, phase);
  return make('tr', {
    children: [
      make('th', { text: phaseName(phase), attributes: { scope: 'row' } }),
      cell(formatShare(1)),
      cell(energy, range),
      cell(flopsText(total, phase)),
      cell(formatCount(total.parameters)),
      cell(bytesText(total, phase)),
    ],
  });
}

/** What the numbers of a formula of FLOPs make: those of the forward pass, to which training adds the backward pass. */
function flopsUnit({ forwardFlops, backwardFlops }: NodeView, phase: PhaseView): string {
  if (forwardFlops === 0 || backwardFlops === 0 || phase !== 'training') return t('FLOP forward');
  return t(
    'FLOP forward; {0} times as many with the backward pass',
    Number(((forwardFlops + backwardFlops) / forwardFlops).toPrecision(3)),
  );
}

function formulaLines(node: NodeView, phase: PhaseView): HTMLElement[] {
  const { equation, flopsFormula, parametersFormula } = node;
  const line = (className: string, text: string): HTMLElement => make('code', { className, text });
  const written = ({ symbols, numbers }: FormulaView, unit: string): string =>
    `${symbols} = ${numbers} ${unit}`;
  return [
    ...(equation === '' ? [] : [line('equation', equation)]),
    ...(flopsFormula === null ? [] : [line('formula', written(flopsFormula, flopsUnit(node, phase)))]),
    ...(parametersFormula === null
      ? []
      : [line('formula', t('{0} parameters', written(parametersFormula, '').trim()))]),
  ];
}

const cell = (text: string, range = ''): HTMLTableCellElement =>
  make('td', { text, children: range === '' ? [] : [make('span', { className: 'range', text: range })] });

/** The share as a number, and as a bar that says nothing more. */
function shareCell(share: number, isTower: boolean): HTMLTableCellElement {
  const found = cell(isTower ? unknownFigure : formatShare(share));
  if (isTower) {
    found.title = t('in no energy: runs for an image or a sound');
    return found;
  }
  const bar = make('span', { className: 'share-bar', attributes: { 'aria-hidden': 'true' } });
  bar.style.setProperty('inline-size', `${(100 * share).toFixed(2)}%`);
  found.append(make('span', { className: 'share-track', children: [bar] }));
  return found;
}
