import { findNodeAtLocation, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import {
  evidenceText,
  lineFinder,
  mostEvidence,
  noTraining,
  type DetectionContext,
  type Evidence,
  type Findings,
} from '../detection';
import { detectInCode, largestPython, type PythonFindings } from './python-file';
import { configFilesOf, planOfCommands, trainingCommands } from './shell-file';
import type { CommandReading } from '../commands/command-reading';

/** Notebooks hold their pictures; larger ones are not opened in an editor either. In UTF-16 units. */
const largestNotebook = 16 * 1024 * 1024;

interface CodeLine {
  readonly text: string;
  /** Offset of the line in the notebook's own text. */
  readonly offset: number;
  /** From 1, among all cells. */
  readonly cell: number;
}

/** Shell commands of a cell, with the lines that they stand on. */
interface CellCommands {
  readonly text: string;
  readonly lines: readonly CodeLine[];
}

export interface NotebookFindings extends Findings {
  readonly launcher: PythonFindings['launcher'];
}

/**
 * Judges a notebook by the code of its cells, run from the first to the last, with the shell commands in them. JSON
 * that breaks off or is damaged is read as far as it goes.
 */
export function detectInNotebook(
  fileName: string,
  text: string,
  context: DetectionContext = {},
): NotebookFindings {
  if (text.length > largestNotebook) {
    return {
      ...noTraining(`Larger than ${largestNotebook / 1024 / 1024} MiB: not looked at.`),
      launcher: 'python',
    };
  }
  const notebook = readNotebook(text);
  if (notebook === null) return { ...noTraining('Not a notebook in Python.'), launcher: 'python' };
  const python: CodeLine[] = [];
  const evidence: { offset: number; evidence: Omit<Evidence, 'line'> }[] = [];
  const readings: CommandReading[] = [];
  const frameworks = new Set<string>();
  for (const lines of notebook.cells) {
    const { code, commands } = splitCell(lines);
    python.push(...code);
    for (const command of commands) {
      const found = trainingCommands(command.text, context);
      if (found.readings.length === 0) continue;
      for (const framework of found.frameworks) frameworks.add(framework);
      readings.push(...found.readings);
      for (const { from } of found.readings) {
        const source = command.lines[command.text.slice(0, from).split('\n').length - 1] ?? command.lines[0];
        if (source === undefined) continue;
        evidence.push({
          offset: source.offset,
          evidence: { text: evidenceText(source.text), cell: source.cell },
        });
      }
    }
  }
  const code = python.map((line) => line.text).join('\n');
  const found = detectInCode(
    code.slice(0, largestPython),
    context.modules === undefined ? null : { path: fileName, modules: context.modules },
  );
  for (const { line, text: written } of found.evidence) {
    const source = python[line - 1];
    if (source !== undefined)
      evidence.push({ offset: source.offset, evidence: { text: written, cell: source.cell } });
  }
  if (evidence.length === 0) {
    const notes = notebook.isWhole ? found.notes : ["It can't be parsed: it is no whole JSON."];
    return { ...noTraining(...notes), launcher: 'python' };
  }
  evidence.sort((one, other) => one.offset - other.offset);
  const lineAt = lineFinder(text);
  return {
    training: true,
    frameworks: [...new Set([...found.frameworks, ...frameworks])],
    launcher: found.launcher,
    evidence: evidence.slice(0, mostEvidence).map((one) => ({
      line: lineAt(one.offset).line,
      ...one.evidence,
    })),
    plan: { ...planOfCommands(readings), ...found.plan },
    configFiles: configFilesOf(readings),
    notes: [],
  };
}

interface Notebook {
  /** The lines of each code cell. */
  readonly cells: readonly CodeLine[][];
  /** Whether its JSON is read to its end without an error. */
  readonly isWhole: boolean;
}

/** Null where the text is no notebook or one in another language. */
function readNotebook(text: string): Notebook | null {
  if (!/"cells"|"worksheets"/.test(text)) return null;
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  if (root?.type !== 'object') return null;
  const language: unknown =
    valueAt(root, ['metadata', 'kernelspec', 'language']) ??
    valueAt(root, ['metadata', 'language_info', 'name']);
  if (typeof language === 'string' && !/python/i.test(language)) return null;
  const cells =
    findNodeAtLocation(root, ['cells']) ??
    // The format before version 4.
    findNodeAtLocation(root, ['worksheets', 0, 'cells']);
  if (cells?.type !== 'array') return null;
  const linesOfCells = (cells.children ?? []).flatMap((cell, index) => {
    if (cell.type !== 'object' || valueAt(cell, ['cell_type']) !== 'code') return [];
    const source = findNodeAtLocation(cell, ['source']) ?? findNodeAtLocation(cell, ['input']);
    return source === undefined ? [] : [linesOf(source, index + 1)];
  });
  return { cells: linesOfCells, isWhole: errors.length === 0 };
}

/** Undefined also where it is nested so deeply that the parser, which calls itself, runs out of stack. */
function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function valueAt(node: Node, path: (string | number)[]): unknown {
  const found = findNodeAtLocation(node, path);
  return found === undefined ? undefined : getNodeValue(found);
}

function linesOf(source: Node, cell: number): CodeLine[] {
  const strings = source.type === 'array' ? (source.children ?? []) : [source];
  const lines: CodeLine[] = [];
  let unfinished = '';
  for (const node of strings) {
    if (typeof node.value !== 'string') continue;
    const parts = (unfinished + node.value).split('\n');
    unfinished = parts.pop() ?? '';
    for (const part of parts) lines.push({ text: part, offset: node.offset, cell });
    if (node === strings.at(-1) && unfinished !== '')
      lines.push({ text: unfinished, offset: node.offset, cell });
  }
  return lines;
}

/** Tells a cell's Python from its shell commands; what a magic does otherwise (`%%writefile`, `%%html`) is neither. */
function splitCell(lines: readonly CodeLine[]): { code: CodeLine[]; commands: CellCommands[] } {
  const first = lines.find(({ text }) => text.trim() !== '');
  const cellMagic = /^\s*%%(\w+)/.exec(first?.text ?? '')?.[1];
  if (first !== undefined && cellMagic !== undefined) {
    const body = lines.slice(lines.indexOf(first) + 1);
    if (/^(?:bash|sh|script|shell|cmd)$/.test(cellMagic)) {
      return { code: [], commands: [{ text: body.map(({ text }) => text).join('\n'), lines: body }] };
    }
    if (
      !/^(?:time|timeit|capture|prun|px|wandb|memit|mprun|lprun|snakeviz|script_python|python3?|local)$/.test(
        cellMagic,
      )
    ) {
      return { code: [], commands: [] };
    }
    return splitLines(body);
  }
  return splitLines(lines);
}

function splitLines(lines: readonly CodeLine[]): { code: CodeLine[]; commands: CellCommands[] } {
  const code: CodeLine[] = [];
  const commands: CellCommands[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const shell = /^(\s*)(?:\w+\s*=\s*)?(?:!|%(?:sx|system|sh)\s)(.*)$/.exec(line.text);
    const run = /^\s*%run\s+(.*)$/.exec(line.text);
    const timed = /^(\s*)%(?:time|timeit|prun|memit)\s+(?:-\w+\s+\d*\s*)*(.*)$/.exec(line.text);
    if (shell !== null || run !== null) {
      let command = shell?.[2] ?? `python ${run?.[1] ?? ''}`;
      while (command.endsWith('\\') && lines[at + 1] !== undefined) {
        at += 1;
        command = `${command.slice(0, -1)} ${lines[at]?.text ?? ''}`;
      }
      commands.push({ lines: [line], text: command.replace(/\{(\w+)\}/g, '$$$1') });
      code.push({ ...line, text: `${shell?.[1] ?? ''}pass` });
    } else if (timed !== null) {
      code.push({ ...line, text: (timed[1] ?? '') + (timed[2] ?? '') });
    } else if (/^\s*(?:%{1,2}[A-Za-z]\w*(?:\s|$)|\?)/.test(line.text) || /^[^#]*\?\s*$/.test(line.text)) {
      code.push({ ...line, text: '' });
    } else {
      code.push(line);
    }
  }
  return { code, commands };
}
