import * as vscode from 'vscode';
import type { Detection } from '../detect/detection';
import { fileKind, runsByTask, runsWhole } from '../detect/file-kind';
import { trainingScriptsContext } from './contributions';
import { Pauses } from './pauses';
import { trains } from './training-verdicts';
import type { WorkspaceTraining } from './workspace-training';

interface Awaited {
  readonly version: number;
  readonly detection: Promise<Detection | null>;
}

/**
 * Which open files start a training: one verdict a document version, shared by lens, menu and launch. Menus
 * know the workspace's other files from the scan.
 */
export class TrainingScripts implements vscode.Disposable {
  private readonly verdicts = new Map<string, { version: number; detection: Detection }>();
  /** What is being worked out: who asks meanwhile waits for the same. */
  private readonly awaited = new Map<string, Awaited>();
  private readonly paths = new Set<string>();
  private readonly pauses = new Pauses();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when a verdict that `soon` has given is another one now. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly workspace: WorkspaceTraining) {
    this.subscriptions = [
      workspace.onDidChange(() => {
        this.publish();
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.detect(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.detect(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        const key = document.uri.toString();
        this.verdicts.delete(key);
        this.awaited.delete(key);
        if (this.paths.delete(document.uri.path)) this.publish();
      }),
    ];
    // Not while the window starts.
    setImmediate(() => {
      for (const document of vscode.workspace.textDocuments) void this.detect(document);
    });
  }

  /** What is known of a document now; a promise for one that is new. One that is typed in is looked at again after a pause. */
  soon(document: vscode.TextDocument): Detection | null | Promise<Detection | null> {
    const known = this.verdicts.get(document.uri.toString());
    if (known === undefined) return this.detect(document);
    if (known.version !== document.version)
      this.pauses.after(document, () => {
        void this.detect(document).then((now) => {
          if (JSON.stringify(now) !== JSON.stringify(known.detection)) this.changed.fire();
        });
      });
    return known.detection;
  }

  /** The verdict on a document as it is; null where it is of no kind that starts a training. Never rejects. */
  async detect(document: vscode.TextDocument): Promise<Detection | null> {
    if (document.uri.scheme === 'git' || !mayStartTraining(document)) return null;
    const key = document.uri.toString();
    const { version } = document;
    const known = this.verdicts.get(key);
    if (known?.version === version) return known.detection;
    const awaited = this.awaited.get(key);
    if (awaited?.version === version) return awaited.detection;
    const next: Awaited = {
      version,
      // Why there is no verdict is in the log.
      detection: this.workspace.detect(document.uri, document.getText()).catch(() => null),
    };
    this.awaited.set(key, next);
    const detection = await next.detection;
    // Closed or typed in meanwhile.
    if (this.awaited.get(key) !== next) return detection;
    this.awaited.delete(key);
    if (detection !== null) this.keep(document, version, detection);
    return detection;
  }

  private keep({ uri }: vscode.TextDocument, version: number, detection: Detection): void {
    this.verdicts.set(uri.toString(), { version, detection });
    if (detection.training === this.paths.has(uri.path)) return;
    if (detection.training) this.paths.add(uri.path);
    else this.paths.delete(uri.path);
    this.publish();
  }

  private publish(): void {
    const paths = new Set(this.workspace.files().map(({ uri }) => uri.path));
    for (const path of this.paths) paths.add(path);
    void vscode.commands.executeCommand('setContext', trainingScriptsContext, [...paths]);
  }

  dispose(): void {
    vscode.Disposable.from(this.pauses, this.changed, ...this.subscriptions).dispose();
  }
}

/** Enough of a file to see what a file without an extension is. In lines. */
const firstLines = new vscode.Range(0, 0, 100, 0);

/** Python, and what runs commands: shell and batch files, Makefiles, project and pipeline files. */
export function mayStartTraining(document: vscode.TextDocument): boolean {
  if (document.languageId === 'python') return true;
  const kind = fileKind(document.uri.path, document.getText(firstLines));
  return (runsWhole(kind) || runsByTask(kind)) && startsPython.test(document.getText());
}

/** What a command that trains has: Python, a script of it, or a program by such a name. A package.json of a page has none of it. */
const startsPython =
  /python|\.py\b|\.ipynb\b|torch|accelerate|deepspeed|train|tun(?:e|ing)|\b(?:fit|learn)\b|sft|dpo|grpo|axolotl|gpt/i;

const searchLimit = 500;
const excludedFolders = '**/{node_modules,.venv,venv,env,.git,__pycache__,site-packages,dist,build}/**';

/** The training scripts of the workspace's folders, the editor's own file first. For a pick list, on demand. */
export async function findTrainingScripts(token?: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles('**/*.py', excludedFolders, searchLimit, token);
  const found: vscode.Uri[] = [];
  for (const file of files) {
    if (token?.isCancellationRequested === true) return [];
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      const root = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath ?? null;
      if (await trains(root, file.fsPath, text)) found.push(file);
    } catch {
      // A file that vanished or can't be read is not offered.
    }
  }
  return found.sort((a, b) => a.path.localeCompare(b.path));
}
