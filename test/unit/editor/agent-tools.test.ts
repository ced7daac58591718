import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import * as v from 'valibot';
import { diagnosisAnswer, estimateAnswer, runsAnswer } from '../../../src/editor/agents/tool-answers';
import { readToolInput, toolInputs } from '../../../src/editor/agents/tool-inputs';
import { toolNames } from '../../../src/editor/agents/tool-names';
import { modelCostsOf } from '../../../src/editor/model-cost';
import { summarize } from '../../../src/runs/summary';
import { unreadRun } from '../../../src/runs/unread-run';
import { startRecord, wholeJournal } from '../runs/journal-samples';
import { unsetEstimate } from './unset-estimate';

const parameter = v.object({ type: v.string(), enum: v.optional(v.array(v.string())) });
const manifest = v.parse(
  v.object({
    contributes: v.object({
      languageModelTools: v.array(
        v.object({
          name: v.string(),
          toolReferenceName: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
          inputSchema: v.object({
            type: v.literal('object'),
            properties: v.record(v.string(), v.looseObject(parameter.entries)),
            additionalProperties: v.literal(false),
          }),
        }),
      ),
    }),
  }),
  JSON.parse(readFileSync('package.json', 'utf8')),
);
const contributed = new Map(manifest.contributes.languageModelTools.map((tool) => [tool.name, tool]));

const gpt2 = {
  model_type: 'gpt2',
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};
function estimated(config: object) {
  const [cost] = modelCostsOf(JSON.stringify(config), {
    estimate: { ...unsetEstimate, hardware: 'H100 SXM', tokens: 1e9 },
    region: 'DE',
    pue: 1.1,
  });
  assert.ok(cost?.kind === 'estimate');
  return {
    name: 'config.json',
    line: null,
    approximate: null,
    estimate: cost.estimate,
    before: null,
    rule: null,
    whyNoDifference: null,
  };
}

