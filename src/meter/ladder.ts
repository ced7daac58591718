import type { Device } from '../runs/journal';
import type { OpenedSource, Probe } from './source';
import { noteTexts } from '../runs/note-texts';

export interface ChosenProbes {
  readonly probes: readonly Probe[];
  /** What people must know to read the figures. */
  readonly notes: readonly string[];
}

export interface LadderOptions {
  /** Whether meters of the whole machine are to be used: not where some of its accelerators are kept from the run. */
  readonly machine: boolean;
}

type Domain = Device['domain'];

/** What a reading of a domain has in it besides itself. */
const covered: Readonly<Record<Domain, readonly Domain[]>> = {
  node: ['module', 'cpu', 'gpu', 'dram'],
  module: ['cpu', 'gpu', 'dram'],
  cpu: [],
  gpu: [],
  dram: [],
};

/**
 * Picks, for each device and domain, the probe on the best rung, so that nothing is counted twice. What a measured
 * domain covers is not modelled. Of the meters of the whole machine one is used, and all else lies within it.
 */
export function chooseProbes(
  opened: readonly OpenedSource[],
  options: LadderOptions = { machine: true },
): ChosenProbes {
  const all = opened
    .flatMap((source) => source.probes)
    .toSorted((a, b) => Number(b.isRequested === true) - Number(a.isRequested === true) || a.rung - b.rung);
  const best = all.filter((probe, index) => all.findIndex((other) => other.id === probe.id) === index);
  const refused = new Map<Probe, string>();
  const refuse = (reasonOf: (probe: Probe, left: readonly Probe[]) => string | null): void => {
    const left = best.filter((probe) => !refused.has(probe));
    for (const probe of left) {
      const reason = reasonOf(probe, left);
      if (reason !== null) refused.set(probe, reason);
    }
  };
  refuse((probe) => (options.machine || !isMachine(probe) ? null : machineIsShared));
  refuse(whyNotPlatform);
  refuse(whyNotBattery);
  refuse(whyNotModule);
  refuse(whyNotModelled);
  const probes = placeWithin(best.filter((probe) => !refused.has(probe)));
  return { probes, notes: notesOn(opened, probes, all, refused) };
}

const isPlatform = ({ id }: Probe): boolean => id === 'node:psys';
const isMachine = (probe: Probe): boolean => probe.domain === 'node' && !isPlatform(probe);

const machineIsShared = noteTexts.write('some of the accelerators in it are kept from this run');

/** Whether psys covers a discrete card differs from machine to machine. */
const whyNotPlatform = (probe: Probe, left: readonly Probe[]): string | null =>
  isPlatform(probe) && left.some(({ domain }) => domain === 'gpu')
    ? noteTexts.write(
        'a GPU is read by itself, and whether the platform covers it differs from machine to machine',
      )
    : null;

/** A battery that stops telling in mid-run would take all that lies within it out of the sum. */
const whyNotBattery = (probe: Probe, left: readonly Probe[]): string | null =>
  probe.canEnd === true &&
  probe.isRequested !== true &&
  left.some((other) => other !== probe && measuresProcessor(other))
    ? noteTexts.write(
        'the processor is measured by itself, and a battery tells nothing once a charger is plugged in',
      )
    : null;

const measuresProcessor = ({ provenance, domain }: Probe): boolean =>
  provenance === 'measured' && (domain === 'cpu' || domain === 'node' || domain === 'module');

/** Two sources that tell of modules tell of the same ones, under names of their own. */
function whyNotModule(probe: Probe, left: readonly Probe[]): string | null {
  if (probe.domain !== 'module' || probe.isRequested === true) return null;
  const first = left.find(({ domain }) => domain === 'module');
  return first === undefined || first.source === probe.source
    ? null
    : noteTexts.write('{0} reads the modules', first.source);
}

function whyNotModelled(probe: Probe, left: readonly Probe[]): string | null {
  if (probe.provenance !== 'modelled') return null;
  const covers = ({ domain, provenance }: Probe): boolean =>
    provenance === 'measured' &&
    (covered[domain].includes(probe.domain) || (domain === probe.domain && domain !== 'gpu'));
  return left.some(covers) ? '' : null;
}

/** Puts each probe into the smallest that covers it: a part into its module, all into the machine. */
function placeWithin(probes: readonly Probe[]): Probe[] {
  const ids = new Set(probes.map(({ id }) => id));
  const place = (probe: Probe): string | null => {
    if (probe.within !== null && ids.has(probe.within)) return probe.within;
    const requested = probes.find(
      (other) => other.isRequested === true && other.domain === probe.domain && other !== probe,
    );
    if (requested !== undefined && probe.isRequested !== true && probe.domain !== 'node') return requested.id;
    const modules = probes.filter(({ domain }) => domain === 'module');
    if (covered.module.includes(probe.domain) && modules.length > 0) {
      const peers = probes.filter(({ domain }) => domain === probe.domain);
      const at = Math.floor((peers.indexOf(probe) * modules.length) / peers.length);
      return modules[at]?.id ?? null;
    }
    return probes.find((other) => isMachine(other) && other !== probe)?.id ?? null;
  };
  return probes.map((probe) => ({ ...probe, within: place(probe) }));
}

function notesOn(
  opened: readonly OpenedSource[],
  probes: readonly Probe[],
  all: readonly Probe[],
  refused: ReadonlyMap<Probe, string>,
): string[] {
  const used = new Set(probes.map((probe) => probe.source));
  const unusable = opened
    .flatMap((source) => source.statuses)
    .filter((status) => !status.usable && status.isAbsent !== true && !used.has(status.source));
  // Readings of one library fail for one reason: it is told once.
  const reasons = [...new Set(unusable.map((status) => status.why))].map((why) => {
    const sources = unusable.filter((status) => status.why === why).map((status) => status.source);
    return `${sources.join(', ')}: ${why}`;
  });
  const modelled = probes
    .filter((probe) => probe.provenance === 'modelled')
    .map((probe) => noteTexts.write('{0}: modelled by {1}, not measured.', probe.name, probe.source));
  return [
    ...modelled,
    ...notesOnMachine(probes, all),
    ...[...refused].flatMap(([{ name, source }, why]) =>
      why === '' ? [] : [noteTexts.write('{0} by {1}: not used, because {2}.', name, source, why)],
    ),
    ...opened.flatMap((source) => source.notes),
    ...reasons,
  ];
}

function notesOnMachine(probes: readonly Probe[], all: readonly Probe[]): string[] {
  const machine = probes.find(isMachine);
  if (machine === undefined) return [];
  const parts = probes.filter((probe) => probe !== machine && probe.within !== null);
  const others = all.filter((probe) => isMachine(probe) && probe.source !== machine.source);
  return [
    ...(parts.length === 0
      ? []
      : [
          noteTexts.write(
            '{0} by {1} is the sum; what else is read lies within it.',
            machine.name,
            machine.source,
          ),
        ]),
    ...others.map(({ source, rung }) =>
      machine.isRequested === true
        ? noteTexts.write(
            '{0} (rung {1}): not used, because {2} (asked for) reads the whole machine.',
            source,
            rung,
            machine.source,
          )
        : noteTexts.write(
            '{0} (rung {1}): not used, because {2} (rung {3}) reads the whole machine.',
            source,
            rung,
            machine.source,
            machine.rung,
          ),
    ),
  ];
}
