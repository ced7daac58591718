import { heldPlan, heldPlanText } from '../energy/held-plan';
import { lineOf } from '../model/documents/document';
import { modelName, pairedByName } from '../model/model-names';
import type { Message } from '../units/message';
import { estimateModel, type ModelEstimate } from './model-estimate';
import { exitCodes } from './output';
import { allModels, type PlannedModel } from './planned-model';

/** One model of a file that may describe several. */
export interface NamedModel {
  /** `file`, or `file:line` where the file describes several. */
  readonly label: string;
  /** 1-based, where the file describes several; else null. */
  readonly line: number | null;
  /** What tells it from the others, for `pairedByName`; empty where it stands in no text. */
  readonly name: string;
  readonly estimated: ModelEstimate;
  /** Null where there is none to be estimated. */
  readonly planned: PlannedModel | null;
}

/** Every model of a file, in the order of its text, each with what it costs or why that is not known. */
export function namedModels(file: string, model: PlannedModel): readonly NamedModel[] {
  const all = allModels(model);
  return all.map((each): NamedModel => {
    if (each.kind === 'refused')
      return {
        label: file,
        line: null,
        name: '',
        planned: null,
        estimated: { ok: false, message: each.message, exitCode: exitCodes.wrong },
      };
    const { written } = each.model;
    const planned = each.model;
    const estimated = estimateModel(planned);
    if (written === undefined) return { label: file, line: null, name: '', estimated, planned };
    const name = modelName(written.text, written.anchor);
    if (all.length === 1) return { label: file, line: null, name, estimated, planned };
    const line = lineOf(written.text, written.anchor.offset);
    return { label: `${file}:${line}`, line, name, estimated, planned };
  });
}

export interface PairedModel {
  readonly now: NamedModel;
  /** Null where it is new, or it is not known which of the earlier ones it was. */
  readonly before: NamedModel | null;
  /** What of the plan, which leaves it open, is that of the present model for both. */
  readonly rule: Message | null;
}

export interface PairedModels {
  /** Each present model beside what it was, both under one plan. */
  readonly pairs: readonly PairedModel[];
  /** Earlier ones that none of the present ones was. */
  readonly gone: readonly NamedModel[];
}

export function pairedModels(earlier: readonly NamedModel[], present: readonly NamedModel[]): PairedModels {
  const indices = pairedByName(
    earlier.map(({ name }) => name),
    present.map(({ name }) => name),
  );
  return {
    pairs: present.map((now, index) => underOnePlan(now, earlier[indices[index] ?? -1] ?? null)),
    gone: earlier.filter((_model, index) => !indices.includes(index)),
  };
}

function underOnePlan(now: NamedModel, before: NamedModel | null): PairedModel {
  const unchanged = { now, before, rule: null };
  if (before === null || !before.estimated.ok || !now.estimated.ok) return unchanged;
  const { planned } = before;
  const held = heldPlan(now.estimated.estimate, now.estimated.options, before.estimated.options);
  if (planned === null || Object.keys(held).length === 0) return unchanged;
  const estimated = estimateModel({ ...planned, given: { ...planned.given, ...held } });
  return estimated.ok ? { now, before: { ...before, estimated }, rule: heldPlanText(held) } : unchanged;
}
