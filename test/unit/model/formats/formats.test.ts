import assert from 'node:assert/strict';
import { costOf, totalParameters } from '../../../../src/model/cost';
import { couldBeModelConfig, readModelConfig, readModelConfigs } from '../../../../src/model/read-config';
import { examples } from './examples';
import { englishOf } from '../english';
import { inEnglish, message } from '../../../../src/units/message';

describe('the formats of other frameworks', () => {
  for (const { what, format, text, parameters } of examples) {
    it(`${format}: ${what}`, () => {
      assert.ok(couldBeModelConfig(text), 'the cheap look');
      const reading = readModelConfig(text);
      assert.ok(reading.kind === 'model', JSON.stringify(reading).slice(0, 300));
      assert.equal(reading.format, format);
      assert.equal(costOf(reading.spec, { batch: 1, sequence: 1 }).parameters.total, parameters);
    });
  }

  for (const [what, text, at, message] of [
    [
      'a name of the file’s own',
      '{"dim": 4096, "n_layers": 0, "n_heads": 32, "vocab_size": 9}',
      '0',
      /n_layers must be 1 or more/,
    ],
    [
      'a dash in a key',
      '"num-layers": 12\n"hidden-size": 100\n"num-attention-heads": 12\n"pos-emb": "rotary"\n',
      '100',
      /hidden-size \(100\) is not divisible/,
    ],
    [
      'a nested key',
      'model:\n  d_model: many\n  n_layers: 2\n  n_heads: 2\n  weight_tying: true\n',
      'many',
      /d_model must be a whole number/,
    ],
    [
      'a flag of a script',
      'x --num-layers -3 --hidden-size 64 --num-attention-heads 4 --seq-length 9',
      '-3',
      /--num-layers must be 1 or more/,
    ],
    [
      'an argument in Python',
      'GPT(GPTConfig(n_layer=2, n_head=3, n_embd=64))\n',
      '64',
      /n_embd \(64\) is not divisible by n_head \(3\)/,
    ],
    [
      'a renamed key',
      '{"layers": 28.5, "d_model": 4096, "n_heads": 16, "n_vocab": 50400}',
      '28.5',
      /layers must be a whole number/,
    ],
    [
      'an unknown mixer',
      '{"d_model": 64, "n_layer": 2, "ssm_cfg": {"layer": "Mamba9"}}',
      '"Mamba9"',
      /ssm_cfg\.layer must be Mamba1 or Mamba2/,
    ],
    [
      'an encoder in a list',
      'model:\n  name: multimodal_simple\n  image_model_list:\n    global_image_projection: {input_unit: 8, layers_units: [8]}\n    image_models:\n    - image_encoder: {hidden_size: 8, num_heads: 2, image_size: [9, 9], patch_size: [4, 4]}\n  text_model: {hidden_size: 8, num_heads: 2, num_hidden_layers: 1, filter_size: 9}\n',
      '[9, 9]',
      /image_models\.0\.image_encoder\.image_size \(9 x 9\) is not divisible/,
    ],
    [
      'too many experts a token',
      'base_emb_dim: 64\nnum_experts: 4\nnum_experts_per_tok: 5\n',
      '5',
      /more than the 4 experts/,
    ],
  ] as const) {
    it(`says what is wrong at its place: ${what}`, () => {
      const reading = readModelConfig(text);
      assert.ok(reading.kind === 'invalid', JSON.stringify(reading).slice(0, 300));
      const [first] = reading.diagnostics;
      assert.match(englishOf(first), message);
      assert.equal(text.slice(first?.span.offset, (first?.span.offset ?? 0) + (first?.span.length ?? 0)), at);
    });
  }

  it('says on what a figure rests where the file leaves the vocabulary to its tokenizer', () => {
    const reading = readModelConfig(
      'model:\n  mcore_gpt: true\n  num_layers: 2\n  hidden_size: 64\n  num_attention_heads: 4\n  encoder_seq_length: 128\n',
    );
    assert.ok(reading.kind === 'model');
    assert.equal(reading.spec.vocabularySize, null);
    assert.match(inEnglish(reading.approximate ?? message('')), /vocabulary/);
  });

  it('says what Megatron’s arguments leave to the run, to another’s layers, or ask for and is not counted', () => {
    const on = (more: string): string | null => {
      const reading = readModelConfig(
        `#!/bin/bash\nMODEL_ARGS="--num-layers 4 --hidden-size 64 --num-attention-heads 4 --ffn-hidden-size 256 --vocab-size 1000 --position-embedding-type rope ${more}"\n`,
      );
      assert.ok(reading.kind === 'model', JSON.stringify(reading));
      return reading.approximate === undefined ? null : inEnglish(reading.approximate);
    };
    assert.equal(on('--swiglu'), null);
    assert.match(
      on('--num-experts 8 --moe-layer-freq $FREQUENCY') ?? '',
      /^--moe-layer-freq: filled in when/,
    );
    assert.match(on('--spec my_models.layers get_spec') ?? '', /my_models\.layers.*not read/);
    assert.equal(on('--spec local'), null);
    assert.match(on('--attention-output-gate') ?? '', /--attention-output-gate: not counted/);
    // 1000 is padded to 1024 up to a degree of 8; 1100 is not.
    assert.equal(on('--tensor-model-parallel-size $TP'), null);
    assert.match(
      on('--vocab-size 1100 --tensor-model-parallel-size $TP') ?? '',
      /tensor-model-parallel-size: filled in/,
    );
  });

  it('says what nanoGPT’s settings leave to its script and its data', () => {
    const settings =
      "out_dir = 'out'\nbatch_size = 8\nblock_size = 64\nmax_iters = 9\nlearning_rate = 1e-3\neval_iters = 2\n";
    const on = (text: string): string => {
      const reading = readModelConfig(text);
      assert.ok(reading.kind === 'model', JSON.stringify(reading));
      return inEnglish(reading.approximate ?? message(''));
    };
    assert.match(on(settings), /taken from nanoGPT’s train\.py: 12 layers.*vocabulary is that of GPT-2/);
    assert.match(on(`${settings}dataset = 'enwik8_char'\n`), /train\.py/);
    assert.match(
      on(`${settings}dataset = 'shakespeare_char'\nn_layer = 2\n`),
      /assumed to be the 65 characters/,
    );
    const unknown = readModelConfig(`${settings}dataset = 'enwik8_char'\n`);
    assert.equal(unknown.kind === 'model' && unknown.spec.vocabularySize, null);
    assert.equal(readModelConfig('block_size = 64\nbatch_size = 8\nmax_iters = 9\n').kind, 'notModel');
  });

  it('reads nanoGPT’s train.py with its sizes as arguments, approximate', () => {
    const command =
      'python3 train.py config/mine.py \\\n  --n_layer=6 --n_head=6 --n_embd=384 --block_size=256 --batch_size=64 --vocab_size 65\n';
    const reading = readModelConfig(command);
    assert.ok(reading.kind === 'model' && reading.approximate !== undefined);
    assert.equal(reading.format, 'nanogpt');
    assert.match(inEnglish(reading.approximate), /config\/mine\.py, whose settings come first, is not read/);
    assert.equal(totalParameters(reading.spec), 65 * 384 + 256 * 384 + 6 * (12 * 384 * 384 + 2 * 384) + 384);
    const wrong = readModelConfig(command.replace('--n_head=6', '--n_head=7'));
    assert.ok(wrong.kind === 'invalid');
    const [problem] = wrong.diagnostics;
    assert.ok(problem !== undefined && inEnglish(problem.message).includes('--n_head'));
    for (const other of ['n_layer=6 --n_head=6', 'n_layer=6'])
      assert.equal(readModelConfig(`python3 sample.py --${other}\n`).kind, 'notModel');
  });

  it('takes a trainer’s arguments that name a type for no model', () => {
    const text = JSON.stringify({
      model: 'a/b',
      model_type: 'gemma4',
      per_device_train_batch_size: 1,
      tuner_type: 'full',
    });
    assert.equal(readModelConfig(text).kind, 'notModel');
  });

  it('knows torchtitan’s flavors, with whatever kernel', () => {
    for (const [flavor, parameters] of [
      ['llama3 debugmodel', 6_163_712],
      ['llama3 debugmodel_flex_attn', 6_163_712],
      ['llama3 1B', 1_235_814_400],
      ['llama3 3B', 3_212_749_824],
      ['qwen3 30B-A3B', 30_532_122_624],
      ['qwen3 235B-A22B', 235_093_634_560],
      ['gpt_oss 20b', 20_914_757_184],
      ['gpt_oss 120b', 116_829_156_672],
      ['llama4 17bx16e', 107_769_861_120],
      ['llama4 17bx128e', 400_711_848_960],
      ['qwen3 debugmodel', 8 * (256 * 6144 + 2 * 128 + 3 * 256 * 3072 + 512) + 2048 * 256 + 256],
    ] as const) {
      const [name = '', own = ''] = flavor.split(' ');
      const reading = readModelConfig(`[model]\nname = "${name}"\nflavor = "${own}"\n`);
      assert.equal(reading.kind, 'model', flavor);
      assert.equal(costOf(reading.spec, { batch: 1, sequence: 1 }).parameters.total, parameters, flavor);
    }
  });

  it('knows what it does not know', () => {
    for (const text of [
      'model:\n  name: no_such_model\n  flavor: 8B\n',
      'base_emb_dim: 64\ndecoder_block: something_new\n',
      'data:\n  seq_len: 9\nmodel_type: hawk\nmodel:\n  dim: 64\n  n_layers: 2\n',
      '{"n_head": 2, "n_vocab": 9, "n_embd": 8, "n_layer": 2, "attention_types": [[["linear"], 2]]}',
      'torchrun x.py --num-layers $1 --hidden-size 64 --num-attention-heads 4',
      'torchrun x.py --num-layers 4 --hidden-size 64 --num-attention-heads 4 --hybrid-layer-pattern "ME*E"',
      '#!/bin/bash\nN=$1\ntorchrun x.py --encoder-num-layers 4 --decoder-num-layers $N --hidden-size 64 --num-attention-heads 4 --kv-channels 16',
      'extends:\n  - mamba_base.yaml\nnum_layers: 2\nhidden_size: 64\nnum_attention_heads: 4\n',
      'modules:\n  pre_trainer:\n    model: gpt_oss_20B.yaml\n    overrides: {num_layers: 2, hidden_size: 64, num_attention_heads: 4}\n',
      'model:\n  mcore_gpt: true\n  num_layers: 2\n  hidden_size: 64\n  num_attention_heads: 4\n  window_size: [1024, 0]\n',
      '{"embed_dim": 64, "genlip_cfg": {"width": 64}, "vision_cfg": {}, "text_cfg": {}}',
      '{"embed_dim": 64, "vision_cfg": {"qk_norm": true}, "text_cfg": {}}',
      'base_emb_dim: 64\ndecoder_block: deepseek\nengram_layers: [1]\n',
      'model:\n  type: gpt2_hyena\n  num_layers: 2\ntrainer:\n  num_train_steps: 9\n',
      'model:\n  name: dit\n  hidden_size: 64\n  num_heads: 2\n  filter_size: 9\n  frequency_embedding_size: 256\n',
      'model:\n  name: gpt2\n  hidden_size: 64\n  num_hidden_layers: 2\n  num_heads: 2\n  filter_size: 9\n  cross_attention_layers: [1]\n',
    ])
      assert.equal(readModelConfig(text).kind, 'unknownArchitecture', text);
  });

  it('takes no other file for a model', () => {
    for (const text of [
      'name: build\non: push\njobs:\n  test:\n    steps: []\n',
      'services:\n  web:\n    image: nginx\n',
      '[package]\nname = "model"\nversion = "1.0.0"\n',
      'import os\n\nclass AppConfig:\n    debug = True\n',
      'for x in *.txt; do echo --num-layers "$x"; done\n',
      '#!/bin/bash\nsource a.sh\nARGS="--num_layers 2 --hidden_size 64: { --num_attention_heads"\n',
      'config = SomeConfig(hidden_size=args.hidden_size, num_hidden_layers=2)\n',
      'model_type: t5\ntensor_model_parallel_size: 8\npipeline_model_parallel_size: 2\ncheckpoint_dir: null\n',
    ])
      assert.equal(readModelConfig(text).kind, 'notModel', text);
  });
});

