import { trainingCommand } from './command-line';
import type { CommandReading } from './commands/command-reading';
import { nameSays, moduleSays } from './commands/training-names';
import type { Call, Facts } from './facts';
import { argumentsOf, expressionPath } from './python-syntax';
import type { PythonNode } from './python-tree';

const startsProcess =
  /^(?:subprocess\.(?:run|call|Popen|check_call|check_output|getoutput|getstatusoutput)|os\.(?:system|popen|execvp?e?|execlp?e?)|asyncio\.create_subprocess_(?:exec|shell)|get_ipython\(\)\.(?:system|getoutput))$/;
/** Stands for what only the run would tell. */
const unknown = 'X';
const deepest = 6;

/** The training that a call starts as another process: `subprocess.run(["python", "train.py"])`; null where none. */
export function launchedTraining(call: Call, facts: Facts, text: string): CommandReading | null {
  if (!startsProcess.test(call.path)) return null;
  const [first, second] = call.arguments;
  // `os.execvp("torchrun", ["torchrun", "train.py"])`
  const given = call.path.startsWith('os.exec') ? second : first;
  if (given === undefined) return null;
  for (const value of [given.value, ...givenToWrapper(given.value, call, facts, text)]) {
    const command = commandOf(value, facts, text, value.from, 0);
    const training = command === null ? null : trainingCommand(command);
    // What is handed to a queue or another machine is not started here.
    if (training?.runsHere === true) return training;
  }
  return null;
}

/** `run(["torchrun", "train.py"])`, where `run` of this file starts what it is given: what its calls give. */
function givenToWrapper(value: PythonNode, { scope }: Call, facts: Facts, text: string): PythonNode[] {
  const place = [...scope.parameters].indexOf(text.slice(value.from, value.to));
  if (place < 0 || scope.name === null || scope.className !== null) return [];
  return facts.calls
    .filter(({ written }) => written === scope.name)
    .flatMap((call) => call.arguments[place]?.value ?? []);
}

/** Whether a call runs a training script or module: `runpy.run_path("train.py")`, Metaflow's `current.torch.run(entrypoint="train.py")`. */
export function runsTrainingScript(call: Call, facts: Facts, text: string): boolean {
  if (call.name === 'run' && call.path.startsWith('metaflow.current.')) {
    const entry = call.arguments.find(({ keyword }) => keyword === 'entrypoint');
    const script = entry === undefined ? null : commandOf(entry.value, facts, text, call.from, 0);
    return typeof script === 'string' && nameSays(script) === 'training';
  }
  if (call.path !== 'runpy.run_path' && call.path !== 'runpy.run_module') return false;
  const [first] = call.arguments;
  const script = first === undefined ? null : commandOf(first.value, facts, text, call.from, 0);
  if (typeof script !== 'string') return false;
  return (call.name === 'run_path' ? nameSays(script) : moduleSays(script)) === 'training';
}

/** A command as it is built of literals: a line, or its words. What only the run would tell is `X` in it. */
function commandOf(
  node: PythonNode,
  facts: Facts,
  text: string,
  before: number,
  depth: number,
): string | readonly string[] | null {
  if (depth > deepest) return null;
  const follow = (inner: PythonNode): string | readonly string[] | null =>
    commandOf(inner, facts, text, before, depth + 1);
  switch (node.name) {
    case 'String':
    case 'FormatString':
      return literal(text.slice(node.from, node.to));
    case 'ContinuedString': {
      const parts: string[] = [];
      for (let child = node.firstChild; child !== null; child = child.nextSibling)
        parts.push(literal(text.slice(child.from, child.to)));
      return parts.join('');
    }
    case 'ConditionalExpression': {
      // `one if several else other`
      const [one, other] = [node.firstChild, node.lastChild].map((side) =>
        side === null ? null : follow(side),
      );
      return one ?? other ?? null;
    }
    case 'ParenthesizedExpression':
      return node.firstChild?.nextSibling ? follow(node.firstChild.nextSibling) : null;
    case 'ArrayExpression':
    case 'TupleExpression': {
      const words: string[] = [];
      for (let child = node.firstChild; child !== null; child = child.nextSibling) {
        if (!/\w/.test(child.name)) continue;
        const word = follow(child);
        words.push(typeof word === 'string' ? word : unknown);
      }
      return words;
    }
    case 'BinaryExpression': {
      const [left, right] = [node.firstChild, node.lastChild];
      const one = left === null ? null : follow(left);
      const other = right === null ? null : follow(right);
      if (Array.isArray(one))
        return [...(one as string[]), ...(Array.isArray(other) ? (other as string[]) : [])];
      return typeof one === 'string' ? one + (typeof other === 'string' ? other : unknown) : null;
    }
    case 'CallExpression': {
      const [argument] = argumentsOf(node, text);
      const called = node.firstChild;
      // The method's name of `parts.join(...)`, or that of a plain function.
      const method = called?.lastChild ?? called;
      const name = method === null ? '' : text.slice(method.from, method.to);
      if ((name === 'join' || name === '.join' || name.endsWith('split')) && argument !== undefined) {
        // `" ".join(command)`, `shlex.split(command)`; of a text's own `split()` the text is what is split.
        return follow(argument.value);
      }
      if (/^\.?(?:format|split|strip)$/.test(name) && called?.firstChild) return follow(called.firstChild);
      return name === 'str' && argument !== undefined ? follow(argument.value) : unknown;
    }
    case 'MemberExpression':
      return expressionPath(node, text) === 'sys.executable' ? 'python' : unknown;
    case 'VariableName': {
      const name = text.slice(node.from, node.to);
      const assigned = facts.assignments.findLast(
        ({ targets, operator, from }) => operator === '=' && from < before && targets.includes(name),
      );
      return assigned === undefined || assigned.value === node ? unknown : follow(assigned.value);
    }
    default:
      return unknown;
  }
}

/** What a string literal says, with `X` for what is put into it. */
function literal(written: string): string {
  const match = /^[a-zA-Z]*("""|'''|"|')([\s\S]*?)\1$/.exec(written);
  return (match?.[2] ?? '')
    .replace(/\{\s*sys\.executable\s*\}/g, 'python')
    .replace(/\{[^{}\s]*\}|\{[^{}\n]*\}/g, unknown)
    .replace(/%(?:\(\w+\))?[sdfg]/g, unknown);
}
