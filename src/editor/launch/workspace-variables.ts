import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { VariableContext } from './variables';

/** What variables stand for in a folder of this workspace. */
export const variableContext = (folder: vscode.Uri | undefined): VariableContext => ({
  workspaceFolder: folder?.fsPath,
  workspaceFolders: Object.fromEntries(
    (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => [name, uri.fsPath]),
  ),
  userHome: homedir(),
  environment: process.env,
});
