import assert from 'node:assert/strict';
import { estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import { estimateMarkdown } from '../../../src/editor/estimate-document';
import { lastRunTitle } from '../../../src/editor/lenses/last-run-title';
import { modelCostsOf } from '../../../src/editor/model-cost';
import { modelCostTitles } from '../../../src/editor/lenses/model-cost-titles';
import { liveViewBody } from '../../../src/editor/panel/html';
import { pageHtml } from '../../../src/editor/panel/page-html';
import { labelText } from '../../../src/editor/shown-text';
import { runRow } from '../../../src/editor/history/run-row';
import {
  carbonBasisText,
  figuresText,
  partText,
  provenanceText,
  remarkText,
  shortCommand,
} from '../../../src/editor/runs/figures';
import { readModelConfig } from '../../../src/model/read-config';
import type { JournalRecord, StartRecord } from '../../../src/runs/journal';
import { inEnglish } from '../../../src/units/message';
import { viewTexts } from '../../../webview/texts';
import { summarize } from '../../../src/runs/summary';
import { unsetEstimate } from './unset-estimate';

const gpt2 = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};

function estimateOf(config: object): ReturnType<typeof estimate> {
  const reading = readModelConfig(JSON.stringify(config));
  assert.equal(reading.kind, 'model');
  const plan = resolvePlan(reading.spec, {
    hardware: 'H100 SXM5 80GB',
    gpus: 8,
    tokens: 1e10,
    sequenceLength: 1024,
    region: 'FR',
  });
  assert.ok(plan.ok);
  return estimate(reading.spec, plan.plan);
}

