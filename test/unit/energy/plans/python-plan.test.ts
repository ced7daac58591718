import assert from 'node:assert/strict';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { inEnglish } from '../../../../src/units/message';
import { planOf } from './plan-examples';

describe('a plan in Python source', () => {
  it('is read of a class of any name that takes a trainer’s arguments, on one line or several', () => {
    for (const name of [
      'GKDConfig',
      'PRMConfig',
      'OnlineDPOConfig',
      'MyConfig',
      'dict',
      'MyTrainingArguments',
    ])
      for (const between of [' ', '\n    ']) {
        const { options, diagnostics } = planOf(
          `from somewhere import ${name}\nargs = ${name}(${between.trim()}output_dir="k",${between}per_device_train_batch_size=4,${between}max_steps=100)\n`,
        );
        assert.deepEqual(diagnostics, [], name);
        assert.equal(options.steps, 100, name);
        assert.equal(options.batchSize, name === 'OnlineDPOConfig' ? 8 : 4, name);
      }
  });

  it('is never read as a shell’s words', () => {
    for (const line of [
      'run(per_gpu_train_batch_size=4, model_name_or_path="a/b", max_steps=100)',
      'f(train_batch_size=4, micro_batch_size=2, base_model="a/b")',
      'x = Thing(model_name="a/b", max_steps=5, num_train_epochs=cfg.epochs, trainer=1)',
    ]) {
      const reading = readTrainingPlan(`import torch\n${line}\n`);
      const told = reading.kind === 'plan' ? reading.plan.diagnostics : [];
      assert.deepEqual(told, [], line);
    }
  });

  it('has the model that is the default of a command’s argument', () => {
    const source = (declared: string): string =>
      `import argparse\np = argparse.ArgumentParser()\n${declared}\na = p.parse_args()\nmodel = AutoModelForCausalLM.from_pretrained(a.model_name)\nargs = TrainingArguments(output_dir="o", max_steps=10)\n`;
    for (const declared of [
      'p.add_argument("--model_name", default="Qwen/Qwen2.5-1.5B")',
      'p.add_argument("-m", "--model-name", type=str, default="Qwen/Qwen2.5-1.5B", help="one")',
    ])
      assert.equal(planOf(source(declared)).baseModel?.name, 'Qwen/Qwen2.5-1.5B', declared);
    for (const declared of [
      'p.add_argument("--model_name", required=True)',
      'p.add_argument("--model", default="a/b")',
      'p.add_argument("--model_name")\np.add_argument("--other", default="a/b")',
    ])
      assert.equal(planOf(source(declared)).baseModel, null, declared);
  });

  it('has the model that a trainer is given, by position, keyword or variable, and the trainer’s own length', () => {
    const args =
      'from trl import SFTTrainer\nname = "Qwen/Qwen2.5-0.5B"\nargs = SFTConfig(output_dir="x", max_steps=10)\n';
    for (const call of [
      'SFTTrainer("Qwen/Qwen2.5-0.5B", train_dataset=d, args=args)',
      'SFTTrainer(name, args=args)',
      'SFTTrainer(args=SFTConfig(max_steps=(1 + 2), output_dir="x"), model="Qwen/Qwen2.5-0.5B")',
      'SFTTrainer(\n    model=name,\n    args=args,\n)',
    ])
      assert.equal(planOf(`${args}${call}.train()\n`).baseModel?.name, 'Qwen/Qwen2.5-0.5B', call);
    const plan = planOf(`${args}SFTTrainer(model=name, args=args, max_seq_length=512)\n`);
    assert.equal(plan.options.sequenceLength, 512);
    assert.deepEqual(
      [plan.places.get('sequenceLength')?.key, plan.places.get('sequenceLength')?.line],
      ['max_seq_length', 4],
    );
    const own = planOf(
      'args = SFTConfig(max_length=1024, max_steps=10)\nSFTTrainer(model="a/b", args=args, max_seq_length=512)\n',
    );
    assert.equal(own.options.sequenceLength, 1024);
  });
});

