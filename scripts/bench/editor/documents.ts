import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../setup/paths.mjs';
import type { DocumentKind } from './figures';

const newFiles = 40;

const mixtral = {
  _name_or_path: 'x',
  model_type: 'mixtral',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 32000,
};
/** A vocabulary, heads and a cache that something is said of. */
const odd = {
  ...mixtral,
  model_type: 'llama',
  hidden_size: 2560,
  intermediate_size: 6900,
  num_key_value_heads: 32,
  vocab_size: 50257,
};
const labels = Object.fromEntries(Array.from({ length: 45_000 }, (_one, index) => [index, `LABEL_${index}`]));
const indented = (value: unknown): string => JSON.stringify(value, null, 2);

const python = `x = LlamaConfig(hidden_size=4096, num_hidden_layers=32)\n${'def f(a):\n    return a + 1\n'.repeat(1000)}`;
/** A model and its training, to be typed in. */
const training = `name = "x"
${python}
optimizer = torch.optim.AdamW(model.parameters())
for batch in batches:
    loss = model(batch).loss
    loss.backward()
    optimizer.step()
`;
const copies = (count: number, file: string, text: string): [name: string, text: string][] =>
  Array.from({ length: count }, (_one, index) => [`${index}/${file}`, text]);

/** Files by their kind, each in a folder of its own. */
const ofTheirKind: Readonly<Record<DocumentKind, readonly [name: string, text: string][]>> = {
  first: copies(1, 'config.json', indented(mixtral)),
  odd: copies(5, 'config.json', indented(odd)),
  large: copies(5, 'config.json', indented({ ...mixtral, id2label: labels })),
  python: copies(5, 'model.py', python),
  plain: copies(1, 'package.json', indented({ _name_or_path: 'x', name: 'left-pad', version: '1.0.0' })),
};

/** Writes the documents of the benchmark: those above, and in `new` a configuration of each of many model types. */
export function writeDocuments(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const write = (name: string, text: string): void => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [kind, files] of Object.entries(ofTheirKind))
    for (const [name, text] of files) write(path.join(kind, name), text);
  write(path.join('typed', 'train.py'), training);
  const truth = path.join(root, 'test', 'truth');
  const all = readdirSync(truth)
    .filter((name) => name.endsWith('.json'))
    .sort();
  for (let index = 0; index < newFiles; index += 1) {
    const name = all[Math.floor((index * all.length) / newFiles)] ?? '';
    const { cases } = JSON.parse(readFileSync(path.join(truth, name), 'utf8')) as {
      readonly cases: readonly { readonly config: object }[];
    };
    write(`new/${path.basename(name, '.json')}/config.json`, indented(cases[0]?.config ?? {}));
  }
}
