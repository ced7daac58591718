import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differencesFrom } from '../../../src/editor/lenses/differences-from';
import type { Estimate } from '../../../src/energy/estimate';
import { differenceTitle } from '../../../src/editor/lenses/difference-title';
import { modelCostTitles } from '../../../src/editor/lenses/model-cost-titles';
import { modelCostsOf, type CostSettings } from '../../../src/editor/model-cost';
import { KeptPlanChoices } from '../../../src/editor/plan-choices';
import { mayDescribeModel } from '../../../src/editor/telltale';
import { unsetEstimate } from './unset-estimate';

const settings: CostSettings = {
  region: 'FR',
  pue: undefined,
  estimate: { ...unsetEstimate, hardware: 'H100 SXM5 80GB', gpus: 8, tokens: 1e10, sequenceLength: 2048 },
};

/** What stands above each model of a text, as a golden file holds it. */
function lensesOf(text: string, language: string): string {
  return modelCostsOf(text, settings, language)
    .map((cost) => {
      if (cost.kind !== 'estimate') return `${cost.kind}\n`;
      const line = text.slice(0, cost.reading.anchor.offset).split('\n').length;
      const { estimate, reading, growth, imageTokens } = cost;
      const titles = modelCostTitles(estimate, reading.approximate ?? null, growth, imageTokens);
      const lenses = [titles.parameters, titles.attention, titles.training, titles.serving];
      const details = lenses.map((lens) => `  ${lens.details}\n`);
      return `line ${line}\n${lenses.map(({ title }) => title).join(' | ')}\n${details.join('')}`;
    })
    .join('\n');
}

function assertGolden(name: string, text: string): void {
  const file = join(__dirname, 'golden', name);
  if (process.env['WATTLENS_GOLDEN'] === '1') writeFileSync(file, text);
  assert.equal(text, readFileSync(file, 'utf8'));
}

const sources = `
from transformers import LlamaConfig, MixtralConfig, GPT2Config

small = LlamaConfig(hidden_size=512, intermediate_size=1376, num_hidden_layers=8, num_attention_heads=8)
experts = MixtralConfig(num_hidden_layers=4)
broken = GPT2Config(n_embd=100, n_head=7)
`;

/** One of each kind that reads in its own way: written as their files are. */
const kinds = [
  { model_type: 'bert', vocab_size: 30522 },
  { model_type: 't5', d_model: 768, num_layers: 12, num_heads: 12, d_ff: 3072 },
  { model_type: 'vit', image_size: 224, patch_size: 16 },
  { model_type: 'resnet', embedding_size: 64, hidden_sizes: [256, 512, 1024, 2048], depths: [3, 4, 6, 3] },
  { model_type: 'whisper', d_model: 768, encoder_layers: 12, decoder_layers: 12, encoder_ffn_dim: 3072 },
  { model_type: 'mamba', hidden_size: 768, num_hidden_layers: 24, vocab_size: 50280 },
  {
    _class_name: 'DiTTransformer2DModel',
    ...{ num_attention_heads: 16, attention_head_dim: 72, in_channels: 4, out_channels: 8 },
    ...{ num_layers: 28, sample_size: 32, patch_size: 2, num_embeds_ada_norm: 1000 },
  },
];

describe('the lenses of a file', () => {
  it('tell of images where a model takes those, and nothing of attention where there is none', () => {
    const all = kinds.map((kind) => {
      const name = 'model_type' in kind ? kind.model_type : kind._class_name;
      return `${name}: ${lensesOf(JSON.stringify(kind), 'json')}`;
    });
    assertGolden('lenses-kinds.txt', all.join('\n'));
  });

  it('grow with the sequence as far as the model takes one', () => {
    const attention = (sequenceLength: number, values: object): string => {
      const text = JSON.stringify({ model_type: 'llama', ...values });
      const [cost] = modelCostsOf(
        text,
        { ...settings, estimate: { ...settings.estimate, sequenceLength } },
        'json',
      );
      assert.ok(cost?.kind === 'estimate');
      return modelCostTitles(cost.estimate, null, cost.growth).attention.details;
    };
    const takes3000 = { max_position_embeddings: 3000 };
    assert.match(attention(1000, takes3000), / at 2,000$/);
    assert.match(attention(2000, takes3000), / at 3,000$/);
    // Where it takes no longer one, they grow from a shorter one.
    assert.match(attention(3000, takes3000), /; 0\.[5-9]\d*x and [\d.]+ % at 1,500; it takes 3,000 at most$/);
    assert.match(attention(8000, takes3000), / at 3,000; it takes 3,000 at most$/);
  });

  it('say that training does not fit, and what would help', () => {
    const text = JSON.stringify({ model_type: 'llama' });
    const training = (gpus: number): { title: string; details: string } => {
      const [cost] = modelCostsOf(text, { ...settings, estimate: { ...settings.estimate, gpus } }, 'json');
      assert.ok(cost?.kind === 'estimate');
      return modelCostTitles(cost.estimate).training;
    };
    assert.match(training(1).title, /^train ≈.* CO2e, does not fit in memory$/);
    assert.match(training(1).details, /Training does not fit in 1 x 80 GB.*What would help/);
    assert.doesNotMatch(training(64).title, /fit/);
  });

  it('stand above each of its models', () => {
    assertGolden('lenses-python.txt', lensesOf(sources, 'python'));
    assertGolden('lenses-config.txt', lensesOf(JSON.stringify({ model_type: 'mixtral' }), 'json'));
  });

  it('are not made of a script that merely speaks of a model', () => {
    const script = '"""Writes a config."""\nconfig = {"model_type": name, "hidden_size": 1}\n';
    assert.deepEqual(modelCostsOf(script, settings, 'python'), []);
    assert.equal(modelCostsOf('{"model_type": "gpt2",', settings, 'json')[0]?.kind, 'invalid');
  });

  it('have figures under the plan that a person chose, over the file’s own', () => {
    const plan = 'base_model: gpt2\nsequence_len: 512\nmicro_batch_size: 4\nmax_steps: 100\n';
    const costUnder = (choices: CostSettings['choices']) =>
      modelCostsOf(plan, { ...settings, ...(choices === undefined ? {} : { choices }) })[0];
    const usual = costUnder(undefined);
    const chosen = costUnder({ hardware: 'A100 SXM4 80GB', sequenceLength: 1024, gpus: 2 });
    assert.ok(usual?.kind === 'estimate' && chosen?.kind === 'estimate');
    assert.equal(usual.estimate.plan.sequenceLength, 512);
    assert.deepEqual(
      [chosen.estimate.plan.sequenceLength, chosen.estimate.plan.gpus, chosen.estimate.plan.hardware],
      [1024, 2, 'A100 SXM4 80GB'],
    );
    assert.equal(costUnder({ hardware: 'abacus' })?.kind, 'planProblem');
  });
});

