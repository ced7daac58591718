import type { ConvolutionLayer, Layer } from '../../layers';
import { activation, elementwise, fullMask, residual, rmsNorm, vector } from '../../layers';
import type { Block } from '../../spec';
import type { Extent } from './image';
import { area } from './stages';

/** A block of the network; timm's arch_def in numbers. */
type Step =
  | { readonly kind: 'edge'; readonly outputs: number; readonly stride: number }
  | {
      readonly kind: 'inverted';
      readonly outputs: number;
      readonly expansion: number;
      readonly stride?: number;
      /** Sides of the kernels before and in the middle of the block; 0 where there is none. */
      readonly start?: number;
      readonly middle?: number;
    }
  | {
      readonly kind: 'attention';
      readonly outputs: number;
      readonly heads: number;
      readonly headWidth: number;
      /** Keys and values come from an image so many times smaller on each side. */
      readonly keyStride: number;
    };

const repeated = (times: number, ...steps: readonly Step[]): Step[] =>
  Array.from({ length: times }, () => steps).flat();

/**
 * mobilenetv5_300m_enc, Gemma 3n's: timm 1.0.31, timm/models/mobilenetv5.py (Apache-2.0),
 * https://github.com/huggingface/pytorch-image-models.
 */
const stages: readonly (readonly Step[])[] = [
  [
    { kind: 'edge', outputs: 128, stride: 2 },
    { kind: 'edge', outputs: 128, stride: 1 },
    { kind: 'edge', outputs: 128, stride: 1 },
  ],
  [
    { kind: 'inverted', outputs: 256, expansion: 6, stride: 2, start: 3, middle: 5 },
    ...repeated(
      2,
      { kind: 'inverted', outputs: 256, expansion: 4, start: 5 },
      { kind: 'inverted', outputs: 256, expansion: 4, start: 3 },
    ),
  ],
  [
    { kind: 'inverted', outputs: 640, expansion: 6, stride: 2, start: 5, middle: 5 },
    ...repeated(7, { kind: 'inverted', outputs: 640, expansion: 4, start: 5 }),
    { kind: 'inverted', outputs: 640, expansion: 1 },
    ...repeated(
      14,
      { kind: 'attention', outputs: 640, heads: 12, headWidth: 64, keyStride: 2 },
      { kind: 'inverted', outputs: 640, expansion: 2 },
    ),
  ],
  [
    { kind: 'inverted', outputs: 1280, expansion: 6, stride: 2, start: 5, middle: 5 },
    ...repeated(
      19,
      { kind: 'attention', outputs: 1280, heads: 16, headWidth: 96, keyStride: 1 },
      { kind: 'inverted', outputs: 1280, expansion: 2 },
    ),
  ],
];
const stemWidth = 64;
const stemKernel = 3;
const edgeExpansion = 4;
/** The image's side, and that of what comes out. */
const imageSide = 768;
const outputSide = 16;
const outputWidth = 2048;
const outputExpansion = 2;

/** The one network of timm's that is covered, the width of what it puts out, and at how many positions. */
export const mobileNetV5 = {
  name: 'mobilenetv5_300m_enc',
  width: outputWidth,
  positions: outputSide * outputSide,
  imageSide,
} as const;

interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly side?: number;
  readonly stride?: number;
  readonly depthwise?: true;
  readonly bias?: true;
}

/** Half the size, rounded up: the image is padded so that none of it is lost. */
const strided = ([height, width]: Extent, stride: number): Extent => [
  Math.ceil(height / stride),
  Math.ceil(width / stride),
];

function convolution(
  image: Extent,
  { inputs, outputs, side = 1, stride = 1, ...rest }: Convolution,
): ConvolutionLayer {
  return {
    kind: 'convolution',
    component: 'convolution',
    inputs,
    outputs,
    kernel: side * side,
    outputPositions: area(strided(image, stride)),
    inputPositions: area(image),
    bias: rest.bias === true,
    inputGradient: true,
    ...(rest.depthwise === true ? { groups: inputs } : {}),
  };
}

/** A norm, and an activation where there is one, over every position of an image. */
function normed(image: Extent, width: number, activated: boolean): Layer[] {
  const positions = area(image);
  return [
    { ...rmsNorm(width), positions },
    ...(activated ? [{ ...activation('convolution', width), positions }] : []),
  ];
}

/** Widened by a full convolution and narrowed. */
function edge(image: Extent, inputs: number, { outputs, stride }: Step & { kind: 'edge' }): Layer[] {
  const hidden = inputs * edgeExpansion;
  const out = strided(image, stride);
  return [
    convolution(image, { inputs, outputs: hidden, side: 3, stride }),
    ...normed(out, hidden, true),
    convolution(out, { inputs: hidden, outputs }),
    ...normed(out, outputs, false),
  ];
}

