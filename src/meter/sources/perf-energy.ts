import { readdirSync } from 'node:fs';
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
import { isForbidden, parseWhole, readText, type NumberFile } from './kernel-file';
import { loadPerfEvents } from './perf-events';
import { refusalsOf } from './unusable';

const sourceName = 'RAPL by perf events';
const { unusable, absent } = refusalsOf(sourceName, rungs.energyCounter);
/** The same registers as powercap's. */
const tickSeconds = 0.001;
const range = { low: 0.95, mid: 1, high: 1.05 };

export interface PerfTree {
  /** The PMU's folder, with `type`, `cpumask` and `events`. */
  readonly power: string;
  /** The folder of the processors' topology. */
  readonly processors: string;
  /** Where this can be read there is no need of perf. */
  readonly powercap: string;
}
const machine: PerfTree = {
  power: '/sys/bus/event_source/devices/power',
  processors: '/sys/devices/system/cpu',
  powercap: '/sys/class/powercap',
};

/** The events that are read; the others (cores, graphics) are parts of the package. */
const events = {
  'energy-pkg': 'cpu',
  'energy-ram': 'dram',
  'energy-psys': 'node',
} as const;
type EventName = keyof typeof events;

/** RAPL by the kernel's performance counters, where powercap is for root alone and kernel.perf_event_paranoid is not. */
export const perfEnergySource = (tree: PerfTree = machine): Source => ({
  key: 'perf-energy',
  name: sourceName,
  rung: rungs.energyCounter,
  open: () => openEvents(tree),
});

async function openEvents(tree: PerfTree): Promise<OpenedSource> {
  if (process.platform !== 'linux')
    return absent(`perf events are a part of Linux, and this is ${process.platform}`);
  if (canReadPowercap(tree.powercap)) return absent('not needed: powercap can be read, which tells the same');
  const type = parseWhole(readText(join(tree.power, 'type')));
  const found = (Object.keys(events) as EventName[]).flatMap((name) => eventOf(tree.power, name) ?? []);
  if (type === null || found.length === 0) {
    return absent(
      'the kernel has no energy events here: a virtual machine, a container, or a processor without RAPL',
      'On a machine of its own:\n  sudo modprobe rapl',
    );
  }
  const open = await loadPerfEvents();
  if ('missing' in open) return unusable(open.missing);
  const files: NumberFile[] = [];
  const probes: Probe[] = [];
  const refusals = new Map<string, string>();
  const packages = packagesOf(tree);
  for (const event of found) {
    // The platform is one, whichever package is asked.
    const asked = event.domain === 'node' ? packages.slice(0, 1) : packages;
    for (const { processor, name } of asked) {
      const file = open(type, event.config, processor);
      const id = event.domain === 'node' ? 'node:psys' : `${event.domain}:${name}`;
      if ('refused' in file) {
        refusals.set(id, file.refused);
        continue;
      }
      files.push(file);
      probes.push(probeOf(id, name, event, file));
    }
  }
  const close = (): void => {
    for (const file of files) file.close();
  };
  if (probes.length === 0) return refused([...new Set(refusals.values())]);
  const hasPlatform = probes.some(({ domain }) => domain === 'node');
  const notRead = [...refusals].map(([id, why]) => `${id} can't be read (${why})`);
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.energyCounter,
        usable: true,
        why: [`reads ${probes.map(({ id }) => id).join(', ')}`, ...notRead].join('; '),
        fix: null,
      },
    ],
    probes: probes.map((probe) =>
      hasPlatform && probe.domain !== 'node' ? { ...probe, within: 'node:psys' } : probe,
    ),
    notes: notRead.map((text) => `${sourceName}: ${text}; it is not in the sum.`),
    close,
  };
}

