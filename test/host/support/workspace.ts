import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** A folder of a suite's own, gone when the suite ends. */
export function temporaryFolder(): {
  readonly path: string;
  write(name: string, text: string | Uint8Array): vscode.Uri;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'wattlens-host-test-'));
  return {
    path,
    write(name, text) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return vscode.Uri.file(file);
    },
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Sets a user setting; the answer puts the old value back. */
export async function withSetting(key: string, value: unknown): Promise<() => Promise<void>> {
  const configuration = vscode.workspace.getConfiguration('wattlens');
  const before = configuration.inspect(key)?.globalValue;
  await configuration.update(key, value, vscode.ConfigurationTarget.Global);
  return async () => {
    await vscode.workspace
      .getConfiguration('wattlens')
      .update(key, before, vscode.ConfigurationTarget.Global);
  };
}

/** Asks until the answer is there; fails with what was waited for. */
export async function eventually<Value>(
  what: string,
  ask: () => Promise<Value | undefined> | Value | undefined,
  withinMs = 40_000,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Those of a file once all is known, without other extensions'. Until then a provider answers with what it knows. */
export async function lensesOf(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  await vscode.workspace.openTextDocument(uri);
  for (let before = await lensesNow(uri); ;) {
    await settled();
    const now = await lensesNow(uri);
    if (titlesOf(now).join('\n') === titlesOf(before).join('\n')) return now;
    before = now;
  }
}

/** Those that a provider answers with now. */
export async function lensesNow(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.filter(({ command }) => !/^(Run|Debug)\b/.test(command?.title ?? ''));
}

export const titlesOf = (lenses: readonly vscode.CodeLens[]): string[] =>
  lenses.map(({ command }) => command?.title ?? '');

/** Until the extension has read all texts that it was to read. */
async function settled(): Promise<void> {
  const { exports } = await activateExtension();
  await (exports as { settled(): Promise<void> }).settled();
}

export const lensTitles = async (uri: vscode.Uri): Promise<string[]> => titlesOf(await lensesOf(uri));

export const activateExtension = async (): Promise<vscode.Extension<unknown>> => {
  const extension = vscode.extensions.getExtension('wattlens.wattlens');
  if (extension === undefined) throw new Error('The extension is not in this VS Code');
  await extension.activate();
  return extension;
};
