import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { costOf } from '../../../src/model/cost';
import { describeModel } from '../../../src/model/describe';
import { audio } from '../../../src/model/families/audio/catalogue';
import { vision } from '../../../src/model/families/vision/catalogue';
import { defaultsOf } from '../../../src/model/library-defaults';
import type { ConfigValue } from '../../../src/model/config-fields';
import { inEnglish } from '../../../src/units/message';

const modelTypes = [...vision, ...audio].flatMap((family) => family.modelTypes);

/** What a config file may hold where a number or a list of them belongs. */
const badValue = fc.oneof(
  fc.constantFrom<ConfigValue>(
    null,
    true,
    'text',
    0,
    -1,
    0.5,
    1,
    2,
    3,
    7,
    1e6,
    1e9,
    1e308,
    [],
    {},
    [0],
    [1, 2],
    [3, 3, 3, 3],
  ),
  fc.integer({ min: -5, max: 2000 }),
  fc.array(fc.integer({ min: -1, max: 300 }), { maxLength: 20 }),
);

/** A model type, and keys of its configuration with other values. */
const mutated = fc.constantFrom(...modelTypes).chain((modelType) => {
  const keys = Object.keys(defaultsOf(modelType)?.values ?? {});
  return fc.tuple(fc.constant(modelType), fc.dictionary(fc.constantFrom(...keys), badValue, { maxKeys: 3 }));
});

describe('image and sound models', () => {
  it('never show what is not a whole number of 0 or more, whatever the config holds', () => {
    fc.assert(
      fc.property(mutated, ([modelType, values]) => {
        const description = describeModel(modelType, values);
        if (description.kind !== 'described') {
          assert.equal(description.kind, 'problems');
          assert.ok(description.problems.every(({ message }) => inEnglish(message).length > 0));
          return;
        }
        const cost = costOf(description.spec, { batch: 2, sequence: 7 });
        for (const figure of [
          ...Object.values(cost.parameters.byComponent),
          ...Object.values(cost.forward.byComponent),
          cost.trainingStepMatmul,
        ])
          assert.ok(
            Number.isInteger(figure) && figure >= 0,
            `${modelType} ${JSON.stringify(values)}: ${figure}`,
          );
      }),
      { numRuns: 3000, seed: 4 },
    );
  });

  it('count as many positions as the sample says', () => {
    const description = describeModel('clip_vision_model', { image_size: 336, patch_size: 14 });
    assert.equal(description.kind, 'described');
    assert.equal(description.spec.tokensPerSample, 24 * 24 + 1);
  });

  it('name the key of a patch that is larger than the image', () => {
    const description = describeModel('siglip_vision_model', { image_size: 8 });
    assert.equal(description.kind, 'problems');
    assert.deepEqual(
      description.problems.map(({ key }) => key),
      ['patch_size'],
    );
  });
});
