import * as vscode from 'vscode';
import { createNonce } from '../nonce';
import { pageHtml } from './page-html';

export interface PageContent {
  /** The name of the page's bundle in dist/webview, without its ending. */
  readonly bundle: string;
  /** Likewise. */
  readonly styles: readonly string[];
  /** Markup, translated. */
  readonly body: string;
}

/** Loads a page of dist/webview; `state` is what it begins with. */
export function loadPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { bundle, styles, body }: PageContent,
  state: unknown = null,
): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = pageHtml(
    {
      script: address(`${bundle}.js`),
      styles: styles.map((name) => address(`${name}.css`)),
      cspSource: webview.cspSource,
      nonce: createNonce(),
      language: vscode.env.language,
    },
    { body, state },
    vscode.l10n.t,
  );
}
