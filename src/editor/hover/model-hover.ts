import * as vscode from 'vscode';
import { commands } from '../contributions';
import { configSelector, type ModelConfigs } from '../model-configs';
import type { ModelCost } from '../model-cost';
import { readSettings } from '../settings';

/** On the line where a model begins, below its lenses: what its estimate rests on. */
export const registerModelHover = (configs: ModelConfigs): vscode.Disposable =>
  vscode.languages.registerHoverProvider(configSelector, modelHover(configs));

const modelHover = (configs: ModelConfigs): vscode.HoverProvider => ({
  async provideHover(document, position) {
    if (!readSettings(document.uri).codeLensEnabled) return null;
    const soon = configs.costsSoon(document);
    const costs = soon instanceof Promise ? await soon : soon;
    const model = costs.findIndex((each) => isOnLine(document, position, each));
    if (model < 0) return null;
    const text = await configs.analyses.basis(configs.question(document), model).catch(() => null);
    return text === null ? null : new vscode.Hover(withAll(text, document.uri, model));
  },
});

/** The text, with what leads to every assumption. */
function withAll(text: string, uri: vscode.Uri, model: number): vscode.MarkdownString {
  const shown = new vscode.MarkdownString(text);
  const target = encodeURIComponent(JSON.stringify([uri.toString(), model]));
  // A link to another command is text.
  shown.isTrusted = { enabledCommands: [commands.showEstimate] };
  return shown.appendMarkdown(
    `\n\n[${vscode.l10n.t('Every assumption as a document')}](command:${commands.showEstimate}?${target})`,
  );
}

const isOnLine = (document: vscode.TextDocument, { line }: vscode.Position, cost: ModelCost): boolean =>
  cost.kind === 'estimate' && document.positionAt(cost.reading.anchor.offset).line === line;
