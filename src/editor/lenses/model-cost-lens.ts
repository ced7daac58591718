import * as vscode from 'vscode';
import { commands } from '../contributions';
import { withinTime } from '../analysis/within-time';
import type { ModelCost } from '../model-cost';
import { configSelector, type ModelConfigs } from '../model-configs';
import { readSettings } from '../settings';
import { translated } from '../translate';
import { visibleText } from '../../units/plain-text';
import { modelCostTitles } from './model-cost-titles';
import { labelText, withoutFullStop } from '../shown-text';

/** Above each model of a file: its parameters, what attention, training and serving cost; or what is wrong with it. */
export function registerModelCostLens(configs: ModelConfigs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    configs.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(configSelector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        if (!readSettings(document.uri).codeLensEnabled) return [];
        const costs = configs.costsSoon(document);
        const all = (known: readonly ModelCost[]): vscode.CodeLens[] =>
          known.flatMap((cost, index) => lenses(document, cost, index));
        if (!(costs instanceof Promise)) return all(costs);
        return withinTime(
          costs.then(all),
          () => [],
          () => {
            changed.fire();
          },
        );
      },
    }),
  );
}

function lenses(document: vscode.TextDocument, cost: ModelCost, index: number): vscode.CodeLens[] {
  const at = (offset: number): vscode.Range => {
    const position = document.positionAt(offset);
    return new vscode.Range(position, position);
  };
  const lens = (offset: number, title: string, command: string, tooltip: string): vscode.CodeLens =>
    new vscode.CodeLens(at(offset), { title, command, tooltip, arguments: [document.uri, index] });
  // A lens that does nothing on a click has an empty command.
  const warning = (offset: number, text: string): vscode.CodeLens =>
    lens(offset, `$(warning) ${labelText(text)}`, '', visibleText(text));
  switch (cost.kind) {
    case 'invalid':
      return cost.diagnostics.map(({ message, span }) => warning(span.offset, translated(message)));
    case 'unknownArchitecture': {
      const title = `$(question) ${vscode.l10n.t('The architecture "{0}" is not known to Wattlens: no estimate', labelText(cost.modelType))}`;
      return [
        lens(cost.anchor.offset, title, '', vscode.l10n.t('A figure that would be a guess is not shown.')),
      ];
    }
    case 'planProblem':
      return [
        warning(cost.reading.anchor.offset, translated(cost.message)),
        lens(cost.reading.anchor.offset, vscode.l10n.t('Plan'), commands.changePlan, changePlanTooltip()),
      ];
    case 'estimate': {
      const { approximate } = cost.reading;
      const { parameters, attention, training, serving } = modelCostTitles(
        cost.estimate,
        approximate ?? null,
        cost.growth,
        cost.imageTokens,
      );
      const { offset } = cost.reading.anchor;
      const figures = [parameters, attention, training, serving].map(({ title, details }) =>
        lens(
          offset,
          title,
          commands.showBreakdown,
          vscode.l10n.t(
            '{0}. Click for where it goes, part by part, and what other values would change.',
            withoutFullStop(details),
          ),
        ),
      );
      return [...figures, lens(offset, vscode.l10n.t('Plan'), commands.changePlan, changePlanTooltip())];
    }
  }
}

const changePlanTooltip = (): string =>
  vscode.l10n.t(
    'Estimate for other hardware, number of accelerators, tokens, sequence length, precision or place.',
  );
