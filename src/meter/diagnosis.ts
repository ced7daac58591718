import type { Device } from '../runs/journal';
import type { OpenSources } from './open-sources';
import type { OpenedSource, Probe, SourceStatus } from './source';

/** One row of `wattlens doctor`: a source, and what a run here would read by it. */
export interface Diagnosis extends SourceStatus {
  /** The name that `--source` takes. */
  readonly key: string;
  readonly used: readonly UsedProbe[];
}

export interface UsedProbe {
  readonly id: string;
  readonly name: string;
  readonly domain: Device['domain'];
  readonly provenance: Device['provenance'];
  /** The device that covers it, where it is in no sum. */
  readonly within: string | null;
}

/** Every source known, the best rung first, those of one rung in the order of the catalogue. */
export function diagnose({ opened, probes }: Pick<OpenSources, 'opened' | 'probes'>): Diagnosis[] {
  return opened
    .flatMap(({ key, source }) =>
      source.statuses.map((status) => ({ ...status, key, used: usedBy(status, source, probes) })),
    )
    .toSorted((a, b) => a.rung - b.rung);
}

/** A source of several ways to read has a status for each, by the name that its probes have; a source of one has one. */
function usedBy(status: SourceStatus, source: OpenedSource, chosen: readonly Probe[]): UsedProbe[] {
  const isOwn = ({ id, source: name }: Probe): boolean =>
    source.probes.some((probe) => probe.id === id && probe.source === name) &&
    (source.statuses.length === 1 || name === status.source);
  return chosen
    .filter(isOwn)
    .map(({ id, name, domain, provenance, within }) => ({ id, name, domain, provenance, within }));
}
