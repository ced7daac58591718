import type { ConfigDiagnostic } from '../model/reading';
import { message } from '../units/message';
import { edited, longestTried, numberEdit, type Advice, type Fix } from './advice';

const wholeNumber = /^\d[\d_]*$/;
/** From the value, so far in either direction: a slip of a key is near. */
const farthest = 64;
const largestWritten = 1e8;

/** What a reader says of a text with another number: all is right, something is wrong elsewhere, or still here. */
export type Verdict = 'right' | 'wrong elsewhere' | 'wrong here';

/**
 * What is wrong with a configuration or a plan, as its reader says it. `judge` reads a text again: other whole numbers are
 * offered that put it right, or, where more than one thing is wrong, that put this one right.
 */
export const contradiction = (
  { message: sentence, span }: ConfigDiagnostic,
  text: string,
  model: number,
  judge: (text: string) => Verdict,
): Advice => ({
  code: 'contradiction',
  severity: 'warning',
  message: sentence,
  span,
  model,
  fixes: () => nearestRight(text, span, judge),
});

function nearestRight(
  text: string,
  span: ConfigDiagnostic['span'],
  judge: (text: string) => Verdict,
): readonly Fix[] {
  const written = text.slice(span.offset, span.offset + span.length);
  if (!wholeNumber.test(written) || text.length > longestTried) return [];
  const value = Number(written.replaceAll('_', ''));
  if (value > largestWritten) return [];
  const nearest = ([-1, 1] as const).flatMap((direction) => {
    const found = new Map<Verdict, number>();
    for (let step = 1; step <= farthest && value + direction * step >= 1; step += 1) {
      const candidate = value + direction * step;
      const verdict = judge(edited(text, [numberEdit(text, span, candidate)]));
      if (!found.has(verdict)) found.set(verdict, candidate);
      if (verdict === 'right') break;
    }
    return [...found].map(([verdict, candidate]) => ({ verdict, candidate }));
  });
  const offered = (wanted: Verdict): readonly Fix[] =>
    nearest
      .filter(({ verdict }) => verdict === wanted)
      .sort((one, other) => Math.abs(one.candidate - value) - Math.abs(other.candidate - value))
      .map(({ candidate }) => ({
        title:
          wanted === 'right'
            ? message('Use {0}: the nearest that fits the rest of the file', candidate)
            : message('Use {0}: the nearest that is right here; something else is wrong too', candidate),
        edits: [numberEdit(text, span, candidate)],
        plan: null,
      }));
  const right = offered('right');
  return right.length > 0 ? right : offered('wrong elsewhere');
}
