import { hostname, platform } from 'node:os';
import type { PueFact } from '../carbon/pue';
import { workingFolder } from '../files/working-folder';
import type { CarbonIntensity, Device, StartRecord } from '../runs/journal';
import { round } from './energy-arithmetic';
import type { OpenIntensity } from './live-intensity';

/** What a run's journal begins with. */
export interface RunPlan {
  readonly id: string;
  /** The runs that are metered now and have this one's processes among theirs. */
  readonly within: readonly string[];
  readonly label: string | null;
  readonly command: readonly string[];
  /** True where the command was to have a terminal of its own; else left out. */
  readonly keepTerminal?: true;
  /** What the devices drew when idle, as an earlier run measured it; taken where this one measures nothing. */
  readonly knownBaseline: StartRecord['baseline'];
  readonly carbonIntensity: CarbonIntensity;
  /** Null where no provider is turned on. */
  readonly live: OpenIntensity | null;
  /** Why a provider that is turned on can't be asked; null where it can, or none is. */
  readonly whyNotLive: string | null;
  readonly site: PueFact;
  readonly embodied: StartRecord['embodied'];
  /** Where the command works; left out where that is this process's own folder. */
  readonly cwd?: string;
  /** The process that was there before the meter. */
  readonly attached?: AttachedProcess;
  /** What people must know of the plan to read the figures. */
  readonly notes: readonly string[];
}

export interface AttachedProcess {
  readonly pid: number;
  readonly kind: string;
  /** In seconds since 1970; null where the system does not tell. */
  readonly startedAtSeconds: number | null;
}

/** What the meter itself knows at the start. */
interface MeterStart {
  readonly startedAt: Date;
  readonly intervalMs: number;
  readonly devices: readonly Device[];
  readonly baseline: StartRecord['baseline'];
  /** What people must know of the sources. */
  readonly sourceNotes: readonly string[];
}

/** The first record of the journal of a run that begins now, metered by this process. */
export const startRecordOf = (
  plan: RunPlan,
  { startedAt, intervalMs, devices, baseline, sourceNotes }: MeterStart,
): StartRecord => ({
  type: 'start',
  version: 1,
  id: plan.id,
  ...(plan.within.length === 0 ? {} : { within: [...plan.within] }),
  // One that is empty names nothing.
  label: plan.label?.trim() === '' ? null : plan.label,
  command: [...plan.command],
  ...(plan.keepTerminal === undefined ? {} : { keepTerminal: plan.keepTerminal }),
  cwd: plan.cwd ?? workingFolder(),
  startedAt: startedAt.toISOString(),
  meterPid: process.pid,
  intervalMs,
  host: { name: hostname(), platform: platform() },
  devices: [...devices],
  baseline,
  carbonIntensity: plan.carbonIntensity,
  ...(plan.live === null ? {} : { liveIntensity: plan.live.source }),
  pue: plan.site.pue,
  pueFrom: originOf(plan.site),
  embodied: plan.embodied,
  ...(plan.attached === undefined ? {} : { attached: attachedRecord(plan.attached) }),
  notes: [...sourceNotes, ...plan.notes],
});

const originOf = ({ pue: _pue, ...origin }: PueFact): NonNullable<StartRecord['pueFrom']> => origin;

const attachedRecord = ({
  pid,
  kind,
  startedAtSeconds,
}: AttachedProcess): NonNullable<StartRecord['attached']> => ({
  pid,
  kind,
  missedSeconds:
    startedAtSeconds === null ? null : round(Math.max(0, Date.now() / 1000 - startedAtSeconds), 3),
});
