import type { OpenedSource, Probe } from './source';

export interface ChosenProbes {
  readonly probes: readonly Probe[];
  /** What people must know to read the figures. */
  readonly notes: readonly string[];
}

/**
 * Picks, for each device and domain, the probe on the best rung, so that nothing is counted twice: a model only
 * where nothing measures the processor, and the platform zone (psys) only where no graphics card is measured by
 * itself, because whether psys covers a discrete card differs from machine to machine.
 */
export function chooseProbes(opened: readonly OpenedSource[]): ChosenProbes {
  const all = opened.flatMap((source) => source.probes).toSorted((a, b) => a.rung - b.rung);
  const best = all.filter((probe, index) => all.findIndex((other) => other.id === probe.id) === index);
  const measuresCard = best.some((probe) => probe.domain === 'gpu');
  const withoutPlatform = measuresCard ? best.filter((probe) => probe.domain !== 'node') : best;
  const measuresProcessor = withoutPlatform.some(
    (probe) =>
      probe.provenance === 'measured' &&
      (probe.domain === 'cpu' || probe.domain === 'node' || probe.domain === 'module'),
  );
  const chosen = withoutPlatform.filter(
    (probe) => !(measuresProcessor && probe.domain === 'cpu' && probe.provenance === 'modelled'),
  );
  const ids = new Set(chosen.map((probe) => probe.id));
  const probes = chosen.map((probe) =>
    probe.within !== null && !ids.has(probe.within) ? { ...probe, within: null } : probe,
  );
  return { probes, notes: notesOn(opened, probes) };
}

function notesOn(opened: readonly OpenedSource[], probes: readonly Probe[]): string[] {
  const used = new Set(probes.map((probe) => probe.source));
  const refused = opened
    .flatMap((source) => source.statuses)
    .filter((status) => !status.usable && status.isAbsent !== true && !used.has(status.source));
  // Readings of one library fail for one reason: it is told once.
  const reasons = [...new Set(refused.map((status) => status.why))].map((why) => {
    const sources = refused.filter((status) => status.why === why).map((status) => status.source);
    return `${sources.join(', ')}: ${why}`;
  });
  const modelled = probes
    .filter((probe) => probe.provenance === 'modelled')
    .map((probe) => `${probe.name}: modelled by ${probe.source}, not measured.`);
  return [...modelled, ...opened.flatMap((source) => source.notes), ...reasons];
}
