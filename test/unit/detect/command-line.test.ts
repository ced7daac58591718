import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCommandLine, startsTraining, trainingCommand } from '../../../src/detect/command-line';
import type { CommandReading } from '../../../src/detect/commands/command-reading';

function only(commandLine: string | readonly string[]): CommandReading {
  const readings = readCommandLine(commandLine);
  assert.equal(readings.length, 1, JSON.stringify(readings));
  const [reading] = readings;
  assert.ok(reading);
  return reading;
}

describe('readCommandLine', () => {
  it('finds launcher and script under every usual wrapper', () => {
    const script = 'train.py';
    const lines: [line: string, launcher: string, wrappers: string[]][] = [
      ['python train.py --lr 3e-4', 'python', []],
      ['python3.11 -u train.py', 'python', []],
      ['CUDA_VISIBLE_DEVICES=0,1 WANDB_MODE=offline python train.py', 'python', []],
      ['env A=b C="d e" python3 train.py', 'python', ['env']],
      ['nohup python train.py > log.txt 2>&1 &', 'python', ['nohup']],
      ['time nice -n 10 python -O train.py', 'python', ['nice']],
      [
        'taskset -c 0-3 numactl --cpunodebind=0 --membind 0 python train.py',
        'python',
        ['taskset', 'numactl'],
      ],
      ['taskset 0xf python train.py', 'python', ['taskset']],
      ['timeout -k 5 2h python train.py', 'python', ['timeout']],
      ['xvfb-run -a -s "-screen 0 1400x900x24" python train.py', 'python', ['xvfb-run']],
      ['uv run train.py', 'python', ['uv run']],
      ['uv run --with torch --python 3.12 python train.py', 'python', ['uv run']],
      ['poetry run python train.py', 'python', ['poetry run']],
      ['pdm run python train.py', 'python', ['pdm run']],
      ['hatch run python train.py', 'python', ['hatch run']],
      ['pixi run -e cuda python train.py', 'python', ['pixi run']],
      ['conda run -n ml --no-capture-output python train.py', 'python', ['conda run']],
      ['micromamba run -n ml torchrun train.py', 'torchrun', ['micromamba run']],
      ['torchrun --standalone --nproc_per_node=4 train.py', 'torchrun', []],
      ['torchrun --nnodes 2 --nproc-per-node 8 --rdzv_backend c10d train.py', 'torchrun', []],
      ['python -m torch.distributed.launch --nproc_per_node=2 --use_env train.py', 'torchrun', []],
      ['python3 -m torch.distributed.run --nproc_per_node gpu train.py', 'torchrun', []],
      ['accelerate launch --config_file ds.yaml --multi_gpu --num_processes 4 train.py', 'accelerate', []],
      ['python -m accelerate.commands.launch train.py', 'accelerate', []],
      ['deepspeed --num_gpus 8 --master_port=29501 train.py --deepspeed ds.json', 'deepspeed', []],
      ['composer -n 8 train.py', 'composer', []],
      ['srun -N 1 -n 4 --gres=gpu:4 -p long python train.py', 'python', ['srun']],
      [
        'mpirun -np 4 -H a:2,b:2 -mca btl ^openib -x PATH --bind-to none python train.py',
        'python',
        ['mpirun'],
      ],
      ['mpiexec -n 4 python train.py', 'python', ['mpiexec']],
      ['horovodrun -np 4 -H localhost:4 python train.py', 'python', ['horovodrun']],
      ['ray job submit --working-dir . -- python train.py', 'python', ['ray job submit']],
      ['ipython train.py', 'ipython', []],
      ['python -m pdb -c continue train.py', 'python', ['pdb']],
      ['python -m debugpy --listen 5678 --wait-for-client train.py', 'python', ['debugpy']],
      ['bash -c "cd src && python train.py"', 'python', []],
      ['docker run --rm --gpus all -v $PWD:/w image:1 python train.py', 'python', ['docker run']],
      ['& C:/proj/.venv/Scripts/python.exe train.py', 'python', []],
      ['.venv\\Scripts\\python.exe train.py', 'python', []],
      ['cd /proj; source .venv/bin/activate && exec python train.py', 'python', []],
      ['nsys profile -o out --trace=cuda python train.py', 'python', ['nsys']],
    ];
    for (const [line, launcher, wrappers] of lines) {
      const found = trainingCommand(line);
      assert.ok(found, line);
      assert.equal(found.launcher, launcher, line);
      assert.equal(found.script, script, line);
      for (const wrapper of wrappers)
        assert.ok(found.wrappers.includes(wrapper), `${line}: ${found.wrappers.join()}`);
    }
  });

  it('reads the processes of a recipe of torchtune, and the file that tells accelerate of its own', () => {
    assert.equal(
      trainingCommand('tune run --nproc_per_node 2 lora_finetune_distributed --config a')?.processes,
      2,
    );
    assert.equal(trainingCommand('tune run lora_finetune_single_device --config a')?.processes, null);
    const configs = (line: string): readonly string[] | undefined => trainingCommand(line)?.configFiles;
    assert.deepEqual(configs('accelerate launch --config_file ds.yaml train.py --config run.yaml'), [
      'run.yaml',
      'ds.yaml',
    ]);
    assert.deepEqual(configs('accelerate launch --config_file=ds.yaml -m kit.train'), ['ds.yaml']);
    assert.deepEqual(configs('accelerate-launch --config_file ds.yaml train.py'), ['ds.yaml']);
    assert.deepEqual(configs('torchrun --nproc_per_node 2 train.py'), []);
  });

  it('knows the programs and modules that train by themselves', () => {
    for (const line of [
      'llamafactory-cli train examples/lora.yaml',
      'axolotl train config.yml',
      'python -m axolotl.cli.train config.yml',
      'accelerate launch -m axolotl.cli.train config.yml',
      'tune run lora_finetune_single_device --config llama3/8B_lora',
      'tune run --nproc_per_node 2 full_finetune_distributed --config c.yaml',
      'fairseq-train data-bin --arch transformer',
      'yolo detect train data=coco.yaml model=yolo11n.pt epochs=10',
      'yolo task=detect mode=train',
      'trl sft --model_name_or_path x',
      'mlx_lm.lora --model x --train --data d',
      'python -m mlx_lm.lora --train',
      'python -m spacy train config.cfg',
      'uv run llamafactory-cli train x.yaml',
      'litgpt finetune_lora x',
      'nnUNetv2_train 3 2d 0',
    ]) {
      assert.equal(trainingCommand(line)?.verdict, 'training', line);
    }
  });

  it('judges a script by its name, its arguments and its launcher where nobody knows its text', () => {
    for (const line of [
      'python main.py --epochs 10 --lr 0.1',
      'python run.py fit --config c.yaml',
      'python main.py --mode train',
      'python main.py mode=train',
      'torchrun main.py',
      'python run_clm.py --do_train --do_eval',
      'python src/train.py experiment=cifar trainer.max_epochs=3',
      'python -m project.training.main',
      'python -m src.train',
      './train.sh',
      'bash scripts/finetune_lora.sh 4',
      'poetry run train',
      'hatch run gpu:train',
      'make train',
      'papermill train.ipynb out.ipynb',
      'rllib train --run PPO --env CartPole-v1',
      'coverage run train.py',
      'ls runs | xargs -n1 python train.py --run',
      'vw -d rows.txt -f rows.model --passes 10 -c',
      'zcat rows.gz | ./vw --final_regressor rows.model',
      'jupyter nbconvert --to notebook --execute train.ipynb',
      'tmux new -d -s a "python train.py"',
    ]) {
      assert.ok(trainingCommand(line), line);
    }
    for (const line of [
      'python eval.py',
      'python train.py --help',
      'python train.py --eval_only',
      'python main.py --mode eval --epochs 3 --lr 1',
      'python prepare_train_data.py',
      'python train_tokenizer.py',
      'python plot_training_curves.py',
      'python -m pytest tests/test_train.py',
      'pytest -k train',
      'pip install -r train-requirements.txt',
      'python -m pip install trainer',
      'python',
      'ls train.py',
      'vim train.py',
      'cat train.py | grep python',
      'git commit -m "python train.py"',
      'echo python train.py',
      'accelerate config',
      'accelerate test',
      'tune ls',
      'tune run eleuther_eval --config x',
      'llamafactory-cli export x.yaml',
      'llamafactory-cli chat x.yaml',
      'yolo predict model=x.pt',
      'tensorboard --logdir train',
      'jupyter notebook train.ipynb',
      'vw -t -i rows.model -d new.txt -p guesses.txt',
      'vw --version',
      'ls train --color',
      'rsync train --delete host:',
      'conda run -n train python app.py',
      'conda activate train',
      'cd train',
      'nohup ./server &',
      'mkdir -p runs/train',
      'poetry run pytest',
      'uv run ruff check',
      'python setup.py build',
      'which python train.py',
      'make lint',
      'docker build -t train .',
    ]) {
      assert.equal(trainingCommand(line), null, line);
    }
  });

  it('lets the text of the script decide where it is known', () => {
    assert.ok(trainingCommand('python main.py', () => true));
    assert.ok(trainingCommand('python test_model.py', () => true));
    assert.equal(
      trainingCommand('python train.py', () => false),
      null,
    );
    assert.equal(
      trainingCommand('python main.py --help', () => true),
      null,
    );
    assert.equal(startsTraining(only('python main.py')), false);
  });

  it('reads the plan, the processes, the environment and the configuration files', () => {
    const reading = only(
      'CUDA_VISIBLE_DEVICES=2 torchrun --nproc_per_node=4 train.py --per_device_train_batch_size 8 --num_train_epochs=3 --learning_rate 2e-5 --config conf/run.yaml --deepspeed ds.json',
    );
    assert.deepEqual(reading.plan, { batchSize: 8, epochs: 3, learningRate: 2e-5 });
    assert.equal(reading.processes, 4);
    assert.deepEqual(reading.environment, { CUDA_VISIBLE_DEVICES: '2' });
    assert.deepEqual(reading.configFiles, ['conf/run.yaml', 'ds.json']);
    assert.deepEqual(only('python -m pkg.train a b').arguments, ['a', 'b']);
    assert.equal(only('python -m pkg.train a b').module, 'pkg.train');
    assert.deepEqual(only('python \'my train.py\' "a  b" $(date +%s)').arguments, ['a  b', '$(date +%s)']);
    assert.deepEqual(only(['python', 'train.py', 'a && b']).arguments, ['a && b']);
  });

  it('says what is metered already, and what starts elsewhere', () => {
    assert.equal(only('wattlens run -- python train.py').isMetered, true);
    assert.equal(only('node dist/wattlens.js run --interval 500 -- torchrun train.py').isMetered, true);
    assert.equal(only('sbatch --gpus 4 train.sbatch').runsHere, false);
    assert.equal(only("ssh gpu1 'cd x && python train.py'").runsHere, false);
    assert.equal(only('python train.py').runsHere, true);
  });

  it('takes the code of -c and of here-documents out', () => {
    assert.equal(only("python -c 'import x; x.train()'").code?.text, 'import x; x.train()');
    const line = 'python - <<EOF\nimport x\nEOF\nls\n';
    const code = only(line).code;
    assert.equal(code?.text, 'import x\n');
    assert.equal(code.from, line.indexOf('import'));
  });

  it('goes on in the next line after a backtick of PowerShell and a caret of the command prompt', () => {
    for (const mark of ['`', '^', '\\'])
      assert.deepEqual(only(`python run.py ${mark}\r\n  --lr 1e-4 ${mark}\n  --epochs 3\nls`).plan, {
        learningRate: 1e-4,
        epochs: 3,
      });
    assert.equal(only('python tr\\\nain.py').script, 'train.py');
    assert.deepEqual(only('python train.py `date`\nls').arguments, ['`date`']);
  });

  it('follows variables, arrays, loops, functions and lines that go on', () => {
    const script = [
      '#!/bin/bash',
      'SCRIPT=src/train.py; GPUS=${1:-4}',
      'ARGS=(',
      '  --lr 1e-4   # a comment',
      '  --epochs 3',
      ')',
      'OPTS="--batch_size 8"',
      'for seed in 1 2; do',
      '  torchrun --nproc_per_node $GPUS \\',
      '    "$SCRIPT" "${ARGS[@]}" $OPTS \\',
      '    --seed $seed',
      'done',
    ].join('\n');
    const reading = only(script);
    assert.equal(reading.script, 'src/train.py');
    assert.deepEqual(reading.plan, { learningRate: 1e-4, epochs: 3, batchSize: 8 });
    assert.equal(script.slice(reading.from, reading.from + 8), 'torchrun');
  });

  it('reads each command of a list that a loop runs', () => {
    const script = (body: string): string =>
      ['commands=(', '  "python train.py --lr 1"', "  'python train.py --lr 2'", ')', body].join('\n');
    const loop = (run: string): string => script(`for cmd in "\${commands[@]}"; do\n  ${run}\ndone`);
    for (const run of ['$cmd', 'eval "$cmd"', 'bash -c "${cmd}"', 'echo go; $cmd']) {
      const readings = readCommandLine(loop(run));
      assert.equal(readings.filter((reading) => reading.script === 'train.py').length >= 2, true, run);
    }
    const [first] = readCommandLine(loop('$cmd'));
    assert.equal(loop('').slice(first?.from).startsWith('python train.py --lr 1'), true);
    assert.deepEqual(
      readCommandLine(loop('echo "$cmd"')).filter(({ verdict }) => verdict === 'training'),
      [],
    );
  });

  it('never throws, and ends, on any text', () => {
    const piece = fc.constantFrom(
      ...[
        'python ',
        'train.py ',
        '"',
        "'",
        '$(',
        '${',
        ')',
        '}',
        '`',
        '\\',
        '\n',
        '<<EOF',
        ' && ',
        '| ',
        'uv run ',
        '-m ',
        '-c ',
        'A=(',
        '--',
        'bash -c ',
        'env ',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        for (const reading of readCommandLine(pieces.join(''))) startsTraining(reading);
        readCommandLine(pieces);
      }),
      { numRuns: 500, seed: 1730 },
    );
    for (const text of [
      '('.repeat(100_000),
      '$('.repeat(50_000),
      '"'.repeat(99_999),
      'A=$A$A\n'.repeat(5000),
      'bash -c '.repeat(20_000),
    ]) {
      readCommandLine(text);
    }
  });
});
