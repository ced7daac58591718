import * as vscode from 'vscode';
import { commands } from '../contributions';
import { configSelector } from '../model-configs';
import { translated } from '../translate';
import { leftSidesOf } from './diff-editors';
import type { ModelDifference, ModelDifferences } from './model-differences';

/**
 * Of each model that differs from that of git's HEAD: by how much, above what differs first. The line above the model is full of
 * what the model costs. Of the file's plan nothing else is changed.
 */
export const registerDifferenceLens = (differences: ModelDifferences): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(configSelector, differenceLens(differences)),
    vscode.languages.registerInlayHintsProvider(configSelector, differenceHints(differences)),
  );

const differenceLens = (differences: ModelDifferences): vscode.CodeLensProvider => ({
  onDidChangeCodeLenses: differences.onDidChange,
  provideCodeLenses: (document) =>
    differences.of(document).map((difference) => {
      const position = document.positionAt(difference.place);
      return new vscode.CodeLens(new vscode.Range(position, position), {
        title: `$(git-compare) ${titleOf(difference)}`,
        command: commands.showEstimate,
        arguments: [document.uri, difference.model],
        tooltip: tooltipOf(difference),
      });
    }),
});

/** A diff editor shows lenses only where `diffEditor.codeLens` says so: elsewhere the difference stands behind the line. */
const differenceHints = (differences: ModelDifferences): vscode.InlayHintsProvider => ({
  onDidChangeInlayHints: differences.onDidChange,
  provideInlayHints(document, range) {
    if (leftSidesOf(document.uri).length === 0) return [];
    if (vscode.workspace.getConfiguration('diffEditor', document.uri).get('codeLens') === true) return [];
    return differences.of(document).flatMap((difference) => {
      // An editor cuts a line's hints off together (`editor.inlayHints.maximumLength`), and what was changed has a hint already:
      // the model's first line has none. The whole stands in the tooltip.
      const { offset } = difference.cost.reading.anchor;
      const { end } = document.lineAt(document.positionAt(offset).line).range;
      if (!range.contains(end)) return [];
      const hint = new vscode.InlayHint(end, difference.short);
      hint.paddingLeft = true;
      hint.tooltip = tooltipOf(difference);
      return [hint];
    });
  },
});

const titleOf = ({ against, title }: ModelDifference): string =>
  against === 'head' ? title : vscode.l10n.t('{0}, against the left side', title);

const tooltipOf = ({ against, title, rule }: ModelDifference): string => {
  const told =
    against === 'head'
      ? vscode.l10n.t('Against the file at HEAD: {0}.', title)
      : vscode.l10n.t('Against the left side of the comparison: {0}.', title);
  return rule === null ? told : `${told} ${translated(rule)}`;
};
