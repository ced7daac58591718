import type { Span } from './reading';

const indentOf = (line: string): number => line.length - line.trimStart().length;

/**
 * What tells a model of a source from its others: how the line begins that makes it, below the function or class that it stands
 * in, without the model's values. `big = LlamaConfig`, or `def base() return GPTConfig`.
 */
export function modelName(text: string, { offset, length }: Span): string {
  const begin = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(begin, offset + length);
  let indent = indentOf(line);
  const lines = text.slice(0, begin).split('\n');
  while (indent > 0 && lines.length > 0) {
    const above = lines.pop() ?? '';
    if (above.trim() === '' || indentOf(above) >= indent) continue;
    indent = indentOf(above);
    const [holder] = /^(?:async\s+)?(?:def|class)\s+\w+/.exec(above.trimStart()) ?? [];
    if (holder !== undefined) return `${holder} ${line.trim()}`;
  }
  return line.trim();
}

/**
 * For each name of `present` the index in `earlier` of what it was: by a name that both have once, else the one in the same
 * place where there are as many; null where it is not known which was which.
 */
export function pairedByName(
  earlier: readonly string[],
  present: readonly string[],
): readonly (number | null)[] {
  const isOnce = (names: readonly string[], name: string): boolean =>
    names.indexOf(name) === names.lastIndexOf(name);
  const pairs = present.map((name) => {
    const index = earlier.indexOf(name);
    return index >= 0 && isOnce(earlier, name) && isOnce(present, name) ? index : null;
  });
  if (earlier.length !== present.length) return pairs;
  return pairs.map((pair, index) => pair ?? (pairs.includes(index) ? null : index));
}
