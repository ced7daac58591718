import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear } from '../../layers';
import type { ModelShape } from '../family';
import { classifier } from '../vision/head';
import { attentionPooling } from '../vision/towers';
import { said } from '../../../units/message';

/** What a pair's image tower puts out: its shape without what pools it, and its width. */
export interface ImageSide {
  readonly shape: ModelShape;
  readonly config: ConfigFields;
  readonly width: number;
}

const positionsOf = ({ tokensPerSample }: ModelShape): number =>
  typeof tokensPerSample === 'number' ? tokensPerSample : 1;

/** The classes that name what an image shows: the image tower alone, and classes of the mean of its positions. */
export function imageClassifier(owner: ConfigFields, { shape, config, width }: ImageSide): ModelShape {
  const positions = positionsOf(shape);
  // What pools the positions runs, and nothing looks at what comes out.
  const pooling = attentionPooling(config, width, positions);
  return {
    ...shape,
    blocks: [
      ...shape.blocks,
      ...(pooling.length === 0
        ? []
        : [{ name: 'pooling', count: 1, positions, layers: pooling, untrained: true as const }]),
      { name: 'classes', count: 1, positions: 1, layers: [classifier(owner, width)] },
    ],
  };
}

const boxNumbers = 4;

/**
 * OWL-ViT's heads: of each patch its box, its likeness to each text, and, in OWLv2, whether it is an object, which does not
 * train the tower. Of the pair's own comparison the image's side runs, and the objective does not follow from it.
 */
export function detection(
  owner: ConfigFields,
  { shape, width }: ImageSide,
  textWidth: number,
  { compared, withObjectness }: { readonly compared: readonly Layer[]; readonly withObjectness: boolean },
): ModelShape['blocks'] {
  const space = owner.size('projection_dim');
  if (space !== textWidth)
    owner.refuse(
      'projection_dim',
      said`(${space}) must be the text tower’s width (${textWidth}): texts are compared with patches.`,
    );
  const perceptron = (outputs: number, inputGradient: boolean): Layer[] => [
    linear('head', width, width, true, { inputGradient }),
    linear('head', width, width, true),
    linear('head', width, outputs, true),
  ];
  const patches = Math.max(1, positionsOf(shape) - 1);
  const [ofImage, ofText, ...similarity] = compared;
  const once = { count: 1, positions: 1 } as const;
  return [
    { name: 'text projection', ...once, layers: ofText === undefined ? [] : [ofText] },
    {
      name: 'comparison',
      ...once,
      layers: [...(ofImage === undefined ? [] : [ofImage]), ...similarity],
      untrained: true,
    },
    {
      name: 'detection',
      count: 1,
      positions: patches,
      layers: [
        layerNorm(width),
        linear('head', width, textWidth, true),
        linear('head', width, 1, true),
        linear('head', width, 1, true),
        { kind: 'product', component: 'head', batches: 1, rows: patches, inner: textWidth, columns: 1 },
        ...perceptron(boxNumbers, true),
        ...(withObjectness ? perceptron(1, false) : []),
      ],
    },
  ];
}