describe('the texts of the lenses', () => {
  it('price GPT-2’s attention by hand-countable numbers', () => {
    const result = estimateOf(gpt2);
    // 12 layers x (QKV and output projections 2*4*768^2 + scores and values 2*2*1024*768), a multiply-add being 2 FLOPs.
    assert.equal(result.flops.attentionPerToken, 12 * (8 * 768 ** 2 + 4 * 1024 * 768));
    const { parameters, attention, training } = modelCostTitles(result);
    assert.equal(parameters.title, '124M parameters');
    assert.equal(attention.title, 'attention 94 MFLOP/token, 33 %');
    assert.equal(attention.details, 'attention 94.4 MFLOP/token at 1,024 tokens, 33.1 % of forward');
    assert.match(training.title, /^train ≈[\d.]+ k?Wh, [\d.]+ k?g CO2e$/);
    assert.match(
      training.details,
      /^training [\d.]+ to [\d.]+ kWh, .* CO2e, modelled for 10B tokens on 8 x H100 SXM5 80GB, PUE 1\.56$/,
    );
  });

  it('tell the active parameters where they differ', () => {
    const mixtral = { model_type: 'mixtral', architectures: ['MixtralForCausalLM'] };
    const { parameters } = modelCostTitles(estimateOf(mixtral));
    assert.equal(parameters.title, '46.7B, 12.9B active');
    assert.equal(parameters.details, '46.7B parameters, 12.9B active');
  });

  it('say the whole estimate in Markdown, file names being text', () => {
    const text = estimateMarkdown('my|<b>config</b>.json', estimateOf(gpt2));
    assert.match(text, /^# What my\\\|\\<b\\>config\\<\/b\\>\\\.json costs\n/);
    for (const expected of [
      '124439808',
      'attention.projections',
      'feedForward',
      '## Assumed, the most decisive first',
      'H100 SXM5 80GB',
    ])
      assert.ok(text.includes(expected), expected);
    assert.doesNotMatch(text, /NaN|Infinity|undefined|null/);
  });

  it('tell a training plan whose model is known by the plan’s own values', () => {
    const settings = {
      region: 'FR',
      pue: 1.2,
      estimate: { ...unsetEstimate, hardware: 'A100 SXM4 80GB', gpus: 4, sequenceLength: 4096 },
    };
    const plan = 'base_model: gpt2\nsequence_len: 512\nmicro_batch_size: 4\nmax_steps: 100\n';
    const [cost] = modelCostsOf(plan, settings);
    assert.ok(cost?.kind === 'estimate', JSON.stringify(cost));
    assert.equal(cost.reading.anchor.offset, plan.indexOf('gpt2'));
    const { parameters, attention, training } = modelCostTitles(cost.estimate);
    assert.equal(parameters.title, '124M parameters');
    assert.match(attention.details, / at 512 tokens,/);
    assert.match(training.details, / on 4 x A100 SXM4 80GB, PUE 1.2$/);
    const from = new Map(
      cost.estimate.assumptions.map((assumption) => [assumption.name, inEnglish(assumption.from)]),
    );
    assert.equal(from.get('sequenceLength'), 'from sequence_len, line 2');
    assert.equal(from.get('hardware'), 'given');
    const [wrong] = modelCostsOf(plan.replace('4', 'four'), settings);
    assert.ok(wrong?.kind === 'invalid');
    const [diagnostic] = wrong.diagnostics;
    assert.equal(diagnostic?.span.offset, plan.indexOf('4\n'));
    assert.deepEqual(modelCostsOf(plan.replace('gpt2', './mine'), settings), []);
    assert.deepEqual(modelCostsOf('name: nothing', settings), []);
  });

  it('say of approximate figures that they are, and on what they rest', () => {
    const values = {
      model_type: 'newcomer',
      hidden_size: 256,
      intermediate_size: 640,
      num_hidden_layers: 4,
      num_attention_heads: 8,
      vocab_size: 1000,
      rms_norm_eps: 1e-6,
    };
    const settings = { region: undefined, pue: undefined, estimate: unsetEstimate };
    const [cost] = modelCostsOf(JSON.stringify(values), settings);
    assert.ok(cost?.kind === 'estimate', JSON.stringify(cost));
    const { approximate = null } = cost.reading;
    assert.ok(approximate !== null);
    const { parameters } = modelCostTitles(cost.estimate, approximate);
    assert.match(parameters.title, /^≈\S+ parameters$/);
    assert.ok(parameters.details.startsWith('≈ '), parameters.details);
    assert.ok(parameters.details.endsWith(`, approximate: ${inEnglish(approximate)}`), parameters.details);
    const text = estimateMarkdown('config.json', cost.estimate, approximate);
    assert.match(text, /\nParameters and FLOPs are approximate: .*Llama/);
    assert.match(text, /\| Parameters \| ≈ /);
    assert.doesNotMatch(estimateMarkdown('config.json', estimateOf(gpt2)), /approximate|≈/);
  });

  it('keep icons and line breaks of a file out of a lens', () => {
    assert.equal(labelText('$(bug)\n x'), '$\u200b(bug)  x');
  });
});

const start: StartRecord = {
  type: 'start',
  version: 1,
  id: '20260101-000000-abcdef',
  label: 'train.py',
  command: ['/usr/bin/python3', '/home/me/project/train.py', '--data', '/data'],
  cwd: '/home/me/project',
  startedAt: '2026-01-01T00:00:00.000Z',
  meterPid: 1,
  intervalMs: 1000,
  host: { name: 'host', platform: 'linux' },
  devices: [
    {
      id: 'gpu:0',
      name: 'GPU 0',
      domain: 'gpu',
      source: 'NVML energy counter',
      rung: 1,
      provenance: 'measured',
      within: null,
      range: { low: 0.95, high: 1.05 },
    },
    {
      id: 'cpu:0',
      name: 'CPU',
      domain: 'cpu',
      source: 'CPU model',
      rung: 6,
      provenance: 'modelled',
      within: null,
      range: { low: 0.5, high: 2 },
    },
  ],
  baseline: null,
  carbonIntensity: { gramsPerKwh: 50, place: 'FR', time: '2023', source: 'a source', kind: 'average' },
  pue: 1.2,
  notes: [],
};
const ended = (joules: (number | null)[], exitCode = 0): JournalRecord[] => [
  start,
  { type: 'sample', t: 65, joules, watts: [100, 20] },
  { type: 'end', t: 65, endedAt: '2026-01-01T00:01:05.000Z', exitCode, signal: null },
];

describe('the figures of a run in words', () => {
  const summaryOf = (records: JournalRecord[]): NonNullable<ReturnType<typeof summarize>> => {
    const summary = summarize(records, { meterAlive: false });
    assert.ok(summary);
    return summary;
  };

  it('carry provenance', () => {
    const summary = summaryOf(ended([7200, 3600]));
    assert.equal(figuresText(summary, 120), '120 W · 3 Wh · 180 mg CO2e · part modelled');
    assert.equal(lastRunTitle(summary), 'last run: 3 Wh · 180 mg CO2e · part modelled in 1 min 05 s');
    assert.equal(
      lastRunTitle(summaryOf(ended([7200, null], 3))),
      'last run: 2 Wh · 120 mg CO2e · measured in 1 min 05 s, exit code 3',
    );
    assert.equal(provenanceText([]), 'not known');
  });

  it('are dashes where nothing is known, and never 0', () => {
    const text = figuresText(summaryOf(ended([null, null])), null);
    assert.equal(text, '– · – · – CO2e · not known');
  });

  it('tell what of the energy the run’s own processes drew, where that is less than half', () => {
    const summary = summaryOf(ended([7200, 3600]));
    const withShare = (share: number | null) => {
      const energyJoules = { ...summary.energyJoules, share };
      return { energyJoules, row: runRow({ ...summary, energyJoules }, []) };
    };
    assert.equal(remarkText(withShare(360)), 'of which the run’s own processes 100 mWh, 3.3 %');
    assert.equal(partText(withShare(360)), 'of which the run’s own processes 3.3 %');
    assert.equal(withShare(360).row.shareRemark, remarkText(withShare(360)));
    for (const share of [null, 5400, 10_800])
      assert.deepEqual([remarkText(withShare(share)), partText(withShare(share))], ['', '']);
  });

  it('tell where the CO2e comes from', () => {
    assert.equal(
      carbonBasisText(start.carbonIntensity, 1.2),
      'CO2e at 50 g/kWh, FR, average, 2023, a source; PUE 1.2. Embodied emissions are not in it.',
    );
    assert.match(
      carbonBasisText({ ...start.carbonIntensity, place: 'world' }, 1),
      /world average \(no place is set\)/,
    );
  });

  it('shorten a command to what a person typed', () => {
    assert.equal(shortCommand(start.command, start.cwd), 'python3 train.py --data /data');
    assert.equal(shortCommand([], '/'), '');
  });
});

describe('the panel’s page', () => {
  const t = (text: string): string => text;
  const html = pageHtml(
    { script: 'main.js', styles: ['style.css'], cspSource: 'https://host', nonce: 'N0nce', language: 'en' },
    { body: liveViewBody(t), state: { run: '"><script>alert(1)</script>' } },
    t,
  );

  it('hands the view its texts', () => {
    const texts = /data-texts="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';
    assert.deepEqual(Object.keys(JSON.parse(texts) as object), [...viewTexts]);
  });

  it('allows nothing but its own script and style', () => {
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none';/);
    assert.match(policy, /script-src 'nonce-N0nce'/);
    assert.doesNotMatch(policy, /unsafe|\*|data:/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, / style="| on\w+="/);
  });

  it('names its parts for screen readers', () => {
    assert.match(html, /<canvas[^>]*role="img"[^>]*aria-label="[^"]+"/);
    assert.match(html, /aria-live="polite"/);
    assert.match(html, /<caption>/);
  });
});
