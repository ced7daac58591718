import { parser } from '@lezer/python';
import { collectFacts } from './facts';
import { importedFrameworks, trainingFrameworks } from './frameworks';
import { launchCommand, likelyLauncher, type Launcher } from './launch';
import { readPlan } from './plan';
import type { DetectedPlan } from './plan-keys';
import { findTrainingActs } from './training-acts';

/** The verdict on one file, in the shape of `wattlens detect --json`. */
export interface Detection {
  readonly file: string;
  readonly training: boolean;
  /** What it trains with, such as `pytorch`; empty where it doesn't train or uses a framework that is not known. */
  readonly frameworks: readonly string[];
  readonly launcher: Launcher;
  /** The likely launch command, as a list of arguments. */
  readonly command: readonly string[];
  /** The lines that train, `line` counted from 1, `text` trimmed. */
  readonly evidence: readonly { readonly line: number; readonly text: string }[];
  readonly plan: DetectedPlan;
  /** Why a file was not looked at, or why one that looks like training isn't. */
  readonly notes: readonly string[];
}

/** Larger files are generated ones; a syntax tree of them would take longer than a verdict is worth. In UTF-16 units. */
const largestText = 256 * 1024;
const mostEvidence = 10;
const longestEvidence = 200;

/** No file without one of these trains, so most files are never parsed. */
const mayTrain =
  /fit|fine_?tune|train|backward|grad|apply_updates|minimize|learn|optimize_parameters|LightningCLI|spacy|trl|\b(?:lr|alpha|eta|step_size|LR)\b/;
const pythonFile = /(?:^|[\\/])[^\\/.]+$|\.pyw?$/i;
const testFile = /(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test|conftest)\.pyw?$/i;

/**
 * Whether running a Python file trains a model, judged by its syntax tree: what it calls and what of that it reaches
 * when run. Any text gets a verdict: half-typed, Python 2, binary. Never throws.
 */
export function detectTraining(fileName: string, text: string): Detection {
  const no = (...notes: string[]): Detection => ({
    file: fileName,
    training: false,
    frameworks: [],
    launcher: 'python',
    command: launchCommand('python', fileName, false),
    evidence: [],
    plan: {},
    notes,
  });
  if (!pythonFile.test(fileName)) return no('Not a Python file.');
  if (testFile.test(fileName)) return no('A test.');
  if (text.includes('\0')) return no('Not text.');
  if (text.length > largestText) return no(`Larger than ${largestText / 1024} KiB: not looked at.`);
  if (!mayTrain.test(text)) return no();

  const facts = collectFacts(parser.parse(text), text);
  if (isUnitTest(facts.imports)) return no('A test.');
  const { reached, hasUnreached } = findTrainingActs(facts);
  if (reached.length === 0) {
    return hasUnreached ? no('Defines training that it does not run itself.') : no();
  }
  const launcher = likelyLauncher(facts);
  const usesLightningCli = facts.calls.some(({ name }) => name === 'LightningCLI');
  return {
    file: fileName,
    training: true,
    frameworks: trainingFrameworks(
      reached.map(({ framework }) => framework),
      importedFrameworks(facts),
    ),
    launcher,
    command: launchCommand(launcher, fileName, usesLightningCli),
    evidence: linesAt(
      text,
      reached.map(({ from }) => from),
    ),
    plan: readPlan(facts, text),
    notes: [],
  };
}

const isUnitTest = (imports: ReadonlyMap<string, string>): boolean =>
  [...imports.values()].some(
    (path) => /^(?:pytest|unittest|nose|absl\.testing)\b/.test(path) && !path.includes('.mock'),
  );

function linesAt(text: string, offsets: readonly number[]): { line: number; text: string }[] {
  const evidence: { line: number; text: string }[] = [];
  let line = 1;
  let start = 0;
  for (const offset of offsets) {
    for (let end = text.indexOf('\n', start); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    if (evidence.at(-1)?.line === line) continue;
    if (evidence.length === mostEvidence) break;
    const end = text.indexOf('\n', offset);
    evidence.push({
      line,
      text: text
        .slice(start, end < 0 ? undefined : end)
        .trim()
        .slice(0, longestEvidence),
    });
  }
  return evidence;
}