/** The universal inverted bottleneck: depthwise convolutions before and within it, where it has them. */
function inverted(image: Extent, inputs: number, step: Step & { kind: 'inverted' }): Layer[] {
  const { outputs, expansion, stride = 1, start = 0, middle = 0 } = step;
  const hidden = inputs * expansion;
  const startStride = middle === 0 ? stride : 1;
  const begun = start === 0 ? image : strided(image, startStride);
  const out = strided(image, stride);
  return [
    ...(start === 0
      ? []
      : [
          convolution(image, { inputs, outputs: inputs, side: start, stride: startStride, depthwise: true }),
          ...normed(begun, inputs, false),
        ]),
    convolution(begun, { inputs, outputs: hidden }),
    ...normed(begun, hidden, true),
    ...(middle === 0
      ? []
      : [
          convolution(begun, { inputs: hidden, outputs: hidden, side: middle, stride, depthwise: true }),
          ...normed(out, hidden, true),
        ]),
    convolution(out, { inputs: hidden, outputs }),
    ...normed(out, outputs, false),
    vector('other', outputs),
  ];
}

/** Multi-query attention over the image, its keys and values from a smaller one. */
function attention(image: Extent, step: Step & { kind: 'attention' }): Layer[] {
  const { outputs: width, heads, headWidth, keyStride } = step;
  const small = strided(image, keyStride);
  const project = (from: Extent, inputs: number, outputs: number): Layer => ({
    ...convolution(from, { inputs, outputs }),
    component: 'attention.projections',
  });
  const narrowed =
    keyStride === 1
      ? []
      : [
          convolution(image, { inputs: width, outputs: width, side: 3, stride: keyStride, depthwise: true }),
          ...normed(small, width, false),
        ];
  return [
    ...normed(image, width, false),
    project(image, width, heads * headWidth),
    ...narrowed,
    project(small, width, headWidth),
    ...narrowed,
    project(small, width, headWidth),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      positions: area(image),
      keys: area(small),
      mask: fullMask,
      cachedPerToken: 0,
    },
    project(image, heads * headWidth, width),
    vector('other', width),
  ];
}

function layersOf(step: Step, image: Extent, inputs: number): Layer[] {
  if (step.kind === 'edge') return edge(image, inputs, step);
  return step.kind === 'inverted' ? inverted(image, inputs, step) : attention(image, step);
}

/** The network's blocks, for one image: a stem, four stages, and a fusion of the last two to a fixed number of positions. */
export function mobileNetV5Blocks(): Block[] {
  const source: Extent = [imageSide, imageSide];
  let image = strided(source, 2);
  let width = stemWidth;
  const blocks: Block[] = [
    {
      name: 'stem',
      count: 1,
      positions: area(image),
      layers: [
        convolution(source, { inputs: 3, outputs: stemWidth, side: stemKernel, stride: 2, bias: true }),
        ...normed(image, stemWidth, true),
      ],
    },
  ];
  const ends: { readonly image: Extent; readonly width: number }[] = [];
  stages.forEach((steps, index) => {
    const alike = new Map<
      string,
      { readonly layers: readonly Layer[]; readonly positions: number; count: number }
    >();
    for (const step of steps) {
      const key = JSON.stringify([step, image, width]);
      const stride = step.kind === 'attention' ? 1 : (step.stride ?? 1);
      const out = strided(image, stride);
      const known = alike.get(key);
      if (known !== undefined) known.count++;
      else
        alike.set(key, {
          layers: [
            ...layersOf(step, image, width),
            ...(stride === 1 && step.outputs === width
              ? [{ ...residual(width, 1), positions: area(out) }]
              : []),
          ],
          positions: area(out),
          count: 1,
        });
      image = out;
      width = step.outputs;
    }
    for (const block of alike.values()) blocks.push({ name: `stage ${index + 1}`, ...block });
    ends.push({ image, width });
  });
  const [third, fourth] = ends.slice(-2);
  if (third === undefined || fourth === undefined) return blocks;
  const joined = third.width + fourth.width;
  const hidden = joined * outputExpansion;
  blocks.push({
    name: 'fusion',
    count: 1,
    positions: area(third.image),
    layers: [
      convolution(third.image, { inputs: joined, outputs: hidden }),
      ...normed(third.image, hidden, true),
      convolution(third.image, { inputs: hidden, outputs: outputWidth }),
      ...normed(third.image, outputWidth, false),
      elementwise('other', outputWidth),
      { ...rmsNorm(outputWidth), positions: mobileNetV5.positions },
    ],
  });
  return blocks;
}
