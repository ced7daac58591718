import type { Layer } from '../../layers';
import { activation, residual } from '../../layers';
import type { Extent } from './image';
import { area, batchNorm, convolution2d } from './stages';

const depthwiseKernel = 3;

export interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly side?: number;
  readonly stride?: number;
  readonly groups?: number;
  readonly first?: boolean;
  readonly activated?: boolean;
}

/** Convolutions one after another, each with a BatchNorm and, unless told otherwise, an activation. */
export function chain(
  image: Extent,
  convolutions: readonly Convolution[],
): { readonly layers: readonly Layer[]; readonly image: Extent } {
  const layers: Layer[] = [];
  let current = image;
  for (const {
    inputs,
    outputs,
    side = 1,
    stride = 1,
    groups = 1,
    first = false,
    activated = true,
  } of convolutions) {
    const convolution = convolution2d(current, {
      inputs,
      outputs,
      kernel: side,
      stride,
      padding: Math.floor(side / 2),
      groups,
      bias: false,
      inputGradient: !first,
    });
    current = convolution.image;
    const positions = area(current);
    layers.push(convolution.layer, { ...batchNorm(outputs), positions });
    if (activated) layers.push({ ...activation('convolution', outputs), positions });
  }
  return { layers, image: current };
}

/** A convolution of each channel alone. */
export const depthwise = (width: number, stride: number): Convolution => ({
  inputs: width,
  outputs: width,
  side: depthwiseKernel,
  stride,
  groups: width,
});

/** A convolution that narrows the channels, without an activation. */
export const narrowing = (inputs: number, outputs: number): Convolution => ({
  inputs,
  outputs,
  activated: false,
});

/** MobileNet v2's block: channels widened to `hidden`, each convolved alone, and narrowed; a sum where the shape stays. */
export function invertedResidual(
  image: Extent,
  { inputs, hidden, outputs, stride }: { inputs: number; hidden: number; outputs: number; stride: number },
): { readonly layers: readonly Layer[]; readonly image: Extent } {
  const made = chain(image, [
    { inputs, outputs: hidden },
    depthwise(hidden, stride),
    narrowing(hidden, outputs),
  ]);
  const sum = { ...residual(outputs, 1), positions: area(made.image) };
  return stride === 1 && inputs === outputs ? { layers: [...made.layers, sum], image: made.image } : made;
}
