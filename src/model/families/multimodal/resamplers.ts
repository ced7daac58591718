import type { ConfigFields, ConfigObject } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, rmsNorm, vector } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { withTowers } from './language';
import type { TowerReading } from './towers';
import { embeddingWidth, looking, other, readTower, towerBlock } from './towers';
import { said } from '../../../units/message';

/** Three matrices, one of which gates: from `inputs` by `hidden` to `outputs`. */
const gated = (inputs: number, hidden: number, outputs: number, positions: number): Layer[] => [
  linear('other', inputs, hidden, false, { positions }),
  linear('other', inputs, hidden, false, { positions }),
  { ...activation('other', hidden), positions },
  linear('other', hidden, outputs, false, { positions }),
];

/** Idefics 2: a gated layer to the text model's width, then learned latents that look at the image and themselves. */
function perceiver(owner: ConfigFields, vision: TowerReading, text: ConfigFields): Block[] {
  const { config } = owner.section('perceiver_config', 'idefics2_perceiver', {
    model_type: 'idefics2_perceiver',
  });
  const width = text.size('hidden_size');
  const latents = config.size('resampler_n_latents');
  const heads = config.size('resampler_n_heads');
  const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
  const headWidth = config.size('resampler_head_dim');
  const keys = vision.positions + latents;
  const norm = other(rmsNorm(width));
  const project = (outputs: number, positions: number): Layer =>
    linear('other', width, outputs, false, { positions });
  const visionWidth = vision.config.size('hidden_size');
  return [
    towerBlock('vision', 'projector', vision.positions, [
      ...gated(visionWidth, text.size('intermediate_size'), width, vision.positions),
      vector('other', latents * width),
    ]),
    {
      name: 'resampler',
      count: config.layers('resampler_depth'),
      tower: 'vision',
      positions: latents,
      layers: [
        norm,
        { ...norm, positions: vision.positions },
        project(heads * headWidth, latents),
        project(keyValueHeads * headWidth, keys),
        project(keyValueHeads * headWidth, keys),
        ...looking(heads, headWidth, latents, keys),
        linear('other', heads * headWidth, width, false),
        norm,
        ...gated(width, 4 * width, width, latents),
      ],
    },
    towerBlock('vision', 'resampled', latents, [norm]),
  ];
}

/** Queries of an image of so many patches, where Aria's config does not say. */
const usualQueries: ConfigObject = { 1225: 128, 4900: 256 };

/** How many queries look at an image of `patches` (null where the list has no such image), and the most there are. */
function queriesOf(
  config: ConfigFields,
  patches: number,
): { readonly used: number | null; readonly most: number } {
  const key = 'projector_patch_to_query_dict';
  const written = config.raw(key);
  const isList = typeof written === 'object' && written !== null && !Array.isArray(written);
  if (!isList && written !== undefined && written !== null)
    config.refuse(key, 'must be a section with keys of its own.');
  const entries: ConfigObject = isList ? (written as ConfigObject) : usualQueries;
  const counts = Object.values(entries).filter(
    (count): count is number => typeof count === 'number' && Number.isInteger(count) && count > 0,
  );
  if (
    counts.length === 0 ||
    counts.length !== Object.keys(entries).length ||
    counts.some((count) => count > 1e8)
  ) {
    config.refuse(
      key,
      'must give a whole number of queries, from 1 to 100 million, for each number of patches.',
    );
    return { used: null, most: 1 };
  }
  const used = entries[String(patches)];
  const derived = counts.reduce((a, b) => Math.max(a, b));
  // Saved files hold the most too, and the library takes it as it stands there.
  const most = config.optionalSize('max_value_projector_patch_to_query_dict') ?? derived;
  const asked = typeof used === 'number' ? used : null;
  if (asked !== null && asked > most)
    config.refuse(
      'max_value_projector_patch_to_query_dict',
      said`(${most}) is less than the ${asked} queries of an image.`,
    );
  return { used: asked, most };
}

/** Aria: learned queries, as many as the image's size asks for, look at the image; then two layers to the text's width. */
function ariaProjector(config: ConfigFields, vision: TowerReading, textWidth: number): Block[] {
  const width = vision.config.size('hidden_size');
  const heads = vision.config.size('num_attention_heads');
  const headWidth = vision.config.headWidth('hidden_size', 'num_attention_heads');
  const { used, most } = queriesOf(config, vision.positions);
  const queries = used ?? most;
  const image = { positions: vision.positions };
  const product = (bias: boolean, at = {}): Layer => linear('other', width, width, bias, at);
  return [
    towerBlock('vision', 'projector', queries, [
      vector('other', most * width),
      other(layerNorm(width)),
      { ...other(layerNorm(width)), ...image },
      product(false),
      product(false, image),
      product(false, image),
      product(true),
      product(true, image),
      product(true, image),
      ...looking(heads, headWidth, queries, vision.positions),
      product(true),
      product(true),
      other(layerNorm(width)),
      linear('other', width, textWidth, false),
      activation('other', textWidth),
      linear('other', textWidth, textWidth, false),
    ]),
  ];
}

/** An image tower whose output a fixed number of learned queries draw together: Idefics 2 and Aria. */
export const resampled: Family = {
  name: 'idefics2',
  modelTypes: ['idefics2', 'aria'],
  read(config, modelType, library) {
    const isAria = modelType === 'aria';
    const language = isAria ? { modelType: 'aria_text' } : { modelType: 'mistral' };
    return withTowers(config, library, language, (text, section) => {
      const fixed: ConfigObject = isAria ? {} : { model_type: 'idefics2_vision' };
      const vision = readTower(config, library, 'vision', 'vision_config', undefined, fixed);
      return {
        blocks: [
          ...vision.blocks,
          ...(isAria
            ? ariaProjector(config, vision, embeddingWidth(text))
            : perceiver(config, vision, section.config)),
        ],
        notes: vision.notes,
      };
    });
  },
};
