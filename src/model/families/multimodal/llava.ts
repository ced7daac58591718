import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, rmsNorm, vector } from '../../layers';
import type { Family } from '../family';
import type { Tie } from './language';
import { withTowers } from './language';
import type { TowerReading } from './towers';
import {
  embeddingWidth,
  featureLayers,
  idle,
  other,
  readTower,
  towerBlock,
  twoLayerProjector,
} from './towers';
import { said } from '../../../units/message';

/** What a projector is built from. */
interface Projection {
  readonly config: ConfigFields;
  readonly vision: TowerReading;
  readonly visionWidth: number;
  readonly textWidth: number;
}

interface Projector {
  /** Positions it works on, for one image. */
  readonly positions: number;
  readonly layers: readonly Layer[];
}

/** Positions without the class token, where the config selects so; `usual` where it has no such key. */
function selectedPositions({ config, vision }: Projection, usual: 'default' | 'full'): number {
  const strategy = config.text('vision_feature_select_strategy') ?? usual;
  return Math.max(1, strategy === 'default' ? vision.positions - 1 : vision.positions);
}

/** LLaVA's two biased layers over each position; those of several tower layers side by side. */
function llavaProjector(projection: Projection): Projector {
  const { config, visionWidth, textWidth } = projection;
  return {
    positions: selectedPositions(projection, 'default'),
    layers: twoLayerProjector({
      inputs: visionWidth * featureLayers(config),
      hidden: textWidth,
      outputs: textWidth,
      bias: config.flag('multimodal_projector_bias'),
    }),
  };
}

/** The same, and one learned vector that marks the end of a row of the image. */
function llavaNextProjector(projection: Projection): Projector {
  const projector = llavaProjector(projection);
  return { ...projector, layers: [vector('other', projection.textWidth), ...projector.layers] };
}

function vipLlavaProjector(projection: Projection): Projector {
  const { config, vision, visionWidth, textWidth } = projection;
  const inputs = visionWidth * featureLayers(config);
  return {
    positions: Math.max(1, vision.positions - 1),
    layers: [
      other(layerNorm(inputs)),
      ...twoLayerProjector({ inputs, hidden: textWidth, outputs: textWidth, bias: true }),
    ],
  };
}

/** PaliGemma: one linear layer to the width that the config names. */
const paliGemmaProjector = ({ config, vision, visionWidth }: Projection): Projector => ({
  positions: vision.positions,
  layers: [linear('other', visionWidth, config.size('projection_dim'), true)],
});

/** Gemma 3: average pooling to mm_tokens_per_image, a norm, one product. */
export function gemma3Projector({ config, vision, visionWidth, textWidth }: Projection): Projector {
  const side = Math.floor(Math.sqrt(config.size('mm_tokens_per_image')));
  const patches = Math.floor(Math.sqrt(vision.positions));
  const pooled = Math.floor(patches / Math.max(1, Math.floor(patches / side)));
  return {
    positions: pooled * pooled,
    layers: [other(rmsNorm(visionWidth)), linear('other', visionWidth, textWidth, false)],
  };
}

/** How many neighbouring patches, along each side, are laid side by side; it must leave at least one. */
function shuffled(
  config: ConfigFields,
  key: string,
  positions: number,
): { readonly factor: number; readonly positions: number } {
  const factor = config.size(key);
  const side = Math.floor(Math.sqrt(positions));
  if (factor > side) {
    config.refuse(key, said`(${factor}) is more than the ${side} patches of a side.`);
    return { factor: 1, positions: 1 };
  }
  return { factor, positions: Math.floor(side / factor) ** 2 };
}

/** Cohere's: patches laid side by side, a hidden layer of which half gates the other. */
function cohereProjector(projection: Projection, norm: boolean): Projector {
  const { config, visionWidth, textWidth } = projection;
  const { factor, positions } = shuffled(config, 'downsample_factor', selectedPositions(projection, 'full'));
  const inputs = visionWidth * factor * factor;
  const hidden = config.optionalSize('alignment_intermediate_size') ?? textWidth;
  return {
    positions,
    layers: [
      ...(norm ? [other(layerNorm(inputs))] : []),
      linear('other', inputs, hidden, true),
      linear('other', Math.max(1, Math.floor(hidden / 2)), textWidth, true),
    ],
  };
}

/** Idefics 3 and SmolVLM: patches laid side by side, one linear layer. */
function ideficsConnector({ config, vision, visionWidth, textWidth }: Projection): Projector {
  const { factor, positions } = shuffled(config, 'scale_factor', vision.positions);
  return { positions, layers: [linear('other', visionWidth * factor * factor, textWidth, false)] };
}

/** Mistral 3: a norm, neighbouring patches merged by a linear layer, then LLaVA's projector. */
function mergingProjector(
  { config, vision, visionWidth, textWidth }: Projection,
  layers: number,
  bias: boolean,
): Projector {
  const { factor, positions } = shuffled(config, 'spatial_merge_size', vision.positions);
  return {
    positions,
    layers: [
      other(rmsNorm(visionWidth)),
      linear('other', visionWidth * factor * factor, visionWidth, false),
      ...twoLayerProjector({ inputs: visionWidth * layers, hidden: textWidth, outputs: textWidth, bias }),
    ],
  };
}