function refused(reasons: readonly string[]): OpenedSource {
  const paranoid = readText('/proc/sys/kernel/perf_event_paranoid') ?? 'not known';
  return reasons.some(isForbidden)
    ? unusable(
        `counters of the whole machine are not allowed (kernel.perf_event_paranoid is ${paranoid})`,
        [
          'Until the next boot:',
          '  sudo sysctl kernel.perf_event_paranoid=0',
          'For good, this line in /etc/sysctl.d/99-perf.conf:',
          '  kernel.perf_event_paranoid=0',
          'In a container besides, start it with:',
          '  --cap-add PERFMON',
        ].join('\n'),
      )
    : unusable(`the kernel refuses its energy events (${reasons.join(', ')})`);
}

function canReadPowercap(folder: string): boolean {
  let zones: string[];
  try {
    zones = readdirSync(folder);
  } catch {
    return false;
  }
  return zones.some(
    (zone) =>
      /^intel-rapl(-mmio)?:/.test(zone) && (parseWhole(readText(join(folder, zone, 'energy_uj'))) ?? 0) > 0,
  );
}

interface EnergyEvent {
  readonly name: EventName;
  readonly domain: (typeof events)[EventName];
  readonly config: number;
  readonly joulesPerCount: number;
}

/** `events/energy-pkg` holds `event=0x02`, `.scale` the joules of one count, `.unit` the word Joules. */
function eventOf(power: string, name: EventName): EnergyEvent | null {
  const path = join(power, 'events', name);
  const config = /^event=(0x[0-9a-f]+|\d+)$/i.exec(readText(path) ?? '')?.[1];
  const scale = Number(readText(`${path}.scale`) ?? Number.NaN);
  const isJoules = (readText(`${path}.unit`) ?? 'Joules') === 'Joules';
  if (config === undefined || !(scale > 0) || !Number.isFinite(scale) || !isJoules) return null;
  return { name, domain: events[name], config: Number(config), joulesPerCount: scale };
}

interface Package {
  /** The processor that speaks for it. */
  readonly processor: number;
  readonly name: string;
}

/**
 * `cpumask` names one processor of each package, or of each die. Dies of Intel's count for themselves; those of AMD all
 * tell what their socket drew, and one is enough.
 */
function packagesOf({ power, processors }: PerfTree): Package[] {
  const isAmd = /\bAMD\b/i.test(cpus()[0]?.model ?? '');
  const found = parseProcessorList(readText(join(power, 'cpumask')) ?? '0').map((processor) => {
    const topology = join(processors, `cpu${processor}`, 'topology');
    const socket = parseWhole(readText(join(topology, 'physical_package_id'))) ?? 0;
    const die = parseWhole(readText(join(topology, 'die_id'))) ?? 0;
    return { processor, socket, die };
  });
  const first = found.filter(
    ({ socket, die }, index) =>
      found.findIndex((other) => other.socket === socket && (isAmd || other.die === die)) === index,
  );
  return first.map(({ processor, socket, die }) => {
    const isOneOfSeveral = first.filter((other) => other.socket === socket).length > 1;
    return { processor, name: isOneOfSeveral ? `package-${socket}-die-${die}` : `package-${socket}` };
  });
}

/** `0,18` and `0-1,36`: the kernel's lists of processors. */
export function parseProcessorList(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const match = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part);
    if (match === null) return [];
    const from = Number(match[1]);
    const to = Number(match[2] ?? from);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
}

function probeOf(id: string, packageName: string, event: EnergyEvent, file: NumberFile): Probe {
  const processor = cpus()[0]?.model.trim() ?? 'CPU';
  const names = {
    cpu: `${processor} (${packageName})`,
    dram: `Memory of ${packageName}`,
    node: 'Platform (psys)',
  } as const;
  return {
    id,
    name: names[event.domain],
    domain: event.domain,
    source: `perf ${event.name}`,
    rung: rungs.energyCounter,
    provenance: 'measured',
    range,
    within: null,
    averagedSeconds: 0,
    highestWatts: highestUsualWatts,
    // The kernel keeps 64 bits of it: it does not wrap.
    counter: { tickSeconds, wrapJoules: null },
    read: (): Measurement => {
      const count = file.read();
      return count.ok
        ? { ok: true, counterJoules: count.value * event.joulesPerCount, watts: null }
        : { ok: false, reason: count.reason };
    },
  };
}
