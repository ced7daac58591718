import { delimiter } from 'node:path';

type Environment = Readonly<Record<string, string>>;

/**
 * The variables of a `.env`, as the Python extension gives them to what it starts: `${NAME}` is a variable of the file above it,
 * else of `outer`, `\$` a dollar, and folders to search go before those of `outer`.
 */
export function readEnvironmentFile(
  text: string,
  outer: Readonly<Record<string, string | undefined>>,
): Environment {
  const known: Record<string, string> = {};
  for (const [name, value] of entriesOf(text))
    known[name] = value.replace(/\\\$|\$\{([A-Za-z_]\w*)\}/g, (_whole, other: string | undefined) =>
      other === undefined ? '$' : (known[other] ?? outer[other] ?? ''),
    );
  for (const name of searchPaths) {
    const own = known[name];
    if (own !== undefined) known[name] = joined(own, outer[name]);
  }
  return known;
}

/**
 * The names and values of a file, in its order. A value in quotes goes to the closing one, over lines too; what is not closed, or has
 * something behind it, stands as it is. Without quotes a comment begins behind white space alone: keys have `#` in them.
 */
function entriesOf(text: string): [string, string][] {
  const found: [string, string][] = [];
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  let at = 0;
  while (at < lines.length) {
    entry.lastIndex = at;
    const [whole, name, double, single, back, plain = ''] = entry.exec(lines) ?? [];
    if (whole === undefined || name === undefined) {
      const end = lines.indexOf('\n', at);
      at = end === -1 ? lines.length : end + 1;
      continue;
    }
    const escaped = double?.replace(/\\([^])/g, (pair, of: string) =>
      of === 'n' ? '\n' : of === '"' ? '"' : pair,
    );
    found.push([name, escaped ?? single ?? back ?? plain.replace(/(?:^|\s)#.*$/, '').trim()]);
    at += Math.max(1, whole.length);
  }
  return found;
}

const blank = String.raw`[^\S\n]*`;
const quoted =
  String.raw`(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|` + '`([^`]*)`' + String.raw`)(?=${blank}(?:#.*)?(?:\n|$))`;
const entry = new RegExp(
  String.raw`${blank}(?:export[^\S\n]+)?([^\s=#]+)${blank}=${blank}(?:${quoted}|(.*))(?:${blank}#.*)?(?:\n|$)`,
  'y',
);

const searchPaths = ['PATH', 'PYTHONPATH'] as const;

function joined(own: string, outer: string | undefined): string {
  if (outer === undefined || outer === '' || own === outer || own.endsWith(`${delimiter}${outer}`))
    return own;
  return own === '' ? outer : `${own}${delimiter}${outer}`;
}

/** What a terminal has by itself: a process's variables, with those of the setting over them. Null takes one away. */
export function terminalVariables(
  ofProcess: Readonly<Record<string, string | undefined>>,
  ofSetting: Readonly<Record<string, unknown>>,
): Environment {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...ofProcess, ...ofSetting })) {
    if (typeof value === 'string') merged[name] = value;
    else if (value !== null && ofProcess[name] !== undefined) merged[name] = ofProcess[name];
  }
  return merged;
}
