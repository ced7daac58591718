import { chooseProbes, type ChosenProbes } from './ladder';
import type { KeptFile, OpenContext, OpenedSource, Source, SourceStatus } from './source';
import { allSources } from './sources/catalogue';

export interface OpenSources extends ChosenProbes {
  readonly statuses: readonly SourceStatus[];
  readonly kept: readonly KeptFile[];
  /** What is chosen where no meter of the whole machine may be. */
  withoutMachine(): ChosenProbes;
  close(): void;
}

/** Opens all sources at once, or the one that `only` names. */
export async function openSources(
  only: string | undefined,
  runsFolder: string | null = null,
): Promise<OpenSources> {
  const sources = (await allSources()).filter((source) => only === undefined || source.key === only);
  return openEach(sources, { runsFolder });
}

/** A source that fails in an unforeseen way has its status and its note like any other that can't be used. */
export async function openEach(
  sources: readonly Source[],
  context: OpenContext = { runsFolder: null },
): Promise<OpenSources> {
  const opened = await Promise.all(
    sources.map(async (source) => {
      try {
        return await source.open(context);
      } catch (error) {
        return failedSource(source, error);
      }
    }),
  );
  return {
    ...chooseProbes(opened),
    statuses: opened.flatMap((source) => source.statuses),
    kept: opened.flatMap((source) => source.kept ?? []),
    withoutMachine: () => chooseProbes(opened, { machine: false }),
    close: () => {
      for (const source of opened) source.close();
    },
  };
}

function failedSource({ name, rung }: Source, error: unknown): OpenedSource {
  const why = `it failed in an unforeseen way (${error instanceof Error ? error.message : String(error)})`;
  return {
    statuses: [{ source: name, rung, usable: false, why, fix: null }],
    probes: [],
    notes: [],
    close: () => undefined,
  };
}

/** The names that `--source` takes. */
export const sourceKeys = async (): Promise<string[]> => (await allSources()).map((source) => source.key);
