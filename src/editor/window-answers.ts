import * as vscode from 'vscode';

/**
 * Resolves once the window has answered. The host of its extensions can outlive it for hours, where it has crashed, lost its
 * connection, or been reloaded on a busy machine: what is asked of VS Code is never answered then, unless the window comes back.
 */
export async function windowAnswers(): Promise<void> {
  // The command is the window's own, and changes nothing that anything looks at.
  await vscode.commands.executeCommand('setContext', 'wattlens.isHeard', true);
}
