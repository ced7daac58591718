import { chooseProbes, type ChosenProbes } from './ladder';
import type { OpenedSource, SourceStatus } from './source';
import { allSources } from './sources/catalogue';

export interface OpenSources extends ChosenProbes {
  readonly statuses: readonly SourceStatus[];
  close(): void;
}

/** Opens all sources at once, or the one that `only` names. A source that fails in an unforeseen way is left out, with a note. */
export async function openSources(only: string | undefined): Promise<OpenSources> {
  const sources = (await allSources()).filter((source) => only === undefined || source.key === only);
  const failures: string[] = [];
  const opened = await Promise.all(
    sources.map((source) =>
      source.open().catch((error: unknown) => {
        failures.push(`${source.key}: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }),
    ),
  );
  const usable = opened.filter((source): source is OpenedSource => source !== null);
  const { probes, notes } = chooseProbes(usable);
  return {
    probes,
    notes: [...notes, ...failures],
    statuses: usable.flatMap((source) => source.statuses),
    close: () => {
      for (const source of usable) source.close();
    },
  };
}

/** The names that `--source` takes. */
export const sourceKeys = async (): Promise<string[]> => (await allSources()).map((source) => source.key);
