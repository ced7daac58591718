import * as vscode from 'vscode';

const scheme = 'wattlens';
const mostTexts = 30;
/** Comes with VS Code, and can be turned off. */
const markdownExtension = 'vscode.markdown-language-features';

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
    ];
  }

  /** Keeps `text` under a title, for a document of it to be opened. */
  keep(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title}` });
    const key = uri.toString();
    // The newest last. A preview asks again long after VS Code has closed the document under it.
    this.texts.delete(key);
    this.texts.set(key, text);
    for (const oldest of [...this.texts.keys()].slice(0, -mostTexts)) this.texts.delete(oldest);
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

  /** Shows Markdown as a page where the editor renders it, over the whole width; else its text. */
  async showRendered(title: string, markdown: string): Promise<void> {
    const uri = this.keep(title, markdown);
    try {
      if (vscode.extensions.getExtension(markdownExtension) === undefined)
        throw new Error('Markdown is not rendered here.');
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await this.show(title, markdown);
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}
