import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { assumedWattsPerCore, findCpu } from '../../hardware/cpus';
import type { Range } from '../../units/quantities';
import type { Processor } from './cpu-inventory';
import { monotonicSeconds } from '../monotonic';
import { rungs, type Measurement, type OpenedSource, type Probe, type Source } from '../source';
import { readProcessorTime, type ProcessorTime } from './cpu-load';

const sourceName = 'CPU model (TDP x load)';
/** The inventory asks other programs; a machine where that takes longer is described by what Node knows. */
const longestInventorySeconds = 2;
/** The kernel counts processor time in steps of 10 ms. */
const tickSeconds = 0.01;

/**
 * Linux makes the whole of /proc/stat anew at each reading, which costs more than all GPUs together. Once a run is not short
 * any more it is read this seldom, and the load between is taken to be as before.
 */
const seldomSeconds = 2.2;
const oftenForSeconds = 3;
/** What was a moment ago is read now; of what was before it is told by the load that is known. */
const nowSeconds = 0.02;

/** What a processor draws when idle, as a share of its TDP: the middle of 5 % (laptop) to 30 % (server). */
const idleShare = 0.15;
/** Boost above TDP, power limits below it, and idle states make a modelled processor uncertain by this much. */
const modelRange: Range = { low: 0.5, mid: 1, high: 1.6 };

/** Thermal design power x load, where nothing measures the processor. */
export const cpuModelSource = (): Source => ({
  key: 'cpu-model',
  name: sourceName,
  rung: rungs.model,
  open,
});

async function open(): Promise<OpenedSource> {
  const first = readProcessorTime();
  if (first === null || first.total <= 0) {
    const why = 'the load of the processors is not known on this machine';
    return {
      statuses: [{ source: sourceName, rung: rungs.model, usable: false, why, fix: null }],
      probes: [],
      notes: [],
      close: () => undefined,
    };
  }
  const processor = await inventory();
  const power = fullPower(processor);
  return {
    statuses: [{ source: sourceName, rung: rungs.model, usable: true, why: power.why, fix: null }],
    probes: [modelProbe(processor.brand, power.watts, first)],
    notes: [],
    close: () => undefined,
  };
}

/** Linux tells by itself; elsewhere other programs are asked. */
async function inventory(): Promise<Processor> {
  const known: Processor = {
    brand: cpus()[0]?.model.trim() ?? 'CPU',
    sockets: 1,
    cores: Math.max(1, cpus().length),
    isVirtual: hasHypervisorFlag(),
  };
  if (process.platform === 'linux') return { ...known, ...countCores() };
  const { askInventory } = await import('./cpu-inventory');
  const late = sleep(longestInventorySeconds * 1000, known, { ref: false });
  return Promise.race([askInventory(known).catch(() => known), late]);
}

/** From /proc/cpuinfo; nothing where it does not tell (ARM, some containers). */
function countCores(): Partial<Pick<Processor, 'sockets' | 'cores'>> {
  let text: string;
  try {
    text = readFileSync('/proc/cpuinfo', 'latin1');
  } catch {
    return {};
  }
  const sockets = new Set<string>();
  const cores = new Set<string>();
  for (const block of text.split(/\n\s*\n/)) {
    const socket = /^physical id\s*:\s*(\d+)/m.exec(block)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (socket === undefined || core === undefined) continue;
    sockets.add(socket);
    cores.add(`${socket}:${core}`);
  }
  return cores.size === 0 ? {} : { sockets: sockets.size, cores: cores.size };
}

function hasHypervisorFlag(): boolean {
  try {
    return /^flags\b.*\bhypervisor\b/m.test(readFileSync('/proc/cpuinfo', 'latin1'));
  } catch {
    return false;
  }
}

/** Watts at full load. A guest has only a part of the chip, so there the chip's TDP says nothing and cores are counted. */
function fullPower(processor: Processor): { readonly watts: Range; readonly why: string } {
  const found = processor.isVirtual ? null : findCpu(processor.brand);
  if (found !== null) {
    const watts = found.tdpWatts * processor.sockets;
    return {
      watts: { low: watts, mid: watts, high: watts },
      why: `models ${processor.brand}: TDP ${watts} W (${found.source}) x load`,
    };
  }
  const { low, mid, high } = assumedWattsPerCore;
  // The range told is that of the figures: what is not known of the watts, and of the model.
  const reason = processor.isVirtual
    ? 'a virtual machine has a part of the chip'
    : 'the TDP of this processor is not in the table';
  return {
    watts: { low: low * processor.cores, mid: mid * processor.cores, high: high * processor.cores },
    why: `models ${processor.brand}: ${reason}, so ${processor.cores} cores of ${mid} W (${Number((modelRange.low * low).toPrecision(2))} to ${Number((modelRange.high * high).toPrecision(2))}) x load`,
  };
}

/**
 * P = full power x (idle + (1 - idle) x load). Load is busy time over whole time, so energy follows from the
 * kernel's own counters and nothing between two readings is missed.
 */
function modelProbe(brand: string, fullWatts: Range, first: ProcessorTime): Probe {
  let before = first;
  const openedSeconds = monotonicSeconds();
  let beforeSeconds = openedSeconds;
  let energy = 0;
  let watts: number | null = null;
  // A counter never falls: where less was drawn than was taken for granted, it stands still until that is made up.
  let told = 0;
  const tell = (joules: number): Measurement => {
    told = Math.max(told, joules);
    return { ok: true, counterJoules: told, watts };
  };
  return {
    id: 'cpu:model',
    name: brand,
    domain: 'cpu',
    source: sourceName,
    rung: rungs.model,
    provenance: 'modelled',
    range: {
      low: modelRange.low * (fullWatts.low / fullWatts.mid),
      mid: 1,
      high: modelRange.high * (fullWatts.high / fullWatts.mid),
    },
    within: null,
    averagedSeconds: 0,
    highestWatts: Infinity,
    counter: { tickSeconds, wrapJoules: null },
    tellsPast: true,
    course: () => (watts === null ? null : { since: beforeSeconds, baseJoules: energy, watts }),
    read: (at): Measurement => {
      const seconds = monotonicSeconds();
      const since = (at ?? seconds) - beforeSeconds;
      const isNow = at === undefined || seconds - at < nowSeconds;
      const isKnown = !isNow || (since < seldomSeconds && seconds - openedSeconds > oftenForSeconds);
      if (isKnown && watts !== null) return tell(energy + watts * Math.max(0, since));
      const now = readProcessorTime();
      if (now === null) return { ok: false, reason: 'the load can’t be read' };
      const total = now.total - before.total;
      // Less than a step of the kernel's clock since the last reading: there is nothing new yet.
      if (total > 0) {
        const load = Math.min(1, Math.max(0, (now.busy - before.busy) / total));
        watts = fullWatts.mid * (idleShare + (1 - idleShare) * load);
        energy += watts * (seconds - beforeSeconds);
        before = now;
        beforeSeconds = seconds;
      }
      return tell(energy);
    },
  };
}