describe('the model of a plan in Python source', () => {
  const of = (source: string) =>
    planOf(`${source}\nargs = TrainingArguments(output_dir="o", max_steps=10)\n`).baseModel;
  const classOf = (source: string): readonly unknown[] => {
    const base = of(source);
    return [base?.name, base?.modelClass?.name, base?.modelClass?.keywords];
  };

  it('has the class and the keywords of the call that loads it', () => {
    assert.deepEqual(classOf('m = AutoModelForSequenceClassification.from_pretrained("a/b", num_labels=3)'), [
      'a/b',
      'AutoModelForSequenceClassification',
      { num_labels: 3 },
    ]);
    assert.deepEqual(classOf('m = transformers.BertModel.from_pretrained("a/b").to("cuda")'), [
      'a/b',
      'BertModel',
      {},
    ]);
    assert.deepEqual(classOf('m = SentenceTransformer("a/b")'), ['a/b', 'AutoModel', {}]);
    assert.deepEqual(classOf('m = CrossEncoder("a/b")'), [
      'a/b',
      'AutoModelForSequenceClassification',
      { num_labels: 1 },
    ]);
    assert.deepEqual(
      of('m = AutoModelForTokenClassification.from_pretrained("a/b", num_labels=len(x))')?.modelClass?.open,
      ['num_labels'],
    );
  });

  it('has those of a configuration that it is made of', () => {
    const loaded = 'c = AutoConfig.from_pretrained("a/b", num_labels=4)\nc.n_layer = 6\n';
    for (const made of [
      'm = AutoModelForSequenceClassification.from_config(c)',
      'm = AutoModelForSequenceClassification.from_pretrained("a/b", config=c)',
      'm = GPT2ForSequenceClassification(c)',
      'm = GPT2ForSequenceClassification(config=c)',
    ]) {
      const [name, className, keywords] = classOf(loaded + made);
      assert.equal(name, 'a/b', made);
      assert.match(String(className), /ForSequenceClassification$/, made);
      assert.equal((keywords as Record<string, unknown>)['num_labels'], 4, made);
      assert.equal((keywords as Record<string, unknown>)['n_layer'], 6, made);
    }
  });

  it('is the one that a trainer is given, not its tokenizer, its teacher or a comment', () => {
    const source = [
      '# model = BertForMaskedLM.from_pretrained("x/comment")',
      'tok = AutoTokenizer.from_pretrained("x/tokenizer")',
      'teacher = AutoModelForCausalLM.from_pretrained("x/teacher")',
      'model = AutoModelForCausalLM.from_pretrained("x/student")',
    ].join('\n');
    assert.equal(of(`${source}\nTrainer(model=model, args=args)`)?.name, 'x/student');
    assert.equal(of(`${source}\nTrainer(model, args)`)?.name, 'x/student');
    assert.equal(of(`${source}\nTrainer(teacher, args)`)?.name, 'x/teacher');
  });

  it('has as many samples as the part of a set that it trains on', () => {
    const script = (split: string, config = 'SFTConfig', length = ', max_length=1024'): string =>
      `from datasets import load_dataset\ndata = load_dataset("x/y", split="${split}")\ntest = load_dataset("x/y", split="test[:9]")\nargs = ${config}("o", per_device_train_batch_size=8, num_train_epochs=2${length})\n`;
    const plan = planOf(script('train[:5000]'));
    assert.equal(plan.options.datasetTokens, 5000 * 1024);
    assert.deepEqual(
      [plan.places.get('datasetTokens')?.key, plan.places.get('datasetTokens')?.line],
      ['split', 2],
    );
    assert.match(plan.notes.map(inEnglish).join(' '), /split: every sample is taken to be as long/);
    // Pairs are two sequences each.
    assert.equal(planOf(script('train[:5000]', 'DPOConfig')).options.datasetTokens, 2 * 5000 * 1024);
    for (const open of [
      script('train'),
      script('train[:10%]'),
      script('train[:0]'),
      script('train[:50]', 'SFTConfig', ''),
    ])
      assert.equal(planOf(open).options.datasetTokens, undefined, open);
  });
});
