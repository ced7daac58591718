import * as vscode from 'vscode';
import { eventually } from './workspace';

/** What the tests use of the API of VS Code's own Git extension. */
interface GitApi {
  openRepository(root: vscode.Uri): Promise<unknown>;
  getRepository(uri: vscode.Uri): { status(): Promise<void> } | null;
}

async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) throw new Error('This VS Code has no Git extension');
  return (await extension.activate()).getAPI(1);
}

/** Has the Git extension open a repository, as it does for the folders of a workspace. */
export async function openRepository(root: string): Promise<void> {
  const api = await gitApi();
  await api.openRepository(vscode.Uri.file(root));
  await eventually('the repository', () => api.getRepository(vscode.Uri.file(root)) ?? undefined);
}

/** Has the Git extension look at a repository now, as it does a while after its files changed. */
export async function lookAgain(root: string): Promise<void> {
  await (await gitApi()).getRepository(vscode.Uri.file(root))?.status();
}

/** The address by which the Git extension gives a file at a revision: '' is the index. */
export const atRevision = (file: vscode.Uri, ref: string): vscode.Uri =>
  file.with({ scheme: 'git', query: JSON.stringify({ path: file.fsPath, ref }) });
