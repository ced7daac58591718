import assert from 'node:assert/strict';
import { costOf } from '../../../../src/model/cost';
import { readModelConfig, readModelConfigs } from '../../../../src/model/read-config';
import { inEnglish } from '../../../../src/units/message';

const head = 'from torchtitan.models.common import Embedding, compute_ffn_hidden_dim\n\n';

/** A flavor in a function of its own, as the registry's of today are. */
const builder = (
  name: string,
  sizes: string,
  more: string,
  hidden: string,
): string => `def ${name}(backend: str):
${sizes
  .split(', ')
  .map((line) => `    ${line}\n`)
  .join('')}    return Llama3Model.Config(
        dim=dim,
        vocab_size=128256,${more}
        norm=RMSNorm.Config(normalized_shape=dim),
        layers=_layers(n_layers=n_layers, dim=dim, n_heads=n_heads, n_kv_heads=8, hidden_dim=${hidden}, backend=backend),
    )


`;
const eight = builder(
  '_8b',
  'dim = 4096, n_heads = 32, n_layers = 32',
  '',
  'compute_ffn_hidden_dim(dim, multiple_of=1024, ffn_dim_multiplier=1.3)',
);
const one = builder(
  '_1b',
  'dim = 2048, n_heads = 32, n_layers = 16',
  ' enable_weight_tying=True,',
  'compute_ffn_hidden_dim(\n                dim, multiple_of=1024, ffn_dim_multiplier=1.5\n            )',
);
const registry = 'configs = {\n    "1B": _1b,\n    "8B": _8b,\n}\n';

const parametersIn = (text: string): (number | string)[] =>
  readModelConfigs(text).map((reading) =>
    reading.kind === 'model'
      ? costOf(reading.spec, { batch: 1, sequence: 1 }).parameters.total
      : reading.kind,
  );

describe('torchtitan’s registries in Python', () => {
  it('are read flavor by flavor, to the parameters that are published', () => {
    const text = head + one + eight + registry;
    assert.deepEqual(parametersIn(text), [1_235_814_400, 8_030_261_248]);
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'model');
    assert.equal(reading.approximate, undefined);
    assert.ok(reading.spec.notes.some((note) => inEnglish(note) === 'torchtitan’s flavor 1B.'));
  });

  it('are read where a flavor gives one layer, with the vocabulary said to be Llama 3’s', () => {
    const text = `${head}configs = {
    "8B": Llama3Model.Config(dim=4096, n_layers=32, layer=Llama3TransformerBlock.Config(
        feed_forward=FeedForward.Config(hidden_dim=compute_ffn_hidden_dim(4096, multiple_of=1024, ffn_dim_multiplier=1.3)),
        attention=GQAttention.Config(n_heads=32, n_kv_heads=8))),
}
`;
    assert.deepEqual(parametersIn(text), [8_030_261_248]);
    const reading = readModelConfig(text);
    assert.match(
      reading.kind === 'model' && reading.approximate ? inEnglish(reading.approximate) : '',
      /128,256/,
    );
  });

  it('are not known where another function computes a size, or for another model', () => {
    for (const [from, to] of [
      ['compute_ffn_hidden_dim(dim, ', 'my_width(dim, '],
      ['compute_ffn_hidden_dim(dim, ', 'compute_ffn_hidden_dim(2 * dim, '],
      ['n_layers = 32', 'n_layers = depth()'],
    ] as const) {
      const reading = readModelConfig(head + eight.replace(from, to) + registry);
      assert.ok(reading.kind === 'unknownArchitecture', JSON.stringify(reading).slice(0, 200));
      assert.equal(reading.modelType, 'torchtitan Llama3Model 8B, by sizes that its code computes');
    }
    const other = readModelConfig(head + eight.replace('Llama3Model', 'Qwen3Model') + registry);
    assert.equal(other.kind === 'unknownArchitecture' && other.modelType, 'torchtitan Qwen3Model 8B');
  });

  it('show the flavors that are known beside one that is not', () => {
    const text = head + one.replace('compute_ffn_hidden_dim(', 'my_width(') + eight + registry;
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'model');
    assert.ok(parametersIn(text).includes(8_030_261_248));
  });
});
