import * as vscode from 'vscode';

/** What is used of the API of VS Code's own Git extension (extensions/git/src/api/git.d.ts, version 1). */
interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
}
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly onDidChange: vscode.Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
}
interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}
interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

/** A file at HEAD of its repository. */
export interface FileAtHead {
  /** Names the content: the commit, and the path, which is another where the file was renamed since. */
  readonly id: string;
  /** Null where HEAD has no such file. */
  readonly read: () => Promise<string | null>;
}

/** HEAD of the repositories that the Git extension has open. Git is not asked before the first file wants its HEAD. */
export class GitHeads implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when a file may have another HEAD: a commit, a checkout, a renaming, a repository that was found or is gone. */
  readonly onDidChange = this.changed.event;
  private started = false;
  private api: GitApi | null = null;
  private readonly subscriptions: vscode.Disposable[] = [];
  /** The Git extension's events, anew whenever it is turned on. */
  private apiSubscriptions: vscode.Disposable[] = [];
  private readonly repositories = new Map<
    string,
    { state: string; readonly subscription: vscode.Disposable }
  >();

  /** The file at HEAD as far as the Git extension knows by now; null where it is in no repository, or HEAD has no commit. */
  headOf(uri: vscode.Uri): FileAtHead | null {
    if (uri.scheme !== 'file') return null;
    if (!this.started) {
      this.started = true;
      void this.start();
    }
    const repository = this.api?.getRepository(uri) ?? null;
    const commit = repository?.state.HEAD?.commit;
    if (repository === null || commit === undefined) return null;
    const path = earlierPath(repository, uri);
    return { id: `${commit}:${path}`, read: () => repository.show(commit, path).catch(() => null) };
  }

  private async start(): Promise<void> {
    // VS Code starts it with every window: nothing is started here that would not be.
    const git = await Promise.resolve(
      vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate(),
    ).catch(() => undefined);
    if (git === undefined) return;
    this.subscriptions.push(
      git.onDidChangeEnablement(() => {
        this.connect(git);
      }),
    );
    this.connect(git);
  }

  private connect(git: GitExtension): void {
    this.disconnect();
    // Turned off, it has no API to give.
    if (git.enabled) {
      const api = git.getAPI(1);
      this.api = api;
      this.apiSubscriptions = [
        api.onDidOpenRepository((repository) => {
          this.watch(repository);
          this.changed.fire();
        }),
        api.onDidCloseRepository(({ rootUri }) => {
          const key = rootUri.toString();
          this.repositories.get(key)?.subscription.dispose();
          this.repositories.delete(key);
          this.changed.fire();
        }),
      ];
      for (const repository of api.repositories) this.watch(repository);
    }
    this.changed.fire();
  }

  /** A repository's state changes with every file that is saved: only what decides a file's HEAD is told on. */
  private watch(repository: GitRepository): void {
    const key = repository.rootUri.toString();
    if (this.repositories.has(key)) return;
    const subscription = repository.state.onDidChange(() => {
      const known = this.repositories.get(key);
      const state = stateOf(repository);
      if (known === undefined || known.state === state) return;
      known.state = state;
      this.changed.fire();
    });
    this.repositories.set(key, { state: stateOf(repository), subscription });
  }

  private disconnect(): void {
    this.api = null;
    for (const { subscription } of this.repositories.values()) subscription.dispose();
    this.repositories.clear();
    vscode.Disposable.from(...this.apiSubscriptions).dispose();
    this.apiSubscriptions = [];
  }

  dispose(): void {
    this.disconnect();
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}

const renamings = ({ state }: GitRepository): readonly GitChange[] =>
  [...state.indexChanges, ...state.workingTreeChanges].filter(
    ({ uri, originalUri }) => uri.fsPath !== originalUri.fsPath,
  );

const earlierPath = (repository: GitRepository, { fsPath }: vscode.Uri): string =>
  renamings(repository).find(({ uri }) => uri.fsPath === fsPath)?.originalUri.fsPath ?? fsPath;

const stateOf = (repository: GitRepository): string =>
  [
    repository.state.HEAD?.commit ?? '',
    ...renamings(repository).map(({ uri, originalUri }) => `${originalUri.fsPath} ${uri.fsPath}`),
  ].join('\n');
