import * as v from 'valibot';
import type * as vscode from 'vscode';
import { launchers, type LauncherName } from './launch-request';

/** How a script was launched before. */
export interface RememberedLaunch {
  /** Lines of arguments as they were typed, the newest first. */
  readonly lines: readonly string[];
  readonly launcher?: LauncherName | undefined;
  readonly processes?: number | undefined;
  /** As `CUDA_VISIBLE_DEVICES` names them, where not all were chosen. */
  readonly gpus?: readonly string[] | undefined;
}

const key = 'wattlens.launches';
const schema = v.record(
  v.string(),
  v.object({
    lines: v.array(v.string()),
    launcher: v.optional(v.picklist(launchers)),
    processes: v.optional(v.number()),
    gpus: v.optional(v.array(v.string())),
  }),
);
const mostLines = 20;
const mostScripts = 200;

/** What was typed for each script of this workspace, kept with the workspace. */
export class LaunchMemory {
  constructor(private readonly state: vscode.Memento) {}

  of(script: vscode.Uri): RememberedLaunch {
    return this.all()[script.fsPath] ?? { lines: [] };
  }

  async keep(script: vscode.Uri, launch: RememberedLaunch): Promise<void> {
    const others = Object.entries(this.all()).filter(([path]) => path !== script.fsPath);
    const lines = [...new Set(launch.lines)].slice(0, mostLines);
    const kept = [...others, [script.fsPath, { ...launch, lines }] as const].slice(-mostScripts);
    await this.state.update(key, Object.fromEntries(kept));
  }

  private all(): Readonly<Record<string, RememberedLaunch>> {
    const stored = v.safeParse(schema, this.state.get(key));
    return stored.success ? stored.output : {};
  }
}
