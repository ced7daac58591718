import * as vscode from 'vscode';
import type { Fix } from '../../advice/advice';
import { visibleText } from '../../units/plain-text';
import { commands } from '../contributions';
import { configSelector } from '../model-configs';
import { translated } from '../translate';
import type { ToldAdvice } from '../analysis/analysis';
import { diagnosticSource, rangeOf, type ModelDiagnostics } from './model-diagnostics';

/** Ways out of what the Problems view says of a model: each title tells what it costs. */
export const registerQuickFixes = (diagnostics: ModelDiagnostics): vscode.Disposable =>
  vscode.languages.registerCodeActionsProvider(configSelector, quickFixes(diagnostics), {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

const quickFixes = (diagnostics: ModelDiagnostics): vscode.CodeActionProvider => ({
  async provideCodeActions(document, _range, context) {
    const own = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    if (own.length === 0) return [];
    const known = diagnostics.adviceOf(document);
    const { version } = document;
    const all = await Promise.all(
      own.map(async (diagnostic) => {
        const advice = known.find((each) => isOf(document, each, diagnostic));
        const fixes = advice === undefined ? [] : await diagnostics.fixesOf(document, advice);
        return advice === undefined
          ? []
          : fixes.map((fix, index) => action(document, advice, fix, diagnostic, index === 0));
      }),
    );
    // Edits of another text would go astray.
    return document.version === version ? all.flat() : [];
  },
});

const isOf = (
  document: vscode.TextDocument,
  advice: ToldAdvice,
  { code, range }: vscode.Diagnostic,
): boolean =>
  typeof code === 'object' && code.value === advice.code && rangeOf(document, advice).isEqual(range);

function action(
  document: vscode.TextDocument,
  { model }: ToldAdvice,
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
