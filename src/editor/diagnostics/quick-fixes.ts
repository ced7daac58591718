import * as vscode from 'vscode';
import type { Advice, Fix } from '../../advice/advice';
import { visibleText } from '../../units/plain-text';
import { commands } from '../contributions';
import { configSelector } from '../model-configs';
import { translated } from '../translate';
import { diagnosticSource, rangeOf, type ModelDiagnostics } from './model-diagnostics';

/** Ways out of what the Problems view says of a model: each title tells what it costs. */
export const registerQuickFixes = (diagnostics: ModelDiagnostics): vscode.Disposable =>
  vscode.languages.registerCodeActionsProvider(configSelector, quickFixes(diagnostics), {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

/** Made when first asked for: each estimates the model anew. */
const kept = new WeakMap<Advice, readonly Fix[]>();

function fixesOf(advice: Advice): readonly Fix[] {
  const fixes = kept.get(advice) ?? advice.fixes();
  kept.set(advice, fixes);
  return fixes;
}

export const quickFixes = (diagnostics: ModelDiagnostics): vscode.CodeActionProvider => ({
  provideCodeActions(document, _range, context) {
    const own = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    if (own.length === 0) return [];
    const known = diagnostics.adviceOf(document);
    return own.flatMap((diagnostic) => {
      const advice = known.find((each) => isOf(document, each, diagnostic));
      return advice === undefined
        ? []
        : fixesOf(advice).map((fix, index) => action(document, advice, fix, diagnostic, index === 0));
    });
  },
});

const isOf = (document: vscode.TextDocument, advice: Advice, { code, range }: vscode.Diagnostic): boolean =>
  typeof code === 'object' && code.value === advice.code && rangeOf(document, advice).isEqual(range);

function action(
  document: vscode.TextDocument,
  { model }: Advice,
  { title, edits, plan }: Fix,
  diagnostic: vscode.Diagnostic,
  isFirst: boolean,
): vscode.CodeAction {
  const made = new vscode.CodeAction(visibleText(translated(title)), vscode.CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.isPreferred = isFirst && plan !== 'ask';
  if (edits.length > 0) {
    made.edit = new vscode.WorkspaceEdit();
    for (const edit of edits) made.edit.replace(document.uri, rangeOf(document, edit), edit.text);
  }
  if (plan !== null)
    made.command = {
      title: made.title,
      command: commands.changePlan,
      arguments: [document.uri, model, ...(plan === 'ask' ? [] : [plan])],
    };
  return made;
}
