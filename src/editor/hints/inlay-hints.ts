import * as vscode from 'vscode';
import type { HintText } from '../analysis/analysis';
import type { ModelCost } from '../model-cost';
import { configSelector, type ModelConfigs } from '../model-configs';
import { readSettings } from '../settings';
import { translated } from '../translate';

/** Behind the values of a model's configuration: what each costs; its hover tells what another value would change. */
export function registerInlayHints(configs: ModelConfigs): vscode.Disposable {
  return vscode.languages.registerInlayHintsProvider(configSelector, inlayHints(configs));
}

class CostHint extends vscode.InlayHint {
  constructor(
    position: vscode.Position,
    readonly hint: HintText,
    readonly document: vscode.TextDocument,
    readonly version: number,
  ) {
    super(position, ` ${translated(hint.label)}`);
    this.paddingLeft = true;
  }
}

/** Hints by the costs that they are made of, which are made once a document version. */
const kept = new WeakMap<readonly ModelCost[], readonly HintText[]>();

export const inlayHints = (configs: ModelConfigs): vscode.InlayHintsProvider => ({
  onDidChangeInlayHints: configs.onDidChange,
  async provideInlayHints(document, range, token) {
    const { inlayHints: shown } = readSettings(document.uri);
    if (shown === 'off') return [];
    // Those of before would stand at wrong places: until the pause VS Code keeps what it shows, and moves it with the text.
    const costs = await configs.costsAfterPause(document, token);
    if (costs.length === 0) return [];
    let hints = kept.get(costs);
    if (hints === undefined) {
      hints = await configs.analyses.valueHints(configs.question(document)).catch(() => []);
      kept.set(costs, hints);
    }
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return hints
      .filter(({ matters, span }) => (matters || shown === 'all') && span.offset >= from && span.offset <= to)
      .map((hint) => {
        const { offset, length } = hint.span;
        return new CostHint(document.positionAt(offset + length), hint, document, document.version);
      });
  },
  async resolveInlayHint(resolved) {
    if (!(resolved instanceof CostHint)) return resolved;
    const { hint, document, version } = resolved;
    if (document.version !== version) return resolved;
    const text = await configs.analyses
      .otherValues(configs.question(document), hint.span.offset)
      .catch(() => null);
    if (text !== null && document.version === version) resolved.tooltip = new vscode.MarkdownString(text);
    return resolved;
  },
});
