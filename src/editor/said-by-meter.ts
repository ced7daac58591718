import { meterTexts } from '../runs/meter-texts';
import { sentences, type Message } from '../units/message';

/** What the meter's program has printed for people, line by line, to be shown in the editor's language; null where it is nothing. */
export function saidByMeter(printed: string): Message | null {
  const [first, ...others] = printed
    .split('\n')
    .map((line) => line.replace(/^wattlens: /, '').trim())
    .filter((line) => line !== '')
    .map(meterTexts.read);
  return first === undefined ? null : sentences(first, ...others);
}