describe('models in Python source', () => {
  const sizes = 'dim=512, n_layers=8, n_heads=8';
  const approximateOf = (text: string): string | null => {
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'model', JSON.stringify(reading).slice(0, 300));
    return reading.approximate === undefined ? null : inEnglish(reading.approximate);
  };
  const deepseek = {
    vocab_size: 102400,
    dim: 2048,
    inter_dim: 10944,
    moe_inter_dim: 1408,
    n_layers: 27,
    n_dense_layers: 1,
    n_heads: 16,
    n_routed_experts: 64,
    n_shared_experts: 2,
    n_activated_experts: 6,
    q_lora_rank: 0,
    kv_lora_rank: 512,
    qk_nope_head_dim: 128,
    qk_rope_head_dim: 64,
    v_head_dim: 128,
  };
  const deepseekClass = (own: object): string =>
    `@dataclass\nclass ModelArgs:\n${Object.entries(own)
      .map(([key, value]) => `    ${key}: int = ${value}\n`)
      .join('')}    n_expert_groups: int = 1\n    rope_theta: float = 10000.0\n`;
  const total = (text: string): number => {
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'model', JSON.stringify(reading).slice(0, 300));
    return costOf(reading.spec, { batch: 1, sequence: 1 }).parameters.total;
  };

  it('are those of calls, then those of classes that no call builds', () => {
    const class_ = 'class GPTConfig:\n    n_layer: int = 12\n    n_head: int = 12\n    n_embd: int = 768\n';
    const call = 'config = LlamaConfig(hidden_size=512, num_hidden_layers=2)\n';
    const modelsOf = (text: string): readonly unknown[] =>
      readModelConfigs(text).map((reading) =>
        reading.kind === 'model' ? [reading.spec.architecture, reading.anchor.offset] : reading.kind,
      );
    assert.deepEqual(modelsOf(class_ + call), [
      ['llama', class_.length + 'config = '.length],
      ['nanoGPT', 'class '.length],
    ]);
    // The class holds what a call leaves out, or only running the code would tell.
    for (const built of ['GPTConfig(n_layer=2)', 'GPTConfig(**arguments)'])
      assert.equal(modelsOf(`${class_}c = ${built}\n${call}`).length, built.includes('**') ? 1 : 2, built);
    assert.equal(modelsOf(`class ViTConfig:\n    n_layer: int = 2\n${call}`).length, 1);
  });

  it('are those of the class that a dictionary of keys is spread in, with what is joined to it', () => {
    const sizes =
      '{"hidden_size": 256, "num_hidden_layers": 4, "num_attention_heads": 4, "vocab_size": 1000}';
    const written = readModelConfig(
      'c = LlamaConfig(hidden_size=256, num_hidden_layers=2, num_attention_heads=4, vocab_size=1000)\n',
    );
    assert.ok(written.kind === 'model');
    for (const call of [
      'kw |= {"num_hidden_layers": 2}\nc = LlamaConfig(**kw)',
      'c = LlamaConfig(**(kw | {"num_hidden_layers": 2}))',
    ]) {
      const reading = readModelConfig(`kw = ${sizes}\n${call}\n`);
      assert.ok(reading.kind === 'model', call);
      assert.equal(reading.approximate, undefined, call);
      assert.equal(totalParameters(reading.spec), totalParameters(written.spec), call);
    }
  });

  it('have the head of the class that a model of the configuration is made as', () => {
    const config =
      'BertConfig(hidden_size=64, num_hidden_layers=2, num_attention_heads=2, vocab_size=1000, num_labels=5)';
    const parametersOf = (source: string): number => {
      const reading = readModelConfig(source);
      assert.ok(reading.kind === 'model', source);
      assert.equal(reading.approximate, undefined, source);
      return totalParameters(reading.spec);
    };
    const body = parametersOf(`c = ${config}\nm = BertForTokenClassification(c)\n`) - 5 * 65;
    for (const [made, head] of [
      [`c = ${config}\nm = BertForSequenceClassification(c)\n`, 65 * 64 + 5 * 65],
      [`c = ${config}\nm = AutoModelForSequenceClassification.from_config(c)\n`, 65 * 64 + 5 * 65],
      [`m = BertModel(${config})\n`, 65 * 64],
      [`c = ${config}\nm = BertForMaskedLM(c)\n`, 65 * 64 + 2 * 64 + 1000],
      // Of another configuration, and of no class of the type.
      [`c = ${config}\nm = BertForSequenceClassification(other)\n`, 65 * 64 + 2 * 64 + 1000],
      [`c = ${config}\nm = MyModel(c)\n`, 65 * 64 + 2 * 64 + 1000],
    ] as const)
      assert.equal(parametersOf(made) - body, head, made);
  });

  it('have their slips told under the class’s name', () => {
    const reading = readModelConfig('c = LlamaConfig(hiden_size=256, num_hidden_layers=2)\n');
    assert.ok(reading.kind === 'model');
    assert.match(
      inEnglish(reading.warnings[0]?.message ?? message('')),
      /^LlamaConfig\.hiden_size is no key/,
    );
  });

  it('of DeepSeek’s own class are what the same keys are as JSON', () => {
    const source = deepseekClass(deepseek);
    assert.equal(total(source), total(JSON.stringify(deepseek)));
    assert.equal(approximateOf(source), null);
    const { n_shared_experts: shared, ...others } = deepseek;
    assert.equal(shared, 2);
    assert.match(approximateOf(deepseekClass(others)) ?? '', /DeepSeek’s own ModelArgs/);
  });

  for (const [what, text] of [
    [
      'nanochat with tables of its own',
      'GPTConfig(sequence_len=2048, vocab_size=65536, n_layer=20, n_head=10, n_kv_head=10, n_embd=1280, frozen_embd=True)',
    ],
    ['experts', 'GPTConfig(block_size=1024, n_layer=12, n_head=12, n_embd=768, n_experts=8)'],
    [
      'nanoGPT’s sizes beside nanochat’s',
      'GPTConfig(block_size=8, n_layer=2, n_head=2, n_embd=8, sequence_len=8)',
    ],
    ['patches', `DiTConfig(${sizes}, patch_size=2)`],
    ['experts beside Llama’s sizes', `ModelArgs(${sizes}, vocab_size=32000, num_experts=8)`],
    ['latent attention without experts', `ModelArgs(${sizes}, vocab_size=32000, kv_lora_rank=64)`],
    ['DeepSeek’s indexer', deepseekClass({ ...deepseek, index_topk: 2048 })],
  ] as const)
    it(`are not known where their keys tell of other layers: ${what}`, () => {
      const reading = readModelConfig(`${text}\n`);
      assert.equal(reading.kind, 'unknownArchitecture', JSON.stringify(reading).slice(0, 300));
    });

  it('of a class of that name from another module are approximate, and name it', () => {
    const built =
      'c = BertConfig(hidden_size=384, num_hidden_layers=4, num_attention_heads=12, intermediate_size=1536)\n';
    for (const own of [
      'from .tiny_bert import BertConfig\n',
      'from nets.bert import (\n    BertConfig,\n    Net,\n)\n',
    ])
      assert.match(
        approximateOf(own + built) ?? '',
        /BertConfig is taken from (?:\.tiny_bert|nets\.bert), not from transformers/,
      );
    for (const library of [
      'from transformers import BertConfig\n',
      'from transformers.models.bert import BertConfig\n',
      'from .configuration_bert import BertConfig\n',
      '',
    ])
      assert.equal(approximateOf(library + built), null, library);
  });

  it('of a class of the library without any argument are its own, where a model is built of them', () => {
    const source = (rest: string): string =>
      `from transformers import BertConfig, BertForMaskedLM\n${rest}\n`;
    const counted = (text: string): number => {
      const reading = readModelConfig(text);
      assert.equal(reading.kind, 'model', text);
      return totalParameters(reading.spec);
    };
    assert.equal(counted(source('model = BertForMaskedLM(BertConfig())')), counted('{"model_type": "bert"}'));
    for (const other of [
      'def made(config=None):\n    return config or BertConfig()',
      'tool = LoraConfig()\nmodel = PeftModel(tool)',
      'class Own:\n    """>>> BertModel(BertConfig())"""',
    ])
      assert.equal(readModelConfig(source(other)).kind, 'notModel', other);
    // Sizes that are said stand before those that are not.
    assert.equal(
      counted(source('a = BertModel(BertConfig())\nb = BertModel(BertConfig(hidden_size=384))')),
      counted('{"model_type": "bert", "hidden_size": 384, "architectures": ["BertModel"]}'),
    );
  });

  it('of a class without any argument are those that its attributes are set to', () => {
    const source = (rest: string): string =>
      `from transformers import BertConfig, BertModel\nconfig = BertConfig()\n${rest}\nmodel = BertModel(config)\n`;
    const reading = readModelConfig(source('config.num_hidden_layers = 2'));
    assert.equal(reading.kind, 'model');
    const two = readModelConfig(
      '{"model_type": "bert", "num_hidden_layers": 2, "architectures": ["BertModel"]}',
    );
    assert.equal(two.kind, 'model');
    assert.equal(totalParameters(reading.spec), totalParameters(two.spec));
    for (const open of [
      'config.num_hidden_layers = args.layers',
      'setattr(config, "num_hidden_layers", 2)',
      'config.update({"num_hidden_layers": 2})',
      'self.config.num_hidden_layers = 2',
    ])
      assert.equal(readModelConfig(source(open)).kind, 'notModel', open);
    // Nor is a size that is set to what only running tells the library's own, where others are given.
    const sized = source('config.num_hidden_layers = args.layers').replace('()', '(hidden_size=384)');
    assert.equal(readModelConfig(sized).kind, 'notModel');
  });

  it('of a class of that name that another module gives its sizes are not known', () => {
    const call = 'Qwen2VLConfig(projector=x, freeze_vision_model=True)';
    for (const [head, of] of [
      ['from nets.collections import llm, vlm', 'vlm.'],
      ['import nets.vision as vlm', 'vlm.'],
      ['from nets.vision import Qwen2VLConfig', ''],
    ] as const) {
      const reading = readModelConfig(`${head}\nconfig = ${of}${call}\nhidden_size = 3\n`);
      assert.equal(reading.kind, 'unknownArchitecture', head);
      assert.match(reading.modelType, /Qwen2VLConfig of nets\./);
    }
    const sized = `import nets.text as own\nc = own.LlamaConfig(hidden_size=256, num_hidden_layers=2, num_attention_heads=4)\n`;
    assert.match(approximateOf(sized) ?? '', /LlamaConfig is taken from nets\.text/);
    assert.equal(approximateOf(sized.replace('nets.text', 'transformers')), null);
    assert.equal(readModelConfig('import nets as n\nBertModel(n.BertConfig())\n').kind, 'notModel');
  });

  it('of nanochat are the library’s, since it has value embeddings approximate', () => {
    const chat = 'sequence_len=2048, n_layer=20, n_head=10, n_kv_head=10, n_embd=1280';
    const config = {
      num_hidden_layers: 20,
      num_attention_heads: 10,
      hidden_size: 1280,
      intermediate_size: 5120,
    };
    const json = { model_type: 'nanochat', ...config, vocab_size: 65536, max_position_embeddings: 2048 };
    const plain = `c = GPTConfig(vocab_size=65536, ${chat})\n`;
    assert.equal(total(plain), 560_988_160);
    assert.equal(total(plain), total(JSON.stringify(json)));
    assert.equal(approximateOf(plain), null);
    const later = `c = GPTConfig(vocab_size=32760, ${chat}, window_pattern="SSSL")\n`;
    const values = 10 * (32768 * 1280 + 12 * 10);
    assert.equal(total(later), 20 * 12 * 1280 ** 2 + 2 * 32768 * 1280 + values + 40);
    assert.match(approximateOf(later) ?? '', /nanochat since it has value embeddings/);
    const wrong = readModelConfig(later.replace('SSSL', 'SXL'));
    assert.match(JSON.stringify(wrong), /window_pattern.*letters S and L/);
  });

  it('of other classes are approximate, and say on what they rest', () => {
    for (const name of ['MyNetConfig', 'dict']) {
      const text = `model = ${name}(${sizes})\n`;
      assert.match(approximateOf(text) ?? '', new RegExp(`as Llama .*what ${name} builds .*assumed.*32,000`));
    }
    assert.match(
      approximateOf('c = TinyConfig(block_size=8, vocab_size=99, n_layer=2, n_head=2, n_embd=8)\n') ?? '',
      /as nanoGPT .*what TinyConfig builds/,
    );
  });

  describe('with keys that the class of that name does not have', () => {
    const gpt = (further: string): string =>
      `c = GPTConfig(block_size=512, vocab_size=32000, n_layer=8, n_head=8, n_embd=512${further})\n`;
    const llama = (further: string): string => `c = ModelArgs(${sizes}, vocab_size=32000${further})\n`;
    const width = 512;
    const gptTotal = (change: number): number => total(gpt('')) + change;
    /** What feed-forwards of a width have less than those of 2048, their biases too. */
    const narrower = (hidden: number): number => 8 * (hidden - 2048) * (2 * width + 1);

    it('are counted where the name is plain, approximate, and name it', () => {
      for (const [key, value, change] of [
        ['intermediate_size', '1536', narrower(1536)],
        ['hidden_dim', '1024', narrower(1024)],
        ['d_ff', '1024', narrower(1024)],
        ['n_inner', '1024', narrower(1024)],
        ['mlp_hidden', '1024', narrower(1024)],
        ['mlp_ratio', '3.0', narrower(1536)],
        ['ffn_mult', '2', narrower(1024)],
        ['tie_weights', 'False', 32000 * width],
        ['untie_embeddings', 'True', 32000 * width],
        ['head_dim', '32', 8 * -256 * (4 * width + 3)],
        ['n_kv_head', '2', 8 * -2 * 384 * (width + 1)],
        ['rope_theta', '10000.0', -512 * width],
        ['pos_emb', '"rope"', -512 * width],
        ['norm_type', '"rmsnorm"', -17 * width],
      ] as const) {
        const source = gpt(`, ${key}=${value}`);
        assert.equal(total(source), gptTotal(change), key);
        assert.match(approximateOf(source) ?? '', new RegExp(`keys of nanoGPT, and counted .*: ${key}\\.`));
      }
      const gated = gpt(', activation="swiglu", d_ff=1024');
      assert.equal(total(gated), gptTotal(narrower(1024) + 8 * 1024 * (width + 1)));
      assert.match(approximateOf(gpt(', use_swiglu=True')) ?? '', /How wide .* isn’t said/);
      assert.equal(total(llama(', tie_embeddings=True')), total(llama('')) - 32000 * width);
      assert.match(approximateOf(llama(', tie_embeddings=True')) ?? '', /keys of Llama, .*tie_embeddings/);
      const odd = gpt(', head_dim=64').replace('n_head=8', 'n_head=6');
      assert.match(approximateOf(odd) ?? '', /head_dim/);
    });

    it('are named where what they do is not known', () => {
      for (const key of [
        'n_loops=4',
        'qk_norm=True',
        'window_size=128',
        'foo=3',
        'causal=False',
        'd_ff=args.d_ff',
      ]) {
        const [name = ''] = key.split('=');
        assert.match(approximateOf(gpt(`, ${key}`)) ?? '', new RegExp(`and not counted: ${name}\\.`), key);
        assert.equal(total(gpt(`, ${key}`)), total(gpt('')), key);
      }
      assert.match(approximateOf(llama(', n_loops=4')) ?? '', /keys of Llama, and not counted: n_loops/);
      assert.match(
        approximateOf(deepseekClass({ ...deepseek, n_loops: 2 })) ?? '',
        /DeepSeek, and not counted: n_loops/,
      );
      const settings =
        'out_dir = "o"\nn_layer = 8\nn_head = 8\nn_embd = 512\nblock_size = 512\nmlp_ratio = 3\n';
      assert.match(approximateOf(settings) ?? '', /counted by what their names say: mlp_ratio/);
    });

    it('change nothing where they say what is so anyway, or speak of the run', () => {
      for (const further of [
        ', mlp_ratio=4, tie_weights=True, activation="gelu", head_dim=64, n_kv_head=8, n_loops=1',
        ', use_rope=False, rope_theta=10000.0, use_swiglu=False, n_inner=None, qk_norm=False, causal=True',
        ', dropout=0.1, attn_pdrop=0.1, learning_rate=3e-4, weight_decay=0.1, betas=(0.9, 0.95), seed=1, device="cuda"',
        ', dtype="bfloat16", compile=True, flash_attn=True, batch_size=8, max_seq_len=512, name="a", norm_eps=1e-5',
        ', init_std=0.02, gradient_checkpointing=True, use_cache=True, pad_token_id=0, qkv_bias=True',
      ]) {
        assert.equal(approximateOf(gpt(further)), null, further);
        assert.equal(total(gpt(further)), total(gpt('')), further);
      }
      const torchtitan =
        ', norm_eps=1e-5, rope_theta=5e5, max_seq_len=2048, depth_init=True, use_flex_attn=False';
      const meta =
        ', max_batch_size=32, use_scaled_rope=True, attn_mask_type="causal", eos_id=0, activation="silu"';
      assert.equal(approximateOf(llama(torchtitan + meta)), null);
    });

    it('that can’t be are told at their place', () => {
      const reading = readModelConfig(gpt(', d_ff=1000.5'));
      assert.match(JSON.stringify(reading), /invalid.*must be a whole number/);
    });
  });

  it('of Llama’s ModelArgs and nanoGPT’s GPTConfig are exact, with keys that are off', () => {
    assert.equal(approximateOf(`ModelArgs(${sizes}, n_kv_heads=2, vocab_size=9, rope_theta=5e5)\n`), null);
    assert.equal(approximateOf(`ModelArgs(${sizes}, vocab_size=9, moe_enabled=False)\n`), null);
    assert.match(approximateOf(`ModelArgs(${sizes}, vocab_size=-1)\n`) ?? '', /^The vocabulary is assumed/);
    assert.equal(
      approximateOf('GPTConfig(block_size=8, vocab_size=99, n_layer=2, n_head=2, n_embd=8)\n'),
      null,
    );
  });
});

