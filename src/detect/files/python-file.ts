import { parser } from '@lezer/python';
import { linesAt, noTraining, type Findings } from '../detection';
import { collectFacts, type Facts } from '../facts';
import { importedFrameworks, trainingFrameworks } from '../frameworks';
import { likelyLauncher, type Launcher } from '../launch';
import { readPlan } from '../plan';
import { findTrainingActs } from '../training-acts';

/** Larger files are generated ones; a syntax tree of them would take longer than a verdict is worth. In UTF-16 units. */
export const largestPython = 256 * 1024;

const rate = '(?:lr|learning_?rate|l_rate|alpha|eta|step_?size|LR|LEARNING_RATE|rate|ALPHA|ETA)';
/**
 * A file without one of these has nothing that the rules look for, so most files are never parsed: calls by the names of
 * training, gradients, optimizers' updates, and a rate that multiplies.
 */
const mayTrain = new RegExp(
  [
    String.raw`(?:[Tt]rain(?!ed\b)|[Ff]it(?!ted\b)|tune|learn)\w*\s*\(`,
    String.raw`\b(?:cv|Engine|SVI|record|cli_main)\s*\(`,
    String.raw`backward|erceptron|(?<!no_|enable_)[Gg]rad(?!_\s*\()\w*\s*\(|@\s*[\w.]*(?<!no_)grad|value_and_grad|GradientTape|minimize|apply_updates|assign_sub|sub_\s*\(|opt_update`,
    'optimize_parameters|update_parameters|LightningCLI|notebook_launcher|spacy|2Vec|FastText|gensim|pycaret|jaxopt|optimistix',
    String.raw`cross_val|_curve\s*\(|permutation_test|tuner|updates\s*=|run_exp|run_recbole|run_sft|run_dpo`,
    String.raw`(?:[Tt]rain|tune|tuning)\w*\s+(?:import|as)\b|\bimport\b.*(?:\b|_)(?:pretrain|train|fine_?tune)`,
    // Objects of a project, and commands that are started: told by more than their name.
    String.raw`(?:[Aa]gent|[Pp]olicy|[Ll]earner|algo|dqn|ddpg|td3|sac|ppo|a2c|trpo|qmix)\w*\.(?:step|update|replay|optimi[sz]e|improve)|flwr|\.tell\s*\(|(?:Trainer|Tuner|Runner|Experiment|Engine|Solver|Workflow|Learner|Workspace)\w*\s*\(`,
    String.raw`hyperparameter_search|\b(?:subprocess|os\.system|os\.exec|os\.popen|runpy|create_subprocess)`,
    String.raw`loss\w*\s*,\s*(?:self\.)?\w*opt`,
    String.raw`[-+]=\s*-?\s*[\d.]+(?:e-?\d+)?\s*\*\s*[\w.]*(?:[gG]rad|d[WwBbp])|\bQ\[.*\+=\s*\(`,
    String.raw`\b${rate}\b['"\])]*\s*[*/]|\*\s*[\w.['"]*\b${rate}\b`,
  ].join('|'),
);
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
  return mayTrain.test(text) ? judgeTree(text) : none();
}

/** The verdict by the syntax tree, whatever the text looks like. */
export function judgeTree(text: string): PythonFindings {
  const facts = collectFacts(parser.parse(text), text);
  if (isUnitTest(facts)) return none('A test.');
  const { reached, hasUnreached } = findTrainingActs(facts, text);
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
