import type { ConfigDiagnostic } from '../model/reading';

/** `FILE:line:column: message`, lines and columns from 1, all in one line. */
export function placed(name: string, text: string, diagnostics: readonly ConfigDiagnostic[]): string {
  return diagnostics
    .map(({ message, span }) => {
      const before = text.slice(0, span.offset).split('\n');
      return `${name}:${before.length}:${(before.at(-1) ?? '').length + 1}: ${message}`;
    })
    .join(' ');
}
