import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { pictureName } from './picture-name';
import { noticeText } from '../shown-text';

/** Asks where a PNG of the charts is to be kept, and writes it there. `title` is of what it shows. */
export async function savePicture(title: string, base64: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, pictureName(title)),
    filters: { PNG: ['png'] },
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(base64, 'base64'));
  } catch (error) {
    await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'Wattlens: the picture can’t be written: {0}',
        noticeText(error instanceof Error ? error.message : String(error)),
      ),
    );
  }
}
