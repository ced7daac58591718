import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type * as commandLines from '../../detect/command-line';
import type { CommandReading } from '../../detect/commands/command-reading';
import { folderOf } from '../../processes/process-facts';
import { readSettings } from '../settings';
import type { AttachConsent } from './attach-consent';
import { attachMeter } from './attached-meters';
import { scriptTrains } from './script-verdicts';
import { OutputRelay } from './output-relay';
import { canFindProcesses, findTrainingProcess } from './terminal-processes';

/** Loaded with the first line, and then at once: the command would be over before a promise is kept. */
const lineReading = (): typeof commandLines =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  require('../../detect/command-line') as typeof commandLines;

interface TerminalAttachContext {
  readonly meterProgram: string;
  readonly consent: AttachConsent;
  readonly log: vscode.LogOutputChannel;
}

/** Meters training that is typed in a terminal whose shell tells what it runs. */
export function registerTerminalAttach(context: TerminalAttachContext): vscode.Disposable {
  const running = new Set<vscode.TerminalShellExecution>();
  const taskShells = new Set<number>();
  const isTaskShell = (shell: number): boolean => taskShells.has(shell);
  return vscode.Disposable.from(
    vscode.tasks.onDidStartTaskProcess(({ processId }) => taskShells.add(processId)),
    vscode.window.onDidStartTerminalShellExecution(({ execution, terminal }) => {
      const reading = typedTraining(execution, terminal);
      if (reading === null) return;
      running.add(execution);
      const output = new OutputRelay(execution.read());
      void meterTyped(context, reading, {
        execution,
        terminal,
        output,
        isTaskShell,
        hasEnded: () => !running.has(execution),
      }).then(
        (isMetered) => {
          if (!isMetered) output.close();
        },
        (error: unknown) => {
          output.close();
          context.log.error(`A typed training could not be metered: ${String(error)}`);
        },
      );
    }),
    vscode.window.onDidEndTerminalShellExecution(({ execution }) => running.delete(execution)),
  );
}

interface TypedLine {
  readonly execution: vscode.TerminalShellExecution;
  readonly terminal: vscode.Terminal;
  readonly output: OutputRelay;
  readonly isTaskShell: (shell: number) => boolean;
  readonly hasEnded: () => boolean;
}

/** The training that a command line starts here; null for all others, and where none may be metered. */
function typedTraining(
  { commandLine, cwd }: vscode.TerminalShellExecution,
  terminal: vscode.Terminal,
): CommandReading | null {
  const { value, isTrusted, confidence } = commandLine;
  // What a program prints could claim to be a command line. A task's terminal tells of its command too, with low confidence.
  if (
    !vscode.workspace.isTrusted ||
    !isTrusted ||
    confidence === vscode.TerminalShellExecutionCommandLineConfidence.Low
  )
    return null;
  if (isTaskTerminal(terminal) || readSettings(cwd).attach === 'never') return null;
  const reading = lineReading().trainingCommand(value, (script) =>
    scriptTrains(script, folderAt(value, cwd)),
  );
  return reading === null || reading.isMetered || !reading.runsHere ? null : reading;
}

const isTaskTerminal = (terminal: vscode.Terminal): boolean =>
  vscode.tasks.taskExecutions.some(
    ({ task }) => terminal.name === task.name || terminal.name.endsWith(` ${task.name}`),
  );

/** The folder in which the script of a line is looked for: the shell's, or the one that the line goes to first. */
function folderAt(line: string, cwd: vscode.Uri | undefined): string | null {
  const folder = cwd?.fsPath ?? null;
  const goesTo = /(?:^|[;&|(\n])\s*cd\s+(?:"([^"$`]+)"|'([^']+)'|([^\s;&|"'$`]+))\s*(?:&&|;)/.exec(line);
  const to = goesTo?.[1] ?? goesTo?.[2] ?? goesTo?.[3];
  if (to === undefined) return folder;
  const expanded = to.replace(/^~(?=\/|$)/, homedir());
  if (expanded.startsWith('/')) return expanded;
  return folder === null ? null : vscode.Uri.joinPath(vscode.Uri.file(folder), expanded).fsPath;
}

/** Returns whether it is metered. */
async function meterTyped(
  { meterProgram, consent, log }: TerminalAttachContext,
  reading: CommandReading,
  { execution, terminal, output, isTaskShell, hasEnded }: TypedLine,
): Promise<boolean> {
  const line = execution.commandLine.value;
  const shell = await terminal.processId;
  if (shell === undefined) return false;
  const scope = execution.cwd;
  const isOnlyCommand = lineReading().readCommandLine(line).length === 1 && !/[;&|\n]/.test(line.trim());
  if (!canFindProcesses) {
    sayOnceNotFound();
    return false;
  }
  const folder = folderAt(line, scope);
  const found = await findTrainingProcess(
    { shell, hasEnded, scriptTrains, isOnlyCommand },
    // Only Linux tells where a process works; the line tells where it is likely to.
    (pid) => folderOf(pid) ?? folder,
  );
  // The event of a task's process may come after that of its terminal.
  if (isTaskShell(shell)) return false;
  if (found === null) {
    log.info(`No process was found for the typed training: ${line}`);
    return false;
  }
  if (!(await consent.given(line, scope))) return false;
  const label = reading.script === null ? (reading.module ?? line) : basename(reading.script);
  const meter = await attachMeter(
    meterProgram,
    { process: found, kind: 'terminal', label, scope, output },
    log,
  );
  return meter.runId !== null;
}

let wasSaid = false;

function sayOnceNotFound(): void {
  if (wasSaid) return;
  wasSaid = true;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Wattlens: on Windows the process of a typed training is not found. Use "Run with energy metering" above the script, or "Wattlens: Meter a Running Process".',
    ),
  );
}
