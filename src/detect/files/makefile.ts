import { linesAt, type DetectionContext } from '../detection';
import { commandsOfTask } from './shell-file';
import { findingsOfTasks, noTasks, type TaskCommand, type TaskFindings } from './tasks';

const largestMakefile = 256 * 1024;
/** A line that is longer names no targets. In UTF-16 units. */
const longestRule = 8192;

interface RecipeLine {
  readonly targets: readonly string[];
  readonly text: string;
  readonly from: number;
}

interface Rule {
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
}

/** Judges a Makefile or justfile: which of its targets train. */
export function detectInMakefile(
  text: string,
  kind: 'makefile' | 'justfile',
  context: DetectionContext = {},
): TaskFindings {
  if (text.length > largestMakefile) return noTasks('Too large: not looked at.');
  const { rules, recipes } = readRules(text, kind);
  const uncalled = new Set<string>();
  const found = findingsOfTasks(
    recipes.flatMap(({ targets, text: command, from }): readonly TaskCommand[] => {
      const [first = ''] = targets;
      const read = commandsOfTask(first, command, context);
      const [evidence] = linesAt(text, [from]);
      if (read.readings.length === 0 || evidence === undefined) return [];
      const names = targets.flatMap((target) => calledAs(target, rules) ?? []);
      if (names.length > 0)
        return [...new Set(names)].map((task) => ({ task, start: null, evidence, ...read }));
      uncalled.add(first);
      return [{ task: first, start: [], evidence, ...read }];
    }),
  );
  const notes = [...uncalled].map(
    (target) => `No launch command is known: ${target} is no name to call make with.`,
  );
  return { ...found, notes: [...found.notes, ...notes] };
}

/** Pattern rules, `.DEFAULT` and its like, and what only make can expand. */
const isName = (target: string): boolean => !/[%$]|^\.[A-Z_]+$/.test(target);

/** The name that make is called with for a target: its own, or else that of a target that needs it; null where there is none. */
function calledAs(target: string, rules: readonly Rule[], passed: readonly string[] = []): string | null {
  if (isName(target)) return target;
  if (passed.includes(target) || passed.length > 16) return null;
  const [before = '', after = ''] = target.split('%');
  const isMet = (file: string): boolean =>
    file === target ||
    (target.includes('%') &&
      target !== '%' &&
      file.length > before.length + after.length &&
      file.startsWith(before) &&
      file.endsWith(after));
  for (const rule of rules) {
    if (!rule.prerequisites.some(isMet)) continue;
    for (const dependent of rule.targets) {
      const name = /^\.[A-Z_]+$/.test(dependent) ? null : calledAs(dependent, rules, [...passed, target]);
      if (name !== null) return name;
    }
  }
  return null;
}

/** The rules, and each command of a recipe with its targets, variables of the file put in. */
function readRules(
  text: string,
  kind: 'makefile' | 'justfile',
): { readonly rules: readonly Rule[]; readonly recipes: readonly RecipeLine[] } {
  const variables = new Map<string, string>();
  const rules: Rule[] = [];
  const recipes: RecipeLine[] = [];
  let targets: readonly string[] = [];
  let prerequisites = '';
  let offset = 0;
  let pending = '';
  let pendingFrom = 0;
  for (const raw of text.split('\n')) {
    const from = offset;
    offset += raw.length + 1;
    if (pending === '') pendingFrom = from;
    const line = raw.replace(/\r$/, '');
    if (line.endsWith('\\')) {
      pending += `${line.slice(0, -1)} `;
      continue;
    }
    const whole = pending + line;
    pending = '';
    const [target] = targets;
    if (/^[\t ]+\S/.test(whole) && target !== undefined) {
      const recipe = whole.trim().replace(/^[@+-]+\s*/, '');
      const command = expand(withPrerequisites(recipe, target, prerequisites), variables);
      recipes.push({ targets, text: command, from: pendingFrom });
      continue;
    }
    const assigned = /^\s*(?:export\s+|override\s+)?([A-Za-z_][\w.-]*)\s*(:{0,3}|\?|\+|!)=\s*(.*?)\s*$/.exec(
      whole,
    );
    if (assigned !== null) {
      const [, name = '', operator = '', written = ''] = assigned;
      const value = expand(written.replace(/\s+#.*$/, ''), variables);
      const before = variables.get(name);
      if (operator !== '?' || before === undefined)
        variables.set(name, operator === '+' && before !== undefined ? `${before} ${value}` : value);
      continue;
    }
    if (whole.length > longestRule) continue;
    const rule =
      /^([^\s#:=][^#:=]*?)\s*(?:(?<!\$)\([^)]*\))?\s*::?(?!=)([^;#]*)(?:;(.*))?/.exec(whole) ??
      /^@?([\w-]+)\s[^:]*:(?!=)([^;#]*)/.exec(whole);
    if (rule === null) {
      if (whole.trim() !== '' && !/^\s*#/.test(whole))
        targets = /^(?:if|else|endif|define|endef|include)/.test(whole) ? targets : [];
      continue;
    }
    const names = wordsOf(expandWhole(rule[1] ?? '', variables)).filter((name) => name !== '&');
    // A target with parameters in a justfile: `train lr="1": `.
    targets = kind === 'justfile' ? names.slice(0, 1) : names;
    prerequisites = expandWhole(rule[2] ?? '', variables)
      .replace(/\|/g, ' ')
      .trim();
    rules.push({ targets, prerequisites: wordsOf(prerequisites) });
    if (rule[3] !== undefined) {
      const recipe = withPrerequisites(rule[3].trim(), targets[0] ?? '', prerequisites);
      recipes.push({ targets, text: expand(recipe, variables), from: pendingFrom });
    }
  }
  return { rules, recipes };
}

/** Between blanks; a call of make's own, such as `$(addprefix out/, a b)`, is one word. */
const wordsOf = (text: string): readonly string[] => text.match(/(?:\$\([^()]*\)|\$\{[^{}]*\}|\S)+/g) ?? [];

/** A variable may be set by others that the file sets after it. */
function expandWhole(value: string, variables: ReadonlyMap<string, string>): string {
  let expanded = value;
  for (let passes = 0; passes < 8 && expanded.includes('$'); passes += 1)
    expanded = expand(expanded, variables);
  return expanded;
}

/** `$<`, `$^` and `$@`: the first prerequisite, all of them, the target. */
const withPrerequisites = (recipe: string, target: string, prerequisites: string): string =>
  recipe
    .replace(/(?<!\$)\$(?:<|\(<\))/g, () => prerequisites.split(/\s+/)[0] ?? '')
    .replace(/(?<!\$)\$(?:[\^+]|\([\^+]\))/g, () => prerequisites)
    .replace(/(?<!\$)\$(?:@|\(@\))/g, () => target);

function expand(value: string, variables: ReadonlyMap<string, string>): string {
  return value
    .replace(/\$\(([\w.-]+)\)|\$\{([\w.-]+)\}|\{\{\s*([\w.-]+)\s*\}\}/g, (written, ...names: unknown[]) => {
      const name = names.find((candidate) => typeof candidate === 'string');
      return typeof name === 'string' ? (variables.get(name)?.slice(0, 4096) ?? written) : written;
    })
    .replaceAll('$$', '$')
    .slice(0, 16_384);
}
