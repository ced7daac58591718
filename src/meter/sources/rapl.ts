import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';

const sourceName = 'RAPL';
/** The counters are updated about every millisecond. */
const tickSeconds = 0.001;
/** Against a meter at the wall RAPL was found to be off by a few per cent (Khan et al., RAPL in Action, 2018). */
const range = { low: 0.95, mid: 1, high: 1.05 };

/** One powercap zone: `intel-rapl:0`, `intel-rapl:0:2`, `intel-rapl-mmio:0`. AMD processors use the same names. */
interface Zone {
  readonly folder: string;
  /** `package-0`, `core`, `uncore`, `dram`, `psys`. */
  readonly name: string;
  readonly parent: string | null;
  readonly wrapJoules: number | null;
}

/** Processor and memory energy of Linux's powercap tree, at `root`. */
export const raplSource = (root = '/sys/class/powercap'): Source => ({
  key: 'rapl',
  name: sourceName,
  rung: rungs.energyCounter,
  open: () => Promise.resolve(openTree(root)),
});

function openTree(root: string): OpenedSource {
  if (process.platform !== 'linux')
    return unusable(`powercap is a part of Linux, and this is ${process.platform}`, null);
  const zones = zonesOf(root);
  if (zones.length === 0) {
    return unusable(
      `${root} holds no RAPL zone: a virtual machine, a container that hides it, or a processor without`,
      'On a machine of its own: modprobe intel_rapl_msr. In a container: mount /sys/class/powercap and /sys/devices/virtual/powercap read-only.',
    );
  }
  const files: number[] = [];
  const probes: Probe[] = [];
  const refusals = new Map<string, string>();
  for (const plan of planProbes(zones)) {
    const opened = openProbe(plan);
    if ('refused' in opened) {
      refusals.set(plan.id, opened.refused);
    } else {
      files.push(opened.file);
      probes.push(opened.probe);
    }
  }
  const refused = [...refusals].map(([id, why]) => `${id} can't be read (${why})`);
  const close = (): void => {
    for (const file of files) closeSync(file);
  };
  if (probes.length > 0) {
    const why = [`reads ${probes.map((probe) => probe.id).join(', ')}`, ...refused].join('; ');
    return {
      statuses: [{ source: sourceName, rung: rungs.energyCounter, usable: true, why, fix: null }],
      probes,
      notes: refused.map((text) => `${sourceName}: ${text}; it is not in the sum.`),
      close,
    };
  }
  const reasons = new Set(refusals.values());
  if (reasons.has('EACCES') || reasons.has('EPERM')) {
    return unusable(
      `${root}/*/energy_uj may be read by root alone (the kernel's answer to CVE-2020-8694)`,
      `Until the next boot: sudo chmod a+r ${root}/*/energy_uj. For good, as /etc/udev/rules.d/99-rapl.rules: SUBSYSTEM=="powercap", ACTION=="add", RUN+="/bin/chmod a+r /sys%p/energy_uj"`,
    );
  }
  return unusable(`${root}/*/energy_uj can't be read (${[...reasons].join(', ')})`, null);
}

function zonesOf(root: string): Zone[] {
  let entries: string[];
  try {
    entries = readdirSync(root).sort();
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const match = /^(intel-rapl(?:-mmio)?:[0-9a-f]+)(:[0-9a-f]+)?$/.exec(entry);
    if (match === null) return [];
    const folder = join(root, entry);
    const name = readText(join(folder, 'name'));
    if (name === null) return [];
    const highest = Number(readText(join(folder, 'max_energy_range_uj')) ?? Number.NaN);
    return [
      {
        folder,
        name,
        parent: match[2] === undefined ? null : join(root, match[1] ?? ''),
        wrapJoules: Number.isFinite(highest) && highest > 0 ? highest / 1e6 : null,
      },
    ];
  });
}

interface ProbePlan {
  readonly zone: Zone;
  readonly id: string;
  readonly name: string;
  readonly domain: 'cpu' | 'dram' | 'node';
  readonly within: string | null;
}

