import { noteTexts } from '../../runs/note-texts';
import { sourceTexts } from '../../runs/source-texts';
import { t, translated } from '../translate';

/**
 * What a journal or a summary says in English, in the editor's language where it is one of the texts that Wattlens writes; with the
 * editor's own way where the text has the command line's.
 */
export const keptText = (written: string): string =>
  inEditor.get(written)?.() ?? translated(noteTexts.read(written));

/** Texts whose remedy is an option of the command line. */
const inEditor: ReadonlyMap<string, () => string> = new Map([
  [
    noteTexts.write(
      'No estimate to hold it against: run --estimate FILE makes one of a model’s configuration.',
    ),
    () =>
      t(
        'No estimate to hold it against: the command names no model’s configuration, and no config.json is beside the script.',
      ),
  ],
  [
    noteTexts.write(
      'Progress is not known: the training told none in a form that is read, or its output could not be seen (wattlens run --keep-terminal sees it).',
    ),
    () =>
      t(
        'Progress is not known: the training told none in a form that is read, or its output could not be seen, as that of a training that began before it was metered.',
      ),
  ],
  [
    noteTexts.write(
      'Net energy is not known: idle power was not measured before the launch, nor in the last day (run once with --baseline 5 while the machine is idle).',
    ),
    () =>
      t(
        'Net energy is not known: idle power was not measured before the launch, nor in the last day (set wattlens.run.baselineSeconds to 5 for a run that begins while the machine is idle).',
      ),
  ],
  [
    noteTexts.write(
      'Place: not known, so the world’s mean intensity is taken; name one with --region or the setting wattlens.carbon.region.',
    ),
    () =>
      t(
        'Place: not known, so the world’s mean intensity is taken; name one with the command Wattlens: Set Place.',
      ),
  ],
]);

/** The same of what a source of power, or a device, is called. */
export const keptSource = (written: string): string => translated(sourceTexts.read(written));
