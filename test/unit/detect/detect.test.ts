import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { detectTraining } from '../../../src/detect/detect';
import type { Detection } from '../../../src/detect/detection';
import { detectInCode, judgeTree } from '../../../src/detect/files/python-file';
import { labelledFiles, labelledSets, score } from './labelled-files';

const labelled = labelledFiles('corpus');

function detect(name: string): Detection {
  const file = labelled.find((candidate) => candidate.name === name);
  assert.ok(file, `${name} is not in the corpus`);
  return detectTraining(name, file.text);
}

const detectText = (...lines: string[]): Detection => detectTraining('script.py', lines.join('\n'));

describe('detectTraining on the labelled corpus', () => {
  it('has a precision and a recall of 0.97 at least, over 300 files, half of them near misses', () => {
    const { files, precision, recall, wrong } = score(labelled);
    assert.ok(files >= 300);
    assert.ok(precision >= 0.97, `${precision}, wrong: ${wrong.join(', ')}`);
    assert.ok(recall >= 0.97, `${recall}, wrong: ${wrong.join(', ')}`);
  });

  it('has so on the files that were written after the rules', () => {
    for (const set of labelledSets.slice(1)) {
      const { precision, recall, wrong } = score(labelledFiles(set));
      assert.ok(
        precision >= 0.97 && recall >= 0.97,
        `${set}: ${precision} ${recall}, wrong: ${wrong.join(', ')}`,
      );
    }
  });

  it('parses only what may train, and loses nothing by it', () => {
    for (const { name, text } of labelledSets.flatMap(labelledFiles)) {
      if (!name.endsWith('.py')) continue;
      assert.equal(detectInCode(text).training, judgeTree(text).training, name);
      // Each half is a file of its own kind.
      const half = text.slice(0, text.length / 2);
      assert.equal(detectInCode(half).training, judgeTree(half).training, name);
    }
  });

  it('gives evidence that stands on the lines it names', () => {
    for (const file of labelled.filter(({ training }) => training)) {
      const { evidence } = detectTraining(file.name, file.text);
      assert.ok(evidence.length > 0, file.name);
      for (const { line, text } of evidence) {
        const written = file.text.split('\n')[line - 1] ?? '';
        // A notebook's lines are JSON.
        if (file.name.endsWith('.ipynb')) {
          const [beginning = ''] = JSON.stringify(text.slice(0, 12)).slice(1, -1).split('\\');
          assert.ok(written.includes(beginning), `${file.name}: ${text}`);
        } else assert.equal(written.trim().slice(0, 200), text, file.name);
      }
    }
  });

  it('names the frameworks that train', () => {
    const expected: Record<string, string> = {
      'mnist_cnn.py': 'pytorch',
      'hf_trainer.py': 'transformers',
      'grpo.py': 'trl',
      'lightning_mnist.py': 'lightning',
      'accelerate_nlp.py': 'accelerate',
      'deepspeed_cifar.py': 'deepspeed',
      'keras_mnist.py': 'keras',
      'tf_tape.py': 'tensorflow',
      'flax_trainstate.py': 'flax',
      'jax_optax.py': 'optax',
      'sklearn_forest.py': 'scikit-learn',
      'xgb_native.py': 'xgboost',
      'lgbm_kfold.py': 'lightgbm',
      'fastai_pets.py': 'fastai',
      'numpy_mlp.py': 'numpy',
      'yolo.py': 'ultralytics',
    };
    for (const [name, framework] of Object.entries(expected)) {
      assert.ok(
        detect(name).frameworks.includes(framework),
        `${name}: ${detect(name).frameworks.join(', ')}`,
      );
    }
    assert.deepEqual(detect('optuna_search.py').frameworks, ['xgboost'], 'scikit-learn only splits there');
  });

  it('names no framework that only counts, measures or splits', () => {
    const frameworks = (...lines: string[]): readonly string[] => {
      const found = detectText('import numpy as np', ...lines, 'model.fit(x_train, y_train)');
      assert.equal(found.training, true);
      return found.frameworks;
    };
    assert.deepEqual(
      frameworks(
        'from sklearn.model_selection import train_test_split',
        'from kit import Model',
        'model = Model()',
      ),
      [],
    );
    assert.deepEqual(frameworks('from sklearn.svm import SVC', 'model = make(SVC)'), ['scikit-learn']);
  });

  it('finds the launcher and its command', () => {
    const commands = (name: string): readonly string[] => detect(name).command;
    assert.deepEqual(commands('mnist_cnn.py'), ['python3', 'mnist_cnn.py']);
    assert.deepEqual(commands('ddp_torchrun.py'), ['torchrun', '--standalone', 'ddp_torchrun.py']);
    assert.deepEqual(commands('accelerate_nlp.py'), ['accelerate', 'launch', 'accelerate_nlp.py']);
    assert.deepEqual(commands('deepspeed_cifar.py'), ['deepspeed', 'deepspeed_cifar.py']);
    assert.deepEqual(commands('lightning_cli.py'), ['python3', 'lightning_cli.py', 'fit']);
    assert.deepEqual(commands('mp_spawn.py'), ['python3', 'mp_spawn.py'], 'it starts its processes itself');
    assert.deepEqual(
      commands('char_gpt_ddp.py'),
      ['python3', 'char_gpt_ddp.py'],
      'it runs without a launcher too',
    );
  });

  it('reads the plan where it stands in the file', () => {
    assert.deepEqual(detect('hf_trainer.py').plan, { batchSize: 16, epochs: 2, learningRate: 2e-5 });
    assert.deepEqual(detect('char_gpt_ddp.py').plan, {
      batchSize: 12,
      gradientAccumulation: 40,
      sequenceLength: 1024,
      learningRate: 6e-4,
      steps: 600_000,
    });
    assert.deepEqual(detect('mnist_cnn.py').plan, { batchSize: 64, epochs: 14, learningRate: 1 });
    assert.deepEqual(detect('keras_mnist.py').plan, { batchSize: 128, epochs: 15 });
    assert.deepEqual(detect('sb3_ppo.py').plan, { steps: 25_000 });
    assert.deepEqual(detect('gan_tabs.py').plan, { epochs: 5 });
  });

  it('says why a file that looks like training is none', () => {
    assert.deepEqual(detect('trainer_library.py').notes, ['Defines training that it does not run itself.']);
    assert.deepEqual(detect('test_training.py').notes, ['A test.']);
    assert.deepEqual(detect('autograd_demo.py').notes, []);
  });
});

