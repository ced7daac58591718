import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { isForbidden, openNumberFile, parseWhole, readText, type NumberFile } from './kernel-file';
import { refusalsOf } from './unusable';

const sourceName = 'RAPL';
const { unusable, absent } = refusalsOf(sourceName, rungs.energyCounter);
/** The counters are updated about every millisecond. */
const tickSeconds = 0.001;
/** A counter that stays at 0 for so long is none. */
const longestZeroSeconds = 0.1;
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
  open: () => openTree(root),
});

async function openTree(root: string): Promise<OpenedSource> {
  if (process.platform !== 'linux')
    return absent(`powercap is a part of Linux, and this is ${process.platform}`);
  const zones = zonesOf(root);
  if (zones.length === 0) {
    return unusable(
      `${root} holds no RAPL zone: a virtual machine, a container that hides it, or a processor without`,
      [
        'On a machine of its own:',
        '  sudo modprobe intel_rapl_msr',
        'In a container, start it with the folders of the host (they are of the whole machine):',
        '  -v /sys/class/powercap:/sys/class/powercap:ro -v /sys/devices/virtual/powercap:/sys/devices/virtual/powercap:ro',
      ].join('\n'),
    );
  }
  const opened: OpenedProbe[] = [];
  const refusals = new Map<string, string>();
  for (const plan of planProbes(zones)) {
    const found = openProbe(plan);
    if ('refused' in found) refusals.set(plan.id, found.refused);
    else opened.push(found);
  }
  const dead = await standingAtZero(opened);
  for (const { probe, file } of dead) {
    refusals.set(probe.id, `the counter stood at 0 for ${longestZeroSeconds} s`);
    file.close();
  }
  const live = opened.filter((one) => !dead.includes(one));
  const refused = [...refusals].map(([id, why]) => `${id} can't be read (${why})`);
  const isRootOnly = [...refusals.values()].some(isForbidden);
  if (live.length > 0) {
    const why = [`reads ${live.map(({ probe }) => probe.id).join(', ')}`, ...refused].join('; ');
    return {
      statuses: [
        {
          source: sourceName,
          rung: rungs.energyCounter,
          usable: true,
          why,
          fix: isRootOnly ? permissionFix(root) : null,
        },
      ],
      probes: live.map(({ probe }) => probe),
      notes: refused.map((text) => `${sourceName}: ${text}; it is not in the sum.`),
      close: () => {
        for (const { file } of live) file.close();
      },
    };
  }
  if (isRootOnly) {
    return unusable(
      `${root}/*/energy_uj may be read by root alone (the kernel's answer to CVE-2020-8694)`,
      permissionFix(root),
    );
  }
  return unusable(`${root}/*/energy_uj can't be read (${[...new Set(refusals.values())].join(', ')})`);
}

const permissionFix = (root: string): string =>
  [
    'Until the next boot:',
    `  sudo chmod a+r ${root}/*/energy_uj`,
    'For good, this line in /etc/udev/rules.d/99-rapl.rules:',
    '  SUBSYSTEM=="powercap", ACTION=="add", RUN+="/bin/chmod a+r /sys%p/energy_uj"',
  ].join('\n');

/**
 * Virtual machines and boards without the sensor have zones whose counter is 0 for ever. A counter of a running
 * machine is at 0 only when it has just wrapped, and then for a millisecond.
 */
async function standingAtZero(opened: readonly OpenedProbe[]): Promise<OpenedProbe[]> {
  const isZero = ({ file }: OpenedProbe): boolean => {
    const now = file.read();
    return now.ok && now.value === 0;
  };
  let zeros = opened.filter(isZero);
  const deadline = performance.now() + longestZeroSeconds * 1000;
  while (zeros.length > 0 && performance.now() < deadline) {
    await sleep(5);
    zeros = zeros.filter(isZero);
  }
  return zeros;
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
  // Machines of several sockets have psys and psys-1, of which the first alone tells the platform.
  const platform = top.filter(({ name }) => /^psys(-\d+)?$/.test(name)).toSorted(byName)[0];
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
      memoriesOf(owner, zones).map(
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

/** Of a package that is there by MSR and by MMIO one way may tell the memory alone: each is as good. */
function memoriesOf(owner: Zone, zones: readonly Zone[]): Zone[] {
  const owners = zones.filter(({ name, parent }) => parent === null && name === owner.name);
  const memories = zones.filter(
    ({ name, parent }) => name === 'dram' && owners.some(({ folder }) => folder === parent),
  );
  return withoutDuplicates(memories);
}

const byName = (a: Zone, b: Zone): number => (a.name < b.name ? -1 : Number(a.name > b.name));

/**
 * One zone a name: a package is often there by MSR and by MMIO; MSR comes first, unless MMIO alone can be read. AMD
 * gives every die the counter of its socket, so dies of one package whose counters agree are one.
 */
function withoutDuplicates(zones: readonly Zone[]): Zone[] {
  const kept: Zone[] = [];
  const rank = ({ folder }: Zone): number => {
    const counter = parseWhole(readText(join(folder, 'energy_uj'))) ?? 0;
    return Number(counter === 0) * 2 + Number(folder.includes('-mmio'));
  };
  const bySource = zones.toSorted((a, b) => rank(a) - rank(b));
  for (const zone of bySource) {
    const isDuplicate = kept.some((other) => other.name === zone.name || isMirroredDie(other, zone));
    if (!isDuplicate) kept.push(zone);
  }
  return kept;
}

function isMirroredDie(one: Zone, other: Zone): boolean {
  const packageOf = (zone: Zone): string | undefined => /^(package-\d+)-die-\d+$/.exec(zone.name)?.[1];
  if (packageOf(one) === undefined || packageOf(one) !== packageOf(other)) return false;
  const [first, second] = [one, other].map((zone) => parseWhole(readText(join(zone.folder, 'energy_uj'))));
  if (typeof first !== 'number' || typeof second !== 'number') return false;
  return Math.abs(first - second) <= 1e-4 * Math.max(first, second);
}

interface OpenedProbe {
  readonly file: NumberFile;
  readonly probe: Probe;
}

/** A zone that opens is not yet one that can be read: some answer an error or nothing. */
function openProbe(plan: ProbePlan): OpenedProbe | { readonly refused: string } {
  const file = openNumberFile(join(plan.zone.folder, 'energy_uj'));
  return 'refused' in file ? file : { file, probe: probeOf(plan, file) };
}

const probeOf = ({ zone, id, name, domain, within }: ProbePlan, file: NumberFile): Probe => ({
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
    const microjoules = file.read();
    return microjoules.ok
      ? { ok: true, counterJoules: microjoules.value / 1e6, watts: null }
      : { ok: false, reason: microjoules.reason };
  },
});
