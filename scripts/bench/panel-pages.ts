// The panel's pages by themselves in a headless browser: what the charts and the breakdown cost there. Time is made, not waited for.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { ToView } from '../../webview/protocol';
import type { ToRun } from '../../webview/run/protocol';
import type { ToModelPage } from '../../webview/model/protocol';
import { comparisonBody } from '../../src/editor/comparison/comparison-body';
import { historyBody } from '../../src/editor/history/history-body';
import { liveViewBody } from '../../src/editor/panel/html';
import { modelPageBody } from '../../src/editor/panel/model-page-body';
import { pageHtml } from '../../src/editor/panel/page-html';
import { runBody } from '../../src/editor/run-panel/run-body';
import { distFolder } from '../setup/paths.mjs';

const nonce = 'bench';
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/**
 * VS Code's own part of a page: what takes messages, and a few of its colours. The first message is there when the page says
 * that it is, as the host's would be; when the charts were painted first is told by the frame after their last line.
 */
const standInOf = (firstMessage: unknown): string => `
  const firstMessage = ${JSON.stringify(JSON.stringify(firstMessage)).replaceAll('<', '\\u003c')};
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    stroke.apply(this, path);
    if (window.paintedMs !== undefined) return;
    cancelAnimationFrame(window.frame);
    window.frame = requestAnimationFrame(() => requestAnimationFrame((time) => { window.paintedMs = time; }));
  };
  const style = document.documentElement.style;
  for (const [name, value] of Object.entries({ foreground: '#cccccc', descriptionForeground: '#9d9d9d', 'editor-background': '#1f1f1f', 'sideBar-background': '#181818', 'charts-blue': '#3794ff', 'charts-orange': '#d18616', 'charts-purple': '#b180d7', 'charts-green': '#89d185', 'charts-yellow': '#cca700', 'charts-red': '#f14c4c', 'widget-border': '#313131' }))
    style.setProperty('--vscode-' + name, value);
  let kept;
  window.fromPage = [];
  window.acquireVsCodeApi = () => ({ postMessage: (message) => {
    window.fromPage.push(message);
    if (message.type !== 'ready') return;
    window.readyMs = performance.now();
    if (firstMessage !== 'null') window.postMessage(JSON.parse(firstMessage), '*');
  }, getState: () => kept, setState: (state) => { kept = state; } });
`;

type TranslateText = (text: string) => string;
const inEnglish: TranslateText = (text) => text;
const pages: Readonly<
  Record<string, { readonly styles: readonly string[]; readonly bodyOf: (t: TranslateText) => string }>
> = {
  main: { styles: ['style'], bodyOf: liveViewBody },
  run: { styles: ['style', 'panel', 'run'], bodyOf: runBody },
  model: { styles: ['style', 'panel', 'breakdown'], bodyOf: modelPageBody },
  history: { styles: ['style', 'panel', 'history'], bodyOf: historyBody },
  comparison: { styles: ['style', 'panel', 'comparison'], bodyOf: comparisonBody },
  empty: { styles: [], bodyOf: () => '<canvas id="chart"></canvas>' },
};
/** What every page costs: it is there, and draws a line. */
const emptyScript = `
  acquireVsCodeApi().postMessage({ type: 'ready' });
  document.querySelector('canvas').getContext('2d').stroke();
`;

/** Serves the built pages, translated by `t`; each is given its first message. */
export function servePages(
  firstMessages: Readonly<Record<string, unknown>>,
  t: TranslateText = inEnglish,
): Promise<Server> {
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
        { body: page.bodyOf(t), state: { uri: 'file:///config.json', model: 0 } },
        t,
      );
      response.setHeader('content-type', 'text/html');
      const standIn = standInOf(firstMessages[name] ?? null);
      response.end(
        html.replace('<script type', () => `<script nonce="${nonce}">${standIn}</script><script type`),
      );
      return;
    }
    if (name === 'empty.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(emptyScript);
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

/** A page as wide as the panel usually is. */
export interface OpenedPage {
  readonly page: Page;
  readonly session: CDPSession;
  /** From its first byte until it took messages, and until its charts were painted, if it has any; by the page's clock. */
  readonly readyMs: number;
  readonly paintedMs: number;
}

/** Opens a page, and waits until it takes messages; where it has a first message, until its charts are painted. */
export async function openPage(
  browser: Browser,
  server: Server,
  name: string,
  { isPainted = false, width = 420 }: { readonly isPainted?: boolean; readonly width?: number } = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/${name}`);
  while (!(await page.evaluate<boolean>(isPainted ? 'window.paintedMs > 0' : 'window.readyMs > 0')))
    await sleep(20);
  const [readyMs, paintedMs] = await page.evaluate<[number, number]>('[window.readyMs, window.paintedMs]');
  return { page, session, readyMs, paintedMs };
}

export const post = (page: Page, message: ToView | ToRun | ToModelPage): Promise<void> =>
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
