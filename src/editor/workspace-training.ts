import * as vscode from 'vscode';
import type { Analyses } from './analysis/analyst';
import type { Detection } from '../detect/detection';
import { slashed } from '../detect/project/folders';
import type { Judged } from '../detect/project/project';
import { fileKind, foldersPassedOver, largestFileBytes, trainingFileGlob } from '../detect/file-kind';

/** A file of the workspace that starts a training when it is run. */
export interface TrainingFile {
  readonly uri: vscode.Uri;
  readonly detection: Detection;
}

interface Looked {
  readonly uri: vscode.Uri;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly bytes: number;
  readonly judged: Judged;
}

const excluded = `**/{${[...foldersPassedOver].join(',')}}/**`;
/** More files than a person's own project has; what is beyond them is looked at when it is opened or changed. */
const mostFiles = 20_000;
/** Milliseconds of work before the processor is left to others for as long. */
const slice = 8;
const startDelay = 1500;
const changeDelay = 300;

/**
 * Which files of the workspace train, found in the background and kept by the files' times and sizes. A workspace
 * without Python or notebooks costs one search for a first file. Never works while somebody types: it looks at files on disk.
 */
export class WorkspaceTraining implements vscode.Disposable {
  private readonly looked = new Map<string, Looked>();
  private readonly changes = new Map<string, vscode.Uri>();
  /** Those of the files that trained when they were looked at last. */
  private readonly trained = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: { dispose(): unknown }[] = [this.changed];
  private watcher: vscode.FileSystemWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private isDisposed = false;

  /** Fires when the list of training files is another one. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly analyses: Pick<Analyses, 'judge' | 'forget'>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.schedule(startDelay);
      }),
      vscode.workspace.onDidCreateFiles(({ files }) => {
        // The first Python file of a workspace that had none.
        if (this.watcher === undefined && files.some(({ path }) => /\.(?:py|ipynb)$/.test(path)))
          this.schedule(changeDelay);
      }),
    );
    this.schedule(startDelay);
  }

  /** The training files, by path. */
  files(): readonly TrainingFile[] {
    return [...this.looked.values()]
      .filter(({ judged }) => judged.detection.training)
      .map(({ uri, judged }) => ({ uri, detection: judged.detection }))
      .sort((one, other) => (one.uri.path < other.uri.path ? -1 : 1));
  }

  /** The verdict on a text as that of a file, with what the other files of its workspace folder say. */
  async detect(uri: vscode.Uri, text: string): Promise<Detection> {
    return (await this.judge(uri, text)).detection;
  }

  private judge(uri: vscode.Uri, text: string): Promise<Judged> {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? null;
    return this.analyses.judge(root, uri.fsPath, text);
  }

  /** Resolves when what is due now has been looked at. */
  async settled(): Promise<void> {
    if (this.timer !== undefined) this.run();
    await this.working;
  }

  private schedule(delay: number): void {
    if (this.isDisposed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.run();
    }, delay);
  }

  private run(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.working = this.working
      .then(() => (this.watcher === undefined ? this.scan() : this.lookAtChanges()))
      .catch((error: unknown) => {
        this.log.warn(`Looking for training files: ${String(error)}`);
      });
  }

  private async scan(): Promise<void> {
    const first = await vscode.workspace.findFiles('**/*.{py,ipynb}', excluded, 1);
    if (first.length === 0 || this.isDisposed) return;
    this.watch();
    const files = await vscode.workspace.findFiles(trainingFileGlob, excluded, mostFiles);
    await this.lookAt(files);
    this.log.debug(`Looked at ${files.length} files: ${this.files().length} train.`);
  }

  private watch(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(trainingFileGlob);
    const note = (uri: vscode.Uri): void => {
      // Within the workspace alone: the workspace itself may lie in a folder of such a name.
      const folders = vscode.workspace.asRelativePath(uri, false).split('/');
      if (folders.some((folder) => foldersPassedOver.has(folder))) return;
      this.changes.set(uri.toString(), uri);
      this.schedule(changeDelay);
    };
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(note),
      watcher.onDidChange(note),
      watcher.onDidDelete(note),
    );
    this.watcher = watcher;
  }

  private async lookAtChanges(): Promise<void> {
    const changed = new Map(this.changes);
    this.changes.clear();
    const paths = [...changed.values()].map(({ fsPath }) => slashed(fsPath));
    await this.analyses.forget(paths);
    // What imports or starts a changed file may have another verdict now.
    for (const [key, { uri, judged }] of this.looked) {
      if (changed.has(key) || !paths.some((path) => judged.consulted.has(path))) continue;
      this.looked.delete(key);
      changed.set(key, uri);
    }
    await this.lookAt([...changed.values()]);
  }

  private async lookAt(uris: readonly vscode.Uri[]): Promise<void> {
    let hasChanged = false;
    let began = performance.now();
    for (const uri of uris) {
      if (this.isDisposed) return;
      const key = uri.toString();
      const before = this.trained.has(key);
      await this.lookAtFile(uri);
      const trains = this.looked.get(key)?.judged.detection.training === true;
      if (trains) this.trained.add(key);
      else this.trained.delete(key);
      hasChanged ||= before !== trains;
      const spent = performance.now() - began;
      if (spent >= slice) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(spent, 100)));
        began = performance.now();
      }
    }
    if (hasChanged && !this.isDisposed) this.changed.fire();
  }

  private async lookAtFile(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    try {
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      const known = this.looked.get(key);
      if (known?.modified === mtime && known.bytes === size) return;
      const text =
        size > largestFileBytes(fileKind(uri.path))
          ? ''
          : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      this.looked.set(key, { uri, modified: mtime, bytes: size, judged: await this.judge(uri, text) });
    } catch {
      // Gone, or not to be read: not a training file.
      this.looked.delete(key);
    }
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
