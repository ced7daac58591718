import * as vscode from 'vscode';
import { allPlaces } from '../carbon/places';
import { dtypes } from '../energy/plan-options';
import type { Estimate } from '../energy/estimate';
import { accelerators } from '../hardware/accelerators';
import { formatCount, formatIntensity } from '../units/format';
import type { KeptPlanChoices, PlanChoice, PlanChoices } from './plan-choices';

interface ValueItem extends vscode.QuickPickItem {
  /** Undefined: as the file or the settings say. Null: asked for. */
  readonly value: string | number | null | undefined;
}

const asElse = (): ValueItem => ({
  label: vscode.l10n.t('Not chosen'),
  description: vscode.l10n.t('as the file or the settings say'),
  value: undefined,
});
const typed = (): ValueItem => ({ label: vscode.l10n.t('Another number…'), value: null });
const counts = (values: readonly number[], unit: string): readonly ValueItem[] => [
  ...values.map((value) => ({ label: `${formatCount(value)} ${unit}`, value })),
  typed(),
  asElse(),
];

const powersOfTwo = (from: number, to: number): number[] =>
  Array.from({ length: Math.log2(to / from) + 1 }, (_one, index) => from * 2 ** index);

interface Question {
  readonly choice: PlanChoice;
  readonly name: string;
  /** The value of the present plan. */
  readonly present: (estimate: Estimate) => string;
  readonly items: () => readonly ValueItem[];
}

const questions = (): readonly Question[] => [
  {
    choice: 'hardware',
    name: vscode.l10n.t('Hardware'),
    present: ({ plan }) => plan.hardware,
    items: () => [
      ...accelerators
        .filter(({ powerLimitWatts }) => powerLimitWatts !== null)
        .map(({ name, memoryGigabytes, powerLimitWatts }) => ({
          label: name,
          description: `${memoryGigabytes} GB, ${String(powerLimitWatts)} W`,
          value: name,
        })),
      asElse(),
    ],
  },
  {
    choice: 'gpus',
    name: vscode.l10n.t('Number of accelerators'),
    present: ({ plan }) => String(plan.gpus),
    items: () => counts(powersOfTwo(1, 4096), ''),
  },
  {
    choice: 'tokens',
    name: vscode.l10n.t('Training tokens'),
    present: ({ plan }) => formatCount(plan.tokens),
    items: () => counts([1e8, 1e9, 1e10, 1e11, 3e11, 1e12, 2e12, 15e12], vscode.l10n.t('tokens')),
  },
  {
    choice: 'sequenceLength',
    name: vscode.l10n.t('Sequence length'),
    present: ({ plan }) => String(plan.sequenceLength),
    items: () => [
      ...powersOfTwo(128, 131_072).map((value) => ({ label: vscode.l10n.t('{0} tokens', value), value })),
      typed(),
      asElse(),
    ],
  },
  {
    choice: 'batchSize',
    name: vscode.l10n.t('Sequences on one accelerator at once'),
    present: ({ plan }) => String(plan.batchSize),
    items: () => counts(powersOfTwo(1, 256), vscode.l10n.t('sequences')),
  },
  {
    choice: 'dtype',
    name: vscode.l10n.t('Precision'),
    present: ({ plan }) => plan.dtype,
    items: () => [...dtypes.map((value) => ({ label: value, value })), asElse()],
  },
  {
    choice: 'region',
    name: vscode.l10n.t('Place of the electricity'),
    present: ({ plan }) => `${plan.region}, ${formatIntensity(plan.gramsPerKwh)}`,
    items: () => [
      ...allPlaces.flatMap(({ code, name, fact }) =>
        fact === null
          ? []
          : [{ label: name, description: `${code}, ${formatIntensity(fact.gramsPerKwh)}`, value: code }],
      ),
      asElse(),
    ],
  },
];

/**
 * Lets a person change one value of the plan, for one document or for the workspace, or forget what was chosen.
 * `estimate` shows the present values; null where the present plan can't be. True where something was changed.
 */
export async function askPlan(
  choices: KeptPlanChoices,
  document: vscode.Uri,
  estimate: Estimate | null,
): Promise<boolean> {
  const key = document.toString();
  const chosen: PlanChoices = choices.of(key);
  const items = questions().map((question) => ({
    label: question.name,
    description: estimate === null ? '' : question.present(estimate),
    ...(chosen[question.choice] === undefined ? {} : { detail: vscode.l10n.t('chosen here') }),
    question,
  }));
  const reset = {
    label: vscode.l10n.t('Reset'),
    description: vscode.l10n.t('forget what was chosen for this file and for the workspace'),
    question: null,
  };
  const first = await vscode.window.showQuickPick(
    Object.keys(chosen).length === 0 ? items : [...items, reset],
    {
      title: vscode.l10n.t('Change the plan of the estimate'),
      placeHolder: vscode.l10n.t('Which value?'),
      matchOnDescription: true,
    },
  );
  if (first === undefined) return false;
  if (first.question === null) {
    await choices.reset(key);
    return true;
  }
  const { choice, name, items: valuesOf } = first.question;
  const picked = await vscode.window.showQuickPick(valuesOf(), { title: name, matchOnDescription: true });
  if (picked === undefined) return false;
  const value = picked.value === null ? await typedNumber(name) : picked.value;
  if (picked.value === null && value === undefined) return false;
  const scope = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('For this file'), key },
      { label: vscode.l10n.t('For every file of this workspace'), key: null },
    ],
    { title: `${name}: ${picked.value === null ? String(value) : picked.label}` },
  );
  if (scope === undefined) return false;
  await choices.choose(scope.key, choice, value);
  return true;
}

async function typedNumber(name: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: name,
    placeHolder: '8, 4096, 1e10',
    validateInput: (input) =>
      Number.isInteger(Number(input)) && Number(input) >= 1
        ? null
        : vscode.l10n.t('Type a whole number from 1.'),
  });
  return text === undefined ? undefined : Number(text);
}
