import type { ConfigDiagnostic } from '../model/reading';
import { inEnglish } from '../units/message';

/** Line and column of an offset, from 1. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** `FILE:line:column: message`, lines and columns from 1, all in one line. */
export function placed(name: string, text: string, diagnostics: readonly ConfigDiagnostic[]): string {
  return diagnostics
    .map(({ message, span }) => {
      const { line, column } = placeIn(text, span.offset);
      return `${name}:${line}:${column}: ${inEnglish(message)}`;
    })
    .join(' ');
}
