import type { ConfigFields, LibraryDefaults } from '../config-fields';
import { isObject } from '../config-fields';
import { valueAt } from '../documents/document';
import { autoencoderDefaults, autoencoderShape } from '../families/diffusion/autoencoder';
import { cogVideoXDefaults, cogVideoXShape } from '../families/diffusion/cogvideox';
import { fluxDefaults, fluxShape } from '../families/diffusion/flux';
import {
  ditDefaults,
  patchTransformerShape,
  pixArtDefaults,
  transformer2dDefaults,
} from '../families/diffusion/patch-transformer';
import { qwenImageDefaults, qwenImageShape } from '../families/diffusion/qwen-image';
import { sanaDefaults, sanaShape } from '../families/diffusion/sana';
import { stableDiffusion3Defaults, stableDiffusion3Shape } from '../families/diffusion/stable-diffusion-3';
import { unconditionalUnetDefaults, unconditionalUnetShape } from '../families/diffusion/unconditional-unet';
import { unetDefaults, unetShape } from '../families/diffusion/unet';
import type { ModelShape } from '../families/family';
import type { ModelPart, TextFormat } from './format';

interface DiffusersClass {
  readonly defaults: LibraryDefaults;
  readonly read: (config: ConfigFields) => ModelShape;
}

/** The classes that are counted, by the name that `_class_name` gives. */
const classes: Readonly<Record<string, DiffusersClass>> = {
  UNet2DConditionModel: { defaults: unetDefaults, read: unetShape },
  UNet2DModel: { defaults: unconditionalUnetDefaults, read: unconditionalUnetShape },
  AutoencoderKL: { defaults: autoencoderDefaults, read: autoencoderShape },
  FluxTransformer2DModel: { defaults: fluxDefaults, read: fluxShape },
  DiTTransformer2DModel: { defaults: ditDefaults, read: patchTransformerShape },
  PixArtTransformer2DModel: { defaults: pixArtDefaults, read: patchTransformerShape },
  Transformer2DModel: { defaults: transformer2dDefaults, read: patchTransformerShape },
  SD3Transformer2DModel: { defaults: stableDiffusion3Defaults, read: stableDiffusion3Shape },
  QwenImageTransformer2DModel: { defaults: qwenImageDefaults, read: qwenImageShape },
  CogVideoXTransformer3DModel: { defaults: cogVideoXDefaults, read: cogVideoXShape },
  SanaTransformer2DModel: { defaults: sanaDefaults, read: sanaShape },
};

/** diffusers' config.json of one model; a pipeline's model_index.json lists its parts. */
export const diffusers: TextFormat = {
  name: 'diffusers',
  syntax: 'json',
  telling: [/"_class_name"/],
  find({ values }): ModelPart | null {
    const name = values['_class_name'];
    if (typeof name !== 'string') return null;
    const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
    if (known !== undefined)
      return {
        kind: 'shape',
        architecture: name,
        prefix: '',
        values,
        defaults: known.defaults,
        read: known.read,
      };
    const parts = Object.entries(values).filter(
      ([key, value]) => !key.startsWith('_') && Array.isArray(value) && value.length === 2,
    );
    const shown = name.endsWith('Pipeline')
      ? `${name}, a pipeline of ${parts.map(([key]) => key).join(', ')}: each has a config.json of its own`
      : name;
    return { kind: 'unknown', name: shown.slice(0, 300), key: '_class_name' };
  },
};

/** Primus' YAML of FLUX.1, whose sizes are the library's own. */
export const primusFlux: TextFormat = {
  name: 'primus-diffusion',
  syntax: 'yaml',
  telling: [/^model:/m, /name:\s*["']?flux\.1/],
  find({ values }): ModelPart | null {
    const model = values['model'];
    const name = isObject(model) ? model['name'] : undefined;
    if (typeof name !== 'string' || !name.startsWith('flux.1')) return null;
    const isGuided = name.includes('dev') && valueAt(values, 'model.config.config.guidance') !== null;
    return {
      kind: 'shape',
      architecture: name,
      prefix: 'model.',
      values: { guidance_embeds: isGuided },
      defaults: fluxDefaults,
      read: fluxShape,
    };
  },
};
