import type { ConfigDiagnostic } from '../model/reading';
import { message } from '../units/message';
import { edited, longestTried, numberEdit, type Advice, type Fix } from './advice';

const wholeNumber = /^\d[\d_]*$/;
/** From the value, so far in either direction: a slip of a key is near. */
const farthest = 64;
const largestWritten = 1e8;

/**
 * What is wrong with a configuration or a plan, as its reader says it. `isRight` reads a text again: other whole
 * numbers are offered that put it right.
 */
export const contradiction = (
  { message: sentence, span }: ConfigDiagnostic,
  text: string,
  model: number,
  isRight: (text: string) => boolean,
): Advice => ({
  code: 'contradiction',
  severity: 'warning',
  message: sentence,
  span,
  model,
  fixes: () => nearestRight(text, span, isRight),
});

function nearestRight(
  text: string,
  span: ConfigDiagnostic['span'],
  isRight: (text: string) => boolean,
): readonly Fix[] {
  const written = text.slice(span.offset, span.offset + span.length);
  if (!wholeNumber.test(written) || text.length > longestTried) return [];
  const value = Number(written.replaceAll('_', ''));
  if (value > largestWritten) return [];
  const fixOf = (direction: -1 | 1): Fix[] => {
    for (let step = 1; step <= farthest && value + direction * step >= 1; step += 1) {
      const candidate = value + direction * step;
      const edits = [numberEdit(text, span, candidate)];
      if (isRight(edited(text, edits)))
        return [
          {
            title: message('Use {0}: the nearest that fits the rest of the file', candidate),
            edits,
            plan: null,
          },
        ];
    }
    return [];
  };
  const near = [...fixOf(-1), ...fixOf(1)];
  const distance = ({ edits: [edit] }: Fix): number =>
    Math.abs(Number(edit?.text.replaceAll('_', '')) - value);
  return near.sort((one, other) => distance(one) - distance(other));
}
