import type { ConvolutionLayer, Layer } from '../../layers';
import { activation } from '../../layers';
import type { Positions } from '../../spec';
import type { LayerCall, LayerOutcome, LayerReader, Shape } from './tensor';
import { allPlaces, atPlaces, perAxis, placesOf, windowed } from './tensor';
import { said } from '../../../units/message';

/** The spatial sizes and channels of an input, whichever comes first. */
function split(call: LayerCall, rank: number): { spatial: Shape; channels: number; isFirst: boolean } | null {
  const { inputs, config } = call;
  const { shape } = inputs[0];
  if (shape.length !== rank + 1) {
    config.refuse('name', said`needs an input of ${rank + 2} axes, its batch among them.`);
    return null;
  }
  const format = config.text('data_format');
  const isFirst = format === 'channels_first' || format === 'th';
  const channels = isFirst ? shape[0] : shape[rank];
  if (typeof channels !== 'number') {
    config.refuse('name', 'works on channels whose number is not in the file.');
    return null;
  }
  return { spatial: isFirst ? shape.slice(1) : shape.slice(0, rank), channels, isFirst };
}

const joined = (spatial: Shape, channels: number, isFirst: boolean): Shape =>
  isFirst ? [channels, ...spatial] : [...spatial, channels];

const activated = ({ config }: LayerCall, channels: number, spatial: Shape): Layer[] => {
  const name = config.raw('activation');
  return name === undefined || name === null || name === 'linear'
    ? []
    : [atPlaces(activation('convolution', channels), placesOf(spatial))];
};

/** Kernel, strides and padding of each axis. */
function windowsOf(call: LayerCall, rank: number) {
  const { config } = call;
  const kernel = perAxis(config, 'kernel_size', rank, 1);
  const stride = perAxis(config, 'strides', rank, 1);
  const dilation = perAxis(config, 'dilation_rate', rank, 1);
  const padding = config.text('padding') ?? 'valid';
  const output = (spatial: Shape): Positions[] =>
    spatial.map((extent, axis) =>
      windowed(
        extent,
        {
          kernel: ((kernel[axis] ?? 1) - 1) * (dilation[axis] ?? 1) + 1,
          stride: stride[axis] ?? 1,
          padding,
        },
        call,
      ),
    );
  return { kernel, stride, padding, size: kernel.reduce((product, each) => product * each, 1), output };
}

/** One convolution over positions that follow from the sequence, or over a fixed number of them. */
function convolutionAt(
  layer: Omit<ConvolutionLayer, 'kind' | 'component' | 'outputPositions' | 'inputPositions'>,
  output: Shape,
  input: Shape,
): ConvolutionLayer {
  return {
    kind: 'convolution',
    component: 'convolution',
    ...layer,
    outputPositions: allPlaces(output),
    inputPositions: allPlaces(input),
  };
}

const hasBias = ({ config }: LayerCall): boolean => config.raw('use_bias') !== false;

export const convolution =
  (rank: number): LayerReader =>
  (call) => {
    const parts = split(call, rank);
    if (parts === null) return { outputs: [call.inputs[0].shape], layers: [] };
    const { spatial, channels, isFirst } = parts;
    const filters = call.config.size('filters');
    const groups = call.config.optionalSize('groups') ?? 1;
    if (channels % groups !== 0 || filters % groups !== 0)
      call.config.refuse(
        'groups',
        said`(${groups}) must divide ${channels} channels and ${filters} filters.`,
      );
    const { size, output } = windowsOf(call, rank);
    const places = output(spatial);
    return {
      outputs: [joined(places, filters, isFirst)],
      layers: [
        convolutionAt(
          {
            inputs: channels,
            outputs: filters,
            kernel: size,
            bias: hasBias(call),
            inputGradient: call.inputs[0].gradient,
            groups,
          },
          places,
          spatial,
        ),
        ...activated(call, filters, places),
      ],
    };
  };

export const transposedConvolution =
  (rank: number): LayerReader =>
  (call) => {
    const parts = split(call, rank);
    if (parts === null) return { outputs: [call.inputs[0].shape], layers: [] };
    const { spatial, channels, isFirst } = parts;
    const { kernel, stride, padding, size } = windowsOf(call, rank);
    const filters = call.config.size('filters');
    if (call.config.raw('output_padding') !== undefined && call.config.raw('output_padding') !== null)
      return null;
    const places = spatial.map((extent, axis): Positions => {
      const step = stride[axis] ?? 1;
      if (typeof extent === 'number')
        return extent * step + (padding === 'same' ? 0 : Math.max((kernel[axis] ?? 1) - step, 0));
      if (step !== 1) call.approximate('a transposed convolution over a sequence of any length');
      return extent;
    });
    return {
      outputs: [joined(places, filters, isFirst)],
      layers: [
        convolutionAt(
          {
            inputs: channels,
            outputs: filters,
            kernel: size,
            bias: hasBias(call),
            inputGradient: call.inputs[0].gradient,
            transposed: true,
          },
          places,
          spatial,
        ),
        ...activated(call, filters, places),
      ],
    };
  };

