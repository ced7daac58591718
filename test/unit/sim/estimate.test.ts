import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandLine, runToEnd, temporaryFolder } from '../../sim/command-line';
import { ggufBytes, llamaTensors } from '../model/gguf-writer';

interface EstimateJson {
  readonly file: string;
  readonly format: string;
  readonly architecture: string;
  readonly approximate: string | null;
  readonly trainingPlan?: { readonly file: string; readonly format: string };
  readonly parameters: { readonly total: number };
  readonly flops: { readonly seq: number; readonly batch: number };
  readonly plan: Readonly<Record<string, unknown>>;
  readonly assumptions: readonly {
    readonly name: string;
    readonly value: string | number;
    readonly from: string;
  }[];
  readonly notes: readonly string[];
}

const config = {
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 640,
  num_hidden_layers: 4,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  vocab_size: 1000,
  torch_dtype: 'bfloat16',
};
/** 2 tables, 4 layers of 4 projections, a gated feed-forward and 2 norms, and the last norm. */
const parameters = 2 * 256_000 + 4 * (2 * 256 * 256 + 2 * 256 * 64 + 3 * 256 * 640 + 512) + 256;
const axolotl = (base: string): string =>
  `base_model: ${base}\nsequence_len: 512\nmicro_batch_size: 3\nmax_steps: 10\nbf16: true\n`;

