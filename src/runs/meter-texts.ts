import { keptTexts } from '../units/kept-texts';

/** Why the meter, or its doctor, does not begin what the editor asks of it: it prints that in English, and the editor reads it back. */
export const meterTexts = keptTexts(
  [
    'there is no process {0} that can be seen',
    'the process {0} that was meant has ended, and another has its number',
    'process {0} is metered already, as run {1}',
    'the runs folder {0} can’t be written ({1})',
    '--power-unit, --power-field and --power-scope need --power-command',
    '--power-command names no program, or has a quote that is not closed: {0}',
  ],
  // Reasons of folder.ts.
  ['permission denied', 'read-only file system', 'no space left', '{0}: {1}'],
);