const mistral3Projector = (projection: Projection): Projector =>
  mergingProjector(
    projection,
    featureLayers(projection.config),
    projection.config.flag('multimodal_projector_bias'),
  );

/** InternVL: pixel shuffle by a ratio below 1, a norm, two linear layers. */
function internVlProjector(projection: Projection): Projector {
  const { config, visionWidth, textWidth } = projection;
  const ratio = config.decimal('downsample_ratio') ?? 0.5;
  const positions = selectedPositions(projection, 'default');
  if (ratio <= 0 || ratio > 1 || 1 / ratio > Math.sqrt(positions)) {
    config.refuse('downsample_ratio', 'must be a share of the side of the image, above 0 and at most 1.');
    return { positions: 1, layers: [] };
  }
  const factor = Math.floor(1 / ratio);
  const inputs = visionWidth * factor * factor;
  return {
    positions: Math.floor(positions * ratio * ratio),
    layers: [
      other(layerNorm(inputs)),
      ...twoLayerProjector({ inputs, hidden: textWidth, outputs: textWidth, bias: true }),
    ],
  };
}

/** LFM2-VL: patches laid side by side, a norm where it is switched on, two linear layers. */
function lfm2Projector({ config, vision, visionWidth, textWidth }: Projection): Projector {
  const { factor, positions } = shuffled(config, 'downsample_factor', vision.positions);
  const inputs = visionWidth * factor * factor;
  return {
    positions,
    layers: [
      ...(config.flag('projector_use_layernorm') ? [other(layerNorm(inputs))] : []),
      ...twoLayerProjector({
        inputs,
        hidden: config.size('projector_hidden_size'),
        outputs: textWidth,
        bias: config.flag('projector_bias'),
      }),
    ],
  };
}

/** DeepSeek-VL: two biased layers over every position. */
const alignerProjector = ({ vision, visionWidth, textWidth }: Projection): Projector => ({
  positions: vision.positions,
  layers: twoLayerProjector({ inputs: visionWidth, hidden: textWidth, outputs: textWidth, bias: true }),
});

interface Variant {
  readonly tie?: Tie;
  /** Model types that the library builds whatever the file says. */
  readonly text?: string;
  readonly vision?: string;
  /** Whether videos have a tower of their own, built like the one for images. */
  readonly videoTower?: true;
  readonly projector: (projection: Projection) => Projector;
}

const variants: Readonly<Record<string, Variant>> = {
  llava: { tie: 'ownOrText', projector: llavaProjector },
  llava_next: { projector: llavaNextProjector },
  llava_next_video: { tie: 'ownOrText', projector: llavaNextProjector },
  llava_onevision: { tie: 'ownOrText', projector: llavaNextProjector },
  video_llava: { videoTower: true, projector: llavaProjector },
  deepseek_vl: { projector: alignerProjector },
  lfm2_vl: { projector: lfm2Projector },
  vipllava: { projector: vipLlavaProjector },
  paligemma: { projector: paliGemmaProjector },
  gemma3: { text: 'gemma3_text', projector: gemma3Projector },
  shieldgemma2: { tie: 'ownOrText', projector: gemma3Projector },
  aya_vision: { projector: (projection) => cohereProjector(projection, true) },
  cohere2_vision: { projector: (projection) => cohereProjector(projection, false) },
  idefics3: { vision: 'idefics3_vision', projector: ideficsConnector },
  smolvlm: { vision: 'smolvlm_vision', projector: ideficsConnector },
  mistral3: { projector: mistral3Projector },
  lighton_ocr: { projector: (projection) => mergingProjector(projection, 1, false) },
  internvl: { vision: 'internvl_vision', projector: internVlProjector },
};

const usual: Variant = { projector: llavaProjector };

/** A vision tower, a projector of its output to the text model's width, and a language model: what differs is the projector. */
export const llava: Family = {
  name: 'llava',
  modelTypes: Object.keys(variants),
  read(config, modelType, library) {
    const variant = variants[modelType] ?? usual;
    const { tie = 'own' } = variant;
    const language = variant.text === undefined ? { tie } : { tie, modelType: variant.text, fixed: true };
    return withTowers(config, library, language, (text) => {
      const fixed = variant.vision === undefined ? {} : { model_type: variant.vision };
      const vision = readTower(config, library, 'vision', 'vision_config', undefined, fixed);
      const projector = variant.projector({
        config,
        vision,
        visionWidth: vision.config.size('hidden_size'),
        textWidth: embeddingWidth(text),
      });
      return {
        blocks: [
          ...vision.blocks,
          ...(variant.videoTower === true ? idle(vision.blocks) : []),
          towerBlock('vision', 'projector', projector.positions, projector.layers),
        ],
        notes: vision.notes,
      };
    });
  },
};