describe('the difference to an earlier estimate', () => {
  const estimateOf = (layers: number) => {
    const text = JSON.stringify({ model_type: 'gpt2', n_layer: layers });
    const [cost] = modelCostsOf(text, settings, 'json');
    assert.ok(cost?.kind === 'estimate');
    return cost.estimate;
  };

  it('is told in one line, and not at all where there is none', () => {
    assert.match(
      differenceTitle(estimateOf(12), estimateOf(16))?.title ?? '',
      /^attention \+33\.3 %, training \+[\d.]+ % energy, \+[\d.]+ k?g CO2e$/,
    );
    assert.match(
      differenceTitle(estimateOf(16), estimateOf(12))?.title ?? '',
      /^attention −25 %.*, −[\d.]+ k?g CO2e$/,
    );
    assert.equal(differenceTitle(estimateOf(12), estimateOf(12)), null);
  });

  it('tells of the parameters where attention is as before, and of neither where both are', () => {
    const under = (inner: number, region: string): Estimate => {
      const text = JSON.stringify({ model_type: 'gpt2', n_inner: inner });
      const [cost] = modelCostsOf(text, { ...settings, region }, 'json');
      assert.ok(cost?.kind === 'estimate');
      return cost.estimate;
    };
    assert.match(
      differenceTitle(under(3072, 'DE'), under(4096, 'DE'))?.title ?? '',
      /^parameters \+[\d.]+ %, training \+[\d.]+ % energy, \+[\d.]+ k?g CO2e$/,
    );
    assert.match(
      differenceTitle(under(3072, 'DE'), under(3072, 'FR'))?.title ?? '',
      /^training = energy, −[\d.]+ k?g CO2e$/,
    );
  });

  it('is that of each model of a source, whichever was put in or taken out', () => {
    const source = (...models: readonly (readonly [name: string, layers: number])[]): string =>
      models
        .map(([name, layers]) => `${name} = GPT2Config(n_layer=${layers}, n_head=12, n_embd=768)\n`)
        .join('');
    const present = source(['new', 2], ['small', 12], ['big', 32]);
    const costs = modelCostsOf(present, settings, 'python');
    const found = differencesFrom(source(['big', 24], ['small', 12]), present, 'python', settings, costs);
    assert.deepEqual(
      found.map(({ model, title }) => [model, title.startsWith('attention +33.3 %')]),
      [[2, true]],
    );
  });
});

describe('the look at a text that loads nothing', () => {
  it('passes over no configuration of a model that is counted', () => {
    for (const file of readdirSync('test/truth').slice(0, 400)) {
      const { config = null } = JSON.parse(readFileSync(join('test/truth', file), 'utf8')) as {
        config?: unknown;
      };
      if (config !== null) assert.ok(mayDescribeModel(JSON.stringify(config)), file);
    }
    assert.ok(mayDescribeModel(sources));
    assert.ok(mayDescribeModel('base_model: gpt2\n'));
  });

  it('passes over what is none', () => {
    for (const text of [
      '',
      '{"name": "x", "version": "1.0.0"}',
      'print("hello")\n',
      'version: 3\nservices:\n',
    ])
      assert.equal(mayDescribeModel(text), false, text);
  });
});

describe('the choices of a plan', () => {
  it('are kept for a document over the workspace’s, until they are reset', async () => {
    const kept = new Map<string, unknown>();
    const memory = {
      get: (key: string): unknown => kept.get(key),
      update: (key: string, value: unknown): Promise<void> => {
        kept.set(key, JSON.parse(JSON.stringify(value)));
        return Promise.resolve();
      },
    };
    const choices = new KeptPlanChoices(memory);
    assert.deepEqual(choices.of('a'), {});
    await choices.choose(null, 'gpus', 4);
    await choices.choose('a', 'gpus', 8);
    await choices.choose('a', 'region', 'SE');
    assert.deepEqual(choices.of('a'), { gpus: 8, region: 'SE' });
    assert.deepEqual(choices.of('b'), { gpus: 4 });
    await choices.choose('a', 'gpus', undefined);
    assert.deepEqual(choices.of('a'), { gpus: 4, region: 'SE' });
    await choices.reset('a');
    assert.deepEqual(choices.of('a'), {});
    assert.deepEqual(choices.of('b'), {});
    kept.set('wattlens.planChoices', 'nonsense');
    assert.deepEqual(choices.of('a'), {});
  });
});
