import * as vscode from 'vscode';
import { commands } from '../contributions';
import type { ModelCost } from '../model-cost';
import { configSelector, type ModelConfigs } from '../model-configs';
import { lensText } from './lens-text';
import { readSettings } from '../settings';
import { modelCostTitles } from './model-cost-titles';

/** Above a model's configuration: its parameters, what attention costs, what training costs; or what is wrong with it. */
export function registerModelCostLens(configs: ModelConfigs): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(configSelector, {
    onDidChangeCodeLenses: configs.onDidChange,
    provideCodeLenses(document) {
      if (!readSettings(document.uri).codeLensEnabled) return [];
      return lenses(document, configs.cost(document));
    },
  });
}

function lenses(document: vscode.TextDocument, cost: ModelCost): vscode.CodeLens[] {
  const at = (offset: number): vscode.Range => {
    const position = document.positionAt(offset);
    return new vscode.Range(position, position);
  };
  const lens = (offset: number, title: string, command: string, tooltip: string): vscode.CodeLens =>
    new vscode.CodeLens(at(offset), { title, command, tooltip, arguments: [document.uri] });
  switch (cost.kind) {
    case 'notModel':
      return [];
    case 'invalid':
      // A lens that does nothing on a click has an empty command.
      return cost.diagnostics.map(({ message, span }) =>
        lens(span.offset, `$(warning) ${lensText(message)}`, '', message),
      );
    case 'unknownArchitecture': {
      const title = `$(question) The architecture "${lensText(cost.modelType)}" is not known to Wattlens: no estimate`;
      return [lens(cost.anchor.offset, title, '', 'A figure that would be a guess is not shown.')];
    }
    case 'planProblem':
      return [lens(cost.reading.anchor.offset, `$(warning) ${lensText(cost.message)}`, '', cost.message)];
    case 'estimate': {
      const { approximate } = cost.reading;
      const { parameters, attention, training } = modelCostTitles(
        cost.estimate,
        approximate === undefined ? null : lensText(approximate),
      );
      return [parameters, attention, training].map((title) =>
        // A narrow editor cuts a lens off: its whole text stands in the tooltip too.
        lens(
          cost.reading.anchor.offset,
          title,
          commands.showEstimate,
          `${title}. Click for every component, range and assumption.`,
        ),
      );
    }
  }
}
