import type { ConfigDiagnostic } from '../model/reading';
import { inEnglish } from '../units/message';

/** Line and column of an offset, from 1. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** As many as are read in one line. */
const mostTold = 3;

/**
 * `FILE:line:column: message`, lines and columns from 1, all in one line: the first few. Of several at one place the first is
 * told, since a parser that has lost its way there says the rest.
 */
export function placed(name: string, text: string, diagnostics: readonly ConfigDiagnostic[]): string {
  const places = new Map<string, string>();
  for (const { message, span } of diagnostics) {
    const { line, column } = placeIn(text, span.offset);
    const place = `${name}:${line}:${column}`;
    if (!places.has(place)) places.set(place, `${place}: ${inEnglish(message)}`);
  }
  const told = [...places.values()];
  const left = told.length - mostTold;
  return told.slice(0, mostTold).join(' ') + (left > 0 ? ` And ${left} more.` : '');
}