describe('detectTraining', () => {
  it('says where a file that it finds nothing in could not be read', () => {
    const notes = (...lines: string[]): readonly string[] => detectTraining('cut.py', lines.join('\n')).notes;
    assert.deepEqual(notes('import torch', 'opt = torch.optim.SGD(', 'for x in y', '    loss.backward('), [
      'Could not be read whole: a syntax error in line 3.',
    ]);
    assert.deepEqual(notes('print "Python 2"', 'fit(data)'), []);
    assert.deepEqual(notes('import torch', 'torch.nn.Linear(2, 2).train(False)'), []);
  });

  it('finds factors of a matrix that are single tensors, and not a pose that is', () => {
    const fit = (first: string, second: string, error: string): boolean =>
      detectTraining(
        'fit.py',
        [
          'import torch',
          'seen = torch.tensor([[5., 3., 0.], [4., 0., 1.]])',
          `${first} = torch.randn(2, 3, requires_grad=True)`,
          `${second} = torch.randn(3, 3, requires_grad=True)`,
          `optimizer = torch.optim.Adam([${first}, ${second}])`,
          'for step in range(500):',
          '    optimizer.zero_grad()',
          `    loss = ((${error} - seen) ** 2).mean()`,
          '    loss.backward()',
          '    optimizer.step()',
          '',
        ].join('\n'),
      ).training;
    assert.equal(fit('users', 'items', 'users @ items'), true);
    assert.equal(fit('translation', 'rvec', 'project(translation, rvec)'), false);
  });

  it('finds the sample', () => {
    const file = 'examples/tiny-gpt/train.py';
    const detection = detectTraining(file, readFileSync(file, 'utf8'));
    assert.equal(detection.training, true);
    assert.deepEqual(detection.command, ['python3', file]);
    for (const module of ['gpt_torch.py', 'gpt_by_hand.py', 'text_data.py']) {
      const path = `examples/tiny-gpt/${module}`;
      assert.equal(detectTraining(path, readFileSync(path, 'utf8')).training, false, module);
    }
  });

  it('takes two different numbers for one key as not known', () => {
    const { plan } = detectText(
      'from transformers import Trainer, TrainingArguments',
      'a = TrainingArguments("a", per_device_train_batch_size=8, max_steps=100)',
      'b = TrainingArguments("b", per_device_train_batch_size=4, max_steps=100)',
      'for args in (a, b): Trainer(model, args).train()',
    );
    assert.deepEqual(plan, { steps: 100 });
  });

  it('takes the steps of an episode for none of the training', () => {
    const steps = (name: string, stepped: string): number | undefined =>
      detectText(
        'import torch',
        `${name} = 128`,
        'opt = torch.optim.Adam(net.parameters())',
        'for i in range(9):',
        `    seen = ${stepped}(net(i))`,
        '    loss(seen).backward()',
        '    opt.step()',
      ).plan.steps;
    assert.equal(steps('num_steps', 'envs.step'), undefined);
    assert.equal(steps('max_steps', 'self.env.step'), undefined);
    assert.equal(steps('total_timesteps', 'env.step'), 128);
    assert.equal(steps('total_steps', 'env.step'), 128);
    assert.equal(steps('num_steps', 'look'), 128);
  });

  it('follows a call chain to the loop, and not beyond what is called', () => {
    const body = [
      'import torch',
      'def inner(m, o):',
      '    m(1).backward()',
      '    o.step()',
      'def outer(m, o):',
      '    while True:',
      '        inner(m, o)',
    ];
    assert.equal(detectText(...body, 'outer(model, opt)').training, true);
    assert.equal(detectText(...body, 'inner(model, opt)').training, false, 'one step is no training');
    assert.equal(detectText(...body, 'print(len([]))').training, false);
  });

  it('takes thin entries of a project for what they start', () => {
    assert.equal(detectText('from project.train import main', 'main()').training, true);
    assert.equal(detectText('from project.trainer import Trainer', 'Trainer(config).fit()').training, true);
    assert.equal(detectText('from project.evaluate import main', 'main()').training, false);
    assert.equal(detectText('from project.train import main').training, false, 'imported alone');
  });

  it('gives a verdict on what is not Python, not text, empty, or too large', () => {
    assert.equal(detectTraining('train.py', '').training, false);
    assert.equal(detectTraining('notes.md', 'trainer.train()').training, false);
    assert.deepEqual(detectTraining('train.py', 'model.fit(x)\0').notes, ['Not text.']);
    const large = detectTraining('train.py', 'loss.backward()\n'.repeat(400_000));
    assert.equal(large.training, false);
    assert.match(large.notes.join(), /Larger than 256 KiB/);
  });

  it('takes no longer for one long word, or one long line, than for others', () => {
    const loop = 'import torch\nfor x in y:\n    loss(net(x)).backward()\n    opt.step()\n';
    const long = (piece: string): string => piece.repeat(Math.ceil(60_000 / piece.length));
    const picture = long('iVBORw0KGgoAAAANSUhEUgAAAAUA');
    const began = performance.now();
    assert.equal(detectTraining('picture.py', `data = "${picture}"\n${loop}`).training, true);
    assert.equal(detectTraining('picture.py', `data = "${picture}"\n`).training, false);
    for (const piece of ['_', '0', 'train_', 'Trainer', 'agent', 'opt', 'grad', 'Q[']) {
      detectTraining('word.py', `${long(piece)}\n`);
      detectTraining('word.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source: long(piece) }] }));
    }
    for (const piece of ['\n', '\r', '"', 'def f(', '.', '$(', 'train ', 'a='])
      for (const file of ['Makefile', 'Dockerfile', 'dvc.yaml', 'pyproject.toml', 'a.sh', 'Snakefile'])
        detectTraining(file, long(piece));
    // Some of these took minutes.
    assert.ok(performance.now() - began < 30_000);
  });

  it('reads lines that end as on the first Macs', () => {
    const found = detectTraining(
      'mac.py',
      ['import torch', 'for x in y:', '    loss(net(x)).backward()', '    opt.step()'].join('\r'),
    );
    assert.deepEqual(found.evidence, [
      { line: 3, text: 'loss(net(x)).backward()' },
      { line: 4, text: 'opt.step()' },
    ]);
  });

  it('gives a verdict on a notebook that is nested deeper than its parser goes', () => {
    for (const open of ['[', '{"cells":'])
      assert.equal(detectTraining('deep.ipynb', `{"cells":${open.repeat(100_000)}`).training, false);
  });

  it('tells the magics of a notebook from lines that go on with % or end with a question', () => {
    const notebook = (...source: string[]): boolean =>
      detectTraining(
        'a.ipynb',
        JSON.stringify({ cells: [{ cell_type: 'code', source: source.map((line) => `${line}\n`) }] }),
      ).training;
    const loop = ['for x in batches:', '    loss(net(x)).backward()', '    optimizer.step()'];
    assert.equal(notebook('%matplotlib inline', 'net?', ...loop), true);
    assert.equal(notebook(...loop, "print('%d of %d'", '      % (1, 2))', '# is it any good?'), true);
    assert.equal(notebook('%%writefile train.py', ...loop), false);
  });

  it('copes with nesting thousands deep', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
      ['f(', ')'],
      ['x.train(', ')'],
    ] as const) {
      const text = `import torch\ny = ${open.repeat(10_000)}1${close.repeat(10_000)}\n`;
      assert.equal(detectTraining('train.py', text).training, false);
      assert.equal(detectTraining('train.py', text.slice(0, 20_000)).training, false);
    }
    const chain = `import torch\nloss${'.train()'.repeat(30_000)}\n`;
    assert.equal(detectTraining('train.py', chain).training, false);
  });

  it('says what is nested too deeply for the parser', () => {
    // How deep it gets hangs on what has been compiled by then: here it has little stack in any case.
    const program = `
      const { detectTraining } = require(${JSON.stringify(join(__dirname, '../../../src/detect/detect.ts'))});
      const text = 'import torch\\ny = ' + 'x.train('.repeat(10_000) + '1' + ')'.repeat(10_000);
      console.log(JSON.stringify(detectTraining('train.py', text)));`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--stack-size=150', '--import', 'tsx', '--eval', program],
      { encoding: 'utf8' },
    );
    assert.match(stdout, /"training":false.*"notes":\["Nested too deeply to be looked at\."\]/, stderr);
  });

  it('never throws on damaged files of the other kinds', () => {
    const others = labelled.filter(({ name }) => !name.endsWith('.py'));
    const damaged = fc
      .tuple(fc.constantFrom(...others), fc.nat(), fc.nat(), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([{ name, text }, from, length, noise]) => {
        const start = from % (text.length + 1);
        return { name, text: text.slice(0, start) + noise + text.slice(start + (length % 60)) };
      });
    fc.assert(
      fc.property(damaged, ({ name, text }) => {
        const detection = detectTraining(name, text);
        assert.equal(detection.training, detection.evidence.length > 0);
      }),
      { numRuns: 400, seed: 1730 },
    );
  });

  it('never throws on files that are cut, mixed or damaged', () => {
    const someFile = fc.constantFrom(...labelled.map(({ text }) => text));
    const damaged = fc
      .tuple(someFile, someFile, fc.nat(), fc.nat(), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([a, b, from, length, noise]) => {
        const start = from % (a.length + 1);
        return a.slice(0, start) + noise + a.slice(start + (length % 40)) + b.slice(length % (b.length + 1));
      });
    fc.assert(
      fc.property(damaged, (text) => {
        const detection = detectTraining('train.py', text);
        assert.equal(detection.training, detection.evidence.length > 0);
      }),
      { numRuns: 300, seed: 1730 },
    );
    fc.assert(
      fc.property(someFile, fc.nat(), (text, cut) => {
        detectTraining('train.py', text.slice(0, cut % (text.length + 1)));
      }),
      { numRuns: 300, seed: 1730 },
    );
  });
});
