import { residual } from '../../layers';
import { chain, depthwise, narrowing } from './convolutions';
import type { Convolved } from './convolutions';
import type { Extent } from './image';
import { area } from './stages';

/** MobileNet v2's block: channels widened to `hidden`, each convolved alone, and narrowed; a sum where the shape stays. */
export function invertedResidual(
  image: Extent,
  { inputs, hidden, outputs, stride }: { inputs: number; hidden: number; outputs: number; stride: number },
): Convolved {
  const made = chain(image, [
    { inputs, outputs: hidden },
    depthwise(hidden, stride),
    narrowing(hidden, outputs),
  ]);
  const sum = { ...residual(outputs, 1), positions: area(made.image) };
  return stride === 1 && inputs === outputs ? { layers: [...made.layers, sum], image: made.image } : made;
}
