import assert from 'node:assert/strict';
import { costOf } from '../../../../src/model/cost';
import { couldBeModelConfig, readModelConfig } from '../../../../src/model/read-config';

type Json = Record<string, unknown>;

const layer = (class_name: string, config: Json = {}, inbound_nodes?: unknown): Json => ({
  class_name,
  config: { name: class_name.toLowerCase(), ...config },
  ...(inbound_nodes === undefined ? {} : { name: String(config['name']), inbound_nodes }),
});
const sequential = (...layers: readonly Json[]): Json => ({
  class_name: 'Sequential',
  config: { name: 'sequential', layers },
  keras_version: '3.0.0',
});
const functional = (output: string, ...layers: readonly Json[]): Json => ({
  class_name: 'Functional',
  config: { name: 'model', layers, input_layers: [['in', 0, 0]], output_layers: [[output, 0, 0]] },
});
const input = (...shape: readonly (number | null)[]): Json =>
  layer('InputLayer', { name: 'in', batch_shape: [null, ...shape] }, []);
/** A call in the words of Keras 2. */
const on = (...names: readonly string[]): unknown => [names.map((name) => [name, 0, 0, {}])];
/** A tensor of a call in the words of Keras 3. */
const tensor = (name: string, ...shape: readonly (number | null)[]): Json => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, ...shape], keras_history: [name, 0, 0] },
});

function costs(model: Json, sequence = 16): ReturnType<typeof costOf> {
  const text = JSON.stringify(model);
  assert.ok(couldBeModelConfig(text));
  const reading = readModelConfig(text);
  assert.ok(reading.kind === 'model', JSON.stringify(reading).slice(0, 300));
  assert.equal(reading.format, 'keras');
  return costOf(reading.spec, { batch: 1, sequence });
}

