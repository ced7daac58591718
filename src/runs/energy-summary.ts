import { briefShare } from '../units/format';
import type { Provenance, Range } from '../units/quantities';
import type { RunState } from './run-state';
import type { CountedDevice, DeviceSummary } from './device-summary';
import { noteTexts } from './note-texts';
import { ownShareOf } from './own-share';

export interface EnergySummary {
  /** All that the counted devices drew from launch to exit, in joules; null where nothing answered. */
  readonly gross: number | null;
  /** Gross less what the devices drew when idle before the launch; null where that was not measured. */
  readonly net: number | null;
  /** What net lies between, by the sources and by the spread of the idle power. */
  readonly netRange: Range | null;
  /** The part of the run's own processes; null where it is not known. */
  readonly share: number | null;
  /** Half of the width of `range`, in joules. */
  readonly uncertainty: number | null;
  readonly range: Range | null;
  /** `modelled` as soon as one counted device is. */
  readonly provenance: Provenance | null;
}

export const unknownEnergy: EnergySummary = {
  gross: null,
  net: null,
  netRange: null,
  share: null,
  uncertainty: null,
  range: null,
  provenance: null,
};

/** Sums over the devices that lie within no other, so that nothing is counted twice. Ranges add up as if the errors went together: the wide way. */
export function summarizeEnergy(
  state: RunState,
  counted: readonly CountedDevice[],
  devices: readonly DeviceSummary[],
  durationSeconds: number | null,
  notes: string[],
): EnergySummary {
  const outer = devices.filter((device) => device.within === null);
  const known = outer.flatMap(({ joules: mid, range, provenance }) =>
    mid === null || range === null ? [] : [{ mid, range, provenance }],
  );
  const silent = outer.filter((device) => device.joules === null);
  if (silent.length > 0)
    notes.push(
      noteTexts.write(
        'No reading from {0}: its energy is not in the sum.',
        silent.map((device) => device.name).join(', '),
      ),
    );
  if (known.length === 0) {
    notes.push(noteTexts.write('The energy is not known: no source gave a reading.'));
    return unknownEnergy;
  }
  const gross = sum(known.map((device) => device.mid));
  const low = sum(known.map((device) => device.range.low));
  const high = sum(known.map((device) => device.range.high));
  noteUnbridgedGaps(counted, notes);
  const range = { low, mid: gross, high };
  return {
    gross,
    ...netOf(state, counted, range, durationSeconds, notes),
    share: shareOf(outer, notes),
    uncertainty: (high - low) / 2,
    range,
    provenance: known.some((device) => device.provenance === 'modelled') ? 'modelled' : 'measured',
  };
}

/** The sum over the devices whose share is known; null where one of them is not. */
function shareOf(outer: readonly DeviceSummary[], notes: string[]): number | null {
  const read = outer.filter(({ joules }) => joules !== null);
  const methods = new Map<string, DeviceSummary[]>();
  for (const device of read) {
    const method = device.shareMethod ?? noteTexts.write('not known: nothing attributes it');
    methods.set(method, [...(methods.get(method) ?? []), device]);
  }
  for (const [method, devices] of methods) {
    const names = [...new Set(devices.map(({ name }) => name))].join(', ');
    const gross = sum(devices.map(({ joules }) => joules ?? 0));
    const own = devices.some(({ share }) => share === null)
      ? null
      : ownShareOf({ gross, share: sum(devices.map(({ share }) => share ?? 0)) });
    notes.push(
      own === null
        ? noteTexts.write('Share of {0}: {1}.', names, method)
        : noteTexts.write('Share of {0}: {1} of the energy, {2}.', names, briefShare(own.part), method),
    );
  }
  const shares = read.map(({ share }) => share);
  return shares.includes(null) ? null : sum(shares.map((share) => share ?? 0));
}

interface Net {
  readonly net: number | null;
  readonly netRange: Range | null;
}

const unknownNet: Net = { net: null, netRange: null };

function netOf(
  state: RunState,
  counted: readonly CountedDevice[],
  gross: Range,
  durationSeconds: number | null,
  notes: string[],
): Net {
  const baseline = state.start?.baseline ?? null;
  if (baseline === null || durationSeconds === null) {
    notes.push(
      noteTexts.write(
        'Net energy is not known: idle power was not measured before the launch, nor in the last day (run once with --baseline 5 while the machine is idle).',
      ),
    );
    return unknownNet;
  }
  const idle = counted
    .filter(({ device, state: read }) => device.within === null && (read?.joules ?? null) !== null)
    .map(({ index }) => ({
      watts: baseline.watts[index] ?? null,
      spread: baseline.spreadWatts?.[index] ?? 0,
    }));
  if (idle.some(({ watts }) => watts === null)) {
    notes.push(noteTexts.write('Net energy is not known: the idle baseline is missing for a device.'));
    return unknownNet;
  }
  const watts = sum(idle.map((each) => each.watts ?? 0));
  const spread = sum(idle.map((each) => each.spread));
  const net = gross.mid - watts * durationSeconds;
  if (net < 0) {
    notes.push(
      noteTexts.write(
        'Net energy is not known: the devices drew more in the idle baseline than in the run, so it was not idle.',
      ),
    );
    return unknownNet;
  }
  if (baseline.measuredAt !== undefined)
    notes.push(
      noteTexts.write(
        'Net energy: idle power was measured at {0}, before an earlier run.',
        baseline.measuredAt,
      ),
    );
  return {
    net,
    netRange: {
      low: Math.max(0, gross.low - (watts + spread) * durationSeconds),
      mid: net,
      high: gross.high - Math.max(0, watts - spread) * durationSeconds,
    },
  };
}

function noteUnbridgedGaps(counted: readonly CountedDevice[], notes: string[]): void {
  for (const { device, state } of counted) {
    const missing = (state?.gaps ?? []).filter((gap) => !gap.bridged);
    if (missing.length === 0) continue;
    const lost = sum(missing.map((gap) => gap.seconds));
    notes.push(
      noteTexts.write(
        '{0}: {1} s without a reading are not in the energy ({2}).',
        device.name,
        lost.toFixed(1),
        missing[0]?.reason ?? '',
      ),
    );
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
