import { delimiter } from 'node:path';
import { parseEnv } from 'node:util';

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
  for (const [name, value = ''] of inOrderOf(text, parseEnv(text)))
    known[name] = value.replace(/\\\$|\$\{([A-Za-z_]\w*)\}/g, (_whole, other: string | undefined) =>
      other === undefined ? '$' : (known[other] ?? outer[other] ?? ''),
    );
  for (const name of searchPaths) {
    const own = known[name];
    if (own !== undefined) known[name] = joined(own, outer[name]);
  }
  return known;
}

/** Node gives them by their names. */
function inOrderOf<Value>(text: string, variables: Readonly<Record<string, Value>>): [string, Value][] {
  const places = new Map(
    [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([^\s=#]+)[ \t]*=/gm)].map(({ 1: name = '', index }) => [
      name,
      index,
    ]),
  );
  const placeOf = (name: string): number => places.get(name) ?? 0;
  return Object.entries(variables).sort(([one], [other]) => placeOf(one) - placeOf(other));
}

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
