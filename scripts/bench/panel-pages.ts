// The panel's pages by themselves in a headless browser: what the charts and the breakdown cost there. Time is made, not waited for.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { ToView } from '../../webview/protocol';
import type { ToModelPage } from '../../webview/model/protocol';
import { liveViewBody } from '../../src/editor/panel/html';
import { modelPageBody } from '../../src/editor/panel/model-page-body';
import { pageHtml } from '../../src/editor/panel/page-html';
import { distFolder } from '../setup/paths.mjs';

const nonce = 'bench';
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** VS Code's own part of a page: what takes messages, and a few of its colours. */
const standIn = `
  const style = document.documentElement.style;
  for (const [name, value] of Object.entries({ foreground: '#cccccc', descriptionForeground: '#9d9d9d', 'editor-background': '#1f1f1f', 'sideBar-background': '#181818', 'charts-blue': '#3794ff', 'charts-orange': '#d18616', 'charts-purple': '#b180d7', 'charts-green': '#89d185', 'charts-yellow': '#cca700', 'charts-red': '#f14c4c', 'widget-border': '#313131' }))
    style.setProperty('--vscode-' + name, value);
  let kept;
  window.fromPage = [];
  window.acquireVsCodeApi = () => ({ postMessage: (message) => window.fromPage.push(message), getState: () => kept, setState: (state) => { kept = state; } });
`;

const t = (text: string): string => text;
const pages: Readonly<Record<string, { readonly styles: readonly string[]; readonly body: string }>> = {
  main: { styles: ['style'], body: liveViewBody(t) },
  model: { styles: ['style', 'panel', 'breakdown'], body: modelPageBody(t) },
};

/** Serves the built pages. */
export function servePages(): Promise<Server> {
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? '');
    const page = pages[name];
    if (page !== undefined) {
      const resources = {
        script: `/${name}.js`,
        styles: page.styles.map((style) => `/${style}.css`),
        cspSource: "'self'",
        nonce,
        language: 'en',
      };
      const html = pageHtml(
        resources,
        { body: page.body, state: { uri: 'file:///config.json', model: 0 } },
        t,
      );
      response.setHeader('content-type', 'text/html');
      response.end(html.replace('<script type', `<script nonce="${nonce}">${standIn}</script><script type`));
      return;
    }
    try {
      const text = readFileSync(path.join(distFolder, 'webview', name));
      response.setHeader('content-type', types[path.extname(name)] ?? 'application/octet-stream');
      response.end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

/** Opens a page as wide as the panel usually is, and waits until it takes messages. */
export async function openPage(
  browser: Browser,
  server: Server,
  name: string,
): Promise<{ readonly page: Page; readonly session: CDPSession; readonly openedAt: number }> {
  const page = await browser.newPage({ viewport: { width: 420, height: 900 } });
  const { port } = server.address() as AddressInfo;
  const openedAt = performance.now();
  await page.goto(`http://127.0.0.1:${port}/${name}`);
  await page.waitForFunction('window.fromPage.length > 0');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return { page, session, openedAt };
}

export const post = (page: Page, message: ToView | ToModelPage): Promise<void> =>
  page.evaluate((sent) => {
    (globalThis as unknown as { postMessage(message: unknown, target: string): void }).postMessage(sent, '*');
  }, message);

/** Of the page's thread so far: seconds on a processor, and in tasks, which count what other programs took; bytes of its heap. */
export async function measured(session: CDPSession): Promise<{
  readonly processorSeconds: number;
  readonly taskSeconds: number;
  readonly heapBytes: number;
}> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    processorSeconds: of('ThreadTime'),
    taskSeconds: of('TaskDuration'),
    heapBytes: of('JSHeapUsedSize'),
  };
}

export const collectRubbish = async (session: CDPSession): Promise<void> => {
  await session.send('HeapProfiler.collectGarbage');
};
