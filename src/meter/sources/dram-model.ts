import type { Range } from '../../units/quantities';
import { monotonicSeconds } from '../monotonic';
import { rungs, type Measurement, type OpenedSource, type Source } from '../source';
import { findMemory, type Memory } from './memory-modules';

const sourceName = 'Memory model (modules)';

/**
 * Watts of a module between idle and busy: DDR4 and DDR5 data sheets of the makers tell 1 to 2 W idle and 3 to 6 W at
 * full bandwidth, for 8 to 64 GB.
 */
const wattsPerModule: Range = { low: 1.2, mid: 3, high: 6 };
/**
 * Where modules are not known: from a 64 GB module at 4 W to what Green Algorithms takes (0.3725 W/GB, Lannelongue et
 * al. 2021); the middle is a 16 GB module at 3 W.
 */
const wattsPerGigabyte: Range = { low: 0.06, mid: 0.19, high: 0.3725 };

/** Memory by the modules really present, where nothing measures it. */
export const dramModelSource = (find: () => Memory = findMemory): Source => ({
  key: 'dram-model',
  name: sourceName,
  rung: rungs.model,
  open: () => Promise.resolve(openModel(find())),
});

export function memoryWatts({ modules, bytes }: Memory): Range {
  const [each, count] =
    modules === null ? ([wattsPerGigabyte, bytes / 1e9] as const) : ([wattsPerModule, modules] as const);
  return { low: each.low * count, mid: each.mid * count, high: each.high * count };
}

function openModel(memory: Memory): OpenedSource {
  const watts = memoryWatts(memory);
  const { modules, bytes, from } = memory;
  const gigabytes = `${Math.round(bytes / 1e9)} GB`;
  const why =
    modules === null
      ? `models ${gigabytes} at ${wattsPerGigabyte.mid} W a GB (${wattsPerGigabyte.low} to ${wattsPerGigabyte.high}), because its modules are not known`
      : `models ${modules} modules (${from ?? ''}) of ${wattsPerModule.mid} W (${wattsPerModule.low} to ${wattsPerModule.high})`;
  const began = monotonicSeconds();
  return {
    statuses: [{ source: sourceName, rung: rungs.model, usable: true, why, fix: null }],
    probes: [
      {
        id: 'dram:model',
        name: modules === null ? `Memory (${gigabytes})` : `Memory (${modules} modules, ${gigabytes})`,
        domain: 'dram',
        source: sourceName,
        rung: rungs.model,
        provenance: 'modelled',
        range: { low: watts.low / watts.mid, mid: 1, high: watts.high / watts.mid },
        within: null,
        averagedSeconds: 0,
        highestWatts: Infinity,
        // Of its own time, so that no reading has to be joined to the one before.
        counter: { tickSeconds: 0.001, wrapJoules: null },
        tellsPast: true,
        course: () => ({ since: began, baseJoules: 0, watts: watts.mid }),
        read: (at = monotonicSeconds()): Measurement => ({
          ok: true,
          counterJoules: Math.max(0, watts.mid * (at - began)),
          watts: watts.mid,
        }),
      },
    ],
    notes: [],
    close: () => undefined,
  };
}
