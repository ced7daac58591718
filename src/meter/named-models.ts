import { lineOf } from '../model/documents/document';
import { modelName, pairedByName } from '../model/model-names';
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
        estimated: { ok: false, message: each.message, exitCode: exitCodes.wrong },
      };
    const { written } = each.model;
    const estimated = estimateModel(each.model);
    if (written === undefined) return { label: file, line: null, name: '', estimated };
    const name = modelName(written.text, written.anchor);
    if (all.length === 1) return { label: file, line: null, name, estimated };
    const line = lineOf(written.text, written.anchor.offset);
    return { label: `${file}:${line}`, line, name, estimated };
  });
}

export interface PairedModel {
  readonly now: NamedModel;
  /** Null where it is new, or it is not known which of the earlier ones it was. */
  readonly before: NamedModel | null;
}

/** Each present model beside what it was. */
export function pairedModels(
  earlier: readonly NamedModel[],
  present: readonly NamedModel[],
): readonly PairedModel[] {
  const pairs = pairedByName(
    earlier.map(({ name }) => name),
    present.map(({ name }) => name),
  );
  return present.map((now, index) => ({ now, before: earlier[pairs[index] ?? -1] ?? null }));
}