/** Each channel by itself; `separable` then mixes them at each position. */
const channelwise =
  (rank: number, isSeparable: boolean): LayerReader =>
  (call) => {
    const parts = split(call, rank);
    if (parts === null) return { outputs: [call.inputs[0].shape], layers: [] };
    const { spatial, channels, isFirst } = parts;
    const between = channels * (call.config.optionalSize('depth_multiplier') ?? 1);
    const filters = isSeparable ? call.config.size('filters') : between;
    const { size, output } = windowsOf(call, rank);
    const places = output(spatial);
    const depthwise = convolutionAt(
      {
        inputs: channels,
        outputs: between,
        kernel: size,
        bias: !isSeparable && hasBias(call),
        inputGradient: call.inputs[0].gradient,
        groups: channels,
      },
      places,
      spatial,
    );
    const pointwise = convolutionAt(
      { inputs: between, outputs: filters, kernel: 1, bias: hasBias(call), inputGradient: true },
      places,
      places,
    );
    return {
      outputs: [joined(places, filters, isFirst)],
      layers: [depthwise, ...(isSeparable ? [pointwise] : []), ...activated(call, filters, places)],
    };
  };

export const depthwiseConvolution = (rank: number): LayerReader => channelwise(rank, false);
export const separableConvolution = (rank: number): LayerReader => channelwise(rank, true);

export const pooling =
  (rank: number): LayerReader =>
  (call): LayerOutcome => {
    const parts = split(call, rank);
    if (parts === null) return { outputs: [call.inputs[0].shape], layers: [] };
    const { config } = call;
    const sizes = perAxis(config, 'pool_size', rank, 2);
    const given = config.raw('strides') === undefined || config.raw('strides') === null;
    const strides = given ? sizes : perAxis(config, 'strides', rank, 1);
    const padding = config.text('padding') ?? 'valid';
    const places = parts.spatial.map((extent, axis) =>
      windowed(extent, { kernel: sizes[axis] ?? 1, stride: strides[axis] ?? 1, padding }, call),
    );
    return { outputs: [joined(places, parts.channels, parts.isFirst)], layers: [] };
  };

export const globalPooling =
  (rank: number): LayerReader =>
  (call) => {
    const parts = split(call, rank);
    if (parts === null) return { outputs: [call.inputs[0].shape], layers: [] };
    const ones = call.config.flag('keepdims') ? parts.spatial.map(() => 1) : [];
    return { outputs: [joined(ones, parts.channels, parts.isFirst)], layers: [] };
  };

/** Numbers before and after each axis: one number, one for each axis, or a pair for each. */
function margins({ config }: LayerCall, key: string, rank: number): [number, number][] | null {
  const value = config.raw(key);
  const pairs = Array.isArray(value)
    ? (value as readonly unknown[])
    : Array.from({ length: rank }, () => value ?? 1);
  const flat = rank === 1 && pairs.length === 2 && pairs.every((item) => typeof item === 'number');
  const each = (flat ? [pairs] : pairs).map((pair) =>
    Array.isArray(pair) ? (pair as unknown[]) : [pair, pair],
  );
  const isMargin = (item: unknown): item is number =>
    typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 1e6;
  const isRight = each.length === rank && each.every((pair) => pair.length === 2 && pair.every(isMargin));
  return isRight ? (each as [number, number][]) : null;
}

/** Rows and columns added to each side (`sign` 1) or cut from it (-1). */
const resized =
  (rank: number, key: string, sign: 1 | -1): LayerReader =>
  (call) => {
    const parts = split(call, rank);
    const around = margins(call, key, rank);
    if (parts === null || around === null) {
      call.config.refuse(key, 'must be whole numbers from 0.');
      return { outputs: [call.inputs[0].shape], layers: [] };
    }
    const places = parts.spatial.map((extent, axis): Positions => {
      const [before, after] = around[axis] ?? [0, 0];
      const change = sign * (before + after);
      if (typeof extent === 'number') return Math.max(1, extent + change);
      return extent === 'sequence' ? { plus: change, atLeast: 1 } : extent;
    });
    return { outputs: [joined(places, parts.channels, parts.isFirst)], layers: [] };
  };
export const padding = (rank: number): LayerReader => resized(rank, 'padding', 1);
export const cropping = (rank: number): LayerReader => resized(rank, 'cropping', -1);

export const upSampling =
  (rank: number): LayerReader =>
  (call) => {
    const parts = split(call, rank);
    if (parts === null) return { outputs: [call.inputs[0].shape], layers: [] };
    const sizes = perAxis(call.config, 'size', rank, 2);
    const places = parts.spatial.map((extent, axis): Positions => {
      if (typeof extent === 'number') return extent * (sizes[axis] ?? 1);
      if (sizes[axis] !== 1) call.approximate('a sequence of any length that grows within the model');
      return extent;
    });
    return { outputs: [joined(places, parts.channels, parts.isFirst)], layers: [] };
  };
