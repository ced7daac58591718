import { linesAt, type DetectionContext } from '../detection';
import { commandsOfTask } from './shell-file';
import { findingsOfTasks, noTasks, type TaskFindings } from './tasks';

const largestMakefile = 256 * 1024;

interface RecipeLine {
  readonly target: string;
  readonly text: string;
  readonly from: number;
}

/** Judges a Makefile or justfile: which of its targets train. */
export function detectInMakefile(text: string, context: DetectionContext = {}): TaskFindings {
  if (text.length > largestMakefile) return noTasks('Too large: not looked at.');
  return findingsOfTasks(
    recipeLines(text).flatMap((line) => {
      const found = commandsOfTask(line.target, line.text, context);
      const evidence = linesAt(text, [line.from]);
      return found.readings.length > 0
        ? evidence.map((place) => ({ task: line.target, start: null, evidence: place, ...found }))
        : [];
    }),
  );
}

/** Each command of a recipe with its target, variables of the file put in. */
function recipeLines(text: string): RecipeLine[] {
  const variables = new Map<string, string>();
  const recipes: RecipeLine[] = [];
  let target: string | null = null;
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
    if (/^[\t ]+\S/.test(whole) && target !== null) {
      const recipe = whole.trim().replace(/^[@+-]+\s*/, '');
      const command = expand(withPrerequisites(recipe, target, prerequisites), variables);
      recipes.push({ target, text: command, from: pendingFrom });
      continue;
    }
    const assigned =
      /^\s*(?:export\s+|override\s+)?([A-Za-z_][\w.-]*)\s*(?::{0,3}|\?|\+|!)=\s*(.*?)\s*$/.exec(whole);
    if (assigned !== null) {
      const [, name = '', value = ''] = assigned;
      variables.set(name, expand(value.replace(/\s+#.*$/, ''), variables));
      continue;
    }
    const rule =
      /^([^\s#:=][^#:=]*?)\s*(?:\([^)]*\))?\s*::?(?!=)([^;#]*)(?:;(.*))?/.exec(whole) ??
      /^@?([\w-]+)\s[^:]*:(?!=)([^;#]*)/.exec(whole);
    if (rule === null) {
      if (whole.trim() !== '' && !/^\s*#/.test(whole))
        target = /^(?:if|else|endif|define|endef|include)/.test(whole) ? target : null;
      continue;
    }
    // A target with parameters in a justfile: `train lr="1": `.
    target = expand((rule[1] ?? '').split(/\s+/)[0] ?? '', variables);
    prerequisites = expand(rule[2] ?? '', variables)
      .replace(/\|/g, ' ')
      .trim();
    if (rule[3] !== undefined) {
      const recipe = withPrerequisites(rule[3].trim(), target, prerequisites);
      recipes.push({ target, text: expand(recipe, variables), from: pendingFrom });
    }
  }
  return recipes;
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
