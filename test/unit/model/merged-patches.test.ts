import assert from 'node:assert/strict';
import { describeModel } from '../../../src/model/describe';
import { inEnglish } from '../../../src/units/message';

const words = { num_hidden_layers: 2, hidden_size: 64, num_attention_heads: 4, num_key_value_heads: 2 };

/** What is said of a config that is refused. */
function problemsOf(modelType: string, values: Parameters<typeof describeModel>[1]): string[] {
  const description = describeModel(modelType, values);
  return description.kind === 'problems' ? description.problems.map(({ message }) => inEnglish(message)) : [];
}

describe('models whose tower merges its patches', () => {
  it('refuses a tower that puts out another width than the language model takes', () => {
    assert.deepEqual(
      problemsOf('inkling2', { text_config: words, vision_config: { text_hidden_size: 96 } }),
      ['vision_config.text_hidden_size (96) is not the width of the language model (64).'],
    );
    assert.deepEqual(
      problemsOf('inkling2', { text_config: words, vision_config: { text_hidden_size: 64 } }),
      [],
    );
  });

  it('refuses patches that are larger than the largest image', () => {
    assert.deepEqual(
      problemsOf('hunyuan_vl', {
        text_config: words,
        vision_config: { max_image_size: 8, patch_size: 16 },
      }),
      ['vision_config.patch_size is larger than the image.'],
    );
  });

  it("refuses ERNIE's tower where an image can't be laid beside itself", () => {
    const [only] = problemsOf('ernie4_5_vl_moe', { vision_config: { temporal_merge_size: 3 } });
    assert.equal(only, 'vision_config.temporal_merge_size must be 2: an image is laid beside itself.');
  });
});
