import type { DetectedPlan } from './plan-keys';
import type { ProjectModules } from './project/project-modules';

/** A line that trains. */
export interface Evidence {
  /** From 1, in the file. */
  readonly line: number;
  /** Trimmed. */
  readonly text: string;
  /** Of a notebook: the cell, from 1. */
  readonly cell?: number;
}

/** A target of a Makefile, a script of a project, a stage of a pipeline that trains. */
export interface DetectedTask {
  readonly name: string;
  readonly frameworks: readonly string[];
  readonly command: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly plan: DetectedPlan;
  readonly configFiles: readonly string[];
}

/** The verdict on one file, in the shape of `wattlens detect --json`. */
export interface Detection {
  readonly file: string;
  readonly training: boolean;
  /** What it trains with, such as `pytorch`; empty where it doesn't train or uses a framework that is not known. */
  readonly frameworks: readonly string[];
  /** The program that starts the training: `python`, `torchrun`, `accelerate`, `make`, ... */
  readonly launcher: string;
  /** The likely launch command, as a list of arguments; empty where none is known, which the notes say. */
  readonly command: readonly string[];
  /** The module that the command names, where a script runs only as a part of its package, else null. */
  readonly module: string | null;
  /** The folder to start the command in; null where any will do. */
  readonly folder: string | null;
  readonly evidence: readonly Evidence[];
  readonly plan: DetectedPlan;
  /** Configuration files that its commands name; they may hold the rest of the plan. */
  readonly configFiles: readonly string[];
  /**
   * The targets, scripts or stages that train, of a file that names several things to start: each has a plan of its own. `command`,
   * `plan` and `configFiles` of the file are those of the first that a command starts. Empty for a file that runs whole.
   */
  readonly tasks: readonly DetectedTask[];
  /** Why a file was not looked at, or why one that looks like training isn't. */
  readonly notes: readonly string[];
}

/** What else is known of the project; a file's verdict may hang on another file's. */
export interface DetectionContext {
  /** Whether a script trains, its path as the file names it; null where that isn't known. */
  readonly scriptTrains?: (script: string) => boolean | null;
  /** The same of a module, as `python -m` names it. */
  readonly moduleTrains?: (module: string) => boolean | null;
  /** The project's Python files, to which imports lead; without it, what is imported is judged by its names. */
  readonly modules?: ProjectModules;
}

/** A verdict without the file and the launch command. */
export type Findings = Pick<
  Detection,
  'training' | 'frameworks' | 'evidence' | 'plan' | 'configFiles' | 'notes'
>;

export const noTraining = (...notes: readonly string[]): Findings => ({
  training: false,
  frameworks: [],
  evidence: [],
  plan: {},
  configFiles: [],
  notes,
});

export const mostEvidence = 10;
const longestEvidence = 200;

/** A line as evidence has it: trimmed, and not longer than one reads. */
export const evidenceText = (line: string): string => line.trim().slice(0, longestEvidence);

/** Finds lines at offsets that never fall: the number, from 1, and where the line begins. */
export function lineFinder(
  text: string,
): (offset: number) => { readonly line: number; readonly start: number } {
  let line = 1;
  let start = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', start); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    return { line, start };
  };
}

/** The lines of a text at offsets that rise, each line once. */
export function linesAt(text: string, offsets: readonly number[]): Evidence[] {
  const evidence: Evidence[] = [];
  const lineAt = lineFinder(text);
  for (const offset of offsets) {
    const { line, start } = lineAt(offset);
    if (evidence.at(-1)?.line === line) continue;
    if (evidence.length === mostEvidence) break;
    const end = text.indexOf('\n', offset);
    evidence.push({
      line,
      text: evidenceText(text.slice(start, end < 0 ? undefined : end)),
    });
  }
  return evidence;
}
