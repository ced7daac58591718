import * as vscode from 'vscode';
import { commands } from '../contributions';
import type { ModelCost } from '../model-cost';
import { configSelector, type ModelConfigs } from '../model-configs';
import { readSettings } from '../settings';
import { differenceTitle } from './difference-title';
import { headOf } from './git-head';

/** Above each model that differs from that of git's HEAD: by how much. Of the file's plan nothing else is changed. */
export function registerDifferenceLens(configs: ModelConfigs): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(configSelector, {
    onDidChangeCodeLenses: configs.onDidChange,
    async provideCodeLenses(document) {
      if (!readSettings(document.uri).codeLensEnabled || document.uri.scheme !== 'file') return [];
      const costs = await configs.costsSoon(document);
      if (!costs.some(({ kind }) => kind === 'estimate')) return [];
      const before = await costsAtHead(configs, document);
      return costs.flatMap((cost, index) => {
        const old = before[index];
        // Where a model was put in or taken out it is not known which was which.
        if (cost.kind !== 'estimate' || old?.kind !== 'estimate' || before.length !== costs.length) return [];
        const title = differenceTitle(old.estimate, cost.estimate);
        if (title === null) return [];
        const position = document.positionAt(cost.reading.anchor.offset);
        return [
          new vscode.CodeLens(new vscode.Range(position, position), {
            title: `$(git-compare) ${title}`,
            command: commands.showEstimate,
            arguments: [document.uri, index],
            tooltip: vscode.l10n.t('{0}, against the file at HEAD, under the same settings.', title),
          }),
        ];
      });
    },
  });
}

const none: readonly ModelCost[] = [];
const mostKept = 100;
const kept = new Map<
  string,
  { readonly commit: string; readonly settings: string; readonly costs: readonly ModelCost[] }
>();

/** The costs of the file at HEAD, made once for a commit and settings; empty where HEAD has none. */
async function costsAtHead(
  configs: ModelConfigs,
  document: vscode.TextDocument,
): Promise<readonly ModelCost[]> {
  const head = headOf(document.uri);
  if (head === null) return none;
  const key = document.uri.toString();
  const settings = configs.settingsOf(document);
  const written = JSON.stringify(settings);
  const known = kept.get(key);
  if (known?.commit === head.commit && known.settings === written) return known.costs;
  const text = await head.read();
  const { modelCostsOf } = await import('../estimator');
  const costs = text === null ? none : modelCostsOf(text, settings, document.languageId);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, { commit: head.commit, settings: written, costs });
  return costs;
}
