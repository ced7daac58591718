import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergePlan, withOrigins } from '../../../src/energy/plans/merge-plan';
import { resolvePlan } from '../../../src/energy/plan';
import { adviceOn } from '../../../src/meter/model-advice';
import { estimateModel } from '../../../src/meter/model-estimate';
import { readModelFile, readPlanFile, type ModelFile } from '../../../src/meter/model-file';
import { openPlannedModel, type PlanCommandOptions } from '../../../src/meter/planned-model';
import { costOf } from '../../../src/model/cost';
import { ggufBytes, llamaTensors } from '../model/gguf-writer';
import { inEnglish } from '../../../src/units/message';

const config = {
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 640,
  num_hidden_layers: 3,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  vocab_size: 1000,
  torch_dtype: 'bfloat16',
};
const parameters = (model: ModelFile): number =>
  costOf(model.spec, { batch: 1, sequence: 1 }).parameters.total;
/** 2 tables, 3 layers of 4 projections, a gated feed-forward and 2 norms, and the last norm. */
const counted = 2 * 256_000 + 3 * (2 * 256 * 256 + 2 * 256 * 64 + 3 * 256 * 640 + 512) + 256;

describe('a model file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wattlens-model-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const model = async (path: string): Promise<ModelFile> => {
    const reading = await readModelFile(path);
    assert.equal(reading.kind, 'model', JSON.stringify(reading));
    return reading.model;
  };
  const message = async (path: string): Promise<string> => {
    const reading = await readModelFile(path);
    assert.equal(reading.kind, 'refused');
    return reading.message;
  };

  it('is that of the Python script that a shell script starts, with the arguments and devices that it is started with', async () => {
    const head = `import argparse
from transformers import LlamaConfig, LlamaForCausalLM
parser = argparse.ArgumentParser()
parser.add_argument("-b", "--batch-size", type=int, default=12)
parser.add_argument("-n", "--max-steps", type=int, default=5000)
config = LlamaConfig(hidden_size=256, intermediate_size=640, num_hidden_layers=3, num_attention_heads=8, num_key_value_heads=2, vocab_size=1000)
`;
    const trained = await write('own.py', `${head}LlamaForCausalLM(config)(x).loss.backward()\n`);
    assert.deepEqual((await model(trained)).plan?.options, { batchSize: 12, steps: 5000 });
    const started = await model(
      await write(
        'own.sh',
        `#!/bin/bash\nBATCH=32\ntorchrun --nproc_per_node=4 own.py -b $BATCH | tee log\n`,
      ),
    );
    assert.equal(parameters(started), counted);
    assert.deepEqual(started.plan?.options, { batchSize: 32, steps: 5000, gpus: 4 });
    assert.deepEqual(started.plan.places.get('batchSize'), { key: '-b', line: 3, column: 36 });
    assert.equal(started.plan.places.get('steps')?.file, 'own.py');
  });

  it('stays approximate where a class is built of a folder whose code of its own may have other layers', async () => {
    await mkdir(join(folder, 'own'), { recursive: true });
    const script = `from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
model = AutoModelForSequenceClassification.from_pretrained("./own", num_labels=3)
Trainer(model=model, args=TrainingArguments(output_dir="out", per_device_train_batch_size=2, num_train_epochs=1)).train()
`;
    await write('own/config.json', JSON.stringify(config));
    const plain = await model(await write('train.py', script));
    assert.equal(plain.approximate, null);
    // In place of the head of a language model three classes.
    assert.equal(parameters(plain), counted - 256_000 + 3 * 256);
    const foreign = { ...config, auto_map: { AutoModelForCausalLM: 'modeling_other.OtherForCausalLM' } };
    await write('own/config.json', JSON.stringify(foreign));
    const { approximate } = await model(await write('train.py', script));
    assert.ok(approximate !== null);
    assert.match(inEnglish(approximate), /OtherForCausalLM, in auto_map/);
  });

  it('is trained as the command says that names its file', async () => {
    await write(
      'laid.yml',
      'base_model: Qwen/Qwen2.5-0.5B\nsequence_len: 1024\nmicro_batch_size: 2\nnum_epochs: 3\n',
    );
    const { plan } = await model(
      await write(
        'laid.sh',
        '#!/bin/sh\naxolotl train laid.yml --micro-batch-size 8 --num_epochs=1 --other 7\n',
      ),
    );
    assert.ok(plan !== null);
    assert.deepEqual([plan.options.batchSize, plan.options.epochs], [8, 1]);
    assert.equal(plan.places.get('batchSize')?.key, '--micro-batch-size');
    assert.equal(plan.places.get('sequenceLength')?.file, 'laid.yml');
  });

  it('is that of the training whose file a script starts, with the devices that its job asks for', async () => {
    await write('tune.yml', 'base_model: Qwen/Qwen2.5-0.5B\nsequence_len: 1024\nmicro_batch_size: 2\n');
    await write('ds.json', '{"zero_optimization": {"stage": 2}, "train_micro_batch_size_per_gpu": 1}');
    for (const [job, command, gpus] of [
      ['#SBATCH --gpus=4', 'accelerate launch -m axolotl.cli.train tune.yml --deepspeed ds.json', 4],
      ['#SBATCH --nodes=2\n#SBATCH --gres=gpu:a100:8', 'axolotl train "tune.yml"', 16],
      ['', 'run --deepspeed=ds.json --config=tune.yml', undefined],
    ] as const) {
      const started = await model(await write('start.sh', `#!/bin/bash\n${job}\n# other.yml\n${command}\n`));
      assert.equal(started.plan?.format, 'axolotl', command);
      assert.equal(started.plan.options.gpus, gpus, command);
      assert.equal(started.plan.places.get('batchSize')?.file, 'tune.yml');
      assert.ok(
        started.notes.map(inEnglish).includes('The training is that of tune.yml, which the script starts.'),
      );
    }
    for (const [name, text] of [
      ['start.sh', '#!/bin/bash\n# axolotl train tune.yml\necho done\n'],
      ['start.sh', '#!/bin/bash\naxolotl train absent.yml ds.json start.sh\n'],
      ['start.txt', 'axolotl train tune.yml\n'],
    ] as const)
      assert.match(await message(await write(name, text)), /is not a model configuration that is known$/);
  });

  it('has accelerate’s own file that a command names beneath the command, or says that it is not there', async () => {
    await write(
      'accelerate.yaml',
      'compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\nfsdp_config:\n  fsdp_sharding_strategy: FULL_SHARD\nmixed_precision: bf16\nnum_machines: 2\nnum_processes: 16\n',
    );
    const command = (named: string, more: string): string =>
      `accelerate launch ${more} --config_file ${named} train.py --model_name_or_path Qwen/Qwen2.5-0.5B --max_steps 100 --per_device_train_batch_size 1\n`;
    for (const [more, gpus] of [
      ['', 16],
      ['--num_processes 2', 2],
      ['\\\n  --num_machines 2 \\\n ', 16],
    ] as const) {
      const { plan } = await model(await write('launch.sh', command('accelerate.yaml', more)));
      assert.deepEqual([plan?.options.gpus, plan?.options.zeroStage, plan?.options.dtype], [gpus, 3, 'bf16']);
      assert.equal(plan?.places.get('zeroStage')?.file, 'accelerate.yaml');
      assert.equal(plan.places.get('gpus')?.file, gpus === 16 ? 'accelerate.yaml' : undefined);
    }
    const { plan } = await model(await write('launch.sh', command('absent.yaml', '')));
    assert.ok(
      plan?.notes.map(inEnglish).some((note) => note.startsWith('accelerate’s file absent.yaml is not read')),
    );
  });

  it('has what is odd about its text told as the editor tells it', async () => {
    const { hidden_size: width, ...others } = config;
    const text = `{"hiden_size": ${width}, "vocab_size": 7, ${JSON.stringify(others).slice(1)}`;
    const opened = await openPlannedModel(await write('odd.json', text), {});
    assert.equal(opened.kind, 'model');
    const estimated = estimateModel(opened.model);
    assert.ok(estimated.ok);
    const told = adviceOn(opened.model, estimated.estimate).filter(({ code }) => code === 'contradiction');
    assert.deepEqual(
      told.map(({ line, column, message: sentence }) => [line, column, sentence.split(':')[0]]),
      [
        [1, 2, 'hiden_size is no key of llama'],
        [1, text.lastIndexOf('"vocab_size"') + 1, 'vocab_size is there twice'],
      ],
    );
  });

  it('has the advice on its first model alone, where it describes several', async () => {
    const model = (vocabulary: number): string =>
      `c = LlamaConfig(hidden_size=2048, num_attention_heads=32, vocab_size=${vocabulary})\n`;
    const opened = await openPlannedModel(await write('two.py', model(50_257) + model(32_001)), {});
    assert.equal(opened.kind, 'model');
    const estimated = estimateModel(opened.model);
    assert.ok(estimated.ok);
    const told = adviceOn(opened.model, estimated.estimate);
    assert.ok(told.length > 0 && told.every(({ line }) => line === 1), JSON.stringify(told));
    const fixes = told.filter(({ code }) => code === 'vocabulary-padding').flatMap((each) => each.fixes);
    assert.deepEqual(fixes, ['Pad the vocabulary to 50304: +193k parameters (+0.00662 %)']);
  });

  it('is a config, in UTF-16 too, or the folder that holds it; the weights beside it are compared', async () => {
    const path = await write('config.json', JSON.stringify(config));
    assert.equal(parameters(await model(path)), counted);
    assert.equal(parameters(await model(folder)), counted);
    const wide = await write('wide.json', Buffer.from(`\uFEFF${JSON.stringify(config)}`, 'utf16le'));
    assert.equal(parameters(await model(wide)), counted);
    const index = (total: number): string =>
      JSON.stringify({ metadata: { total_size: total }, weight_map: { 'lm_head.weight': 'a.safetensors' } });
    const indexPath = await write('model.safetensors.index.json', index(2 * counted));
    assert.match((await model(path)).notes.map(inEnglish).join(), /the same number of parameters/);
    assert.equal(parameters(await model(indexPath)), counted);
    await write('model.safetensors.index.json', index(2 * (counted - 256_000)));
    assert.match((await model(path)).notes.map(inEnglish).join(' '), /one embedding table/);
  });

  it('is a GGUF file, of which the header is read, or what is wrong with it', async () => {
    const metadata = {
      'general.architecture': 'llama',
      'llama.embedding_length': 256,
      'llama.attention.head_count': 8,
      'llama.attention.head_count_kv': 2,
    };
    const shape = { layers: 3, width: 256, hidden: 640, keyValueWidth: 64, vocabulary: 1000, untied: true };
    const bytes = ggufBytes(metadata, llamaTensors(shape));
    const found = await model(await write('model.gguf', bytes));
    assert.equal(found.format, 'gguf');
    assert.equal(parameters(found), counted);
    assert.match(await message(await write('cut.gguf', bytes.subarray(0, 90))), /ends within its header/);
    assert.match(await message(await write('weights.bin', Uint8Array.of(0x50, 0x4b, 3, 4))), /zip archive/);
  });

  it('is a training plan whose model is a folder beside it or a known name', async () => {
    await mkdir(join(folder, 'mine'), { recursive: true });
    await write('mine/config.json', JSON.stringify(config));
    const plan = (base: string): string =>
      `base_model: ${base}\nsequence_len: 512\nmicro_batch_size: 3\nmax_steps: 10\n`;
    const own = await model(await write('own.yaml', plan('./mine')));
    assert.equal(parameters(own), counted);
    assert.equal(own.plan?.options.batchSize, 3);
    const known = await model(await write('known.yaml', plan('meta-llama/Llama-3.2-1B-Instruct')));
    assert.equal(parameters(known), 1_235_814_400);
    assert.match(known.notes.map(inEnglish).join(), /form by its name/);
    assert.match(
      await message(await write('unknown.yaml', plan('somebody/Llama-3.2-7B'))),
      /unknown\.yaml:1: the base model "somebody\/Llama-3\.2-7B" is neither.*Nearest: meta-llama\/Llama-3\.2/,
    );
    assert.match(await message(await write('turn.yaml', plan('./turn.yaml'))), /neither a file here/);
  });

  it('is a training plan that names a DeepSpeed file, which is read where it is there', async () => {
    await mkdir(join(folder, 'configs', 'deepspeed'), { recursive: true });
    await write('configs/deepspeed/mine.json', '{"zero_optimization": {"stage": 1}}');
    const text =
      'model_name_or_path: openai-community/gpt2\nstage: sft\nfinetuning_type: full\ndeepspeed: deepspeed/mine.json\n';
    const found = await model(await write('configs/train.yaml', text));
    assert.equal(found.plan?.options.zeroStage, 1);
    assert.equal(found.plan.deepspeedFile, null);
    const { plan } = await model(await write('elsewhere.yaml', text));
    assert.ok(plan !== null);
    assert.match(mergePlan(found.spec, plan, {}, null).notes.map(inEnglish).join(), /mine\.json is not read/);
    await write('configs/deepspeed/mine.json', '{"zero_optimization": {"stage": "many"}}');
    assert.match(
      await message(join(folder, 'configs/train.yaml')),
      /mine\.json:1:33: zero_optimization\.stage/,
    );
  });

  it('that is wrong is told by line and column', async () => {
    const text = '{\n  "model_type": "llama",\n  "hidden_size": "wide"\n}';
    assert.match(
      await message(await write('bad.json', text)),
      /bad\.json:3:18: hidden_size must be a whole number/,
    );
    const plan = 'base_model: gpt2\nmicro_batch_size: many\n';
    assert.match(
      await message(await write('bad.yaml', plan)),
      /bad\.yaml:2:19: micro_batch_size must be a number/,
    );
    assert.match(
      await message(join(folder, 'none.json')),
      /can't be read \(ENOENT: no such file or directory\)/,
    );
  });

  it('is joined by a plan; a person’s word stands over it, and assumptions say where a value stands', async () => {
    const reading = await readPlanFile(
      await write('ds.json', '{\n"train_micro_batch_size_per_gpu": 4,\n"zero_optimization": {"stage": 1}\n}'),
    );
    assert.equal(reading.kind, 'plan');
    const { spec } = await model(await write('config.json', JSON.stringify(config)));
    const merged = mergePlan(spec, reading.plan, { batchSize: 2 }, 'ds.json');
    const resolved = resolvePlan(spec, { ...merged.options, gpus: 2 });
    assert.ok(resolved.ok);
    const from = new Map(
      withOrigins(resolved.assumptions, merged.origins).map((assumption) => [
        assumption.name,
        inEnglish(assumption.from),
      ]),
    );
    assert.equal(from.get('zeroStage'), 'from zero_optimization.stage, line 3 of ds.json');
    assert.equal(from.get('batchSize'), 'given');
    assert.equal((await readPlanFile(await write('no.json', '{"a": 1}'))).kind, 'refused');
  });

  it('names the option that can’t be, where it is one', async () => {
    const path = await write('config.json', JSON.stringify(config));
    const messageOf = async (options: PlanCommandOptions): Promise<string> => {
      const reading = await openPlannedModel(path, options);
      assert.equal(reading.kind, 'model');
      const estimated = estimateModel(reading.model);
      return estimated.ok ? '' : estimated.message;
    };
    assert.match(await messageOf({ optimizer: 'none' }), /^--optimizer: The optimizer "none"/);
    assert.match(await messageOf({ gpuHours: 0, gpus: 2 }), /^--gpu-hours: .* at most 1T, not 0\.$/);
    assert.match(await messageOf({ dtype: 'bf61', hardware: 'H100' }), /^--dtype: /);
    assert.match(await messageOf({ dataParallel: 3, gpus: 4 }), /^The data-parallel/);
  });

  it('says that there is no folder of past runs, and which of several models is meant', async () => {
    const config = 'LlamaConfig(hidden_size=64, num_hidden_layers=2)\n';
    const path = await write('two.py', `a = ${config}b = ${config}`);
    const missing = await openPlannedModel(path, { runs: join(folder, 'nowhere') });
    assert.match(missing.kind === 'refused' ? missing.message : '', /^--runs: there is no folder .*nowhere/);
    const reading = await openPlannedModel(path, { runs: folder });
    assert.equal(reading.kind, 'model');
    assert.match(reading.model.notes.map(inEnglish).join('\n'), /^No run in .* calibrates the estimate/m);
    assert.match(
      reading.model.notes.map(inEnglish).join('\n'),
      /describes 2 models: the figures are of the first, in line 1/,
    );
    const calibrated = await openPlannedModel(path, { runs: folder });
    assert.ok(
      calibrated.kind === 'model' && !calibrated.model.notes.map(inEnglish).join().includes('no folder'),
    );
  });
});
