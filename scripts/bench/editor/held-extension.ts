import path from 'node:path';
import * as vscode from 'vscode';

/** The calls of a provider that are timed. */
const timedMethods = {
  registerCodeLensProvider: ['provideCodeLenses'],
  registerInlayHintsProvider: ['provideInlayHints', 'resolveInlayHint'],
  registerHoverProvider: ['provideHover'],
  registerCodeActionsProvider: ['provideCodeActions'],
} as const;

export type Method = (typeof timedMethods)[keyof typeof timedMethods][number];

/** One call of one provider by VS Code. */
export interface Call {
  readonly method: Method;
  /** Which of the providers with this method, by the order in which they were registered. */
  readonly provider: number;
  /** Until it returned; until its answer was there; NaN as long as it isn't. */
  readonly returnedMs: number;
  settledMs: number;
  /** How many lenses, hints or fixes. */
  count: number;
}

interface Held {
  readonly context: vscode.ExtensionContext;
  readonly calls: Call[];
}
let held: Held | undefined;

/** The extension's `main` in the benchmark: holds it back, so that the host can be looked at without it first. */
export function activate(context: vscode.ExtensionContext): void {
  held = { context, calls: [] };
}

/** Loads and activates the extension as it is built, in the host that it is in. */
export async function activateExtension(): Promise<{ readonly ms: number; readonly calls: Call[] }> {
  while (held === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  const { context, calls } = held;
  timeProviders(calls);
  const from = performance.now();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as VS Code loads it
  const extension = require(path.join(context.extensionPath, 'dist', 'extension.js')) as {
    activate(context: vscode.ExtensionContext): unknown;
  };
  extension.activate(context);
  return { ms: performance.now() - from, calls };
}

/** Every module in the extension's folder gets one and the same object for `vscode`: what it registers passes through here. */
function timeProviders(calls: Call[]): void {
  const counts: Partial<Record<Method, number>> = {};
  for (const [register, methods] of Object.entries(timedMethods)) {
    const original = Reflect.get(vscode.languages, register) as (...parameters: unknown[]) => unknown;
    Reflect.set(vscode.languages, register, (selector: unknown, provider: object, ...rest: unknown[]) => {
      for (const method of methods) {
        const index = counts[method] ?? 0;
        counts[method] = index + 1;
        timeMethod(provider, method, index, calls);
      }
      return original.call(vscode.languages, selector, provider, ...rest);
    });
  }
}

function timeMethod(provider: object, method: Method, index: number, calls: Call[]): void {
  const original = Reflect.get(provider, method) as ((...parameters: unknown[]) => unknown) | undefined;
  if (original === undefined) return;
  Reflect.set(provider, method, (...parameters: unknown[]) => {
    const from = performance.now();
    const answer = original.apply(provider, parameters);
    const call: Call = {
      method,
      provider: index,
      returnedMs: performance.now() - from,
      settledMs: Number.NaN,
      count: 0,
    };
    calls.push(call);
    const settle = (value: unknown): void => {
      call.settledMs = performance.now() - from;
      call.count = Array.isArray(value) ? value.length : value === null || value === undefined ? 0 : 1;
    };
    if (answer instanceof Promise) void answer.then(settle);
    else settle(answer);
    return answer;
  });
}
