import * as vscode from 'vscode';
import type { Fix, Severity } from '../../advice/advice';
import { visibleText } from '../../units/plain-text';
import type { Question, ToldAdvice } from '../analysis/analysis';
import { configSelector, type ModelConfigs } from '../model-configs';
import type { ModelCost } from '../model-cost';
import { readSettings, type Settings } from '../settings';
import { translated } from '../translate';

/** One of all that is said of a text, by which its ways out are asked for. */
export interface NumberedAdvice extends ToldAdvice {
  readonly index: number;
}

/** What is known of a document's text of one version. */
interface Known {
  readonly version: number;
  readonly costs: readonly ModelCost[];
  readonly level: Settings['diagnostics'];
  /** Null where it has no models. */
  readonly question: Question | null;
  readonly advice: readonly NumberedAdvice[];
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};
/** Longer than the pause after which estimates are made: they are there by then. */
const pauseMs = 400;
/** Documents of an editor that a person writes; not the other side of a comparison, not the output of a program. */
const schemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs']);

const none: readonly ModelCost[] = [];

export const diagnosticSource = 'Wattlens';

/**
 * What is wrong with the model of a visible document, or could be had for less, in the Problems view. A document is
 * looked at when it comes into view, and after a pause in typing; of those that hold no model nothing is kept.
 */
export class ModelDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('wattlens');
  private readonly known = new Map<string, Known>();
  /** Each estimates the model anew: made when first asked for. */
  private readonly fixes = new WeakMap<NumberedAdvice, Promise<readonly Fix[]>>();
  private readonly due = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  /** `page` describes every code. */
  constructor(
    private readonly configs: ModelConfigs,
    private readonly page: vscode.Uri,
  ) {
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.lookSoon(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.isVisible(document)) this.lookSoon(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.forget(document.uri);
      }),
      // A document may stay open a while after its tab.
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const uri of closed.map(uriOf)) if (uri !== null && !isInTab(uri)) this.forget(uri);
      }),
      configs.onDidChange(() => {
        for (const { document } of vscode.window.visibleTextEditors) this.lookSoon(document);
      }),
    ];
    for (const { document } of vscode.window.visibleTextEditors) this.lookSoon(document);
  }

  /** What was said of a document's present text; empty while it is not looked at yet. */
  adviceOf(document: vscode.TextDocument): readonly NumberedAdvice[] {
    const known = this.known.get(document.uri.toString());
    return known?.version === document.version ? known.advice : [];
  }

  /** The ways out of what was said of a document's present text. */
  fixesOf(document: vscode.TextDocument, advice: NumberedAdvice): Promise<readonly Fix[]> {
    const question = this.known.get(document.uri.toString())?.question ?? null;
    const fixes =
      this.fixes.get(advice) ??
      (question === null
        ? Promise.resolve([])
        : this.configs.analyses.fixes(question, advice.index).catch(() => []));
    this.fixes.set(advice, fixes);
    return fixes;
  }

  private isVisible(document: vscode.TextDocument): boolean {
    return vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  }

  private lookSoon(document: vscode.TextDocument): void {
    if (!schemes.has(document.uri.scheme) || vscode.languages.match(configSelector, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(this.due.get(key));
    const timer = setTimeout(() => {
      this.due.delete(key);
      void this.look(document);
    }, pauseMs);
    this.due.set(key, timer);
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    const { diagnostics: level } = readSettings(uri);
    const costs = level === 'off' ? none : await this.configs.costs(document);
    const known = this.known.get(uri.toString());
    if (known?.version === version && known.costs === costs && known.level === level) return;
    const question = costs.length === 0 ? null : this.configs.question(document);
    const all = question === null ? [] : await this.configs.analyses.advice(question).catch(() => []);
    // Typed in meanwhile: it is looked at again after the pause.
    if (document.isClosed || document.version !== version) return;
    const advice = all
      .map((each, index) => ({ ...each, index }))
      .filter(({ severity }) => level === 'all' || severity === 'warning');
    this.known.set(uri.toString(), { version, costs, level, question, advice });
    this.collection.set(
      uri,
      advice.map((each) => this.diagnosticOf(document, each)),
    );
  }

  private diagnosticOf(document: vscode.TextDocument, advice: ToldAdvice): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(
      rangeOf(document, advice),
      visibleText(translated(advice.message)),
      severities[advice.severity],
    );
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: advice.code, target: this.page };
    return diagnostic;
  }

  private forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.due.get(key));
    this.due.delete(key);
    this.known.delete(key);
    this.collection.delete(uri);
  }

  dispose(): void {
    for (const timer of this.due.values()) clearTimeout(timer);
    vscode.Disposable.from(this.collection, ...this.subscriptions).dispose();
  }
}

const uriOf = ({ input }: vscode.Tab): vscode.Uri | null =>
  input instanceof vscode.TabInputText
    ? input.uri
    : input instanceof vscode.TabInputTextDiff
      ? input.modified
      : null;

const isInTab = (uri: vscode.Uri): boolean =>
  vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some((tab) => uriOf(tab)?.toString() === uri.toString()),
  );

export const rangeOf = (document: vscode.TextDocument, { span }: Pick<ToldAdvice, 'span'>): vscode.Range =>
  new vscode.Range(document.positionAt(span.offset), document.positionAt(span.offset + span.length));
