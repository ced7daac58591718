import type { ConfigFields } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import { fullMask, layerNorm, linear, perHead, rotary, vector } from '../../layers';
import { feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { said } from '../../../units/message';
import { overTime } from '../audio/conformer';
import { decoderHead, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { withTowers } from './language';
import { soundFrames, soundNote } from './sounds';
import { embeddingWidth, idle, towerBlock } from './towers';

/** Frames of an encoder that it runs over at once, and how many such runs there are. */
interface Runs {
  readonly frames: number;
  readonly count: number;
}

/** Runs of the same length together, in order of first appearance. */
function grouped(lengths: readonly number[]): Runs[] {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].map(([frames, count]) => ({ frames, count }));
}

interface Chunk {
  readonly length: number;
  /** The chunk with the frames before and after it that are seen too. */
  readonly withContext: number;
}

/** A sound is cut into chunks, each of which sees some frames more on either side. */
function chunksOf(config: ConfigFields, frames: number): Chunk[] {
  const length = config.size('chunk_length');
  const [left, right] = [config.count('chunk_left_context'), config.count('chunk_right_context')];
  if (right >= length)
    config.refuse('chunk_right_context', said`(${right}) must be less than chunk_length (${length}).`);
  const chunks: Chunk[] = [];
  for (let start = 0; start < frames; start += length) {
    const end = Math.min(start + length, frames);
    chunks.push({
      length: end - start,
      withContext: Math.min(end + right, frames) - Math.max(start - left, 0),
    });
  }
  return chunks;
}

/**
 * Frames that each chunk of the diarization model runs over: its own, those of a queue of the newest frames, and those
 * of a cache that takes the oldest of the queue where it overflows.
 */
function diarizedFrames(config: ConfigFields, streaming: ConfigFields, chunks: readonly Chunk[]): number[] {
  const queueLength = config.size('fifo_length');
  const period = config.size('speaker_cache_update_period');
  const cacheLength = streaming.size('speaker_cache_length');
  const least =
    (1 + streaming.count('speaker_cache_silence_frames_per_speaker')) * streaming.size('num_speakers');
  if (cacheLength < least)
    streaming.refuse(
      'speaker_cache_length',
      said`(${cacheLength}) is less than the ${least} that its speakers need.`,
    );
  let [cached, queued] = [0, 0];
  return chunks.map(({ length, withContext }) => {
    const frames = cached + queued + withContext;
    queued += length;
    if (queued > queueLength) {
      const moved = Math.min(Math.max(period, queued - queueLength), queued);
      queued -= moved;
      cached = Math.min(cached + moved, cacheLength);
    }
    return frames;
  });
}

interface Encoder {
  readonly width: number;
  readonly layers: number;
  readonly layer: readonly Layer[];
}

/** Pre-norm layers of full attention with rotary positions. */
function encoderOf(config: ConfigFields, normsHeads: boolean): Encoder {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const own = config.optionalSize('head_dim') ?? headWidth;
  const keyValueHeads = config.optionalSize('num_key_value_heads') ?? heads;
  if (keyValueHeads !== heads)
    config.refuse(
      'num_key_value_heads',
      said`(${keyValueHeads}) must be num_attention_heads (${heads}): the library has values for each head.`,
    );
  const headNorm: NormLayer = perHead(layerNorm(own), heads);
  const bias = { query: false, key: false, value: false, output: true };
  return {
    width,
    layers: config.layers('num_hidden_layers'),
    layer: [
      layerNorm(width),
      ...selfAttention({ width, heads, keyValueHeads: heads, headWidth: own, bias, mask: fullMask }).map(
        (layer): Layer => (layer.kind === 'attention' ? { ...layer, cachedPerToken: 0 } : layer),
      ),
      ...(normsHeads ? [headNorm, headNorm] : []),
      rotary(heads, heads, own),
      layerNorm(width),
      ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
      twoResiduals(width),
    ],
  };
}

/** An encoder's blocks over its runs, all with one set of parameters: what comes before, its layers, what comes after. */
function runOver(
  name: string,
  runs: readonly Runs[],
  {
    layers,
    layer,
    before,
    after,
  }: Encoder & { readonly before: readonly Layer[]; readonly after: readonly Layer[] },
): Block[] {
  return runs.flatMap(({ frames, count }, index) => {
    const sets = index === 0 ? 1 : 0;
    const block = { tower: 'audio', positions: frames } as const;
    return [
      { ...block, name, count, parameterSets: sets, layers: before },
      {
        ...block,
        name: `${name}: layers`,
        count: layers * count,
        parameterSets: sets * layers,
        layers: layer,
      },
      { ...block, name: `${name}: output`, count, parameterSets: sets, layers: after },
    ];
  });
}

/** So many mel frames side by side, as one frame of an encoder. */
const stackedFrames = (config: ConfigFields, factor: number): Layer =>
  linear('embedding', factor * config.size('num_mel_bins'), config.size('hidden_size'), false, {
    inputGradient: false,
  });

/** A value that another part's must equal. */
function mustEqual(config: ConfigFields, key: string, expected: number, of: string): void {
  const value = config.size(key);
  if (value !== expected) config.refuse(key, said`(${value}) must be that of ${of} (${expected}).`);
}

/** Who speaks in each mel frame: an encoder, frames made finer again, and a classifier. */
function diarization(
  config: ConfigFields,
  factor: number,
  frames: number,
  chunks: readonly Chunk[],
): { blocks: Block[]; speakers: number } {
  const { config: sound } = config.section('audio_config', 'nemotron3_diarization_audio', {
    model_type: 'nemotron3_diarization_audio',
  });
  const { config: head } = config.filled('head_config').section('head_config');
  const { config: streaming } = config.filled('streaming_config').section('streaming_config');
  const encoder = encoderOf(sound, false);
  const [width, speakers] = [head.size('hidden_size'), head.size('num_speakers')];
  for (const part of [sound, head, streaming]) mustEqual(part, 'subsampling_factor', factor, 'asr_config');
  mustEqual(head, 'audio_hidden_size', encoder.width, 'audio_config');
  mustEqual(streaming, 'num_speakers', speakers, 'head_config');
  const runs = grouped(diarizedFrames(config, streaming, chunks));
  const finer = runs.map(({ frames: run, count }, index): Block => ({
    name: 'speakers: classes',
    count,
    parameterSets: index === 0 ? 1 : 0,
    tower: 'audio',
    positions: factor * run,
    layers: [linear('head', width, width, true), linear('head', width, speakers, true)],
  }));
  const upsampled = runs.map(({ frames: run, count }, index): Block => ({
    name: 'speakers: finer frames',
    count,
    parameterSets: index === 0 ? 1 : 0,
    tower: 'audio',
    positions: run,
    layers: [
      linear('other', encoder.width, width, true),
      overTime(width, factor * width, run, { kernel: 3, bias: true }),
    ],
  }));
  return {
    speakers,
    blocks: [
      towerBlock('audio', 'speakers: frames', frames, [
        stackedFrames(sound, factor),
        vector('embedding', encoder.width),
      ]),
      ...runOver('speakers', runs, {
        ...encoder,
        before: [layerNorm(encoder.width)],
        after: [layerNorm(encoder.width)],
      }),
      ...upsampled,
      ...finer,
    ],
  };
}

/** What tells when each word was said: it runs for those who ask for it. */
function wordTimes(config: ConfigFields, hasHead: boolean): Block[] {
  const encoder = encoderOf(config, true);
  const { width } = encoder;
  const kernel = config.size('upsampling_factor');
  return idle([
    towerBlock('audio', 'word times', 1, [
      overTime(width, width, 1, { kernel, bias: true }),
      layerNorm(width),
      layerNorm(width),
      ...(hasHead ? [linear('head', width, config.size('vocab_size'), true)] : []),
    ]),
    {
      name: 'word times: layers',
      count: encoder.layers,
      tower: 'audio',
      positions: 1,
      layers: encoder.layer,
    },
  ]);
}

/**
 * Nemotron 3.5 Transcribe: an encoder of what is said and a model of who says it run over a sound side by side, and
 * Nemotron-H writes down what they put out.
 */
export const nemotronSpeech: Family = {
  name: 'nemotron-speech',
  modelTypes: ['nemo_speechlm'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'nemotron_h', tie: 'never' }, (text) => {
      const fixed = (owner: ConfigFields, key: string, type: string): ConfigFields =>
        owner.section(key, type, { model_type: type }).config;
      const audio = fixed(config, 'audio_config', 'nemotron3_5_transcribe_audio');
      const speech = fixed(audio, 'asr_config', 'nemotron3_5_transcribe_asr_audio');
      const diarizing = 'nemotron3_diarization';
      const who = fixed(audio, 'diarization_config', diarizing);
      const { modelType } = audio.section('diarization_config', diarizing);
      if (modelType !== diarizing) who.refuse('model_type', said`is "${modelType}", which is not covered.`);
      const factor = speech.size('subsampling_factor');
      const frames = Math.ceil(soundFrames / factor);
      const chunks = chunksOf(who, frames);
      const encoder = encoderOf(speech, true);
      const { width } = encoder;
      if (width % 2 !== 0) speech.refuse('hidden_size', 'must be even.');
      const { blocks, speakers } = diarization(who, factor, frames, chunks);
      mustEqual(
        fixed(who, 'audio_config', 'nemotron3_diarization_audio'),
        'num_mel_bins',
        speech.size('num_mel_bins'),
        'asr_config',
      );
      return {
        blocks: [
          ...runOver('speech', grouped(chunks.map(({ withContext }) => withContext)), {
            ...encoder,
            before: [stackedFrames(speech, factor), layerNorm(width)],
            after: [layerNorm(width)],
          }),
          ...blocks,
          towerBlock('audio', 'projector', frames, [
            layerNorm(width),
            layerNorm(speakers),
            {
              kind: 'product',
              component: 'other',
              batches: 1,
              rows: frames,
              inner: speakers,
              columns: width,
            },
            linear('other', width, embeddingWidth(text), true),
          ]),
          ...wordTimes(
            fixed(config, 'word_timestamp_config', 'nemotron3_5_transcribe_word_timestamp'),
            decoderHead(config) === 'languageModel',
          ),
        ],
        notes: [soundNote, said`Of what tells when words were said, the parameters alone are counted.`],
      };
    }),
};
