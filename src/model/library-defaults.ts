import type { LibraryDefaults } from './config-fields';
import { libraryDefaultsTable } from './library-defaults-table';

let lines: ReadonlyMap<string, string> | null = null;
const parsed = new Map<string, LibraryDefaults>();

/** The table's lines by model type: cut once, when the first default is asked for. */
function linesByType(): ReadonlyMap<string, string> {
  lines ??= new Map(
    libraryDefaultsTable.split('\n').map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    }),
  );
  return lines;
}

/** What a configuration class of the library says where config.json does not; undefined for a type that it does not have. */
export function defaultsOf(modelType: string): LibraryDefaults | undefined {
  const known = parsed.get(modelType);
  if (known !== undefined) return known;
  const line = linesByType().get(modelType);
  if (line === undefined) return undefined;
  // The table is this project's own, generated: its shape is known.
  const defaults = JSON.parse(line) as LibraryDefaults;
  parsed.set(modelType, defaults);
  return defaults;
}
