import { viewTexts } from '../../../webview/texts';

/** Where the page's parts lie, and what its policy allows. */
export interface PageResources {
  readonly script: string;
  readonly styles: readonly string[];
  readonly cspSource: string;
  readonly nonce: string;
  readonly language: string;
}

/**
 * A page under a strict content security policy. Its script fills it by text content, so that no name of a run, a file or a
 * person is ever markup. `body` is markup, translated; `state` is what the page begins with; `t` translates a text of the page.
 */
export function pageHtml(
  { script, styles, cspSource, nonce, language }: PageResources,
  { body, state }: { readonly body: string; readonly state: unknown },
  t: (text: string) => string,
): string {
  const translate = t;
  const texts = JSON.stringify(Object.fromEntries(viewTexts.map((text) => [text, translate(text)])));
  const policy = `default-src 'none'; img-src ${cspSource}; font-src ${cspSource}; style-src ${cspSource}; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="${escapeMarkup(language)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <link rel="modulepreload" nonce="${nonce}" href="${script}" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
${styles.map((style) => `    <link rel="stylesheet" href="${style}" />`).join('\n')}
    <title>Wattlens</title>
  </head>
  <body data-texts="${escapeMarkup(texts)}" data-state="${escapeMarkup(JSON.stringify(state))}">
${body}
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

/** A text for markup, or for an attribute in double quotes. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
