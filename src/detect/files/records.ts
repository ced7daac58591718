/** What a parsed TOML, JSON or YAML file may hold where a table is looked for. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The table at a path; empty where there is none. */
export function recordAt(root: unknown, path: readonly string[]): Readonly<Record<string, unknown>> {
  const value = at(root, path);
  return isRecord(value) ? value : {};
}

/** The value at a path; undefined where there is none. */
export function at(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}
