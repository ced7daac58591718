import * as vscode from 'vscode';

/** After the last key: typing goes on while nothing is computed. */
export const pauseMs = 250;

/** Work on documents that waits for a pause in typing; that of a document which is closed is not done. */
export class Pauses implements vscode.Disposable {
  private readonly due = new Map<string, { readonly version: number; readonly timer: NodeJS.Timeout }>();
  private readonly subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    const key = uri.toString();
    clearTimeout(this.due.get(key)?.timer);
    this.due.delete(key);
  });

  constructor(private readonly milliseconds = pauseMs) {}

  /** In place of what waits for an earlier text of the document. */
  after({ uri, version }: vscode.TextDocument, work: () => void): void {
    const key = uri.toString();
    const due = this.due.get(key);
    // Who asks again for the same text does not put it off.
    if (due?.version === version) return;
    clearTimeout(due?.timer);
    const timer = setTimeout(() => {
      this.due.delete(key);
      work();
    }, this.milliseconds);
    this.due.set(key, { version, timer });
  }

  dispose(): void {
    for (const { timer } of this.due.values()) clearTimeout(timer);
    this.subscription.dispose();
  }
}
