import { noteTexts } from '../../runs/note-texts';
import { sourceTexts } from '../../runs/source-texts';
import { translated } from '../translate';

/** What a journal or a summary says in English, in the editor's language where it is one of the texts that Wattlens writes. */
export const keptText = (written: string): string => translated(noteTexts.read(written));

/** The same of what a source of power, or a device, is called. */
export const keptSource = (written: string): string => translated(sourceTexts.read(written));
