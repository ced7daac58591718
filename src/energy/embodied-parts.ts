import {
  acceleratorFootprint,
  laptop,
  serverProcessorShare,
  serverShare,
  sharedBy,
  workstation,
  type EmbodiedFact,
} from '../carbon/embodied';
import type { Accelerator } from '../hardware/accelerators';

/** Cards that a computer at a desk has room and power for. */
const mostCardsOfWorkstation = 4;

/** A chip on a small board, and no computer around it. */
export const isBoard = ({ name }: Pick<Accelerator, 'name'>): boolean => name.startsWith('Jetson');

const serverProcessors = /\b(xeon|epyc|opteron|altra|graviton|thunderx\d?)\b/i;

/** What has to be made for one of `count` accelerators: the card, and its part of the computer around it. */
export function embodiedParts(accelerator: Accelerator, count: number): readonly EmbodiedFact[] {
  const card = acceleratorFootprint(accelerator);
  switch (accelerator.kind) {
    case 'data centre':
      return [card, serverShare];
    case 'laptop':
      return [card, laptop];
    // The chip is the computer's own: there is no card.
    case 'shared memory':
      return [isBoard(accelerator) ? card : workstation];
    case 'processor':
      return [serverProcessors.test(accelerator.name) ? serverProcessorShare : workstation];
    case 'workstation':
    case 'desktop':
      return [card, sharedBy(workstation, Math.min(count, mostCardsOfWorkstation))];
  }
}
