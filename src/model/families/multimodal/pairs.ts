import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, vector } from '../../layers';
import type { Family, Library, ModelShape } from '../family';
import { architectureClass } from '../decoder';
import type { BertTower } from './bert-towers';
import { altClipText, chineseClipText } from './bert-towers';
import { imageClassifier, detection, type ImageSide } from './pair-tops';
import { embeddingWidth, shapeOfSection } from './towers';
import { said } from '../../../units/message';

/** How the towers of a pair look and meet. */
export interface Pair {
  readonly text: string;
  readonly vision: string;
  /** Whether each tower's vector is projected into a space of projection_dim; else the towers' own vectors meet. */
  readonly projected: boolean;
  /** Learned scale, and bias where there is one, of the similarities. */
  readonly scalars: number;
  /** Set where older files keep the towers' configs under keys of their own. */
  readonly before?: 'dict';
  /** Whether its class for detection tells objects from the background. */
  readonly hasObjectness?: true;
  /** Reads the text tower where it is no model type that stands alone. */
  readonly readText?: (config: ConfigFields) => BertTower;
}

/** CLIP's own form. */
export const clipLike = (name: string): Pair => ({
  text: `${name}_text_model`,
  vision: `${name}_vision_model`,
  projected: true,
  scalars: 1,
});
const siglipLike = (name: string): Pair => ({ ...clipLike(name), projected: false, scalars: 2 });

const pairs: Readonly<Record<string, Pair>> = {
  clip: { ...clipLike('clip'), before: 'dict' },
  metaclip_2: { ...clipLike('metaclip_2'), before: 'dict' },
  owlvit: clipLike('owlvit'),
  owlv2: { ...clipLike('owlv2'), hasObjectness: true },
  chinese_clip: { ...clipLike('chinese_clip'), before: 'dict', readText: chineseClipText },
  altclip: { ...clipLike('altclip'), before: 'dict', readText: altClipText },
  siglip: siglipLike('siglip'),
  siglip2: siglipLike('siglip2'),
  tipsv2: { ...siglipLike('tipsv2'), scalars: 1 },
};

/** A tower of a pair, bare. What CLIP's first files hold under `text_config_dict` replaces the whole of `text_config`. */
function tower(
  config: ConfigFields,
  { before }: Pair,
  key: string,
  modelType: string,
): ReturnType<ConfigFields['section']> {
  const old = `${key}_dict`;
  const used = before === 'dict' && config.hasSection(old) ? old : key;
  return config.section(used, modelType, { model_type: modelType, architectures: ['Model'] });
}

/** Projections of both vectors, and the similarity of each image with each text of a batch. */
function comparison(
  config: ConfigFields,
  { projected, scalars }: Pair,
  widths: { readonly text: number; readonly vision: number; readonly shared: number },
): Layer[] {
  const space = projected ? config.size('projection_dim') : widths.shared;
  return [
    ...(projected
      ? [linear('head', widths.vision, space, false), linear('head', widths.text, space, false)]
      : []),
    vector('other', scalars),
    {
      kind: 'product',
      component: 'other',
      batches: 1,
      rows: 1,
      inner: space,
      columns: 1,
      acrossBatch: true,
    },
  ];
}

/** Both towers of a pair, bare, and how wide their vectors are. */
export function readTowers(
  config: ConfigFields,
  pair: Pair,
  library: Library,
): {
  readonly text: ModelShape;
  readonly vision: ModelShape;
  readonly visionConfig: ConfigFields;
  readonly widths: { readonly text: number; readonly vision: number; readonly shared: number };
} {
  const textSection = tower(config, pair, 'text_config', pair.text);
  const visionSection = tower(config, pair, 'vision_config', pair.vision);
  const bertTower = pair.readText?.(textSection.config);
  const text = bertTower?.shape ?? shapeOfSection(textSection, library);
  const vision = shapeOfSection(visionSection, library);
  const textWidth = bertTower?.outputs ?? embeddingWidth(text);
  return {
    text,
    vision,
    visionConfig: visionSection.config,
    widths: {
      text: textWidth,
      vision: visionSection.config.size('hidden_size'),
      shared: textSection.config.optionalSize('projection_size') ?? textWidth,
    },
  };
}

const imageNote = said`The image tower alone: the text tower is no part of this class.`;

/** The image tower without what pools its positions. */
function imageSide(config: ConfigFields, pair: Pair, library: Library): ImageSide {
  const { config: section, modelType } = tower(config, pair, 'vision_config', pair.vision);
  const bare = section.overlaid({ vision_use_head: false });
  const shape = shapeOfSection({ config: bare, modelType }, library);
  return { shape, config: section, width: section.size('hidden_size') };
}

/** Both towers, and the similarity of their vectors; or the class that `architectures` names, which has other heads. */
export function readPair(config: ConfigFields, pair: Pair, library: Library): ModelShape {
  const name = architectureClass(config) ?? 'Model';
  if (name.endsWith('ForImageClassification')) {
    const shape = imageClassifier(config, imageSide(config, pair, library));
    return { ...shape, notes: [...shape.notes, imageNote] };
  }
  const detects = name.endsWith('ForObjectDetection');
  if (!name.endsWith('Model') && !detects)
    config.refuse('architectures', said`names "${name}", which is not covered.`);
  const { text, vision, widths } = readTowers(config, pair, library);
  if (!pair.projected && widths.shared !== widths.vision)
    config.refuse(
      'vision_config',
      said`puts out ${widths.vision} numbers and text_config ${widths.shared}: they must meet.`,
    );
  const compared = comparison(config, pair, widths);
  return {
    ...text,
    blocks: [
      ...text.blocks,
      ...vision.blocks,
      ...(detects
        ? detection(config, imageSide(config, pair, library), widths.text, {
            compared,
            withObjectness: pair.hasObjectness === true,
          })
        : [{ name: 'comparison', count: 1, positions: 1, layers: compared }]),
    ],
    notes: [
      ...text.notes,
      ...vision.notes,
      said`Each sample is one image and one text; every image of a batch is compared with every text.`,
    ],
  };
}

/** CLIP, SigLIP and their kin: a sample is an image with its text; both towers run, and all are compared with all. */
export const pairsOfTowers: Family = {
  name: 'clip',
  modelTypes: Object.keys(pairs),
  read: (config, modelType, library) => readPair(config, pairs[modelType] ?? clipLike('clip'), library),
};
