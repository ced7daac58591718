import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { costOf } from '../../../src/model/cost';
import { describeModel } from '../../../src/model/describe';
import { hybrids } from '../../../src/model/families/hybrids/catalogue';
import { defaultsOf } from '../../../src/model/library-defaults';

const modelTypes = hybrids.flatMap((family) => family.modelTypes);

/** Values that a config may hold where a size, a switch or a list is meant. */
const anyValue = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1, 2, 3, 7, 64, 0.5, 1e7, 1e12, 1e300, 'auto', '', 'MM*E', {}),
  fc.array(fc.constantFrom(0, -1, 1, 2, 5, 0.5, 1e9), { maxLength: 5 }),
  fc.array(fc.constantFrom('full_attention', 'linear_attention', 'mamba', 'hybrid', 'sparse', 'x'), {
    maxLength: 5,
  }),
);

/** For types that the library does not have, whose keys it does not list. */
const commonKeys = [
  'hidden_size',
  'num_hidden_layers',
  'num_heads',
  'num_attention_heads',
  'intermediate_size',
  'vocab_size',
  'expand_k',
  'expand_v',
  'attn',
];

describe('mixtures of experts, state-space models and hybrids', () => {
  for (const modelType of modelTypes) {
    it(`${modelType}: whatever the config holds is costed in finite numbers, or refused at a key`, () => {
      const usual = defaultsOf(modelType)?.values ?? {};
      const keys = [...Object.keys(usual), ...(Object.keys(usual).length > 0 ? [] : commonKeys)];
      const config = fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 4 });
      fc.assert(
        fc.property(config, fc.integer({ min: 1, max: 300 }), (values, sequence) => {
          const description = describeModel(modelType, values);
          assert.notEqual(description.kind, 'unknownArchitecture');
          if (description.kind !== 'described') return;
          const cost = costOf(description.spec, { batch: 2, sequence });
          const figures = [
            cost.parameters.total,
            cost.parameters.active,
            cost.forward.matmul,
            cost.forward.maskable,
            cost.forward.moved,
            cost.trainingStepMatmul,
            cost.cachedPerToken,
          ];
          for (const figure of figures)
            assert.ok(Number.isFinite(figure) && figure >= 0, JSON.stringify(cost));
          assert.ok(Number.isSafeInteger(cost.parameters.total));
          assert.ok(cost.parameters.active <= cost.parameters.total);
          assert.ok(cost.forward.maskable <= cost.forward.matmul);
          assert.ok(cost.trainingStepMatmul >= cost.forward.matmul);
        }),
        { numRuns: 150, seed: 3 },
      );
    });
  }
});
