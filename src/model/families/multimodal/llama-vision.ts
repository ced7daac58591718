import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, perHead, rmsNorm, vector } from '../../layers';
import { biases, crossAttention, feedForward } from '../../sub-layers';
import {
  architectureClass,
  alike,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { withTowers } from './language';
import { embeddingWidth, readTower, towerBlock } from './towers';
import { said } from '../../../units/message';

/** Rows of the token table beyond the vocabulary: the image token and its padding. */
const furtherTokens = 8;

/** Where the config does not say; the library's own list. */
const usualCrossLayers = [3, 8, 13, 18, 23, 28, 33, 38];

/** Which layers look at the image instead of the text; those of the list that there are. */
function crossLayers(config: ConfigFields, layers: number): number {
  const written = config.raw('cross_attention_layers');
  const absent = written === undefined || written === null;
  const listed = new Set(absent ? usualCrossLayers : config.integers('cross_attention_layers'));
  const inside = [...listed].filter((index) => index >= 0 && index < layers).length;
  if (inside === layers)
    config.refuse('cross_attention_layers', 'names every layer: none is left for the text.');
  return inside;
}

/** Llama 3.2's language model: without an image, the layers that look at one are skipped. */
export const mllamaText: Family = {
  name: 'llama vision',
  modelTypes: ['mllama_text_model'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth } = shape;
    const crossing = crossLayers(config, shape.layers);
    const body = decoderOnly({
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [{ kind: 'table', component: 'embedding', entries: furtherTokens, width }],
      blocks: alike(Math.max(0, shape.layers - crossing), [
        rmsNorm(width),
        ...rotaryAttention(shape, biases(false)),
        rmsNorm(width),
        ...gatedFeedForward(config),
        twoResiduals(width),
      ]),
      beforeHead: [rmsNorm(width)],
    });
    const imagePositions = config.optionalSize('image_positions') ?? 1;
    const project = (positions: 'sequence' | number, outputs: number): Layer =>
      linear('crossAttention.projections', width, outputs, false, { positions });
    const cross: Layer[] = [
      rmsNorm(width),
      project('sequence', heads * headWidth),
      project(imagePositions, keyValueHeads * headWidth),
      project(imagePositions, keyValueHeads * headWidth),
      ...crossAttention({
        width,
        heads,
        headWidth,
        bias: biases(false),
        contextPositions: imagePositions,
      }).filter((layer) => layer.kind === 'attention'),
      linear('crossAttention.projections', heads * headWidth, width, false),
      perHead(rmsNorm(headWidth), heads),
      perHead(rmsNorm(headWidth), keyValueHeads),
      rmsNorm(width),
      ...feedForward({ width, hidden: config.size('intermediate_size'), gated: true, bias: false }),
      vector('residual', 2),
      twoResiduals(width),
    ];
    return {
      ...body,
      blocks: [
        ...body.blocks,
        { name: 'layers: image', count: crossing, tower: 'vision', positions: 'sequence', layers: cross },
      ],
      notes: [...body.notes, said`Layers that look at an image run only where there is one.`],
    };
  },
};

/** What an image of the most tiles comes to: the patches of each and a class token. */
function contextPositions(vision: ConfigFields): number {
  const side = Math.floor(vision.size('image_size') / vision.size('patch_size'));
  return vision.size('max_num_tiles') * (side * side + 1);
}

/** Llama 3.2 Vision: an image tower whose output the language model's cross-attention layers look at. */
export const mllama: Family = {
  name: 'llama vision',
  modelTypes: ['mllama'],
  read(config, _modelType, library) {
    const name = architectureClass(config);
    if (name?.endsWith('ForCausalLM') === true)
      config.refuse('architectures', said`names "${name}", which is not covered.`);
    const vision = readTower(config, library, 'vision', 'vision_config', undefined, {
      model_type: 'mllama_vision_model',
    });
    const language = {
      modelType: 'mllama_text_model',
      fixed: true,
      tie: 'never',
      overrides: { image_positions: contextPositions(vision.config) },
    } as const;
    return withTowers(config, library, language, (text) => ({
      blocks: [
        ...vision.blocks,
        towerBlock('vision', 'projector', contextPositions(vision.config), [
          linear('other', vision.config.size('vision_output_dim'), embeddingWidth(text), true),
        ]),
      ],
      notes: vision.notes,
    }));
  },
};

/** Llama 4: an image tower that folds its patches, one linear layer, and the language model with its experts. */
export const llama4: Family = {
  name: 'llama vision',
  modelTypes: ['llama4'],
  read(config, _modelType, library) {
    return withTowers(config, library, { modelType: 'llama4_text', fixed: true, tie: 'text' }, (text) => {
      const vision = readTower(config, library, 'vision', 'vision_config', undefined, {
        model_type: 'llama4_vision_model',
      });
      const ratio = vision.config.decimal('pixel_shuffle_ratio') ?? 1;
      const positions = Math.max(1, Math.floor((vision.positions - 1) * ratio * ratio));
      return {
        blocks: [
          ...vision.blocks,
          towerBlock('vision', 'projector', positions, [
            linear('other', vision.config.size('vision_output_dim'), embeddingWidth(text), false),
          ]),
        ],
        notes: vision.notes,
      };
    });
  },
};
