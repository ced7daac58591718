import type { ConfigValue } from '../config-fields';
import type { Span } from '../reading';
import type { DocumentReading } from './document';
import { DocumentBuilder, broken, setAt } from './document';
import { shellWords, type ShellWord } from './shell-words';
import { slurmJob } from '../../units/slurm-job';

const largestText = 128 * 1024;
/** A variable in a variable ends somewhere in a real script; a circle does not. */
const longestChain = 16;
const longestValue = 4096;

/** A whole-number expression of `$(( ))`; null where it is another. */
function arithmetic(expression: string): number | null {
  const tokens = expression.match(/\d+|[-+*/%()]/g) ?? [];
  if (tokens.length > 200 || tokens.join('') !== expression.replace(/\s+/g, '')) return null;
  let at = 0;
  const factor = (): number => {
    const token = tokens[at++];
    if (token === '-') return -factor();
    if (token !== '(') return token === undefined ? NaN : Number(token);
    const value = sum();
    return tokens[at++] === ')' ? value : NaN;
  };
  const product = (): number => {
    let value = factor();
    for (; tokens[at] === '*' || tokens[at] === '/' || tokens[at] === '%';) {
      const operator = tokens[at++];
      const next = factor();
      value = operator === '*' ? value * next : operator === '/' ? Math.trunc(value / next) : value % next;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    for (; tokens[at] === '+' || tokens[at] === '-';) value += tokens[at++] === '+' ? product() : -product();
    return value;
  };
  const result = sum();
  return at === tokens.length && Number.isFinite(result) ? result : null;
}

/** Variables' texts; null where a branch that only running would choose gave it. */
class Variables {
  private readonly values = new Map<string, string | null>();
  /** Variables of variables multiply: what a real script never uses up. */
  private expansions = 20_000;

  get(name: string): string | null | undefined {
    return this.expansions-- > 0 ? this.values.get(name) : null;
  }

  set(name: string, value: string | null): void {
    this.values.set(name, value);
  }
}

/** What makes a pattern more than its text: wildcards, quotes, other variables. */
const patterned = /[*?[\\"'$`]/;

/**
 * What a prefix (`#`), a suffix (`%`) or a replaced text (`/`) leaves of a value; a doubled operator takes the longest, or all.
 * Null for patterns of more than a text and a star at its open end.
 */
function trimmed(value: string, operator: string, operand: string): string | null {
  const isLongest = operator.length > 1;
  if (operator.startsWith('/')) {
    const [, pattern = '', by = ''] = /^([^/]*)(?:\/(.*))?$/.exec(operand) ?? [];
    // A # or % before the pattern holds it to the beginning or the end.
    if (pattern === '' || /^[#%]/.test(pattern) || patterned.test(pattern + by)) return null;
    return isLongest ? value.replaceAll(pattern, () => by) : value.replace(pattern, () => by);
  }
  const isPrefix = operator.startsWith('#');
  const isOpen = isPrefix ? operand.startsWith('*') : operand.endsWith('*');
  const text = !isOpen ? operand : isPrefix ? operand.slice(1) : operand.slice(0, -1);
  if (text === '' || patterned.test(text)) return null;
  const length = text.length;
  if (isPrefix) {
    const at = isOpen ? (isLongest ? value.lastIndexOf(text) : value.indexOf(text)) : 0;
    return at >= 0 && value.startsWith(text, at) ? value.slice(at + length) : value;
  }
  const at = isOpen ? (isLongest ? value.indexOf(text) : value.lastIndexOf(text)) : value.length - length;
  return at >= 0 && value.startsWith(text, at) ? value.slice(0, at) : value;
}

/** Where a list's length is kept among the variables: under no name that one can have. */
const lengthOf = (list: string): string => `#${list}`;

/** Replaces what the script itself says of its variables. What it does not say stays as it is written. */
function expand(text: string, variables: Variables, chain = 0): string {
  if (chain > longestChain || text.length > longestValue || !text.includes('$')) return text;
  const named = (name: string, written: string): string => {
    const value = variables.get(name);
    return value === undefined || value === null ? written : expand(value, variables, chain + 1);
  };
  return text
    .replace(/\$\{#(\w+)\[[@*]\]\}/g, (written, list: string) => variables.get(lengthOf(list)) ?? written)
    .replace(/\$\(\(((?:[^()]|\([^()]*\))*)\)\)/g, (written, inner: string) => {
      const numbers = expand(inner, variables, chain + 1).replace(/[A-Za-z_]\w*/g, (name) =>
        named(name, name),
      );
      return arithmetic(numbers)?.toString() ?? written;
    })
    .replace(/\$\{(\w+)(?::?[-=]([^{}]*))?\}/g, (written, name: string, otherwise?: string) => {
      const value = variables.get(name);
      if (value === null) return written;
      if (value !== undefined && value !== '') return expand(value, variables, chain + 1);
      // The quotes of what stands instead are the shell's.
      const plain = otherwise?.replace(/^(["'])(.*)\1$/s, '$2');
      return plain === undefined ? written : expand(plain, variables, chain + 1);
    })
    .replace(
      /\$\{(\w+)(##?|%%?|\/\/?)([^{}]*)\}/g,
      (written, name: string, operator: string, operand: string) => {
        const value = variables.get(name);
        if (value === undefined || value === null) return written;
        const expanded = expand(value, variables, chain + 1);
        return expanded.includes('$') ? written : (trimmed(expanded, operator, operand) ?? written);
      },
    )
    .replace(/\$(?:\{(\w+)\[[@*]\]\}|([A-Za-z_]\w*))/g, (written, list: string | undefined, name?: string) =>
      named(list ?? name ?? '', written),
    );
}

function typed(text: string): ConfigValue {
  if (/^-?\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll('_', ''));
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** The value of `test`'s condition from what the script says; null where only running tells. */
function condition(words: readonly string[]): boolean | null {
  const [first = '', operator, second] = words;
  if (words.some((word) => word.includes('$'))) {
    // A variable that nothing set is empty, as far as the script says.
    return first === '-z' && /^\$\{?\w+\}?$/.test(operator ?? '') ? true : null;
  }
  if (first === '-z' || first === '-n') return (first === '-z') === ((operator ?? '') === '');
  if (words.length !== 3) return null;
  switch (operator) {
    case '=':
    case '==':
    case '-eq':
      return first === second;
    case '!=':
    case '-ne':
      return first !== second;
    default: {
      const compare = comparisons[operator ?? ''];
      const numbers = [first, second].map(Number);
      const [left = NaN, right = NaN] = numbers;
      return compare === undefined || numbers.some(Number.isNaN) ? null : compare(left, right);
    }
  }
}

const comparisons: Readonly<Partial<Record<string, (left: number, right: number) => boolean>>> = {
  '-gt': (left, right) => left > right,
  '-ge': (left, right) => left >= right,
  '-lt': (left, right) => left < right,
  '-le': (left, right) => left <= right,
};

/** Variables that Slurm sets for a job, as far as its own lines tell. */
function jobVariables(text: string): readonly (readonly [string, number])[] {
  const { machines, tasks, tasksPerMachine, acceleratorsPerMachine } = slurmJob(text);
  const known: readonly (readonly [string, number | null])[] = [
    ['SLURM_NNODES', machines],
    ['SLURM_JOB_NUM_NODES', machines],
    ['SLURM_NTASKS_PER_NODE', tasksPerMachine],
    ['SLURM_NTASKS', tasks],
    ['SLURM_NPROCS', tasks],
    ['SLURM_GPUS_PER_NODE', acceleratorsPerMachine],
    ['SLURM_GPUS_ON_NODE', acceleratorsPerMachine],
  ];
  return known.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** Where the walk is in an `if` or `case`: whether this branch runs, and whether one before it did. */
interface Branch {
  readonly kind: 'if' | 'case';
  readonly subject: string;
  runs: boolean | null;
  taken: boolean | null;
}

/** A dotted key with its value, as hydra's commands take it; in front, what adds a key. */
const hydraOverride = /^\+{0,2}([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)=([\s\S]*)$/;

class ShellWalk {
  readonly builder = new DocumentBuilder();
  private readonly variables: Variables = new Variables();
  private readonly branches: Branch[] = [];
  private readonly words: readonly ShellWord[];

  constructor(words: readonly ShellWord[], given: readonly (readonly [string, number])[]) {
    this.words = words;
    for (const [name, value] of given) this.variables.set(name, String(value));
  }

  read(): void {
    for (let at = 0; at < this.words.length;) at = this.command(at);
  }

  /** Whether the commands here run: false and null as for a branch. */
  private get runs(): boolean | null {
    if (this.branches.some(({ runs }) => runs === false)) return false;
    return this.branches.some(({ runs }) => runs === null) ? null : true;
  }

  /** The index after the last word of the command that begins at `at`. */
  private end(at: number): number {
    let index = at;
    while (index < this.words.length && this.words[index]?.kind === 'word') index++;
    return index;
  }

  private command(at: number): number {
    const word = this.words[at];
    if (word?.kind !== 'word') return at + 1;
    const end = this.end(at);
    switch (word.text) {
      case 'if':
      case 'elif':
        this.condition(word.text, this.words.slice(at + 1, end));
        return end;
      case 'else': {
        const branch = this.branches.at(-1);
        if (branch !== undefined) branch.runs = branch.taken === null ? null : !branch.taken;
        return at + 1;
      }
      case 'fi':
      case 'esac':
        this.branches.pop();
        return at + 1;
      case 'then':
      case 'do':
      case 'export':
      case 'declare':
      case 'local':
      case 'readonly':
        return at + 1;
      case 'case': {
        const subject = expand(this.words[at + 1]?.text ?? '', this.variables);
        this.branches.push({ kind: 'case', subject, runs: false, taken: false });
        return end;
      }
      default:
        return this.plainCommand(at, end);
    }
  }

  private condition(keyword: 'if' | 'elif', words: readonly ShellWord[]): void {
    const tested = words
      .map(({ text }) => expand(text, this.variables))
      .filter((text) => !/^(?:\[\[?|\]\]?|test)$/.test(text));
    const holds = condition(tested);
    if (keyword === 'if') {
      this.branches.push({ kind: 'if', subject: '', runs: holds, taken: holds });
      return;
    }
    const branch = this.branches.at(-1);
    if (branch === undefined) return;
    branch.runs = branch.taken === true ? false : branch.taken === null ? null : holds;
    branch.taken = branch.taken === true || holds === true ? true : branch.taken === null ? null : holds;
  }

  private plainCommand(at: number, end: number): number {
    const branch = this.branches.at(-1);
    if (branch?.kind === 'case') {
      let close = end;
      while (this.words[close]?.kind === 'word' || this.words[close]?.text === '|') close++;
      if (this.words[close]?.kind === 'close') return this.pattern(branch, at, close);
    }
    if (this.words[at]?.text === ':') return this.usualValues(at + 1, end);
    const assigned = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/.exec(this.words[at]?.text ?? '');
    if (assigned !== null) return this.assignment(at, end, assigned);
    if (this.runs !== false) this.flags(this.words.slice(at, end));
    return end;
  }

  /** `7B | 8B)` in a case: whether its branch runs. */
  private pattern(branch: Branch, at: number, close: number): number {
    const patterns = this.words.slice(at, close).map(({ text }) => text);
    const isKnown = !branch.subject.includes('$');
    const matches = patterns.includes(branch.subject) || patterns.includes('*');
    branch.runs = isKnown ? matches && branch.taken !== true : null;
    if (branch.runs === true) branch.taken = true;
    return close + 1;
  }

  private assignment(at: number, end: number, assigned: RegExpExecArray): number {
    const [, name = '', plus = '', value = ''] = assigned;
    const word = this.words[at];
    if (word === undefined) return end;
    let after = at + 1;
    if (
      value === '' &&
      this.words[at + 1]?.kind === 'open' &&
      this.words[at + 1]?.offset === word.offset + word.length
    ) {
      // A list of arguments over many lines.
      after = at + 2;
      const from = after;
      while (after < this.words.length && this.words[after]?.kind !== 'close') after++;
      const items = this.words.slice(from, after).filter(({ kind }) => kind === 'word');
      this.countItems(name, plus !== '', items);
      if (this.runs !== false) this.flags(items);
      return after + 1;
    }
    if (this.runs === false) return after;
    if (/(?:^|\s)--\w/.test(value)) {
      const offset = word.offset + word.length - value.length - 1;
      this.flags(shellWords(value, Math.max(word.offset, offset)).filter(({ kind }) => kind === 'word'));
      return after;
    }
    const known = plus === '' ? value : (this.variables.get(name) ?? '') + value;
    this.variables.set(name, this.runs === null ? null : this.fixed(name, known));
    const span = { offset: word.offset, length: word.length };
    this.builder.values[name] = typed(expand(known, this.variables));
    this.builder.place(name, { ...span, length: name.length }, span);
    return after;
  }

  /** How many words a list has, for `${#NODES[@]}`; null where one of them may be many. */
  private countItems(name: string, isAdded: boolean, items: readonly ShellWord[]): void {
    const before = isAdded ? Number(this.variables.get(lengthOf(name)) ?? NaN) : 0;
    const length = items.some(({ text }) => /[$*?`{]/.test(text)) ? NaN : before + items.length;
    if (this.runs !== false)
      this.variables.set(lengthOf(name), this.runs === null || Number.isNaN(length) ? null : String(length));
  }

  /** `: "${LAYERS:=36}"` gives a variable that nothing set a value. */
  private usualValues(from: number, end: number): number {
    for (const word of this.words.slice(from, end)) {
      const [, name = '', value = ''] = /^\$\{([A-Za-z_]\w*):?=([\s\S]*)\}$/.exec(word.text) ?? [];
      if (name === '' || this.runs === false || (this.variables.get(name) ?? '') !== '') continue;
      this.variables.set(name, this.runs === null ? null : value);
      const span = { offset: word.offset, length: word.length };
      this.builder.values[name] = typed(expand(value, this.variables));
      this.builder.place(name, span, span);
    }
    return end;
  }

  /** `X=${X:-8}` speaks of the value before: what refers to itself is replaced at once. */
  private fixed(name: string, value: string): string | null {
    if (!value.includes(`$${name}`) && !value.includes(`\${${name}`)) return value;
    const expanded = expand(value, this.variables);
    return expanded.includes('$') ? null : expanded;
  }

  /** `--flag value`, `--flag=value` and `--flag`. The last of two equal flags wins, as argparse has it. */
  private flags(given: readonly ShellWord[]): void {
    // `"--seq-length 4096"` in a list whose words are parted where it is expanded.
    const words = given.flatMap((word) =>
      /^--[A-Za-z][\w-]*[ \t]+\S/.test(word.text) ? shellWords(word.text, word.offset + 1) : [word],
    );
    for (let at = 0; at < words.length; at++) {
      const word = words[at];
      if (word === undefined) continue;
      this.override(word);
      if (!/^--[A-Za-z]/.test(word.text)) continue;
      const [flag = '', joined] = word.text.split(/=([\s\S]*)/);
      const values: ShellWord[] = [];
      if (joined === undefined) {
        for (
          let next = words[at + 1];
          next !== undefined && !/^--[A-Za-z]/.test(next.text) && !hydraOverride.test(next.text);
          next = words[at + 1]
        ) {
          values.push(next);
          at++;
        }
      }
      const key: Span = { offset: word.offset, length: word.length };
      const first = values[0];
      const span = first === undefined ? key : { offset: first.offset, length: first.length };
      // The program that a launcher starts ends the launcher's own arguments.
      const program = values.findIndex(({ text }, index) => index > 0 && text.endsWith('.py'));
      if (program !== -1) values.length = program;
      const texts = joined === undefined ? values.map(({ text }) => text) : [joined];
      const known = texts.map((text) => typed(expand(text, this.variables)));
      const [value = true] = known;
      this.builder.values[flag] = known.length > 1 && !this.isCommandEnd(values) ? known : value;
      this.builder.place(flag, key, span);
    }
  }

  /** `data.train_batch_size=64`, which hydra lays over a file's key. */
  private override(word: ShellWord): void {
    const [, path, value = ''] = hydraOverride.exec(word.text) ?? [];
    if (path === undefined) return;
    setAt(this.builder.values, path, typed(expand(value, this.variables)));
    const span = { offset: word.offset, length: word.length };
    this.builder.place(path, span, span);
  }

  /** Whether what follows a flag's first value are other words of the command: variables with more flags. */
  private isCommandEnd(values: readonly ShellWord[]): boolean {
    return values.slice(1).some(({ text }) => text.startsWith('$'));
  }
}

/**
 * Reads the variables and the `--flag value` arguments of a shell script: variables by name, flags with their dashes,
 * `$NAME`, `${NAME:-default}` and `$((...))` resolved as far as the script itself says. Never throws.
 */
export function readShell(text: string): DocumentReading {
  if (text.length > largestText) return broken('Too large for a training script: over 128 KiB.');
  const walk = new ShellWalk(shellWords(text), jobVariables(text));
  walk.read();
  return { kind: 'object', document: walk.builder.document() };
}
