import {
  formatBytes,
  formatCount,
  formatEnergy,
  formatFlops,
  formatShare,
  unknownFigure,
} from '../../src/units/format';
import { joules, type Range } from '../../src/units/quantities';
import { element } from '../shared/elements';
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

/** The FLOPs of a node in a phase. The optimizer's are none that anybody counts. */
function flopsText(node: Omit<NodeView, 'children'>, phase: PhaseView): string {
  const { forwardFlops, backwardFlops, elementwiseFlops, servedFlopsPerToken } = node;
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

const bytesText = (node: Omit<NodeView, 'children'>, phase: PhaseView): string =>
  node.weightsBytes === 0 && node.cacheBytesPerToken === 0
    ? unknownFigure
    : [
        ...(node.weightsBytes > 0 ? [formatBytes(node.weightsBytes)] : []),
        ...(isServing(phase) && node.cacheBytesPerToken > 0
          ? [`KV ${formatBytes(node.cacheBytesPerToken)}`]
          : []),
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
    const row = document.createElement('tr');
    row.className = `level-${Math.min(level, 3)}`;
    const head = document.createElement('th');
    head.scope = 'row';
    head.append(nameCell(node, isOpen));
    if (node.tower !== null && level === 1)
      head.append(small(t(node.tower === 'vision' ? 'for an image' : 'for a sound')));
    for (const line of formulaLines(node)) head.append(line);
    const share = node.shares[phase];
    const [energy, range] = energyTexts(model.joules[phase], share, phase);
    row.append(
      head,
      shareCell(share, node.tower !== null),
      cell(energy, range),
      cell(flopsText(node, phase)),
      cell(node.parameters === 0 ? unknownFigure : formatCount(node.parameters)),
      cell(bytesText(node, phase)),
    );
    return [row, ...(isOpen ? node.children.flatMap((child) => rowsOf(child, level + 1)) : [])];
  }

  function nameCell(node: NodeView, isOpen: boolean): HTMLElement {
    if (node.children.length === 0) {
      const name = document.createElement('span');
      name.className = 'part-name';
      name.textContent = nameOf(node);
      return name;
    }
    const button = document.createElement('button');
    button.className = 'part-name';
    button.type = 'button';
    button.dataset['node'] = node.id;
    button.textContent = nameOf(node);
    button.setAttribute('aria-expanded', String(isOpen));
    button.addEventListener('click', () => {
      toggle(node.id);
    });
    return button;
  }
}

function totalRow(model: ModelView, nodes: readonly NodeView[], phase: PhaseView): HTMLTableRowElement {
  const sum = (figure: (node: NodeView) => number, withTowers = false): number =>
    nodes.reduce((total, node) => total + (node.tower === null || withTowers ? figure(node) : 0), 0);
  const total = {
    id: '',
    name: '',
    count: null,
    tower: null,
    equation: '',
    flopsFormula: null,
    parametersFormula: null,
    parameters: sum(({ parameters }) => parameters, true),
    forwardFlops: sum((node) => node.forwardFlops),
    backwardFlops: sum((node) => node.backwardFlops),
    elementwiseFlops: sum((node) => node.elementwiseFlops),
    servedFlopsPerToken: sum((node) => node.servedFlopsPerToken),
    weightsBytes: sum((node) => node.weightsBytes, true),
    cacheBytesPerToken: sum((node) => node.cacheBytesPerToken),
    shares: model.byLayer[0]?.shares ?? {
      training: 0,
      forward: 0,
      backward: 0,
      optimizer: 0,
      prefill: 0,
      decode: 0,
    },
  };
  const [energy, range] = energyTexts(model.joules[phase], 1, phase);
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = phaseName(phase);
  row.append(
    head,
    cell(formatShare(1)),
    cell(energy, range),
    cell(flopsText(total, phase)),
    cell(formatCount(total.parameters)),
    cell(bytesText(total, phase)),
  );
  return row;
}

function small(text: string): HTMLElement {
  const line = document.createElement('span');
  line.className = 'muted';
  line.textContent = text;
  return line;
}

function formulaLines({ equation, flopsFormula, parametersFormula }: NodeView): HTMLElement[] {
  const line = (className: string, text: string): HTMLElement => {
    const found = document.createElement('code');
    found.className = className;
    found.textContent = text;
    return found;
  };
  const written = ({ symbols, numbers }: FormulaView, unit: string): string =>
    `${symbols} = ${numbers} ${unit}`;
  return [
    ...(equation === '' ? [] : [line('equation', equation)]),
    ...(flopsFormula === null ? [] : [line('formula', written(flopsFormula, 'FLOP'))]),
    ...(parametersFormula === null
      ? []
      : [line('formula', t('{0} parameters', written(parametersFormula, '').trim()))]),
  ];
}

function cell(text: string, detail = ''): HTMLTableCellElement {
  const found = document.createElement('td');
  found.textContent = text;
  if (detail !== '') {
    const range = document.createElement('span');
    range.className = 'range';
    range.textContent = detail;
    found.append(range);
  }
  return found;
}

/** The share as a number, and as a bar that says nothing more. */
function shareCell(share: number, isTower: boolean): HTMLTableCellElement {
  const found = cell(isTower ? unknownFigure : formatShare(share));
  if (isTower) {
    found.title = t('in no energy: runs for an image or a sound');
    return found;
  }
  const bar = document.createElement('span');
  bar.className = 'share-bar';
  bar.setAttribute('aria-hidden', 'true');
  bar.style.setProperty('inline-size', `${(100 * share).toFixed(2)}%`);
  const track = document.createElement('span');
  track.className = 'share-track';
  track.append(bar);
  found.append(track);
  return found;
}
