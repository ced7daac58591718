import { briefShare } from '../units/format';
import { isUsed, type DeviceSummary } from './device-summary';
import { journalVersion, type StartRecord } from './journal';
import { noteTexts } from './note-texts';
import type { RunState } from './run-state';

const mostKindsNamed = 10;

export const noEstimate = noteTexts.write(
  'No estimate to hold it against: run --estimate FILE makes one of a model’s configuration.',
);
export const noProgress = noteTexts.write(
  'Progress is not known: the training told none in a form that is read, or its output could not be seen (wattlens run --keep-terminal sees it).',
);
/** The same where that option was given. */
export const noProgressKept = noteTexts.write(
  'Progress is not known: the training told none in a form that is read, or its output could not be seen.',
);
export const noEmbodied = noteTexts.write(
  'Embodied emissions are not known: what kind of computer, or what hardware, is the run’s is not known.',
);

export const notStartedNote = noteTexts.write('The command did not start: there is no energy of it.');

/** Of a run that was read: whether its command could not be executed, or was not found. */
export const hasNotStarted = ({ notes }: { readonly notes: readonly string[] }): boolean =>
  notes.includes(notStartedNote);

/** Names the devices that are in no figure of the run. */
export const notesOnUnused = (state: RunState): string[] =>
  (state.start?.devices ?? []).flatMap((device, index) =>
    isUsed(state, index)
      ? []
      : [
          noteTexts.write(
            '{0} ({1}) was not used by this run, and is in no figure of it.',
            device.name,
            device.id,
          ),
        ],
  );

/** What of the journal was passed over. */
export function notesOnUnread({ unread }: RunState, { version }: StartRecord): string[] {
  const notes: string[] = [];
  if (version > journalVersion || unread.types.length > 0) {
    notes.push(
      unread.types.length === 0
        ? noteTexts.write(
            'A newer version of Wattlens wrote this journal; what this one does not know is left out.',
          )
        : noteTexts.write(
            'A newer version of Wattlens wrote this journal; what this one does not know is left out: {0}.',
            unread.types.slice(0, mostKindsNamed).join(', '),
          ),
    );
  }
  if (unread.broken > 0)
    notes.push(
      noteTexts.write("Lines of the journal that can't be read, and are left out: {0}.", unread.broken),
    );
  if (unread.back > 0)
    notes.push(
      noteTexts.write(
        'Readings of the journal that go back in time, and are left out: {0}. The energy may be more.',
        unread.back,
      ),
    );
  if (unread.foreign > 0)
    notes.push(noteTexts.write('The journal holds records of another run too; they are left out.'));
  return notes;
}

/** Where the readings leave open more than this of what a device drew, its range has a reason beside its sensor's own error. */
const mostUnseen = 0.25;

/** Of short runs and of sources that are read seldom: power between few readings may have been anything. */
export const notesOnUnseen = (devices: readonly DeviceSummary[], { start, bounds }: RunState): string[] =>
  devices.flatMap(({ id, name, joules, provenance }) => {
    const index = start?.devices.findIndex((device) => device.id === id) ?? -1;
    const below = Math.min(1, (bounds?.below[index] ?? 0) / (joules ?? 0));
    const above = (bounds?.above[index] ?? 0) / (joules ?? 0);
    return provenance === 'measured' && joules !== null && joules > 0 && Math.max(below, above) > mostUnseen
      ? [
          noteTexts.write(
            'Range of {0}: it was read too few times to show all that it drew, which may be {1} less or {2} more; the sensor’s own error comes on top.',
            name,
            briefShare(below),
            briefShare(above),
          ),
        ]
      : [];
  });
