/** What `${...}` stands for in a task's or a setting's text. */
export interface VariableContext {
  readonly workspaceFolder: string | undefined;
  /** By name, for `${workspaceFolder:name}`. */
  readonly workspaceFolders: Readonly<Record<string, string>>;
  readonly userHome: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Puts in the variables that VS Code knows for paths; those that have no value, and all others, stay as they stand. */
export function resolveVariables(text: string, context: VariableContext): string {
  return text.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name === 'workspaceFolder' || name === 'workspaceRoot') return context.workspaceFolder ?? whole;
    if (name === 'userHome') return context.userHome;
    if (name === 'pathSeparator' || name === '/') return process.platform === 'win32' ? '\\' : '/';
    const [kind = '', key = ''] = name.split(/:(.*)/s);
    if (kind === 'workspaceFolder') return context.workspaceFolders[key] ?? whole;
    return kind === 'env' ? (context.environment[key] ?? '') : whole;
  });
}
