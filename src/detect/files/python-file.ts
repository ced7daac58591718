import { evidenceText, linesAt, noTraining, type DetectionContext, type Findings } from '../detection';
import { factsIn } from '../collect-facts';
import type { Facts } from '../facts';
import { writeOutCells } from './converted-notebook';
import { trainingFrameworks } from '../frameworks';
import { likelyLauncher, type Launcher } from '../launch';
import { readPlan } from '../plan';
import { mayTrain } from '../may-train';
import { importsOf, type ProjectModules } from '../project/project-modules';
import { findTrainingActs } from '../training-acts';
import { trainingSubcommand } from '../subcommand';

/** Larger files are generated ones; a syntax tree of them would take longer than a verdict is worth. In UTF-16 units. */
export const largestPython = 256 * 1024;

/** `batch_norm_test.py` may also be a script that tries something out: then it defines no tests. */
const definesTests =
  /^\s*(?:async\s+)?def\s+test|^class\s+\w*Test|^(?:import|from)\s+(?:pytest|unittest)|\bfixture\b/m;
const testFile = /(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test|conftest)\.pyw?$/i;

export interface PythonFindings extends Findings {
  readonly launcher: Launcher;
  /** The word that the script must be told to train: `fit` of Lightning's command line. */
  readonly subcommand: string | null;
}

const none = (...notes: string[]): PythonFindings => ({
  ...noTraining(...notes),
  launcher: 'python',
  subcommand: null,
});

/** Judges a Python file by its syntax tree: what it calls, and what of that it reaches when it is run. */
export function detectInPython(
  fileName: string,
  text: string,
  { modules }: DetectionContext = {},
): PythonFindings {
  if (testFile.test(fileName) && definesTests.test(text)) return none('A test.');
  const place = modules === undefined ? null : { path: fileName, modules };
  const cells = writeOutCells(text);
  if (cells === null) return detectInCode(text, place);
  const found = detectInCode(cells.text, place);
  const lines = text.split('\n');
  const evidence = new Map(
    found.evidence.map(({ line }) => {
      const index = cells.lines[line - 1] ?? 0;
      return [index, { line: index + 1, text: evidenceText(lines[index] ?? '') }];
    }),
  );
  return { ...found, evidence: [...evidence.values()] };
}

/** A file's place in its project, by which its imports are followed. */
export interface PlaceInProject {
  readonly path: string;
  readonly modules: ProjectModules;
}

/** Judges Python without a file of its own: of a notebook's cells, `python -c` or a here-document. */
export function detectInCode(text: string, place: PlaceInProject | null = null): PythonFindings {
  if (text.length > largestPython) return none(`Larger than ${largestPython / 1024} KiB: not looked at.`);
  const isWorthATree = mayTrain.test(text) || (place !== null && mayStartImported(text, place));
  return isWorthATree ? judgeTree(text, place) : none();
}

/** Whether a text runs anything, and imports a file of its project that may train. */
const mayStartImported = (text: string, { path, modules }: PlaceInProject): boolean =>
  /^(?:if __name__|(?:for|while|with|try)\b|[\w.]+[([])|^@[\w.]*(?:command|main|cli)\b/m.test(text) &&
  importsOf(text).some((imported) => modules.mayTrain(imported, path));

/** The verdict by the syntax tree, whatever the text looks like. */
export function judgeTree(text: string, place: PlaceInProject | null = null): PythonFindings {
  const facts = place === null ? factsIn(text) : place.modules.factsOf(place.path, text);
  if (facts === null) return none('Nested too deeply to be looked at.');
  if (isUnitTest(facts)) return none('A test.');
  const { reached, hasUnreached } = findTrainingActs(
    { path: place?.path ?? '', text, facts },
    place?.modules ?? null,
  );
  if (reached.length === 0) {
    return none(
      ...(hasUnreached ? ['Defines training that it does not run itself.'] : []),
      ...(facts.brokenAt === null ? [] : [notReadWhole(text, facts.brokenAt)]),
    );
  }
  return {
    training: true,
    frameworks: trainingFrameworks(
      reached.map(({ framework }) => framework),
      facts,
    ),
    launcher: likelyLauncher(facts, text),
    subcommand: trainingSubcommand(facts, text, reached),
    evidence: linesAt(
      text,
      reached.map(({ from }) => from),
    ),
    plan: readPlan(facts, text),
    configFiles: [],
    notes: [],
  };
}

/** Behind a place that can't be read, something may train that was not found. */
const notReadWhole = (text: string, at: number): string =>
  `Could not be read whole: a syntax error in line ${text.slice(0, at).split('\n').length}.`;

const isUnitTest = ({ imports }: Facts): boolean =>
  [...imports.values()].some(
    (path) => /^(?:pytest|unittest|nose|absl\.testing)\b/.test(path) && !path.includes('.mock'),
  );
