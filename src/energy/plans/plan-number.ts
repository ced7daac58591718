import type { Span } from '../../model/reading';
import type { PlanPlace } from './plan-fields';

/** The offset of a place in the text that it is of; null where the text has no such line. */
export function offsetOf(text: string, { line, column }: PlanPlace): number | null {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0) return null;
  }
  return start + column - 1;
}

const longestNumber = 30;

/** The whole number that stands at a place, `3.0` too; null where something else does. */
export function numberAt(text: string, place: PlanPlace): Span | null {
  const offset = offsetOf(text, place);
  if (offset === null) return null;
  const [written] = /^\d[\d_]*(?:\.0*)?(?![\d.eE])/.exec(text.slice(offset, offset + longestNumber)) ?? [];
  return written === undefined ? null : { offset, length: written.length };
}
