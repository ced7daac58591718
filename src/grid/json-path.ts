/** The steps of `data[0].intensity.actual` (a leading `$` is taken off); null where it is none. */
export function jsonPathSteps(path: string): readonly (string | number)[] | null {
  const text = path.trim().replace(/^\$\.?/, '');
  if (text === '') return [];
  const steps: (string | number)[] = [];
  const step = /\.?(?:([^.[\]]+)|\[(-?\d+)\]|\["([^"\]]+)"\])/y;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) return null;
    const [, name, position, quoted] = found;
    steps.push(position === undefined ? (name ?? quoted ?? '') : Number(position));
  }
  return steps;
}

/** The value at a path; undefined where there is none. A negative position counts from the end. */
export function valueAt(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((parent, step) => {
    if (typeof step === 'number') return Array.isArray(parent) ? (parent.at(step) as unknown) : undefined;
    const isHolder = typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step);
    return isHolder ? (parent as Record<string, unknown>)[step] : undefined;
  }, value);
}
