import { additiveAttention, attention, groupedQueryAttention, multiHeadAttention } from './attention';
import {
  convolution,
  cropping,
  depthwiseConvolution,
  globalPooling,
  padding,
  pooling,
  separableConvolution,
  transposedConvolution,
  upSampling,
} from './convolutions';
import { dense, einsumDense, embedding, layerScale, parametricRelu } from './dense';
import {
  batchNormalization,
  groupNormalization,
  layerNormalization,
  normalization,
  rmsNormalization,
} from './norms';
import { fusedGru, fusedLstm, gru, lstm, simpleRecurrent } from './recurrent';
import {
  concatenated,
  elementwiseActivation,
  flattened,
  imageOfSize,
  merged,
  permuted,
  repeated,
  reshaped,
  sameShape,
} from './shaping';
import type { LayerReader } from './tensor';

const all = (reader: LayerReader, ...names: readonly string[]): [string, LayerReader][] =>
  names.map((name) => [name, reader]);

const ranks = [1, 2, 3] as const;

/** Keras's layer classes, those of version 1 among them. */
const readers: ReadonlyMap<string, LayerReader> = new Map([
  ...all(dense, 'Dense'),
  ...all(einsumDense, 'EinsumDense'),
  ...all(embedding, 'Embedding'),
  ...all(parametricRelu, 'PReLU'),
  ...all(layerScale, 'LayerScale'),
  ...all(multiHeadAttention, 'MultiHeadAttention'),
  ...all(groupedQueryAttention, 'GroupedQueryAttention', 'GroupQueryAttention'),
  ...all(attention, 'Attention'),
  ...all(additiveAttention, 'AdditiveAttention'),
  ...all(layerNormalization, 'LayerNormalization'),
  ...all(rmsNormalization, 'RMSNormalization'),
  ...all(groupNormalization, 'GroupNormalization'),
  ...all(
    batchNormalization,
    'BatchNormalization',
    'BatchNormalizationV1',
    'BatchNormalizationV2',
    'SyncBatchNormalization',
  ),
  ...all(normalization, 'Normalization'),
  ...all(simpleRecurrent, 'SimpleRNN'),
  ...all(lstm, 'LSTM', 'LSTMV2'),
  ...all(fusedLstm, 'CuDNNLSTM'),
  ...all(gru, 'GRU', 'GRUV2'),
  ...all(fusedGru, 'CuDNNGRU'),
  ...ranks.flatMap((rank) => [
    ...all(convolution(rank), `Conv${rank}D`, `Convolution${rank}D`),
    ...all(
      transposedConvolution(rank),
      `Conv${rank}DTranspose`,
      `Convolution${rank}DTranspose`,
      `Deconvolution${rank}D`,
    ),
    ...all(depthwiseConvolution(rank), `DepthwiseConv${rank}D`),
    ...all(separableConvolution(rank), `SeparableConv${rank}D`, `SeparableConvolution${rank}D`),
    ...all(
      pooling(rank),
      `MaxPooling${rank}D`,
      `AveragePooling${rank}D`,
      `MaxPool${rank}D`,
      `AvgPool${rank}D`,
    ),
    ...all(globalPooling(rank), `GlobalMaxPooling${rank}D`, `GlobalAveragePooling${rank}D`),
    ...all(padding(rank), `ZeroPadding${rank}D`),
    ...all(cropping(rank), `Cropping${rank}D`),
    ...all(upSampling(rank), `UpSampling${rank}D`),
    ...all(sameShape, `SpatialDropout${rank}D`),
  ]),
  ...all(merged, 'Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'),
  ...all(concatenated, 'Concatenate'),
  ...all(flattened, 'Flatten'),
  ...all(reshaped, 'Reshape'),
  ...all(permuted, 'Permute'),
  ...all(repeated, 'RepeatVector'),
  ...all(imageOfSize, 'Resizing', 'CenterCrop', 'RandomCrop'),
  ...all(
    elementwiseActivation,
    'Activation',
    'ReLU',
    'LeakyReLU',
    'ELU',
    'ThresholdedReLU',
    'Softmax',
    'UnitNormalization',
    'Rescaling',
  ),
  ...all(
    sameShape,
    'Dropout',
    'GaussianDropout',
    'GaussianNoise',
    'AlphaDropout',
    'ActivityRegularization',
    'Masking',
    'Identity',
    'StochasticDepth',
    'RandomFlip',
    'RandomRotation',
    'RandomZoom',
    'RandomTranslation',
    'RandomContrast',
    'RandomBrightness',
  ),
]);

/** How a layer class is read; undefined for one that is not known. */
export const layerReaderOf = (className: string): LayerReader | undefined => readers.get(className);

/** Names that version 1 gave to settings: settings of today by the old name, for the classes that have them. */
export const olderNames: Readonly<Record<string, string>> = {
  bias: 'use_bias',
  nb_filter: 'filters',
  filter_length: 'kernel_size',
  border_mode: 'padding',
  subsample: 'strides',
  subsample_length: 'strides',
  dim_ordering: 'data_format',
  pool_length: 'pool_size',
};
