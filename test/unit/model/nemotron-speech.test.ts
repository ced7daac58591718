import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { costOf } from '../../../src/model/cost';
import { readModelConfig } from '../../../src/model/read-config';
import { englishOf } from './english';

const reading = (values: object): ReturnType<typeof readModelConfig> =>
  readModelConfig(JSON.stringify({ model_type: 'nemo_speechlm', ...values }));

/** What is wrong with the sections of sound, by the last part of each key. */
function refusedKeys(speech: object, diarization: object = {}): string[] {
  const read = reading({
    audio_config: { asr_config: speech, diarization_config: { ...diarization } },
  });
  assert.ok(read.kind === 'model' || read.kind === 'invalid', read.kind);
  const keys = read.kind === 'model' ? [] : read.diagnostics.map((found) => englishOf(found).split(' ')[0]);
  return keys.map((key) => key?.split('.').at(-1) ?? '');
}

describe('Nemotron 3.5 Transcribe', () => {
  it('is refused where its parts do not fit one another', () => {
    const refused: [object, object, string[]][] = [
      [{}, {}, []],
      [{ num_key_value_heads: 5 }, {}, ['num_key_value_heads']],
      [{ num_mel_bins: 80 }, {}, ['num_mel_bins']],
      [{}, { chunk_length: 40 }, ['chunk_right_context']],
      [{}, { streaming_config: { speaker_cache_length: 15 } }, ['speaker_cache_length']],
      [{}, { streaming_config: { num_speakers: 4 } }, ['num_speakers']],
      [{}, { head_config: { audio_hidden_size: 500 } }, ['audio_hidden_size']],
      [{}, { model_type: 'llama' }, ['model_type']],
    ];
    for (const [speech, diarization, keys] of refused)
      assert.deepEqual(
        refusedKeys(speech, diarization).filter((key) => key !== 'chunk_length'),
        keys,
        JSON.stringify([speech, diarization]),
      );
    assert.equal(refusedKeys({ subsampling_factor: 4 }).length, 3);
  });

  it('costs a sound more where it is cut into more chunks, whatever their lengths', () => {
    const positive = fc.integer({ min: 1, max: 400 });
    const heard = (diarization: object): number => {
      const read = reading({ audio_config: { diarization_config: diarization } });
      assert.ok(read.kind === 'model', JSON.stringify(diarization));
      const cost = costOf(read.spec, { batch: 1, sequence: 64 });
      const sound = cost.towers.audio?.matmul ?? NaN;
      assert.ok(Number.isFinite(sound) && sound > 0);
      return sound;
    };
    const whole = heard({ chunk_length: 3000 });
    fc.assert(
      fc.property(positive, fc.nat(300), positive, positive, (length, left, queue, period) => {
        const cut = heard({
          chunk_length: length,
          chunk_right_context: 0,
          chunk_left_context: left,
          fifo_length: queue,
          speaker_cache_update_period: period,
        });
        // Without context and cache a cut sound has fewer pairs of frames, but never fewer frames.
        assert.ok(length < 375 ? cut > 0.5 * whole : cut === whole);
      }),
      { numRuns: 40 },
    );
  });
});
