import { formatCount } from '../../src/units/format';
import { offer } from '../shared/dropdown';
import { type Control, element, make as makeElement } from '../shared/elements';
import type { ViewText } from '../texts';
import { t } from '../translate';
import type { ControlView } from './protocol';

const names: Readonly<Record<ControlView['id'], ViewText>> = {
  hidden_size: 'Hidden size',
  num_hidden_layers: 'Layers',
  num_key_value_heads: 'Key-value heads',
  num_experts: 'Experts',
  sequenceLength: 'Sequence length',
  batchSize: 'Sequences at once',
  tokens: 'Training tokens',
  gpus: 'Accelerators',
  hardware: 'Hardware',
  dtype: 'Precision',
  region: 'Place of the electricity',
};

type Change = (id: ControlView['id'], value: number | string | undefined) => void;

/** The controls that are there, by their id: a slider that is being moved must not be made anew. */
const made = new Map<ControlView['id'], { readonly box: HTMLElement; show(control: ControlView): void }>();

export function showControls(controls: readonly ControlView[], change: Change): void {
  const boxes = controls.map((control) => {
    const known = made.get(control.id) ?? make(control, change);
    made.set(control.id, known);
    known.show(control);
    return known.box;
  });
  const holder = element('controls');
  if (boxes.length !== holder.childElementCount || boxes.some((box, index) => holder.children[index] !== box))
    holder.replaceChildren(...boxes);
}

function make(
  first: ControlView,
  change: Change,
): { readonly box: HTMLElement; show(control: ControlView): void } {
  const { id } = first;
  const box = document.createElement('div');
  const label = document.createElement('label');
  const value = document.createElement('output');
  const ofFile = document.createElement('span');
  const isList = first.choices.length > 0;
  const list = makeElement('vscode-dropdown') as Control;
  // The toolkit has no slider: this one is the browser's, in VS Code's colours (breakdown.css).
  const slider = document.createElement('input');
  const control = isList ? list : slider;
  box.className = 'control';
  control.id = `control-${id}`;
  label.id = `${control.id}-label`;
  label.htmlFor = control.id;
  if (isList) control.setAttribute('aria-labelledby', label.id);
  label.textContent = t(names[id]);
  value.htmlFor.add(control.id);
  ofFile.className = 'muted';
  ofFile.id = `${control.id}-file`;
  control.setAttribute('aria-describedby', ofFile.id);
  box.append(label, ...(isList ? [] : [value]), control, ofFile);
  let shown = first;
  const chosen = (): number | string =>
    isList ? list.value : (shown.values[Number(slider.value)] ?? shown.value);
  const tell = (): void => {
    value.textContent = textOf(chosen());
    if (!isList) control.setAttribute('aria-valuetext', textOf(chosen()));
  };
  control.addEventListener(isList ? 'change' : 'input', () => {
    tell();
    const tried = chosen();
    change(id, tried === shown.fromFile ? undefined : tried);
  });
  return {
    box,
    show(next) {
      if (isList)
        offer(
          list,
          String(next.value),
          next.choices.map(({ value: each, label: text }) => [each, text]),
        );
      else {
        slider.type = 'range';
        slider.min = '0';
        slider.max = String(Math.max(0, next.values.length - 1));
        slider.step = '1';
        slider.value = String(next.values.indexOf(Number(next.value)));
      }
      shown = next;
      control.disabled = next.locked !== null;
      if (next.locked === null) tell();
      else value.textContent = '';
      ofFile.textContent =
        next.locked === null ? t('unchanged: {0}', textOf(next.fromFile)) : t('not in the file');
      box.classList.toggle('changed', next.locked === null && next.value !== next.fromFile);
    },
  };
}

/** Large round numbers short, all others whole. */
const textOf = (value: number | string): string =>
  typeof value === 'string'
    ? value
    : value >= 1e6
      ? formatCount(value)
      : new Intl.NumberFormat('en-US').format(value);
