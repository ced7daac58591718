import * as vscode from 'vscode';
import type { HintText } from '../analysis/analysis';
import { withinTime } from '../analysis/within-time';
import type { ModelCost } from '../model-cost';
import { configSelector, type ModelConfigs } from '../model-configs';
import { readSettings } from '../settings';
import { translated } from '../translate';

/** Behind the values of a model's configuration: what each costs; its hover tells what another value would change. */
export function registerInlayHints(configs: ModelConfigs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    configs.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider(configSelector, inlayHints(configs, changed)),
  );
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
/** Documents whose hints were found once: VS Code may show some. */
const found = new WeakSet<vscode.TextDocument>();

/** `changed` is fired once hints are there that took longer than a provider may. */
export const inlayHints = (
  configs: ModelConfigs,
  changed: vscode.EventEmitter<void>,
): vscode.InlayHintsProvider => ({
  onDidChangeInlayHints: changed.event,
  provideInlayHints(document, range, token) {
    const { inlayHints: shown } = readSettings(document.uri);
    if (shown === 'off') return [];
    const isNew = !found.has(document);
    const hints = hintsOf(configs, document, token).then((all) => {
      if (!token.isCancellationRequested) found.add(document);
      const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      return all
        .filter(
          ({ matters, span }) => (matters || shown === 'all') && span.offset >= from && span.offset <= to,
        )
        .map((hint) => {
          const { offset, length } = hint.span;
          return new CostHint(document.positionAt(offset + length), hint, document, document.version);
        });
    });
    // While one types they are waited for: VS Code keeps what it shows until then, and moves it with the text.
    return isNew
      ? withinTime(
          hints,
          () => [],
          () => {
            changed.fire();
          },
        )
      : hints;
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

/** Those of the text as it is after a pause in typing: those of before would stand at wrong places. */
async function hintsOf(
  configs: ModelConfigs,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<readonly HintText[]> {
  const costs = await configs.costsAfterPause(document, token);
  if (costs.length === 0) return [];
  const known = kept.get(costs);
  if (known !== undefined) return known;
  const { version } = document;
  const hints = await configs.analyses.valueHints(configs.question(document)).catch(() => null);
  if (hints !== null && document.version === version) kept.set(costs, hints);
  return hints ?? [];
}
