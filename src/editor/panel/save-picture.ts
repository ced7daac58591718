import * as vscode from 'vscode';
import { homedir } from 'node:os';

/** Asks where a PNG of the charts is to be kept, and writes it there. */
export async function savePicture(runId: string, base64: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `wattlens-${runId.replace(/[^\w-]/g, '')}.png`),
    filters: { PNG: ['png'] },
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(base64, 'base64'));
  } catch (error) {
    await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'Wattlens: the picture can’t be written: {0}',
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}
