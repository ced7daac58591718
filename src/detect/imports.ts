/** The last name of a dotted path: `fit` of `trainer.fit`. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** A path as written, with its root name replaced by what that was imported as. */
export function importedPath(written: string, imports: ReadonlyMap<string, string>): string {
  const end = written.search(/[.()[\]]/);
  const imported = imports.get(end < 0 ? written : written.slice(0, end));
  return imported === undefined ? written : imported + (end < 0 ? '' : written.slice(end));
}

/** Most imports: in one line, with single spaces. */
const isFlat = /^[\w.*,]+(?: [\w.*,]+)*$/;

/** The names that an import statement brings, each with its full path. */
export function importedNames(statement: string): [name: string, path: string][] {
  const flat = isFlat.test(statement)
    ? statement
    : statement
        .replace(/#[^\n]*/g, ' ')
        .replace(/[()\\\s]+/g, ' ')
        .trim();
  const pairs = (list: string): [string, string][] =>
    list
      .split(',')
      .map((part) => /^([\w.]+)(?: as (\w+))?$/.exec(part.trim()))
      .filter((match) => match !== null)
      .map((match) => [match[2] ?? '', match[1] ?? '']);
  const from = /^from (\.*[\w.]*) ?import (.*)$/.exec(flat);
  if (from !== null) {
    const [, source = '', list = ''] = from;
    if (list.trim() === '*') return [[`* from ${source}`, source]];
    const prefix = source.endsWith('.') ? source : `${source}.`;
    return pairs(list).map(([alias, name]) => [alias || name, prefix + name]);
  }
  const plain = /^import (.*)$/.exec(flat);
  return pairs(plain?.[1] ?? '').map(([alias, path]) => {
    const root = path.split('.')[0] ?? path;
    return alias ? [alias, path] : [root, root];
  });
}

/**
 * What `importlib.import_module("project.runner").build(config)` imports, and calls of it: the module where a literal names it, else
 * `?`; and `.build()`, or nothing.
 */
export function importedByCall(written: string): { readonly module: string; readonly called: string } | null {
  const match =
    /^(?:importlib\.)?(?:import_module|__import__)\(\s*(?:["']([\w.]+)["']\s*\)|[^)]*\))\s*(?:\.\s*(\w+)\s*\()?/.exec(
      written,
    );
  if (match === null) return null;
  return { module: match[1] ?? '?', called: match[2] === undefined ? '' : `.${match[2]}()` };
}

/** What a notebook of Databricks that is kept as Python runs in its place, as imports: `# MAGIC %run ./loops/trainer`. */
export const runNotebooks = (text: string): string[] =>
  text.includes('# MAGIC %run')
    ? Array.from(
        text.matchAll(/^# MAGIC %run[ \t]+["']?\.\/([\w./-]+)/gm),
        ([, path = '']) => `.${path.replace(/\.py$/, '').replaceAll('/', '.')}`,
      )
    : [];