describe('files of other versions of a framework', () => {
  const counted = (text: string): { total: number; approximate: string } => {
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'model', JSON.stringify(reading).slice(0, 300));
    return {
      total: costOf(reading.spec, { batch: 1, sequence: 1 }).parameters.total,
      approximate: reading.approximate === undefined ? '' : inEnglish(reading.approximate),
    };
  };

  it('of GPT-NeoX: a gated feed-forward in multiples, norms without biases, norms of each head', () => {
    const plain =
      '"num-layers": 2\n"hidden-size": 96\n"num-attention-heads": 4\n"pos-emb": "rotary"\n"no-weight-tying": true\n"vocab-size": 1000\n' +
      '"use_bias_in_attn_linear": false\n"use_bias_in_mlp": false\n';
    const gated = counted(`${plain}"mlp_type": "gated"\n"mlp_multiple_of": 64\n"activation": "silu"\n`);
    // Two thirds of 4 x 96, in multiples of 64.
    assert.equal(gated.total, 2 * 1024 * 96 + 2 * (4 * 96 * 96 + 3 * 96 * 256 + 4 * 96) + 2 * 96);
    assert.match(gated.approximate, /another version of GPT-NeoX/);
    const without = counted(`${plain}"use_bias_in_norms": false\n`);
    assert.equal(counted(plain).total - without.total, (2 * 2 + 1) * 96);
    assert.equal(without.approximate, '');
    const normed = counted(`${plain}"use_bias_in_norms": false\n"qk_norm": true\n`);
    assert.equal(normed.total - without.total, 2 * 2 * 96);
  });

  it('of open_lm’s Mamba, which names no class: approximate, with LayerNorm', () => {
    const own = { d_model: 768, n_layer: 24, vocab_size: 50280, seq_len: 2048 };
    const reading = readModelConfig(JSON.stringify(own));
    assert.equal(reading.kind, 'model');
    assert.match(inEnglish(reading.approximate ?? message('')), /read as Mamba by its keys/);
    // state-spaces’ own of these sizes has RMSNorm: a vector less for each of 25 norms.
    assert.equal(totalParameters(reading.spec), 129_135_360 + 25 * 768);
    assert.notEqual(readModelConfig(JSON.stringify({ ...own, model_type: 'x' })).kind, 'model');
    const attends = readModelConfig(JSON.stringify({ ...own, n_head: 12 }));
    assert.equal(attends.kind, 'model');
    assert.match(inEnglish(attends.approximate ?? message('')), /^Read as a GPT-2-like decoder by the names/);
  });

  it('of Mamba 2 by flash-linear-attention: as many heads as the inner width has', () => {
    const own =
      '{"model_type": "mamba2", "hidden_size": 64, "expand": 2, "head_dim": 16, "state_size": 8, "n_groups": 1, "num_hidden_layers": 2, "vocab_size": 99, "fuse_norm": true}';
    const stated = own.replace('"fuse_norm": true', '"num_heads": 8');
    assert.equal(counted(own).total, counted(stated).total);
    assert.equal(readModelConfig(own.replace('"fuse_norm": true', '"use_bias": false')).kind, 'invalid');
  });

  it('names no vocabulary by a tokenizer’s kind', () => {
    const file = (path: string): string =>
      `model:\n  dim: 64\n  n_layers: 2\n  n_heads: 4\ndata:\n  tokenizer:\n    name: tiktoken\n    path: ${path}\ndistributed:\n  tp_size: 1\n`;
    assert.match(counted(file('words/own_100k.tiktoken')).approximate, /how large the vocabulary is/);
    assert.equal(counted(file('words/cl100k_base.tiktoken')).approximate, '');
  });
});
