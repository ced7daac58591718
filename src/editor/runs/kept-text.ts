import { noteTexts } from '../../runs/note-texts';
import { translated } from '../translate';

/** What a journal or a summary says in English, in the editor's language where it is one of the texts that Wattlens writes. */
export const keptText = (written: string): string => translated(noteTexts.read(written));
