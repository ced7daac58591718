import assert from 'node:assert/strict';
import { partNames } from '../../../src/energy/breakdown/part-names';
import { modelCostsOf, type CostSettings } from '../../../src/editor/model-cost';
import { valueHints } from '../../../src/editor/hints/value-hints';
import { modelView } from '../../../src/editor/model-panel/model-view';
import {
  changedText,
  changesText,
  valuePlaces,
  type LookedAt,
} from '../../../src/editor/model-panel/what-if';
import { noChanges, type Changes, type ControlView, type ModelView } from '../../../webview/model/protocol';
import { modelTexts } from '../../../webview/model/texts';
import { unsetEstimate } from './unset-estimate';

const settings: CostSettings = {
  estimate: unsetEstimate,
  region: 'SE',
  pue: undefined,
};
const config = {
  model_type: 'mixtral',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  num_local_experts: 8,
  vocab_size: 32000,
};

const lookedAt = (text: string, language = 'json'): LookedAt => ({ text, language, settings, model: 0 });

function viewOf(looked: LookedAt, changes: Changes = noChanges): ModelView {
  const costs = modelCostsOf(looked.text, settings, looked.language);
  const view = modelView('config.json', looked, costs, valueHints({ ...looked, costs }), changes);
  assert.ok(view.type === 'model', JSON.stringify(view));
  return view;
}
const controlOf = (view: ModelView, id: ControlView['id']): ControlView => {
  const control = view.controls.find((each) => each.id === id);
  assert.ok(control !== undefined, id);
  return control;
};
function placesOf(looked: LookedAt): ReturnType<typeof valuePlaces> {
  const costs = modelCostsOf(looked.text, settings, looked.language);
  return valuePlaces(looked, costs, valueHints({ ...looked, costs }));
}
const changed = (looked: LookedAt, changes: Changes): string =>
  changedText(looked.text, placesOf(looked), changes);

