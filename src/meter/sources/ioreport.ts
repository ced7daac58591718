import { cpus } from 'node:os';
import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenContext,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { readHistory } from './driver-history';
import { chipJoules, type ChipJoules } from './ioreport-channels';
import { loadIoReport, type IoReport } from './ioreport-library';
import { startDriver, type Driver } from './rehearsal';
import { refusalsOf } from './unusable';

const sourceName = 'IOReport (Apple’s energy model)';
const { unusable, absent } = refusalsOf(sourceName, rungs.energyCounter);

const ioReportDriver: Driver = { key: 'ioreport', title: 'IOReport' };

/** Of Apple's own model of the chip, by its counters of activity: not a sensor, and not specified. */
const chipRange = { low: 0.85, mid: 1, high: 1.15 };
/** The counters are brought up to date when they are asked for, and by the chip every few tens of milliseconds. */
const tickSeconds = 0.05;
/** One question answers for all domains of the chip. */
const sharedSeconds = 0.002;

/** The chip of a Mac with Apple silicon, by the counters that powermetrics reads too, without an administrator. */
export const ioReportSource = (platform: NodeJS.Platform = process.platform): Source => ({
  key: 'ioreport',
  name: sourceName,
  rung: rungs.energyCounter,
  open: (context) => (platform === 'darwin' ? open(context) : Promise.resolve(absent('this is no Mac'))),
});

async function open({ runsFolder }: OpenContext): Promise<OpenedSource> {
  const loaded = await loadIoReport();
  if ('missing' in loaded) return unusable(loaded.missing, 'See powermetrics below.');
  const history = readHistory(runsFolder, ioReportDriver.key, 'libIOReport');
  const started = await startDriver(ioReportDriver, history.wasTried, () =>
    Promise.resolve(openReport(loaded.library)),
  );
  if (started.state !== 'started') return unusable(started.why, 'Restart the Mac; see powermetrics below.');
  const kept = history.keep([]);
  return { ...started.value, kept: kept === null ? [] : [kept] };
}

/** For the other process: the calls of the start and of a reading. */
export async function tryIoReport(): Promise<void> {
  const loaded = await loadIoReport();
  if ('library' in loaded && loaded.library.start()) loaded.library.read();
}

/** Opens the chip's domains; for tests with another library. */
export function openReport(library: IoReport, name = cpus()[0]?.model.trim() ?? 'Apple chip'): OpenedSource {
  if (!library.start()) return unusable('this Mac has no energy channels: its processor is not Apple’s');
  const joules = shared(library);
  const first = joules();
  const probes = domains.flatMap(({ domain, key, id, title }): Probe[] =>
    first?.[key] === null || first === null
      ? []
      : [
          {
            id,
            name: `${name}${title}`,
            domain,
            source: sourceName,
            rung: rungs.energyCounter,
            provenance: 'measured',
            range: chipRange,
            within: null,
            counter: { tickSeconds, wrapJoules: null },
            averagedSeconds: 0,
            highestWatts: highestUsualWatts,
            read: (): Measurement => {
              const value = joules()?.[key] ?? null;
              return value === null
                ? { ok: false, reason: 'IOReport told no value' }
                : { ok: true, counterJoules: value, watts: null };
            },
          },
        ],
  );
  if (probes.length === 0) {
    library.close();
    return unusable('its energy channels have names or units that are not known');
  }
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.energyCounter,
        usable: true,
        why: `reads ${probes.map((probe) => probe.name).join(', ')}`,
        fix: null,
      },
    ],
    probes,
    notes: [`${name}: energy by Apple’s model of the chip; what the rest of the Mac draws is not in it.`],
    close: () => {
      library.close();
    },
  };
}

const domains = [
  { domain: 'cpu', key: 'cpu', id: 'cpu:apple', title: ' CPU' },
  { domain: 'gpu', key: 'gpu', id: 'gpu:apple', title: ' GPU and neural engine' },
  { domain: 'dram', key: 'dram', id: 'dram:apple', title: ' memory' },
] as const;

/** The domains are read one after the other: they share one sample. */
function shared(library: IoReport): () => ChipJoules | null {
  let newest: ChipJoules | null = null;
  let at = -Infinity;
  return () => {
    const now = performance.now() / 1000;
    if (now - at < sharedSeconds) return newest;
    const channels = library.read();
    newest = channels === null ? null : chipJoules(channels);
    at = performance.now() / 1000;
    return newest;
  };
}
