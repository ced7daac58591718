import { basename } from 'node:path';
import * as vscode from 'vscode';
import {
  modelMessageSchema,
  modelPanelStateSchema,
  noChanges,
  type FromModelPage,
  type ModelPanelState,
  type ToModelPage,
} from '../../../webview/model/protocol';
import { commands } from '../contributions';
import type { Documents } from '../documents';
import type { ModelConfigs } from '../model-configs';
import type { LookedAt } from '../model-panel/what-if';
import type { ScriptPlans } from '../script-plans';
import { modelPageBody } from './model-page-body';
import type { PanelKind, PanelLink, PanelSession } from './panels';

/** After the last key in the file: typing goes on while nothing is computed. */
const pauseMs = 250;

/** The breakdown of a model with what a person tries of it; nothing is ever written to the file. */
export function modelPanel(
  configs: ModelConfigs,
  documents: Documents,
  plans: ScriptPlans,
): PanelKind<ModelPanelState, ToModelPage, FromModelPage> {
  return {
    page: { bundle: 'model', styles: ['style', 'panel', 'breakdown'], body: modelPageBody(vscode.l10n.t) },
    stateSchema: modelPanelStateSchema,
    messageSchema: modelMessageSchema,
    key: ({ uri, model, script = '' }) => `${uri} ${model} ${script}`,
    title: ({ uri, model }) =>
      `${vscode.l10n.t('Cost of {0}', basename(vscode.Uri.parse(uri).path))}${model === 0 ? '' : ` (${model + 1})`}`,
    connect: (link) => new ModelSession(link, configs, documents, plans),
  };
}

class ModelSession implements PanelSession<FromModelPage>, vscode.Disposable {
  private changes = noChanges;
  private readonly uri: vscode.Uri;
  /** Number of the newest update: an older one that comes later is dropped. */
  private newest = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly panel: PanelLink<ModelPanelState, ToModelPage>,
    private readonly configs: ModelConfigs,
    private readonly documents: Documents,
    private readonly plans: ScriptPlans,
  ) {
    this.uri = vscode.Uri.parse(panel.state.uri);
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const { uri, script } = this.panel.state;
        if ([uri, script].includes(document.uri.toString())) this.updateSoon();
      }),
      configs.onDidChange(() => {
        this.updateSoon();
      }),
    ];
  }

  show(): void {
    void this.update();
  }

  receive(message: FromModelPage): void {
    switch (message.type) {
      case 'try':
        this.changes = message.changes;
        void this.update();
        break;
      case 'copy':
        void this.copy();
        break;
      case 'openDifference':
        void this.openDifference();
        break;
      case 'openFile':
        void vscode.window.showTextDocument(this.uri, { viewColumn: vscode.ViewColumn.Beside });
        break;
      case 'openDocument':
        void this.openEstimate();
        break;
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private updateSoon(): void {
    if (!this.panel.isShown) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.update();
    }, pauseMs);
  }

  private async update(): Promise<void> {
    this.newest += 1;
    const own = this.newest;
    const fileName = basename(this.uri.path);
    const looked = await this.lookedAt();
    const page =
      looked === null
        ? null
        : await this.configs.analyses.modelPage(fileName, looked, this.changes).catch(() => null);
    if (own !== this.newest) return;
    this.panel.post(page ?? { type: 'noModel', fileName, reason: vscode.l10n.t('The file can’t be read.') });
  }

  private async lookedAt(): Promise<LookedAt | null> {
    try {
      const document = await vscode.workspace.openTextDocument(this.uri);
      const script = await this.plans.at(this.panel.state.script);
      return { ...this.configs.question(document, script), model: this.panel.state.model };
    } catch {
      return null;
    }
  }

  private async openEstimate(): Promise<void> {
    const { model, script } = this.panel.state;
    const of = script === undefined ? undefined : vscode.Uri.parse(script);
    await vscode.commands.executeCommand(commands.showEstimate, this.uri, model, of);
  }

  private async copy(): Promise<void> {
    const looked = await this.lookedAt();
    if (looked === null) return;
    const { values } = await this.configs.analyses.tried(looked, this.changes);
    await vscode.env.clipboard.writeText(values);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Wattlens: the changed values are on the clipboard.'),
      4000,
    );
  }

  private async openDifference(): Promise<void> {
    const looked = await this.lookedAt();
    if (looked === null) return;
    const { text } = await this.configs.analyses.tried(looked, this.changes);
    const name = basename(this.uri.path);
    const changed = this.documents.keep(`${vscode.l10n.t('What if')}/${name}`, text);
    const document = await vscode.workspace.openTextDocument(changed);
    await vscode.languages.setTextDocumentLanguage(document, looked.language);
    await vscode.commands.executeCommand(
      'vscode.diff',
      this.uri,
      changed,
      vscode.l10n.t('{0}: file and what if', name),
    );
  }
}
