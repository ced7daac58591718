import * as vscode from 'vscode';

const scheme = 'wattlens';

/** Read-only documents that the extension writes: a run's report, a model's estimate. Nothing is put on disk. */
export class Documents implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: (uri) =>
          this.texts.get(uri.toString()) ?? `${vscode.l10n.t('This document is gone. Open it again.')}\n`,
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    ];
  }

  /** Keeps `text` under a title, for a document of it to be opened. */
  keep(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  /** Shows `text` beside the editor, under a title whose end (`.md`) gives its language. An open document of that title is written anew. */
  async show(title: string, text: string): Promise<void> {
    const uri = this.keep(title, text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      preview: true,
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}
