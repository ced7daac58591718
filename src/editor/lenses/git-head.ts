import * as vscode from 'vscode';

/** What is used of the API of VS Code's own Git extension (extensions/git/src/api/git.d.ts, version 1). */
interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
}
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): GitRepository | null;
  };
}

/** HEAD of a file's repository, and how to read the file there, by the Git extension; null where there is none. */
export function headOf(
  uri: vscode.Uri,
): { readonly commit: string; readonly read: () => Promise<string | null> } | null {
  if (uri.scheme !== 'file') return null;
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    // An extension that is not running is not started for this.
    if (extension?.isActive !== true) return null;
    const repository = extension.exports.getAPI(1).getRepository(uri);
    const commit = repository?.state.HEAD?.commit;
    if (repository === null || commit === undefined) return null;
    // HEAD may have no such file.
    const read = (): Promise<string | null> => repository.show(commit, uri.fsPath).catch(() => null);
    return { commit, read };
  } catch {
    // Git is turned off.
    return null;
  }
}
