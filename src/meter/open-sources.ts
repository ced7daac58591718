import { chooseProbes, type ChosenProbes } from './ladder';
import { monotonicSeconds } from './monotonic';
import { observe } from './observation';
import { watchCounters } from './prove-counters';
import type { KeptFile, OpenContext, OpenedSource, Source } from './source';
import { allSources } from './sources/catalogue';
import { endExpectedDrivers } from './sources/driver-library';
import { within } from './within';

/** Longer than each source gives its driver or program, so that it says itself what is wrong. */
const longestOpenSeconds = 8;

export interface OpenSources extends ChosenProbes {
  /** Each source with the name that `--source` takes. */
  readonly opened: readonly { readonly key: string; readonly source: OpenedSource }[];
  readonly kept: readonly KeptFile[];
  /** What is chosen where no meter of the whole machine may be. */
  withoutMachine(): ChosenProbes;
  /** Probes whose counters have not been seen to move yet; empty but where that was left to the caller. */
  readonly inDoubt: ReadonlySet<string>;
  /** The sources as they are where of those in doubt these have moved, and the others have not. */
  proven(moved: ReadonlySet<string>): Promise<OpenSources>;
  close(): void;
}

/** Opens all sources at once, or the one that `only` names. */
export async function openSources(
  only: string | undefined,
  context: OpenContext = { runsFolder: null },
): Promise<OpenSources> {
  const opened = await openUnproven(only, context);
  const observations = [observe(opened.probes, monotonicSeconds)];
  const moved = await watchCounters(opened.probes, opened.inDoubt, observations);
  return opened.inDoubt.size === 0 ? opened : opened.proven(moved);
}

/** The same without waiting for counters that are in doubt to move. */
export async function openUnproven(only: string | undefined, context: OpenContext): Promise<OpenSources> {
  const sources = (await allSources()).filter((source) => only === undefined || source.key === only);
  const opened = await openEach(sources, context);
  endExpectedDrivers();
  return opened;
}

/**
 * Opens them side by side. A source that fails in an unforeseen way, or takes too long, has its status and its note like
 * any other that can't be used.
 */
export async function openEach(
  sources: readonly Source[],
  context: OpenContext = { runsFolder: null },
  longestSeconds = longestOpenSeconds,
): Promise<OpenSources> {
  const opened = await Promise.all(sources.map((source) => openInTime(source, context, longestSeconds)));
  return openedSources(
    sources.map(({ key }) => key),
    opened,
  );
}

function openedSources(keys: readonly string[], opened: readonly OpenedSource[]): OpenSources {
  return {
    ...chooseProbes(opened),
    opened: opened.map((source, index) => ({ key: keys[index] ?? '', source })),
    kept: opened.flatMap((source) => source.kept ?? []),
    withoutMachine: () => chooseProbes(opened, { machine: false }),
    inDoubt: new Set(opened.flatMap(({ proving }) => [...(proving?.ids ?? [])])),
    proven: async (moved) =>
      openedSources(
        keys,
        await Promise.all(
          opened.map((source) =>
            source.proving === undefined ? Promise.resolve(source) : source.proving.decide(moved),
          ),
        ),
      ),
    close: () => {
      for (const source of opened) source.close();
    },
  };
}

async function openInTime(
  source: Source,
  context: OpenContext,
  longestSeconds: number,
): Promise<OpenedSource> {
  try {
    const opening = source.open(context);
    const opened = await within(opening, longestSeconds * 1000);
    if (opened !== null) return opened;
    // It may still come: then nobody wants it any more.
    opening.then(
      (tooLate) => {
        tooLate.close();
      },
      () => undefined,
    );
    return failedSource(source, `it did not answer within ${longestSeconds} s`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failedSource(source, `it failed in an unforeseen way (${reason})`);
  }
}

const failedSource = ({ name, rung }: Source, why: string): OpenedSource => ({
  statuses: [{ source: name, rung, usable: false, why, fix: null }],
  probes: [],
  notes: [],
  close: () => undefined,
});

/** The names that `--source` takes. */
export const sourceKeys = async (): Promise<string[]> => (await allSources()).map((source) => source.key);
