import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../setup/paths.mjs';
import type { DocumentKind, LongFile } from './figures';

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

/** One model among a thousand short functions. */
const python = (copy: number): string =>
  `x = LlamaConfig(hidden_size=4096, num_hidden_layers=${32 + copy})\n${`def f(a):\n    return a + ${1 + copy}\n`.repeat(1000)}`;
/** A model and its training, to be typed in. */
const training = `name = "x"
${python(0)}
optimizer = torch.optim.AdamW(model.parameters())
for batch in batches:
    loss = model(batch).loss
    loss.backward()
    optimizer.step()
`;
/** A class with a model of its own and a loop that trains it: twenty-five lines. */
const trained = (index: number, copy = 0): string => `
class Block${index}(nn.Module):
    """A block of the model."""

    def __init__(self, width=512, heads=8):
        super().__init__()
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.layers = nn.ModuleList(nn.Linear(width, width) for _ in range(4))

    def forward(self, x, mask=None):
        y, _ = self.attention(x, x, x, attn_mask=mask)
        for layer in self.layers:
            y = torch.relu(layer(y))  # residual
        return x + y


config_${index} = LlamaConfig(hidden_size=${512 + 64 * (index % 9)}, num_hidden_layers=${8 + copy}, num_attention_heads=8)


def train_${index}(model, batches, device="cuda"):
    optimizer = torch.optim.AdamW(model.parameters(), lr=${3 + copy}e-4)
    for step, batch in enumerate(batches):
        loss = model(batch.to(device)).loss
        loss.backward()
        optimizer.step()
`;
/** Models and training loops, as many lines as told. */
function trainedPython(lines: number, copy = 0): string {
  const blocks = Array.from({ length: Math.round(lines / 28) }, (_one, index) => trained(index, copy));
  const imports = 'import torch\nfrom torch import nn\nfrom transformers import LlamaConfig\n\nname = "x"\n';
  return `${imports}${blocks.join('\n')}\n\nif __name__ == "__main__":\n    train_0(model, batches)\n`;
}

/** A training plan in YAML of about a megabyte: its model, and a list of all that it is trained on. */
const plan = `name: "x"
model:
  hidden_size: 4096
  num_hidden_layers: 32
  num_attention_heads: 32
  vocab_size: 32000
trainer:
  max_steps: 1000
data:
${Array.from({ length: 18_000 }, (_one, index) => `  - {path: "shards/part-${index}.jsonl", weight: ${index % 7}}\n`).join('')}`;

/** A notebook of about five megabytes, of which most are pictures. */
const notebook = indented({
  cells: Array.from({ length: 200 }, (_one, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: index,
    metadata: {},
    source: trained(index).split(/(?<=\n)/),
    outputs: [
      { output_type: 'display_data', metadata: {}, data: { 'image/png': 'iVBORw0KGgo='.repeat(2000) } },
    ],
  })),
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});

/** Files that are opened, typed in and saved, by their names in the folder `long`. */
const long: Readonly<Record<LongFile, string>> = {
  '2,000 lines.py': trainedPython(2000),
  '10,000 lines.py': trainedPython(10_000),
  '1 MB.json': indented({ name: 'x', ...mixtral, id2label: labels }),
  '1 MB.yaml': plan,
  '5 MB.ipynb': notebook,
};
/** Files of one kind, no two with the same text: what is known of one text is told of another file with it. */
const copies = (
  count: number,
  file: string,
  text: (copy: number) => string,
): [name: string, text: string][] =>
  Array.from({ length: count }, (_one, copy) => [`${copy}/${file}`, text(copy)]);
/** The same configuration with other numbers of layers. */
const layered = (config: typeof mixtral, copy: number): object => ({
  ...config,
  num_hidden_layers: config.num_hidden_layers + copy,
});

/** Files by their kind, each in a folder of its own. */
const ofTheirKind: Readonly<Record<DocumentKind, readonly [name: string, text: string][]>> = {
  first: copies(1, 'config.json', () => indented(mixtral)),
  odd: copies(5, 'config.json', (copy) => indented(layered(odd, copy))),
  large: copies(5, 'config.json', (copy) => indented({ ...layered(mixtral, copy), id2label: labels })),
  python: copies(5, 'model.py', python),
  trained: copies(5, 'train.py', (copy) => trainedPython(2000, copy)),
  plain: copies(1, 'package.json', () =>
    indented({ _name_or_path: 'x', name: 'left-pad', version: '1.0.0' }),
  ),
};

/** A workspace of many files, none of which has to do with models or training. */
export function writePlainWorkspace(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < 600; index += 1) {
    const file = path.join(folder, `packages/part-${index % 30}/source-${index}.ts`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `export const value${index} = ${index};\n`);
  }
  writeFileSync(path.join(folder, 'package.json'), indented({ name: 'plain', version: '1.0.0' }));
}

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
  for (const [name, text] of Object.entries(long)) write(path.join('long', name), text);
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
