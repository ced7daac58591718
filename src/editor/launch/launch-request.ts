import type * as vscode from 'vscode';

/** What a person asks to be run with metering. */
export type LaunchTarget =
  | { readonly kind: 'script'; readonly uri: vscode.Uri }
  | { readonly kind: 'module'; readonly module: string }
  | { readonly kind: 'command'; readonly command: readonly string[] };

/** What starts the processes of a training; `python` is one process. */
export const launchers = ['python', 'torchrun', 'accelerate', 'deepspeed'] as const;
export type LauncherName = (typeof launchers)[number];

/** Others, such as a shell for its script, are not told how many processes to start. */
export const asLauncher = (name: string): LauncherName =>
  launchers.find((launcher) => launcher === name) ?? 'python';

export interface LaunchRequest {
  readonly target: LaunchTarget;
  /** The workspace folder whose settings hold; by itself that of the script. */
  readonly folder?: vscode.WorkspaceFolder | undefined;
  /** By themselves those of the settings. */
  readonly arguments?: readonly string[] | undefined;
  /** Absolute, relative to the folder, or with variables; by itself the folder. */
  readonly cwd?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly envFile?: string | undefined;
  readonly python?: string | undefined;
  readonly label?: string | undefined;
  /** By itself what the script asks for. */
  readonly launcher?: LauncherName | undefined;
  /** On this machine, where a launcher starts several. */
  readonly processes?: number | undefined;
}

/** Something that a person can mend, in one sentence; `action` is a command that helps, with its button's text. */
export interface LaunchProblem {
  readonly message: string;
  readonly action?: {
    readonly title: string;
    readonly command: string;
    readonly arguments?: readonly unknown[];
  };
}
