import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as v from 'valibot';
import { costOf, totalParameters } from '../../../src/model/cost';
import type { ByComponent } from '../../../src/model/cost';
import { libraryModelTypes } from '../../../src/model/families/catalogue';
import { readModelConfig } from '../../../src/model/read-config';

/** What scripts/truth/generate.py counted with PyTorch and transformers. */
const truth = v.object({
  modelType: v.string(),
  cases: v.array(
    v.object({
      config: v.record(v.string(), v.unknown()),
      parameters: v.number(),
      parametersByComponent: v.record(v.string(), v.number()),
      flops: v.array(
        v.object({
          batch: v.number(),
          sequence: v.number(),
          forward: v.number(),
          forwardByComponent: v.record(v.string(), v.number()),
          forwardAndBackward: v.number(),
        }),
      ),
      towers: v.optional(v.record(v.picklist(['vision', 'audio']), v.object({ forward: v.number() })), {}),
    }),
  ),
});

const folder = path.join(__dirname, '../../truth');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** PyTorch tells modules apart, not lines: scores and values are one module's, "core". */
function merged(byComponent: ByComponent): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [component, count] of Object.entries(byComponent)) {
    const name = component.replace(/\.(scores|values)$/, '.core');
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

describe('what PyTorch counts', () => {
  it('has a file of truth for every covered model type', () => {
    assert.deepEqual(files.map((name) => name.replace('.json', '')).sort(), [...libraryModelTypes]);
  });

  for (const file of files) {
    const { modelType, cases } = v.parse(truth, JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    describe(modelType, () => {
      for (const { config, parameters, parametersByComponent, flops, towers } of cases) {
        it(`equals the library's counts for ${JSON.stringify(config)}`, () => {
          const reading = readModelConfig(JSON.stringify(config));
          assert.equal(reading.kind, 'model', JSON.stringify(reading));
          const counts = costOf(reading.spec, { batch: 1, sequence: 1 }).parameters;
          assert.deepEqual(merged(counts.byComponent), parametersByComponent);
          assert.equal(counts.total, parameters);
          assert.equal(totalParameters(reading.spec), parameters);
          for (const counted of flops) {
            const cost = costOf(reading.spec, { batch: counted.batch, sequence: counted.sequence });
            assert.deepEqual(merged(cost.forward.byComponent), counted.forwardByComponent);
            assert.equal(cost.forward.matmul, counted.forward);
            assert.equal(cost.trainingStepMatmul, counted.forwardAndBackward);
            for (const [tower, { forward }] of Object.entries(towers))
              assert.equal(cost.towers[tower as keyof typeof towers]?.matmul, forward, `${tower} tower`);
          }
        });
      }
    });
  }
});