/** psys covers the packages and the memory; a package covers its cores, which are read only where there is no package. */
function planProbes(zones: readonly Zone[]): ProbePlan[] {
  const processor = cpus()[0]?.model.trim() ?? 'CPU';
  const top = withoutDuplicates(zones.filter((zone) => zone.parent === null));
  const platform = top.find((zone) => zone.name === 'psys');
  const within = platform === undefined ? null : 'node:psys';
  const packages = top.filter((zone) => zone.name.startsWith('package'));
  const measured = packages.length > 0 ? packages : zones.filter((zone) => zone.name === 'core');
  return [
    ...(platform === undefined
      ? []
      : [
          { zone: platform, id: 'node:psys', name: 'Platform (psys)', domain: 'node', within: null } as const,
        ]),
    ...measured.map(
      (zone) =>
        ({
          zone,
          id: `cpu:${zone.name}`,
          name: `${processor} (${zone.name})`,
          domain: 'cpu',
          within,
        }) as const,
    ),
    ...packages.flatMap((owner) =>
      zones
        .filter((zone) => zone.parent === owner.folder && zone.name === 'dram')
        .map(
          (zone) =>
            ({
              zone,
              id: `dram:${owner.name}`,
              name: `Memory of ${owner.name}`,
              domain: 'dram',
              within,
            }) as const,
        ),
    ),
  ];
}

/**
 * One zone a name: a package is often there by MSR and by MMIO, and MSR sorts first. AMD gives every die the
 * counter of its socket, so dies of one package whose counters agree are one.
 */
function withoutDuplicates(zones: readonly Zone[]): Zone[] {
  const kept: Zone[] = [];
  const bySource = zones.toSorted(
    (a, b) => Number(a.folder.includes('-mmio')) - Number(b.folder.includes('-mmio')),
  );
  for (const zone of bySource) {
    const isDuplicate = kept.some((other) => other.name === zone.name || isMirroredDie(other, zone));
    if (!isDuplicate) kept.push(zone);
  }
  return kept;
}

function isMirroredDie(one: Zone, other: Zone): boolean {
  const packageOf = (zone: Zone): string | undefined => /^(package-\d+)-die-\d+$/.exec(zone.name)?.[1];
  if (packageOf(one) === undefined || packageOf(one) !== packageOf(other)) return false;
  const [first, second] = [one, other].map((zone) => parseCounter(readText(join(zone.folder, 'energy_uj'))));
  if (typeof first !== 'number' || typeof second !== 'number') return false;
  return Math.abs(first - second) <= 1e-4 * Math.max(first, second);
}

/** A zone that opens is not yet one that can be read: some answer an error or nothing. */
function openProbe(plan: ProbePlan): { readonly file: number; readonly probe: Probe } | { refused: string } {
  let file: number;
  try {
    file = openSync(join(plan.zone.folder, 'energy_uj'), 'r');
  } catch (error) {
    return { refused: codeOf(error) };
  }
  const probe = probeOf(plan, file);
  const first = probe.read();
  if (first.ok) return { file, probe };
  closeSync(file);
  return { refused: first.reason };
}

function probeOf({ zone, id, name, domain, within }: ProbePlan, file: number): Probe {
  const buffer = Buffer.alloc(32);
  return {
    id,
    name,
    domain,
    within,
    source: sourceName,
    rung: rungs.energyCounter,
    provenance: 'measured',
    range,
    averagedSeconds: 0,
    highestWatts: highestUsualWatts,
    counter: { tickSeconds, wrapJoules: zone.wrapJoules },
    read: (): Measurement => {
      try {
        // From the beginning each time: the kernel then asks the register anew.
        const length = readSync(file, buffer, 0, buffer.length, 0);
        const microjoules = parseCounter(buffer.toString('latin1', 0, length));
        return microjoules === null
          ? { ok: false, reason: 'the counter is not a number' }
          : { ok: true, counterJoules: microjoules / 1e6, watts: null };
      } catch (error) {
        return { ok: false, reason: codeOf(error) };
      }
    },
  };
}

/** Digits alone: Number('') is 0, and a blank is no reading. */
const parseCounter = (text: string | null): number | null =>
  text !== null && /^\d+$/.test(text.trim()) ? Number(text) : null;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

const unusable = (why: string, fix: string | null): OpenedSource => ({
  statuses: [{ source: sourceName, rung: rungs.energyCounter, usable: false, why, fix }],
  probes: [],
  notes: [],
  close: () => undefined,
});
