import { posix } from 'node:path';
import * as vscode from 'vscode';
import { detectTraining } from './detector';
import type { Detection } from '../detect/detection';
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
  readonly detection: Detection;
}

const excluded = `**/{${[...foldersPassedOver].join(',')}}/**`;
/** More files than a person's own project has; what is beyond them is looked at when it is opened or changed. */
const mostFiles = 20_000;
/** Milliseconds of work before the extension host is left to others for as long. */
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
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: { dispose(): unknown }[] = [this.changed];
  private watcher: vscode.FileSystemWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private isDisposed = false;

  /** Fires when the list of training files is another one. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
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
      .filter(({ detection }) => detection.training)
      .sort((one, other) => (one.uri.path < other.uri.path ? -1 : 1));
  }

  /** The verdict on a file as it is on disk; null where it has not been looked at. */
  verdict(uri: vscode.Uri): Detection | null {
    return this.looked.get(uri.toString())?.detection ?? null;
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
    // Scripts that start others come after those: their verdicts may hang on them.
    const isCode = ({ path }: vscode.Uri): boolean => /\.(?:py|ipynb)$/.test(path);
    await this.lookAt([...files.filter(isCode), ...files.filter((file) => !isCode(file))]);
    this.log.debug(`Looked at ${files.length} files: ${this.files().length} train.`);
  }

  private watch(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(trainingFileGlob);
    const note = (uri: vscode.Uri): void => {
      if (uri.path.split('/').some((folder) => foldersPassedOver.has(folder))) return;
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
    const uris = [...this.changes.values()];
    this.changes.clear();
    await this.lookAt(uris);
  }

  private async lookAt(uris: readonly vscode.Uri[]): Promise<void> {
    let hasChanged = false;
    let began = performance.now();
    for (const uri of uris) {
      if (this.isDisposed) return;
      const before = this.looked.get(uri.toString())?.detection.training === true;
      await this.lookAtFile(uri);
      hasChanged ||= before !== (this.looked.get(uri.toString())?.detection.training === true);
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
      const detection = detectTraining(uri.fsPath, text, {
        scriptTrains: (script) => this.scriptTrains(uri, script),
      });
      this.looked.set(key, { uri, modified: mtime, bytes: size, detection });
    } catch {
      // Gone, or not to be read: not a training file.
      this.looked.delete(key);
    }
  }

  /** The verdict on a script that a file names: beside it, or from a folder above it, up to the workspace's. */
  private scriptTrains(from: vscode.Uri, script: string): boolean | null {
    if (script.includes('$')) return null;
    const root = vscode.workspace.getWorkspaceFolder(from)?.uri.path ?? '/';
    let folder = posix.dirname(from.path);
    for (;;) {
      const path = script.startsWith('/') ? script : posix.join(folder, script.replaceAll('\\', '/'));
      const known = this.looked.get(from.with({ path }).toString());
      if (known !== undefined) return known.detection.training;
      if (folder === root || folder === posix.dirname(folder)) return null;
      folder = posix.dirname(folder);
    }
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