describe('the tools for agents', () => {
  it('are those of package.json, with the same inputs', () => {
    assert.deepEqual([...contributed.keys()].sort(), Object.values(toolNames).sort());
    for (const name of Object.values(toolNames)) {
      const { properties = {} } = contributed.get(name)?.inputSchema ?? {};
      const schema: v.GenericSchema & { readonly entries?: object } = toolInputs[name];
      assert.deepEqual(Object.keys(properties).sort(), Object.keys(schema.entries ?? {}).sort(), name);
      for (const [key, { enum: choices = [] }] of Object.entries(properties))
        for (const choice of choices) readToolInput(name, { [key]: choice });
    }
    const plan = contributed.get(toolNames.estimateModelCost)?.inputSchema.properties['plan'];
    const { properties } = v.parse(v.object({ properties: v.record(v.string(), v.unknown()) }), plan);
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.keys(toolInputs[toolNames.estimateModelCost].entries.plan.wrapped.entries).sort(),
    );
  });

  it('refuse wrong input with what is wrong and where', () => {
    const refused: [(typeof toolNames)[keyof typeof toolNames], unknown, RegExp][] = [
      [toolNames.estimateModelCost, {}, /one of file and content is needed/],
      [toolNames.estimateModelCost, { content: '{}', plan: { gpus: 0.5 } }, /plan\.gpus: /],
      [toolNames.estimateModelCost, { content: '{}', plan: { dtype: 'int3' } }, /plan\.dtype: /],
      [toolNames.estimateModelCost, { content: '{}', plan: { tokens: Infinity } }, /plan\.tokens: /],
      [toolNames.listRuns, { limit: 0 }, /limit: /],
      [toolNames.listRuns, { limit: 5, order: 'size' }, /order: /],
      [toolNames.listRuns, 'all', /Wrong input for list_runs/],
      [toolNames.runReport, { run: '../../etc/passwd' }, /run: the id of a run/],
      [toolNames.runReport, { run: '/tmp/journal.ndjson' }, /run: the id of a run/],
      [toolNames.runReport, { format: 'exe' }, /format: /],
      [toolNames.diagnosePowerSources, { sudo: true }, /sudo: /],
    ];
    for (const [name, input, expected] of refused)
      assert.throws(() => readToolInput(name, input), { message: expected }, JSON.stringify(input));
    assert.deepEqual(readToolInput(toolNames.listRuns, undefined), { limit: 10 });
    assert.deepEqual(readToolInput(toolNames.runReport, {}), { run: 'latest', format: 'text' });
  });

  it('tell what a model costs as ranges, with provenance and assumptions', () => {
    const told = v.parse(
      v.looseObject({
        provenance: v.looseObject({ timeEnergyAndEmissions: v.literal('modelled') }),
        parameters: v.object({ total: v.number(), active: v.number() }),
        training: v.record(v.string(), v.object({ low: v.number(), mid: v.number(), high: v.number() })),
        assumptions: v.pipe(v.array(v.object({ name: v.string(), from: v.string() })), v.minLength(3)),
      }),
      JSON.parse(estimateAnswer([estimated(gpt2)])),
    );
    assert.equal(told.parameters.total, 124_439_808);
    for (const { low, mid, high } of Object.values(told.training))
      assert.ok(0 < low && low <= mid && mid <= high);
    assert.ok(!('differenceToFile' in told));
  });

  it('are short: of what decides the figures, of several models once, and of very many the first', () => {
    const one = estimateAnswer([estimated(gpt2)]);
    assert.ok(one.length < 3500, String(one.length));
    assert.match(one, /"otherAssumptions":\d\d/);
    const several = [12, 24].map((n_layer, index) => ({
      ...estimated({ ...gpt2, n_layer }),
      line: index + 1,
    }));
    const told = v.parse(
      v.object({
        models: v.array(v.looseObject({ assumptions: v.array(v.unknown()) })),
        ofAllModels: v.object({
          assumptions: v.array(v.object({ name: v.string() })),
          notes: v.array(v.string()),
        }),
      }),
      JSON.parse(estimateAnswer(several)),
    );
    assert.ok(told.ofAllModels.assumptions.some(({ name }) => name === 'hardware'));
    assert.ok(told.models.every(({ assumptions }) => assumptions.length < 3));
    const many = estimateAnswer(Array.from({ length: 71 }, (_one, line) => ({ ...estimated(gpt2), line })));
    assert.ok(many.length < 20_000, String(many.length));
    assert.match(many, /"modelsNotTold":\[\{"model":"config\.json","line":12\}/);
  });

  it('tell what a change costs', () => {
    const before = estimated(gpt2).estimate;
    const { differenceToFile: difference } = v.parse(
      v.object({
        differenceToFile: v.looseObject({
          parameters: v.object({ difference: v.number(), ratio: v.number() }),
          trainingEnergyKwh: v.object({ difference: v.number(), ratio: v.number() }),
        }),
      }),
      JSON.parse(estimateAnswer([{ ...estimated({ ...gpt2, n_layer: 24 }), before, rule: null }])),
    );
    assert.ok(difference.parameters.difference > 80e6);
    assert.ok(difference.trainingEnergyKwh.ratio > 1.3 && difference.trainingEnergyKwh.ratio < 2.1);
  });

  it('list runs, the newest first, with null for what is not known', () => {
    const whole = summarize(wholeJournal, { meterAlive: false });
    const bare = summarize([{ ...startRecord, id: '20260512-143015-ffffff' }], { meterAlive: false });
    assert.ok(whole !== null && bare !== null);
    const runs = [unreadRun('20200101-000000-000000', 'not the journal of a run'), whole, bare];
    const rows = (query: Parameters<typeof runsAnswer>[1]) =>
      v.parse(
        v.object({
          found: v.number(),
          runs: v.array(v.looseObject({ id: v.string(), energyKwh: v.unknown(), provenance: v.unknown() })),
        }),
        JSON.parse(runsAnswer(runs, query)),
      );
    const all = rows({ limit: 10 });
    assert.deepEqual(
      all.runs.map(({ id }) => id),
      [bare.id, whole.id, '20200101-000000-000000'],
    );
    assert.deepEqual(
      all.runs.map(({ energyKwh }) => energyKwh),
      [null, { low: 0.001125, mid: 0.00125, high: 0.001389 }, null],
    );
    assert.equal(all.runs[1]?.provenance, 'modelled');
    assert.deepEqual([rows({ limit: 1 }).found, rows({ limit: 1 }).runs.length], [3, 1]);
    assert.equal(rows({ limit: 10, state: 'ended' }).found, 1);
    assert.equal(rows({ limit: 10, search: 'TRAIN.py' }).found, 2);
    assert.equal(rows({ limit: 10, search: 'resnet' }).found, 0);
  });

  it('tell power sources apart: read, mendable, not here', () => {
    const row = { rung: 1, why: 'because', fix: null, used: [] };
    const told: unknown = JSON.parse(
      diagnosisAnswer([
        {
          ...row,
          source: 'NVML',
          usable: true,
          used: [{ id: 'gpu:0', name: 'H100', provenance: 'measured', within: null }],
        },
        { ...row, source: 'RAPL', usable: false, fix: 'sudo chmod …' },
        { ...row, source: 'IPMI', usable: false, isAbsent: true },
      ]),
    );
    assert.deepEqual(told, {
      readsHere: [{ device: 'H100', source: 'NVML', provenance: 'measured', within: null }],
      couldBeMadeUsable: [{ source: 'RAPL', rung: 1, why: 'because', fix: 'sudo chmod …' }],
      usableAndNotUsed: [],
      notOnThisMachine: ['IPMI'],
      note: 'Nothing was changed. Fixes with sudo are for the person to run.',
    });
  });
});
