import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as v from 'valibot';
import { readsApart, specOfPhase } from '../../../src/energy/serving-phases';
import { weightBytesRead } from '../../../src/energy/step-weights';
import { costOf, totalParameters } from '../../../src/model/cost';
import { estimated, specOf } from './models';

/** What scripts/truth/decoding.py counted in the library's generate loop. */
const counted = v.object({
  countedBy: v.string(),
  steps: v.array(
    v.object({
      config: v.record(v.string(), v.unknown()),
      prompt: v.number(),
      position: v.number(),
      flops: v.number(),
    }),
  ),
});
const { steps } = v.parse(
  counted,
  JSON.parse(readFileSync(path.join(__dirname, 'decoding-steps.json'), 'utf8')),
);

describe('an encoder and a decoder that serve', () => {
  for (const { config, prompt, position, flops } of steps)
    it(`writes a token with the products of the library's loop: ${JSON.stringify(config)}`, () => {
      const spec = specOf(config);
      assert.ok(readsApart(spec));
      const { matmul, byComponent } = costOf(specOfPhase(spec, 'writing'), {
        batch: 1,
        sequence: prompt,
      }).forward;
      const own = (byComponent['attention.scores'] ?? 0) + (byComponent['attention.values'] ?? 0);
      // Each token of the whole pass looks at as many as there are; that of the loop at those until then.
      assert.equal((matmul - own) / prompt + (own / prompt) * (position / prompt), flops);
    });

  const bart = {
    model_type: 'bart',
    d_model: 64,
    encoder_layers: 6,
    decoder_layers: 2,
    encoder_attention_heads: 4,
    decoder_attention_heads: 4,
    encoder_ffn_dim: 256,
    decoder_ffn_dim: 256,
    vocab_size: 1000,
    max_position_embeddings: 128,
  };

  it('reads the decoder’s weights in a step, neither the encoder’s nor those that make keys of its states', () => {
    const deep = specOf({ ...bart, encoder_layers: 12 });
    assert.equal(weightBytesRead(deep, 1, 2), weightBytesRead(specOf(bart), 1, 2));
    const linear = (inputs: number, outputs: number): number => inputs * outputs + outputs;
    const layer = 6 * linear(64, 64) + linear(64, 256) + linear(256, 64) + 3 * 2 * 64;
    // Two rows of tables, the norm behind them, and the tied head with the library's fixed bias.
    const rest = 2 * 64 + 2 * 64 + 1000 * 64;
    assert.equal(weightBytesRead(specOf(bart), 1, 1), 2 * layer + rest);
  });

  it('keeps keys and values of the decoder for each token, and of the states once for each sample', () => {
    const { cachedPerToken, cachedPerSample } = costOf(specOf(bart), { batch: 4, sequence: 100 });
    assert.equal(cachedPerToken, 2 * 2 * 64);
    assert.equal(cachedPerSample, 100 * 2 * 2 * 64);
    const whisper = {
      model_type: 'whisper',
      d_model: 64,
      encoder_attention_heads: 4,
      decoder_attention_heads: 4,
      decoder_layers: 2,
      max_source_positions: 50,
    };
    assert.equal(costOf(specOf(whisper), { batch: 1, sequence: 10 }).cachedPerSample, 50 * 2 * 2 * 64);
  });

  it('costs more to read by a deeper encoder, and no more to write', () => {
    const [shallow, deep] = [bart, { ...bart, encoder_layers: 12 }].map((config) =>
      estimated(config, { hardware: 'a100-sxm4-80gb', sequenceLength: 100 }),
    );
    assert.ok(shallow !== undefined && deep !== undefined);
    assert.ok(deep.inference.prefillJoulesPerToken.mid > 1.9 * shallow.inference.prefillJoulesPerToken.mid);
    assert.equal(deep.inference.joulesPerToken.mid, shallow.inference.joulesPerToken.mid);
  });

  it('is of one phase where the same layers read and write, or nothing is written', () => {
    for (const config of [
      { model_type: 'llama' },
      { model_type: 't5', architectures: ['T5EncoderModel'] },
      { model_type: 'bart', architectures: ['BartForCausalLM'] },
    ])
      assert.equal(readsApart(specOf(config)), false);
  });

  it('keeps every parameter in one of its phases', () => {
    for (const config of [bart, { model_type: 'whisper' }, { model_type: 't5gemma' }]) {
      const spec = specOf(config);
      const sum = (['reading', 'writing'] as const)
        .map((phase) => totalParameters(specOfPhase(spec, phase)))
        .reduce((all, each) => all + each, 0);
      assert.equal(sum, totalParameters(spec));
    }
  });
});
