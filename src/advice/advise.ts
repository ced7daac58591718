import { longestTried, type Advice, type Subject } from './advice';
import { adviseOnHeadWidth } from './head-width';
import { adviseOnKeyValueHeads } from './key-value-heads';
import { adviseOnMemory } from './memory';
import { adviseOnSequence } from './plan-fit';
import { adviseOnWidths } from './widths';

/** All that there is to say of a model whose estimate could be made, in the order of the text. */
export function advise(subject: Subject): readonly Advice[] {
  // Each trial of another text reads it anew.
  const bounded: Subject =
    subject.text.length <= longestTried ? subject : { ...subject, estimateAfter: () => null };
  return [adviseOnMemory, adviseOnSequence, adviseOnWidths, adviseOnHeadWidth, adviseOnKeyValueHeads]
    .flatMap((rule) => rule(bounded))
    .sort((one, other) => one.span.offset - other.span.offset);
}
