import { visibleText } from '../units/plain-text';

/** A space of no width, which parts what would be taken for markup. */
const parting = '\u200b';

/** Texts out of files in a lens, or in an entry of a quick pick: `$(name)` makes no icon there. */
export const labelText = (text: string): string => visibleText(text).replaceAll('$(', `$${parting}(`);

/** A text as a part of a sentence that has a full stop of its own. */
export const withoutFullStop = (text: string): string => text.replace(/[.。]\s*$/, '');

/** Texts out of files in a notification, which makes a link of `[title](address)`, a command's too. */
export const noticeText = (text: string): string => visibleText(text).replaceAll('](', `]${parting}(`);
