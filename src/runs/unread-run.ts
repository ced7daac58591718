import { unknownEnergy } from './energy-summary';
import type { RunSummary } from './summary';

/** A run of whose journal nothing can be read: in the shape of a summary, with nothing known. */
export type UnreadRun = {
  readonly [Field in keyof Omit<RunSummary, keyof Known>]: null;
} & Known;

interface Known extends Pick<RunSummary, 'id' | 'energyJoules' | 'devices' | 'co2eGrams' | 'notes'> {
  readonly state: 'interrupted';
}

/** `note` says why. */
export const unreadRun = (id: string, note: string): UnreadRun => ({
  id,
  within: null,
  label: null,
  command: null,
  cwd: null,
  host: null,
  started: null,
  ended: null,
  exitCode: null,
  signal: null,
  state: 'interrupted',
  durationSeconds: null,
  energyJoules: unknownEnergy,
  devices: [],
  co2eGrams: { operational: null, range: null, embodied: null, embodiedRange: null, embodiedFrom: null },
  place: null,
  carbonIntensity: null,
  liveIntensity: null,
  pue: null,
  pueFrom: null,
  overhead: null,
  missed: null,
  progress: null,
  estimate: null,
  notes: [note],
});
