import { parser } from '@lezer/python';
import { linesAt, noTraining, type Findings } from '../detection';
import { collectFacts, type Facts } from '../facts';
import { importedFrameworks, trainingFrameworks } from '../frameworks';
import { likelyLauncher, type Launcher } from '../launch';
import { readPlan } from '../plan';
import { findTrainingActs } from '../training-acts';

/** Larger files are generated ones; a syntax tree of them would take longer than a verdict is worth. In UTF-16 units. */
export const largestPython = 256 * 1024;

/** No file without one of these trains, so most files are never parsed. */
const mayTrain =
  /fit|tune|train|backward|grad|apply_updates|minimi[sz]e|learn|optimi[sz]e|LightningCLI|spacy|trl|boost|cross_val|validation_curve|permutation_test|2Vec|FastText|gensim|pycaret|SVI|run_exp|recbole|\b(?:lr|alpha|ALPHA|eta|step_size|LR|rate)\b/;
const testFile = /(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test|conftest)\.pyw?$/i;

export interface PythonFindings extends Findings {
  readonly launcher: Launcher;
  readonly usesLightningCli: boolean;
}

const none = (...notes: string[]): PythonFindings => ({
  ...noTraining(...notes),
  launcher: 'python',
  usesLightningCli: false,
});

/** Judges a Python file by its syntax tree: what it calls, and what of that it reaches when it is run. */
export function detectInPython(fileName: string, text: string): PythonFindings {
  if (testFile.test(fileName)) return none('A test.');
  return detectInCode(text);
}

/** Judges Python without a file: of a notebook's cells, `python -c` or a here-document. */
export function detectInCode(text: string): PythonFindings {
  if (text.length > largestPython) return none(`Larger than ${largestPython / 1024} KiB: not looked at.`);
  if (!mayTrain.test(text)) return none();
  const facts = collectFacts(parser.parse(text), text);
  if (isUnitTest(facts)) return none('A test.');
  const { reached, hasUnreached } = findTrainingActs(facts);
  if (reached.length === 0) {
    return hasUnreached ? none('Defines training that it does not run itself.') : none();
  }
  return {
    training: true,
    frameworks: trainingFrameworks(
      reached.map(({ framework }) => framework),
      importedFrameworks(facts),
    ),
    launcher: likelyLauncher(facts),
    usesLightningCli: facts.calls.some(({ name }) => name === 'LightningCLI'),
    evidence: linesAt(
      text,
      reached.map(({ from }) => from),
    ),
    plan: readPlan(facts, text),
    configFiles: [],
    notes: [],
  };
}

const isUnitTest = ({ imports }: Facts): boolean =>
  [...imports.values()].some(
    (path) => /^(?:pytest|unittest|nose|absl\.testing)\b/.test(path) && !path.includes('.mock'),
  );
