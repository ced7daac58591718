import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { llama } from '../llama';
import { said } from '../../../units/message';

/** Emu3: Llama's layers over text and the tokens of images, which a tokenizer of its own (a VQ-VAE) makes. */
export const emu3: Family = {
  name: 'emu3',
  modelTypes: ['emu3', 'emu3_text_model'],
  read(config, modelType, library) {
    if (modelType === 'emu3_text_model') return llama.read(config, 'llama', library);
    const name = architectureClass(config);
    const text = config.section('text_config', 'emu3_text_model').config;
    const named = name === null ? text : text.overlaid({ architectures: [name] });
    const shape = llama.read(named, 'llama', library);
    const isWhole = name !== null && !name.endsWith('ForCausalLM');
    return isWhole
      ? {
          ...shape,
          notes: [
            ...shape.notes,
            said`The tokenizer of images (a VQ-VAE, which is not trained with it) is not counted.`,
          ],
        }
      : shape;
  },
};
