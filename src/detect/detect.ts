import {
  noTraining,
  type DetectedTask,
  type Detection,
  type DetectionContext,
  type Findings,
} from './detection';
import { fileKind, type FileKind } from './file-kind';
import { launchCommand, commandOf } from './launch';
import { detectInContainerFile, detectInPipeline, detectInProject } from './files/project-file';
import { detectInMakefile } from './files/makefile';
import { detectInNotebook } from './files/notebook';
import { detectInPython } from './files/python-file';
import type { TaskFindings } from './files/tasks';
import { detectInShell } from './files/shell-file';

/**
 * Whether running a file trains a model: a Python script, a notebook, a shell script or batch file, or a file that names a
 * project's commands. Python is judged by its syntax tree: what it calls and what of that it reaches when run. Any text
 * gets a verdict: half-typed, Python 2, broken, binary. Never throws.
 */
export function detectTraining(fileName: string, written: string, context: DetectionContext = {}): Detection {
  // Lines that end as on the first Macs; an offset stays what it is.
  const text = written.includes('\n') ? written : written.replaceAll('\r', '\n');
  const kind = fileKind(fileName, text);
  const verdict = (findings: Findings, launcher: string, command: readonly string[]): Detection => ({
    file: fileName,
    training: findings.training,
    frameworks: findings.frameworks,
    launcher,
    command,
    module: null,
    folder: null,
    evidence: findings.evidence,
    plan: findings.plan,
    configFiles: findings.configFiles,
    tasks: [],
    notes: findings.notes,
  });
  /** Of a file that names what can be started: started is the first that trains. */
  const verdictOfTasks = (findings: TaskFindings, known: FileKind): Detection => {
    const tasks = findings.tasks.map(
      ({ name, start, frameworks, evidence, plan, configFiles }): DetectedTask => ({
        name,
        frameworks,
        command: start ?? commandOf(known, fileName, name),
        evidence,
        plan,
        configFiles,
      }),
    );
    const started = tasks.find(({ command }) => command.length > 0) ?? tasks[0];
    const command = started?.command ?? commandOf(known, fileName, null);
    const [launcher = commandOf(known, fileName, null)[0] ?? 'python'] = command;
    return { ...verdict(findings, launcher, command), tasks };
  };
  const plainCommand = commandOf(kind ?? 'python', fileName, null);
  if (kind === null) return verdict(noTraining('Not a file that is run.'), 'python', plainCommand);
  if (text.includes('\0')) return verdict(noTraining('Not text.'), 'python', plainCommand);
  return judge(kind);

  function judge(known: FileKind): Detection {
    switch (known) {
      case 'python': {
        const found = detectInPython(fileName, text, context);
        return verdict(
          found,
          found.launcher,
          launchCommand(found.launcher, [fileName, ...(found.subcommand === null ? [] : [found.subcommand])]),
        );
      }
      case 'notebook':
        return verdict(detectInNotebook(fileName, text, context), 'jupyter', plainCommand);
      case 'shell':
      case 'batch': {
        const found = detectInShell(text, context);
        return verdict(found, found.launcher ?? 'bash', plainCommand);
      }
      case 'makefile':
      case 'justfile':
        return verdictOfTasks(detectInMakefile(text, known, context), known);
      case 'project':
        return verdictOfTasks(detectInProject(fileName, text, context), known);
      case 'pipeline':
        return verdictOfTasks(detectInPipeline(fileName, text, context), known);
      case 'container': {
        const found = verdictOfTasks(detectInContainerFile(fileName, text, context), known);
        // An image starts one thing, whatever its file calls the parts of it.
        const tasks = /dockerfile|containerfile/i.test(fileName) ? [] : found.tasks;
        return { ...found, launcher: 'docker', tasks };
      }
    }
  }
}
