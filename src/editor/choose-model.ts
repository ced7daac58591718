import * as vscode from 'vscode';
import type { ModelConfigs } from './model-configs';
import { labelText } from './shown-text';

/** The most files that are looked at where none is open. */
const mostFiles = 20;

/**
 * The file of the editor; where a page has the place of one, such as a walkthrough, that of a model: of those in tabs, else of the
 * workspace's `config.json`. Asks where there are several; undefined where none is chosen, or, after a word to the user, there is none.
 */
export async function chooseModelFile(configs: ModelConfigs): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor;
  if (active !== undefined) return active.document.uri;
  let found = await ofModels(configs, inTabs());
  if (found.length === 0)
    found = await ofModels(
      configs,
      await vscode.workspace.findFiles('**/config.json', '**/node_modules/**', mostFiles),
    );
  if (found.length === 0) await askToOpenModel();
  if (found.length <= 1) return found[0];
  const picked = await vscode.window.showQuickPick(
    found.map((uri) => ({ label: labelText(vscode.workspace.asRelativePath(uri)), uri })),
    { placeHolder: vscode.l10n.t('Of which file?') },
  );
  return picked?.uri;
}

export async function askToOpenModel(): Promise<void> {
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Wattlens: open the configuration file of a model first, such as its config.json.'),
  );
}

function inTabs(): vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

async function ofModels(configs: ModelConfigs, uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const isModel = await Promise.all(
    uris.map(async (uri) => {
      try {
        const costs = await configs.costs(await vscode.workspace.openTextDocument(uri));
        return costs.some(({ kind }) => kind === 'estimate' || kind === 'planProblem');
      } catch {
        // No text, or gone since.
        return false;
      }
    }),
  );
  return uris.filter((_uri, index) => isModel[index] === true);
}