describe('Keras models', () => {
  it('count what Keras counts: a small convolutional network', () => {
    const { parameters, forward } = costs(
      sequential(
        input(28, 28, 1),
        layer('Conv2D', { filters: 32, kernel_size: [3, 3], activation: 'relu', padding: 'valid' }),
        layer('MaxPooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }),
        layer('Conv2D', { filters: 64, kernel_size: 3, strides: 2, padding: 'same', use_bias: false }),
        layer('BatchNormalization', { axis: -1 }),
        layer('Flatten'),
        layer('Dense', { units: 10, activation: 'softmax' }),
      ),
    );
    const convolutions = 9 * 32 + 32 + 9 * 32 * 64;
    assert.equal(parameters.total, convolutions + 4 * 64 + 7 * 7 * 64 * 10 + 10);
    assert.equal(forward.matmul, 2 * (26 * 26 * 9 * 32 + 7 * 7 * 9 * 32 * 64 + 7 * 7 * 64 * 10));
  });

  it('a causal Transformer over a sequence of any length, calls as Keras 3 writes them', () => {
    const called = [
      { args: [tensor('e', null, 64), tensor('e', null, 64)], kwargs: { use_causal_mask: true } },
    ];
    const model = functional(
      'd',
      input(null),
      layer('Embedding', { name: 'e', input_dim: 1000, output_dim: 64 }, [{ args: [tensor('in', null)] }]),
      layer('MultiHeadAttention', { name: 'a', num_heads: 4, key_dim: 16 }, called),
      layer('LayerNormalization', { name: 'n' }, [{ args: [tensor('a', null, 64)] }]),
      layer('Dense', { name: 'd', units: 1000 }, [{ args: [tensor('n', null, 64)] }]),
    );
    const { parameters, forward } = costs(model, 10);
    assert.equal(parameters.total, 64_000 + 4 * (64 * 64 + 64) + 128 + 64_000 + 1000);
    assert.equal(forward.byComponent['attention.scores'], 2 * 4 * 10 * 10 * 16);
    assert.ok(forward.maskable > 0);
  });

  it('recurrent layers, both ways, with both of the biases that reset_after makes', () => {
    const { parameters } = costs(
      sequential(
        layer('Embedding', { input_dim: 500, output_dim: 32, input_length: 20 }),
        layer('Bidirectional', {
          layer: layer('LSTM', { units: 24, return_sequences: true }),
          merge_mode: 'concat',
        }),
        layer('GRU', { units: 16, reset_after: true }),
      ),
    );
    const lstm = 4 * (32 * 24 + 24 * 24 + 24);
    assert.equal(parameters.total, 500 * 32 + 2 * lstm + 3 * (48 * 16 + 16 * 16 + 2 * 16));
  });

  it('a layer called twice holds its parameters once', () => {
    const twice = [[['in', 0, 0, {}]], [['d', 0, 0, {}]]];
    const model = functional('d', input(8), layer('Dense', { name: 'd', units: 8 }, twice));
    const { parameters, forward } = costs(model);
    assert.equal(parameters.total, 72);
    assert.equal(forward.matmul, 2 * 2 * 64);
  });

  it('nested models, and einsum over any axes', () => {
    const inner = sequential(
      input(6, 8),
      layer('EinsumDense', {
        equation: 'abc,cde->abde',
        output_shape: [null, 2, 5],
        bias_axes: 'de',
      }),
    );
    assert.equal(costs(sequential(inner)).parameters.total, 8 * 10 + 10);
  });

  it('grouped queries; channels by themselves and mixed', () => {
    const model = functional(
      'a',
      input(32, 48),
      layer(
        'GroupedQueryAttention',
        { name: 'a', head_dim: 12, num_query_heads: 8, num_key_value_heads: 4 },
        on('in', 'in'),
      ),
    );
    const expected = 48 * 96 + 96 + 2 * (48 * 48 + 48) + 96 * 48 + 48;
    assert.equal(costs(model).parameters.total, expected);
    const separable = sequential(
      input(16, 16, 4),
      layer('DepthwiseConv2D', { kernel_size: 3, depth_multiplier: 2 }),
      layer('SeparableConv2D', { kernel_size: 3, filters: 6 }),
    );
    assert.equal(costs(separable).parameters.total, 9 * 8 + 8 + 9 * 8 + 8 * 6 + 6);
  });

  it('the words of version 1, and a model kept for TensorFlow.js', () => {
    const old = {
      class_name: 'Sequential',
      keras_version: '1.2.0',
      config: [
        layer('Convolution2D', {
          batch_input_shape: [null, 1, 9, 9],
          nb_filter: 4,
          nb_row: 3,
          nb_col: 3,
          border_mode: 'same',
          dim_ordering: 'th',
        }),
        layer('Flatten'),
        layer('Dense', { output_dim: 3 }),
      ],
    };
    assert.equal(costs(old).parameters.total, 40 + 4 * 81 * 3 + 3);
    assert.equal(costs({ modelTopology: { model_config: old } }).parameters.total, 40 + 4 * 81 * 3 + 3);
  });

  it('a layer that is not known is named at its place, and nothing is counted', () => {
    const text = JSON.stringify(
      sequential(input(8), layer('Dense', { units: 4 }), layer('MyMixer', { units: 4 })),
    );
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'unknownArchitecture');
    assert.match(reading.modelType, /MyMixer/);
    assert.ok(text.slice(reading.anchor.offset).startsWith('"class_name":"MyMixer"'));
  });

  it('what is wrong is said at its place', () => {
    for (const [model, at] of [
      [sequential(input(8), layer('Dense', { units: -4 })), '-4'],
      [sequential(input(8, 8, 3), layer('Conv2D', { filters: 4, kernel_size: 'big' })), '"big"'],
      [sequential(input(8), layer('Reshape', { target_shape: [3, 3] })), '[3,3]'],
      [functional('d', input(8), layer('Dense', { name: 'd', units: 4 }, on('nowhere'))), '[[["nowhere"'],
    ] as const) {
      const text = JSON.stringify(model);
      const reading = readModelConfig(text);
      assert.ok(reading.kind === 'invalid', JSON.stringify(reading).slice(0, 200));
      const span = reading.diagnostics[0]?.span ?? { offset: 0 };
      assert.ok(text.slice(span.offset).startsWith(at), text.slice(span.offset, span.offset + 30));
    }
  });
});
