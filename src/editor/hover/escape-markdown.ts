/** Marks that turn the direction of what follows, so that a text could look like another. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text out of a file in Markdown that is rendered: shown as it is, whatever HTML, links, addresses, pictures or icons
 * it looks like. Marks of direction are shown as a replacement character, control characters as a space.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(directionMarks, '\ufffd')
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
