import { offer } from '../shared/dropdown';
import { control, element, make } from '../shared/elements';
import { connectToHost } from '../shared/connect';
import { registerControls } from '../toolkit';
import { t } from '../translate';
import { showControls } from './controls';
import { summaryText, showBasis, showFigures } from './figures';
import {
  modelPageStateSchema,
  noChanges,
  phaseViews,
  type Changes,
  type FromModelPage,
  type ModelPageState,
  type ModelView,
  type NodeView,
  type PhaseView,
  type ToModelPage,
} from './protocol';
import { phaseName, showParts } from './parts';

/** After the last movement of a slider. */
const pauseMs = 60;

registerControls();
const host = connectToHost<ToModelPage, FromModelPage, ModelPageState>(modelPageStateSchema, {
  changes: noChanges,
  phase: 'training',
  by: 'component',
  open: ['attention'],
  areNotesOpen: false,
});
let model: ModelView | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let isAnnounced = true;

const phaseList = control('phase');
const groupList = control('by');

const phase = (): PhaseView => phaseViews.find((each) => each === host.pageState.phase) ?? 'training';

/** `value` undefined: as in the file. */
function change(id: string, value: number | string | undefined): void {
  const put = <Values extends object>(values: Values): Values => {
    const others = Object.entries(values).filter(([name]) => name !== id);
    return Object.fromEntries(value === undefined ? others : [...others, [id, value]]) as Values;
  };
  const { changes } = host.pageState;
  const isOfModel = id.includes('_');
  tryChanges(isOfModel ? { ...changes, model: put(changes.model) } : { ...changes, plan: put(changes.plan) });
}

function tryChanges(changes: Changes): void {
  host.keep({ changes });
  isAnnounced = false;
  clearTimeout(timer);
  timer = setTimeout(() => {
    host.post({ type: 'try', changes });
  }, pauseMs);
}

function showTree(): void {
  if (model === null) return;
  showParts(model, phase(), host.pageState.by, new Set(host.pageState.open), toggle);
}

function toggle(id: string): void {
  const { open } = host.pageState;
  host.keep({ open: open.includes(id) ? open.filter((each) => each !== id) : [...open, id] });
  showTree();
}

const groupsOf = (nodes: readonly NodeView[]): readonly string[] =>
  nodes.flatMap(({ id, children }) => (children.length === 0 ? [] : [id, ...groupsOf(children)]));

function showPhases(): void {
  const known = phaseViews.filter((each) => model !== null && model.joules[each] !== null);
  offer(
    phaseList,
    known.includes(phase()) ? phase() : 'training',
    known.map((each) => [each, phaseName(each)]),
  );
  offer(groupList, host.pageState.by, [
    ['component', t('component')],
    ['layer', t('layer')],
  ]);
}

function show(message: ToModelPage): void {
  element('model').hidden = message.type !== 'model';
  element('no-model').hidden = message.type === 'model';
  if (message.type === 'noModel') {
    element('no-model').textContent = t(
      'There is no estimate for {0}: {1}',
      message.fileName,
      message.reason,
    );
    return;
  }
  model = message;
  showBasis(message);
  showFigures(message);
  showControls(message.controls, change);
  showPhases();
  showTree();
  element('reset').toggleAttribute('disabled', !message.isChanged);
  element('copy').toggleAttribute('disabled', !message.isChanged);
  element('difference').toggleAttribute('disabled', !message.changesFile);
  element('notes').replaceChildren(...message.notes.map((text) => make('li', { text })));
  if (isAnnounced) return;
  isAnnounced = true;
  element('announcer').textContent = summaryText(message);
}

phaseList.addEventListener('change', () => {
  if (phaseList.value === host.pageState.phase) return;
  host.keep({ phase: phaseList.value });
  showTree();
});
groupList.addEventListener('change', () => {
  if (groupList.value === host.pageState.by) return;
  host.keep({ by: groupList.value === 'layer' ? 'layer' : 'component' });
  showTree();
});
const onClick = (id: string, act: () => void): void => {
  element(id).addEventListener('click', act);
};
onClick('open-all', () => {
  host.keep({ open: model === null ? [] : [...groupsOf(model.byComponent), ...groupsOf(model.byLayer)] });
  showTree();
});
onClick('close-all', () => {
  host.keep({ open: [] });
  showTree();
});
onClick('reset', () => {
  tryChanges(noChanges);
});
onClick('copy', () => {
  host.post({ type: 'copy' });
});
onClick('difference', () => {
  host.post({ type: 'openDifference' });
});
onClick('file-button', () => {
  host.post({ type: 'openFile' });
});
onClick('document-button', () => {
  host.post({ type: 'openDocument' });
});

element('notes-block').toggleAttribute('open', host.pageState.areNotesOpen);
element('notes-block').addEventListener('toggle', () => {
  host.keep({ areNotesOpen: element('notes-block').hasAttribute('open') });
});

host.ready(show);
// What was tried before the page was hidden or the window was reloaded.
if (Object.keys({ ...host.pageState.changes.model, ...host.pageState.changes.plan }).length > 0)
  host.post({ type: 'try', changes: host.pageState.changes });
