import type { ConfigValue } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { emptyObject } from '../documents/document';
import { said, sentences } from '../../units/message';
import type { ModelPart, TextFormat } from './format';
import { nanoGptPart } from './nano-gpt';

const flagOf = (key: string): string => `--${key}`;

function find({ values }: ConfigDocument, text: string): ModelPart | null {
  const plain = emptyObject();
  for (const [key, value] of Object.entries(values)) {
    const first = Array.isArray(value) ? (value as readonly ConfigValue[])[0] : value;
    if (key.startsWith('--')) plain[key.slice(2)] = first ?? null;
  }
  // Two sizes at least, and the name of the script whose settings they are.
  const sizes = ['n_layer', 'n_head', 'n_embd'].filter((key) => typeof plain[key] === 'number');
  if (sizes.length < 2 || !/\btrain\w*\.py\b/.test(text)) return null;
  const part = nanoGptPart({ ...plain, out_dir: plain['out_dir'] ?? '' });
  if (part?.kind !== 'transformer') return null;
  const [, file] = /\btrain\w*\.py\s+(?:\\\n\s*)?([\w./-]+\.py)\b/.exec(text) ?? [];
  const doubt =
    file === undefined
      ? said`Read as nanoGPT’s train.py by the names of its arguments.`
      : said`Read as nanoGPT’s train.py by the names of its arguments; ${file}, whose settings come first, is not read.`;
  return {
    ...part,
    spelling: flagOf,
    approximate: part.approximate === undefined ? doubt : sentences(doubt, part.approximate),
  };
}

/** Commands that start nanoGPT's train.py with the model's sizes as arguments. */
export const nanoGptCommand: TextFormat = {
  name: 'nanogpt',
  syntax: 'shell',
  telling: [/--n_(?:layer|head|embd)\b/, /\btrain\w*\.py\b/],
  find,
};
