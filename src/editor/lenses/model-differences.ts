import * as vscode from 'vscode';
import type { GitHeads } from '../git/git-heads';
import type { ModelCost } from '../model-cost';
import type { ModelConfigs } from '../model-configs';
import { readSettings } from '../settings';
import { leftSidesOf, shownDiffsText } from './diff-editors';
import type { DifferenceFrom } from './differences-from';

export interface ModelDifference extends DifferenceFrom {
  readonly against: 'head' | 'left';
}

/** An earlier text of a document: the file at HEAD, or the left side of a diff editor. */
interface Earlier {
  readonly against: ModelDifference['against'];
  /** Names the content. */
  readonly id: string;
  readonly read: () => Promise<string | null>;
}

interface Known {
  readonly costs: readonly ModelCost[];
  readonly basis: string;
  differences: readonly ModelDifference[];
}

const none: readonly ModelDifference[] = [];

/**
 * How the models of open documents differ from those at git's HEAD and on the left of a diff editor. Who asks gets what is
 * known at once: git is slower than a lens may be.
 */
export class ModelDifferences implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when differences that were given out may no longer hold. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private diffs = shownDiffsText();

  constructor(
    private readonly configs: ModelConfigs,
    private readonly heads: GitHeads,
  ) {
    this.subscriptions = [
      heads.onDidChange(() => {
        this.changed.fire();
      }),
      configs.onDidChange(() => {
        this.changed.fire();
      }),
      vscode.window.tabGroups.onDidChangeTabs(() => {
        this.lookAtDiffs();
      }),
      vscode.window.tabGroups.onDidChangeTabGroups(() => {
        this.lookAtDiffs();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // The left side of a comparison with HEAD changes where the index does.
        if (this.diffs.includes(`${document.uri.toString()} `)) this.changed.fire();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.known.delete(uri.toString());
      }),
    ];
  }

  /** What is known now; empty while it is worked out. */
  of(document: vscode.TextDocument): readonly ModelDifference[] {
    if (!readSettings(document.uri).codeLensEnabled) return none;
    const costs = this.configs.costsSoon(document);
    if (costs instanceof Promise) {
      void costs.then((all) => {
        this.differencesOf(document, all);
      });
      return none;
    }
    return this.differencesOf(document, costs);
  }

  private differencesOf(
    document: vscode.TextDocument,
    costs: readonly ModelCost[],
  ): readonly ModelDifference[] {
    const key = document.uri.toString();
    if (!costs.some(({ kind }) => kind === 'estimate')) {
      this.known.delete(key);
      return none;
    }
    const earlier = this.earlierOf(document);
    const basis = earlier.map(({ id }) => id).join('\n');
    const known = this.known.get(key);
    if (known?.costs === costs && known.basis === basis) return known.differences;
    // Until it is worked out, what was known stands: a lens that came and went would move the text.
    const next: Known = { costs, basis, differences: known?.differences ?? none };
    this.known.set(key, next);
    void this.workOut(document, earlier).then((differences) => {
      if (this.known.get(key) !== next) return;
      next.differences = differences;
      this.changed.fire();
    });
    return next.differences;
  }

  private earlierOf(document: vscode.TextDocument): readonly Earlier[] {
    const head = this.heads.headOf(document.uri);
    return [
      ...(head === null ? [] : [{ against: 'head' as const, ...head }]),
      ...leftSidesOf(document.uri).map((uri): Earlier => {
        const shown = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
        return {
          against: 'left',
          id: `${uri.toString()} ${shown?.version ?? ''}`,
          read: async () => (shown ?? (await vscode.workspace.openTextDocument(uri))).getText(),
        };
      }),
    ];
  }

  /** Never rejects. */
  private async workOut(
    document: vscode.TextDocument,
    earlier: readonly Earlier[],
  ): Promise<readonly ModelDifference[]> {
    const question = this.configs.question(document);
    // What HEAD and the left side both have is told once.
    const texts = new Map<string, ModelDifference['against']>();
    for (const { against, read } of earlier) {
      const text = await read().catch(() => null);
      if (text !== null && text !== question.text && !texts.has(text)) texts.set(text, against);
    }
    if (texts.size === 0) return none;
    const found = await this.configs.analyses.differences(question, [...texts.keys()]).catch(() => []);
    return [...texts.values()].flatMap((against, index) =>
      (found[index] ?? []).map((difference) => ({ ...difference, against })),
    );
  }

  private lookAtDiffs(): void {
    const diffs = shownDiffsText();
    if (diffs === this.diffs) return;
    this.diffs = diffs;
    this.changed.fire();
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}
