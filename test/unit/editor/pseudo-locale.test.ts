import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { adviceOnModel } from '../../../src/editor/diagnostics/document-advice';
import { estimateMarkdown } from '../../../src/editor/estimate-document';
import { basisMarkdown } from '../../../src/editor/hover/estimate-basis';
import { otherValuesMarkdown } from '../../../src/editor/hints/other-values';
import { valueHints } from '../../../src/editor/hints/value-hints';
import { differenceTitle } from '../../../src/editor/lenses/difference-title';
import { lastRunTitle } from '../../../src/editor/lenses/last-run-title';
import { modelCostTitles } from '../../../src/editor/lenses/model-cost-titles';
import { modelCostsOf, type CostSettings, type Estimated } from '../../../src/editor/model-cost';
import { modelView } from '../../../src/editor/model-panel/model-view';
import { carbonBasisText, figuresText } from '../../../src/editor/runs/figures';
import { keptSource, keptText } from '../../../src/editor/runs/kept-text';
import { inEnglish, translated, useTranslator } from '../../../src/editor/translate';
import { describeBudget, judgeBudget, nothingSpent } from '../../../src/runs/budget';
import { summarize } from '../../../src/runs/summary';
import { noChanges } from '../../../webview/model/protocol';
import { pseudo, pseudoTranslate, untranslatedIn } from '../../sim/pseudo-locale';
import { wholeJournal } from '../runs/journal-samples';
import { unsetEstimate } from './unset-estimate';

const settings: CostSettings = {
  region: undefined,
  pue: undefined,
  estimate: { ...unsetEstimate, hardware: 'A100 40GB', sequenceLength: 4096, batchSize: 4 },
};

/** Models whose texts are many: what is assumed, noted and advised of them. */
const configs = [
  { model_type: 'llama', hidden_size: 4100, num_attention_heads: 41, vocab_size: 32001 },
  { model_type: 'deepseek_v3', hidden_size: 7168 },
  { model_type: 'mixtral' },
  {
    model_type: 'llava',
    text_config: { model_type: 'llama' },
    vision_config: { model_type: 'clip_vision_model' },
  },
  { model_type: 'whisper' },
  { model_type: 'not-known', n_layer: 12, n_head: 12, n_embd: 768, vocab_size: 50257, n_positions: 1024 },
];

/** Names that are cited as they are. */
const publishers = [
  'Our World in Data',
  'Energy Institute',
  'Uptime Institute Global Data Center Survey',
  'Green Algorithms',
];

const inPseudo = <Told>(tell: () => Told): Told => {
  useTranslator(pseudoTranslate);
  try {
    return tell();
  } finally {
    useTranslator(inEnglish);
  }
};

const estimateOf = (text: string, under = settings): Estimated => {
  const [cost] = modelCostsOf(text, under, 'json');
  assert.ok(cost?.kind === 'estimate', text);
  return cost;
};

describe('in a language that nobody speaks', () => {
  it('a text is longer, and keeps its placeholders, code, icons and commands', () => {
    const text = 'Set `pue` of {0} $(gear) [here](command:wattlens.setPlace)';
    assert.match(pseudo(text), /^⟦Šéţ|^⟦/);
    for (const part of ['{0}', '`pue`', '$(gear)', '](command:wattlens.setPlace)'])
      assert.ok(pseudo(text).includes(part), part);
    for (const each of [text, 'Stop']) assert.ok(pseudo(each).length >= 1.4 * each.length);
    assert.deepEqual(untranslatedIn([pseudo(text), 'NVIDIA H100 80GB', '4.2 kWh']), []);
    assert.deepEqual(untranslatedIn([`${pseudo('x')} by the way`, 'Open Run'], ['Open Run']), ['by the way']);
    assert.deepEqual(untranslatedIn(['1.2 to 3 kWh', '1 g to 2 kg']), [' to', ' to']);
  });

  for (const config of configs)
    it(`lenses, hovers, hints and advice have no English left: ${config.model_type}`, () => {
      const text = JSON.stringify(config, null, 2);
      const shown = inPseudo(() => {
        const costs = modelCostsOf(text, settings, 'json');
        const cost = estimateOf(text);
        const { estimate, reading, growth, imageTokens } = cost;
        const titles = modelCostTitles(estimate, reading.approximate ?? null, growth, imageTokens);
        const hints = valueHints({ text, language: 'json', settings, costs });
        const other = estimateOf(text, {
          ...settings,
          estimate: { ...settings.estimate, hardware: 'H100 SXM5 80GB' },
        });
        const { title, short } = differenceTitle(estimate, other.estimate) ?? assert.fail();
        return [
          ...[titles.parameters, titles.attention, titles.training, titles.serving].flatMap((lens) => [
            lens.title,
            lens.details,
          ]),
          title,
          short,
          basisMarkdown(estimate, reading.approximate ?? null),
          estimateMarkdown('config.json', estimate, reading.approximate ?? null),
          ...hints.flatMap((hint) => [
            translated(hint.label),
            otherValuesMarkdown(text, 'json', settings, hint, cost),
          ]),
          ...adviceOnModel(text, 'json', settings, costs, 0).flatMap((advice) => [
            translated(advice.message),
            ...advice.fixes().map((fix) => translated(fix.title)),
          ]),
          ...estimate.notes.map(translated),
          ...estimate.assumptions.map(({ from }) => translated(from)),
        ];
      });
      assert.ok(shown.filter((each) => each.includes('⟦')).length > 10);
      assert.deepEqual(untranslatedIn(shown, publishers), []);
    });

  it('a run’s figures, notes, budget and sources have none either', () => {
    const summary = summarize(wholeJournal, { meterAlive: false }) ?? assert.fail();
    const budget = { scope: 'run', quantity: 'energy', limit: 100 } as const;
    const shown = inPseudo(() => [
      lastRunTitle(summary),
      figuresText(summary, 12),
      carbonBasisText(summary.carbonIntensity, summary.pue),
      keptText(describeBudget(judgeBudget(budget, nothingSpent, [summary]) ?? assert.fail())),
      ...summary.notes.map(keptText),
      ...summary.devices.map(({ source }) => keptSource(source)),
    ]);
    assert.deepEqual(untranslatedIn(shown, ['a table', 'a note', 'not here']), []);
  });

  it('the page of a model is told what it shows in it', () => {
    const view = inPseudo(() => {
      const text = JSON.stringify(configs[0]);
      const looked = { text, language: 'json', settings, model: 0 };
      const costs = modelCostsOf(text, settings, 'json');
      return modelView('config.json', looked, costs, valueHints({ ...looked, costs }), noChanges);
    });
    assert.ok(view.type === 'model');
    assert.deepEqual(untranslatedIn(view.notes), []);
  });
});
