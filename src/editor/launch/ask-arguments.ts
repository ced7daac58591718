import * as vscode from 'vscode';
import { splitArguments } from './argument-text';

interface LineItem extends vscode.QuickPickItem {
  readonly line: string | null;
}

/** One line of arguments, new or one of those typed before; undefined where the person has turned away. */
export function askArguments(title: string, lines: readonly string[]): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<LineItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Arguments, quoted as in a shell; no shell reads them');
  pick.value = lines[0] ?? '';
  pick.ignoreFocusOut = true;
  const show = (): void => {
    const split = splitArguments(pick.value);
    const typed: LineItem = split.ok
      ? {
          label: `$(play) ${pick.value.trim() === '' ? vscode.l10n.t('Run without arguments') : vscode.l10n.t('Run with {0}', pick.value.trim())}`,
          line: pick.value.trim(),
          alwaysShow: true,
        }
      : { label: `$(warning) ${split.error}`, line: null, alwaysShow: true };
    const others = lines
      .filter((line) => line !== pick.value.trim())
      .map((line) => ({
        label: line === '' ? vscode.l10n.t('Without arguments') : line,
        description: vscode.l10n.t('typed before'),
        line,
        alwaysShow: true,
      }));
    pick.items = [typed, ...others];
  };
  show();
  return new Promise((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      // A quote that is not closed: the line says so, and waits.
      if (chosen === undefined || chosen.line === null) return;
      resolve(chosen.line);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