describe('wattlens estimate', () => {
  const folder = temporaryFolder('estimate');
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const json = (...words: readonly string[]): EstimateJson => {
    const { code, stdout, stderr } = runToEnd(['estimate', ...words, '--json']);
    assert.deepEqual([code, stderr], [0, '']);
    return JSON.parse(stdout) as EstimateJson;
  };
  const refusal = (code: number, ...words: readonly string[]): string => {
    const finished = runToEnd(['estimate', ...words]);
    assert.deepEqual([finished.code, finished.stdout], [code, ''], finished.stderr);
    return finished.stderr;
  };
  const fromOf = ({ assumptions }: EstimateJson, name: string): string | undefined =>
    assumptions.find((assumption) => assumption.name === name)?.from;
  before(() => {
    commandLine();
    write('model/config.json', JSON.stringify(config));
  });

  it('takes a file, its folder, and weights with their config beside them', () => {
    const path = join(folder, 'model', 'config.json');
    for (const given of [path, dirname(path)]) {
      const { file, parameters: counted, approximate } = json(given);
      assert.deepEqual([file, counted.total, approximate], [given, parameters, null]);
    }
    write('indexed/config.json', JSON.stringify(config));
    const index = write(
      'indexed/model.safetensors.index.json',
      JSON.stringify({
        metadata: { total_size: 2 * (parameters - 256_000) },
        weight_map: { 'model.embed_tokens.weight': 'model-00001-of-00001.safetensors' },
      }),
    );
    const indexed = json(index);
    assert.equal(indexed.parameters.total, parameters);
    assert.match(indexed.notes.join(' '), /one embedding table/);
    assert.match(
      refusal(1, write('lone/model.safetensors.index.json', '{"weight_map": {"a": "b"}}')),
      /lone/,
    );
  });

  it('speaks to people in words: what was assumed first, all of it where asked for', () => {
    const path = join(folder, 'model', 'config.json');
    const text = runToEnd(['estimate', path, '--epochs', '2', '--batch', '4']).stdout;
    assert.match(text, /^Given\n {2}Sequences on one accelerator at once +4$/m);
    assert.match(text, /^Assumed, the most decisive first\n.*\n {2}Hardware +H100 SXM5 80GB +a common/m);
    assert.match(
      text,
      /^ {2}The number of epochs \(2\) has no effect: the number of tokens of the data set/m,
    );
    assert.match(text, /^\d+ more assumptions: --verbose lists them$/m);
    const whole = runToEnd(['estimate', path, '--verbose']).stdout;
    assert.match(
      whole,
      /^ {2}Recomputation +none +the fastest that fits in memory under these degrees, of none, full$/m,
    );
    for (const printed of [text, whole])
      assert.doesNotMatch(printed.replaceAll(folder, ''), /\b[a-z]{2,}(?:[A-Z][a-z]+)+\b/);
  });

  it('says in the first lines that training does not fit, and why once', () => {
    const path = write('large/config.json', JSON.stringify({ model_type: 'mixtral' }));
    const text = runToEnd(['estimate', path, '--gpus', '1', '--hardware', 'RTX 3060 12GB']).stdout;
    const lines = text.split('\n');
    const memory = lines.findIndex((line) => line.startsWith('Memory '));
    assert.ok(memory >= 0 && memory < 8);
    assert.match(lines[memory + 1] ?? '', /^ +Training does not fit: time, energy and CO2e are as if/);
    assert.equal(text.match(/Training does not fit in 1 x 12 GB/g)?.length, 1);
    const fits = runToEnd(['estimate', join(folder, 'model', 'config.json')]).stdout;
    assert.doesNotMatch(fits, /does not fit/);
    assert.match(
      runToEnd(['estimate', path, '--gpus', '1', '--json']).stdout,
      /"notes": \[[^\]]*does not fit/,
    );
  });

  it('takes a GGUF file and tells the bytes of its tensors', () => {
    const shape = { layers: 4, width: 256, hidden: 640, keyValueWidth: 64, vocabulary: 1000, untied: true };
    const metadata = {
      'general.architecture': 'llama',
      'llama.embedding_length': 256,
      'llama.attention.head_count': 8,
      'llama.attention.head_count_kv': 2,
    };
    const found = json(write('model.gguf', ggufBytes(metadata, llamaTensors(shape))));
    assert.deepEqual([found.format, found.parameters.total], ['gguf', parameters]);
    // Two bytes for each weight of a matrix, four for those of the norms.
    const stored = 2 * parameters + 2 * (4 * 512 + 256);
    assert.match(found.notes.join(' '), new RegExp(`take ${stored} bytes`));
    const packed = llamaTensors(shape).map((tensor) => ({ ...tensor, type: 8 }));
    const quantised = json(write('packed.gguf', ggufBytes(metadata, packed)));
    // Q8_0 keeps 32 weights in 34 bytes.
    assert.match(quantised.notes.join(' '), /not that of the file as stored.*Q8_0.*8\.50 bits a parameter/);
  });

  it('takes a training plan, whose model is beside it or well known', () => {
    const plan = write('own.yaml', axolotl('./model'));
    const own = json(plan);
    assert.deepEqual(
      [own.parameters.total, own.flops.seq, own.flops.batch, own.format, own.trainingPlan],
      [parameters, 512, 3, 'axolotl', { file: plan, format: 'axolotl' }],
    );
    assert.equal(fromOf(own, 'batchSize'), 'from micro_batch_size, line 3');
    assert.equal(fromOf(json(plan, '--batch', '5'), 'batchSize'), 'given');
    const known = json(write('known.yaml', axolotl('meta-llama/Llama-3.2-1B')));
    assert.equal(known.parameters.total, 1_235_814_400);
    assert.match(known.notes.join(' '), /catalogue’s meta-llama\/Llama-3\.2-1B/);
    assert.match(
      refusal(1, write('unknown.yaml', axolotl('somebody/Llama-3.2-7B'))),
      /unknown\.yaml:1(:\d+)?: the base model "somebody\/Llama-3\.2-7B" is neither.*Nearest: /,
    );
  });

  it('joins a plan to a model: a bad value is told at its place with 1, a bad option is a matter of use, 2', () => {
    const model = join(folder, 'model');
    const plan = write(
      'deepspeed.json',
      '{"train_micro_batch_size_per_gpu": 4,\n "zero_optimization": {"stage": 2}}',
    );
    const joined = json(model, '--plan', plan, '--gpus', '2');
    assert.deepEqual([joined.trainingPlan?.file, joined.flops.batch], [plan, 4]);
    assert.equal(fromOf(joined, 'zeroStage'), `from zero_optimization.stage, line 2 of ${plan}`);
    for (const option of [
      ['--hardware', 'no such thing'],
      ['--dtype', 'int3'],
      ['--region', 'Atlantis'],
      ['--optimizer', 'magic'],
      ['--tensor-parallel', '3', '--gpus', '4'],
    ]) {
      assert.match(refusal(2, model, ...option), /^wattlens: [^\n]+\n$/);
      assert.match(refusal(2, model, '--plan', plan, ...option), /^wattlens: [^\n]+\n$/);
    }
    // Of two options that are wrong together both are named.
    assert.match(
      refusal(2, model, '--hardware', 'A100', '--dtype', 'fp8'),
      /^wattlens: --hardware with --dtype: No fp8 rate/,
    );
    const torn = write(
      'torn.json',
      '{"train_micro_batch_size_per_gpu": 4,\n "zero_optimization": {"stage": 7}}',
    );
    assert.match(refusal(1, model, '--plan', torn), /torn\.json:2:33: zero_optimization\.stage /);
    // Each value can be, but not with the other.
    const contradiction = write(
      'contradiction.yaml',
      'tokens:\n  sequence_length: 512\n  micro_batch_size: 2\nparallelism:\n  dp: 3\n  tp: 2\n  expert_parallel_size: 2\n',
    );
    assert.equal(json(model, '--plan', contradiction).plan['gpus'], 6);
    assert.match(
      refusal(2, model, '--plan', contradiction, '--gpus', '5'),
      /must divide the number of accelerators/,
    );
    const experts = write(
      'experts.toml',
      '[job]\ndescription = "x"\n[training]\nseq_len = 512\nlocal_batch_size = 100000000\n[parallelism]\ntensor_parallel_degree = 2\n',
    );
    assert.match(refusal(1, model, '--plan', experts), /experts\.toml:5:20: The batch size must be/);
    assert.match(
      refusal(1, model, '--plan', join(folder, 'none.yaml')),
      /none\.yaml can't be read \(ENOENT: no such file or directory\)/,
    );
    assert.match(refusal(1, model, '--plan', write('plain.txt', 'words')), /not a training plan/);
  });

  it('hears every option', () => {
    const flags: readonly (readonly [string, string, string, string | number])[] = [
      ['--seq', '512', 'sequenceLength', 512],
      ['--batch', '2', 'batchSize', 2],
      ['--hardware', 'A100 SXM4 80GB', 'hardware', 'A100 SXM4 80GB'],
      ['--gpus', '8', 'gpus', 8],
      ['--dtype', 'bf16', 'dtype', 'bf16'],
      ['--tokens', '1e9', 'tokens', 1e9],
      ['--gradient-accumulation', '4', 'gradientAccumulation', 4],
      ['--optimizer', 'lion', 'optimizer', 'lion'],
      ['--zero-stage', '1', 'zeroStage', 1],
      ['--data-parallel', '2', 'dataParallel', 2],
      ['--tensor-parallel', '2', 'tensorParallel', 2],
      ['--pipeline-parallel', '2', 'pipelineParallel', 2],
      ['--recompute', 'full', 'recompute', 'full'],
      ['--convention', 'tdp', 'convention', 'tdp'],
      ['--pue', '1.3', 'pue', 1.3],
    ];
    const found = json(
      join(folder, 'model'),
      ...flags.flatMap(([flag, value]) => [flag, value]),
      '--region',
      'FR',
    );
    for (const [flag, , name, value] of flags) {
      const assumption = found.assumptions.find((candidate) => candidate.name === name);
      assert.deepEqual([flag, assumption?.value, assumption?.from], [flag, value, 'given']);
    }
    assert.equal(found.plan['region'], 'FR');
    const tokensOf = (...words: string[]): unknown => json(join(folder, 'model'), ...words).plan['tokens'];
    const steps = ['--seq', '512', '--batch', '2', '--gpus', '1', '--gradient-accumulation', '3'];
    assert.equal(tokensOf(...steps, '--steps', '10'), 512 * 2 * 3 * 10);
    assert.equal(tokensOf(...steps, '--epochs', '1.5', '--dataset-tokens', '1e6'), 1.5e6);
    for (const [flag, value] of [
      ['--context-parallel', '2'],
      ['--expert-parallel', '2'],
      ['--micro-batches', '4'],
      ['--gpu-hours', '12'],
    ] as const)
      assert.notDeepEqual(
        json(join(folder, 'model'), '--gpus', '4', flag, value).assumptions,
        json(join(folder, 'model'), '--gpus', '4').assumptions,
        flag,
      );
    for (const wrong of [
      ['--seq', '0'],
      ['--zero-stage', '4'],
      ['--tokens', 'many'],
      ['--pue', '0.5'],
      ['--no-such-option'],
    ])
      assert.equal(runToEnd(['estimate', join(folder, 'model'), ...wrong]).code, 2, wrong.join(' '));
    assert.match(refusal(2), /needs a file/);
  });

  it('lists the hardware, each of which it takes', () => {
    const { code, stdout } = runToEnd(['estimate', '--list-hardware', '--json']);
    assert.equal(code, 0);
    const listed = JSON.parse(stdout) as { name: string; powerLimitWatts: number | null }[];
    assert.ok(listed.length > 40);
    const [first] = listed;
    assert.ok(first !== undefined);
    assert.equal(json(join(folder, 'model'), '--hardware', first.name).plan['hardware'], first.name);
    assert.match(runToEnd(['estimate', '--list-hardware']).stdout, new RegExp(`^${first.name}`));
  });

  it('says where a model file is wrong, and what is approximate', () => {
    const bad = write('bad.json', '{\n  "model_type": "llama",\n  "hidden_size": "wide"\n}');
    assert.match(refusal(1, bad), /bad\.json:3:18: hidden_size must be/);
    const broken = write('broken.yaml', 'base_model: gpt2\nmicro_batch_size: many\n');
    assert.match(refusal(1, broken), /broken\.yaml:2:19: micro_batch_size must be a number/);
    const unlike = write(
      'unlike.json',
      JSON.stringify({ ...config, model_type: 'newcomer', rms_norm_eps: 1e-6 }),
    );
    const found = json(unlike);
    assert.ok(found.approximate !== null && found.approximate !== '');
    const { stdout } = runToEnd(['estimate', unlike]);
    assert.match(stdout, /Parameters +≈ /);
    assert.ok(stdout.includes(found.approximate));
  });
});
