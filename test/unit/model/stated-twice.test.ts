import assert from 'node:assert/strict';
import type { ConfigObject } from '../../../src/model/config-fields';
import { describeModel } from '../../../src/model/describe';
import { inEnglish } from '../../../src/units/message';

/** Sizes that follow from others and that saved files hold all the same: another value does not run in the library. */
const contradictions: readonly (readonly [modelType: string, written: ConfigObject, key: string])[] = [
  ['deberta-v2', { attention_head_size: 32 }, 'attention_head_size'],
  ['sew-d', { attention_head_size: 32 }, 'attention_head_size'],
  ['deepseek_v3', { num_key_value_heads: 8 }, 'num_key_value_heads'],
  ['longcat_flash', { num_key_value_heads: 8 }, 'num_key_value_heads'],
  ['minicpm3', { num_key_value_heads: 8 }, 'num_key_value_heads'],
  ['xlnet', { d_head: 32 }, 'd_head'],
  ['zamba', { attention_hidden_size: 4096 }, 'attention_hidden_size'],
  ['zamba2', { attention_hidden_size: 4096 }, 'attention_hidden_size'],
  ['wav2vec2', { num_feat_extract_layers: 6 }, 'num_feat_extract_layers'],
  ['speecht5', { num_feat_extract_layers: 6 }, 'num_feat_extract_layers'],
  ['convnext', { num_stages: 3 }, 'num_stages'],
  ['roformer', { hidden_size: 780 }, 'hidden_size'],
  [
    'aria',
    {
      vision_config: { image_size: 490, patch_size: 14 },
      max_value_projector_patch_to_query_dict: 100,
    },
    'max_value_projector_patch_to_query_dict',
  ],
];
/** What the library's classes have no part for, or parts that are not counted. */
const uncounted: readonly (readonly [modelType: string, written: ConfigObject, key: string])[] = [
  ['hubert', { add_adapter: true }, 'add_adapter'],
  ['sew', { add_adapter: true }, 'add_adapter'],
  ['convbert', { is_decoder: true, add_cross_attention: true }, 'add_cross_attention'],
  ['esm', { is_decoder: true, add_cross_attention: true, vocab_size: 33 }, 'add_cross_attention'],
  ['tapas', { is_decoder: true, add_cross_attention: true }, 'add_cross_attention'],
  ['big_bird', { attention_type: 'dense' }, 'attention_type'],
  ['bigbird_pegasus', { num_random_blocks: 0 }, 'num_random_blocks'],
  ['xlm', { is_encoder: false }, 'is_encoder'],
];

describe('what a file says beside the sizes it follows from', () => {
  for (const [modelType, written, key] of [...contradictions, ...uncounted])
    it(`is refused at ${key} of ${modelType} where it does not fit`, () => {
      const description = describeModel(modelType, written);
      assert.equal(description.kind, 'problems');
      assert.deepEqual(
        description.problems.map((problem) => problem.key),
        [key],
        description.problems.map(({ message }) => inEnglish(message)).join(' '),
      );
    });

  it('is taken where it fits', () => {
    const fitting: readonly (readonly [modelType: string, written: ConfigObject])[] = [
      ['deberta-v2', { attention_head_size: 64 }],
      ['deepseek_v3', { num_key_value_heads: 128 }],
      // The library repeats the keys once, rounded down.
      ['deepseek_v3', { num_key_value_heads: 96 }],
      ['convnext', { num_stages: 4 }],
      ['xlnet', { d_head: 64 }],
      ['zamba2', { attention_hidden_size: 5120 }],
      ['wav2vec2', { num_feat_extract_layers: 7, add_adapter: false }],
      ['hubert', { add_adapter: false }],
    ];
    for (const [modelType, written] of fitting)
      assert.equal(describeModel(modelType, written).kind, 'described', modelType);
  });
});