describe('the panel of a model', () => {
  const looked = lookedAt(JSON.stringify(config, null, 2));

  it('has a text for every part of a model', () => {
    const texts: readonly string[] = modelTexts;
    assert.deepEqual(
      partNames.filter((name) => !texts.includes(name)),
      [],
    );
  });

  it('tries other numbers of layers with the lists that have a value a layer', () => {
    const listed = lookedAt(
      JSON.stringify({
        model_type: 'qwen3',
        num_hidden_layers: 4,
        layer_types: Array(4).fill('full_attention'),
      }),
    );
    const changes: Changes = { model: { num_hidden_layers: 6 }, plan: {} };
    const { layer_types: types } = JSON.parse(changed(listed, changes)) as { layer_types: string[] };
    assert.equal(types.length, 6);
    assert.equal(viewOf(listed, changes).problem, null);
  });

  it('offers values that divide, and the one of the file among them', () => {
    const view = viewOf(looked);
    assert.deepEqual(controlOf(view, 'num_key_value_heads').values, [1, 2, 4, 8, 16, 32]);
    assert.deepEqual(controlOf(view, 'num_experts').values, [2, 4, 8, 16, 32, 64]);
    for (const value of controlOf(view, 'hidden_size').values) assert.equal(value % 64, 0);
    for (const { id, values, value, choices, locked } of view.controls) {
      assert.equal(locked, null, id);
      if (typeof value === 'number') assert.ok(values.includes(value), id);
      else
        assert.ok(
          choices.some((choice) => choice.value === value),
          id,
        );
    }
  });

  it('shows the difference of what is tried, as the estimator has it for the file with it', () => {
    const tried = viewOf(looked, { model: { num_key_value_heads: 32 }, plan: {} });
    const cache = tried.figures.find(({ id }) => id === 'cache');
    assert.equal(cache?.value?.mid, 4 * (cache?.fromFile?.mid ?? 0));
    assert.ok(tried.isChanged && tried.changesFile);
    const [cost] = modelCostsOf(
      changed(looked, { model: { num_key_value_heads: 32 }, plan: {} }),
      settings,
      'json',
    );
    assert.ok(cost?.kind === 'estimate');
    assert.equal(
      tried.figures.find(({ id }) => id === 'parameters')?.value?.mid,
      cost.estimate.parameters.total,
    );
  });

  it('holds the tokens and accelerators while another value is tried', () => {
    const tried = viewOf(looked, { model: { hidden_size: 2048 }, plan: {} });
    assert.equal(tried.basis.tokens, viewOf(looked).basis.tokens);
    assert.equal(tried.basis.gpus, viewOf(looked).basis.gpus);
  });

  it('tries hardware, count, precision, place and tokens without another text of the file', () => {
    const changes = {
      model: {},
      plan: { hardware: 'A100 SXM4 80GB', gpus: 64, dtype: 'bf16', region: 'PL', tokens: 1e9 },
    };
    const tried = viewOf(looked, changes);
    assert.equal(tried.basis.hardware, 'A100 SXM4 80GB');
    assert.equal(tried.basis.gpus, 64);
    assert.equal(tried.basis.region, 'PL');
    assert.equal(tried.basis.tokens, 1e9);
    assert.ok(!tried.changesFile);
    assert.equal(tried.problem, null);
  });

  it('says why a value can’t be, and keeps the figures of the file', () => {
    const tried = viewOf(looked, { model: { num_key_value_heads: 7 }, plan: {} });
    assert.match(tried.problem ?? '', /7/);
    assert.ok(tried.figures.every(({ value, fromFile }) => value?.mid === fromFile?.mid));
  });

  it('changes the value where it stands, and nothing else', () => {
    const text = changed(looked, { model: { hidden_size: 2048, num_hidden_layers: 16 }, plan: {} });
    assert.deepEqual(JSON.parse(text), { ...config, hidden_size: 2048, num_hidden_layers: 16 });
    assert.equal(
      text,
      looked.text.replace('4096', '2048').replace('"num_hidden_layers": 32', '"num_hidden_layers": 16'),
    );
    assert.equal(changed(looked, noChanges), looked.text);
  });

  it('puts in a value that the file leaves to the library', () => {
    const rest = Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'num_hidden_layers'));
    const short = lookedAt(JSON.stringify(rest, null, 2));
    const text = changed(short, { model: { num_hidden_layers: 12 }, plan: {} });
    assert.deepEqual(JSON.parse(text), { ...rest, num_hidden_layers: 12 });
  });

  it('leaves the parts that read images alone', () => {
    const nested = lookedAt(
      JSON.stringify({
        model_type: 'llava',
        vision_config: { model_type: 'clip_vision_model', hidden_size: 1024, num_attention_heads: 16 },
        text_config: {
          model_type: 'llama',
          hidden_size: 4096,
          num_hidden_layers: 32,
          num_attention_heads: 32,
        },
      }),
    );
    const text = changed(nested, { model: { hidden_size: 2048 }, plan: {} });
    assert.match(text, /"vision_config":\{[^}]*"hidden_size":1024/);
    assert.match(text, /"text_config":\{[^}]*"hidden_size":2048/);
  });

  it('tries values of a Python source too', () => {
    const python = lookedAt('config = LlamaConfig(hidden_size=4096, num_hidden_layers=32)\n', 'python');
    const view = viewOf(python, { model: { num_hidden_layers: 16 }, plan: {} });
    assert.equal(view.problem, null);
    assert.equal(
      changed(python, { model: { num_hidden_layers: 16 }, plan: {} }),
      python.text.replace('32', '16'),
    );
  });

  it('copies what was changed by the keys of the file', () => {
    const places = placesOf(looked);
    const changes = { model: { num_experts: 16 }, plan: { gpus: 8 } };
    assert.deepEqual(JSON.parse(changesText(places, changes)), { num_local_experts: 16, gpus: 8 });
  });

  it('says what a file without a model lacks', () => {
    const view = modelView('x.json', lookedAt('{}'), [], [], noChanges);
    assert.deepEqual(view, {
      type: 'noModel',
      fileName: 'x.json',
      reason: 'It is not the configuration of a model.',
    });
  });
});
