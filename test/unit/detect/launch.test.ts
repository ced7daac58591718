import assert from 'node:assert/strict';
import { detectTraining } from '../../../src/detect/detect';
import type { Detection } from '../../../src/detect/detection';

const detect = (file: string, ...lines: string[]): Detection => detectTraining(file, lines.join('\n'));
const command = (file: string, ...lines: string[]): string => detect(file, ...lines).command.join(' ');

describe('what a script must be told to train', () => {
  const fits = ['    from lightning import Trainer', '    Trainer().fit(model, data)'];
  const click = ['import click', '@click.group()', 'def cli():', '    pass'];

  it('names the command of a group that trains', () => {
    assert.equal(
      command(
        'cli.py',
        ...click,
        '@cli.command()',
        'def predict():',
        '    pass',
        '@cli.command()',
        '@click.option("--lr", default=0.1)',
        'def fit_model(lr):',
        ...fits,
        'cli()',
      ),
      'python3 cli.py fit-model',
    );
    assert.equal(
      command(
        'cli.py',
        ...click,
        '@cli.command("go")',
        'def start():',
        '    work()',
        'def work():',
        ...fits,
        'cli()',
      ),
      'python3 cli.py go',
    );
    assert.equal(
      command(
        'cli.py',
        ...click,
        '@click.command()',
        'def train():',
        ...fits,
        'cli.add_command(train)',
        'cli()',
      ),
      'python3 cli.py train',
    );
  });

  it('takes a command that is the only one for none', () => {
    assert.equal(
      command('cli.py', 'import click', '@click.command()', 'def train():', ...fits, 'train()'),
      'python3 cli.py',
    );
    const typer = ['import typer', 'app = typer.Typer()', '@app.command()', 'def train():', ...fits];
    assert.equal(command('cli.py', ...typer, 'app()'), 'python3 cli.py');
    assert.equal(
      command('cli.py', ...typer, '@app.command()', 'def serve():', '    pass', 'app()'),
      'python3 cli.py train',
    );
  });

  it('takes the parser or the function that is called after training', () => {
    assert.equal(
      command(
        'main.py',
        'import argparse',
        'from lightning import Trainer',
        'commands = argparse.ArgumentParser().add_subparsers(dest="command")',
        'commands.add_parser("evaluate")',
        'commands.add_parser("train", help="Trains.")',
        'Trainer().fit(model, data)',
      ),
      'python3 main.py train',
    );
    assert.equal(
      command(
        'main.py',
        'import fire',
        'def first():',
        '    pass',
        'def second():',
        ...fits,
        'fire.Fire({"show": first, "learn": second})',
      ),
      'python3 main.py learn',
    );
    assert.equal(
      command('main.py', 'import fire', 'def train():', ...fits, 'fire.Fire(train)'),
      'python3 main.py',
    );
  });
});

describe('the launch command of other files', () => {
  it('makes the target whose recipe trains, where the Makefile stands', () => {
    const makefile = [
      'PYTHON ?= uv run python',
      'data/train.parquet: prepare.py',
      '\t$(PYTHON) $< --out $@',
      'model.pt: fit.py train_net.py',
      '\t$(PYTHON) $< --epochs 3',
      'all: train_net.py',
      '\t$(PYTHON) $<',
    ];
    assert.equal(command('sub/Makefile', ...makefile), 'make -C sub model.pt');
    assert.deepEqual(
      detect('Makefile', ...makefile).evidence.map(({ line }) => line),
      [5, 7],
    );
    assert.equal(command('Makefile', 'train:', '\tpython train.py'), 'make train');
    assert.equal(command('build/rules.mk', 'train:', '\tpython train.py'), 'make -C build -f rules.mk train');
  });

  it('calls a target by a name that make knows, and says where there is none', () => {
    const commands = (...lines: readonly string[]): string[] =>
      detect('Makefile', ...lines).tasks.map(({ command: words }) => words.join(' '));
    const recipe = '\tpython train.py --epochs 3';
    assert.deepEqual(
      commands('OUT ?= out', 'MODEL = $(OUT)/$(NAME).pt', 'NAME := a', '$(MODEL): data.csv', recipe),
      ['make out/a.pt'],
    );
    assert.deepEqual(commands('A = a', 'A += b', 'A ?= c', '${A}: data.csv', recipe), ['make a', 'make b']);
    assert.deepEqual(commands('fit eval:', recipe), ['make fit', 'make eval']);
    assert.deepEqual(commands('.PHONY: train', 'train: $(MODEL)', '$(MODEL): data.csv', recipe), [
      'make train',
    ]);
    assert.deepEqual(commands('all: models/a.pt', 'models/%.pt: data.csv', recipe), ['make all']);
    assert.deepEqual(commands('all: first', 'first: models/a.pt', 'models/%.pt: %.csv', recipe), [
      'make first',
    ]);
    for (const target of ['$(MODEL)', '$(addprefix out/, a b)', 'models/%.pt', '.DEFAULT', '%']) {
      const found = detect('Makefile', 'all: other', `${target}: data.csv`, recipe);
      assert.equal(found.training, true);
      assert.deepEqual([found.command, found.tasks.map((task) => task.command)], [[], [[]]]);
      assert.deepEqual(found.notes, [`No launch command is known: ${target} is no name to call make with.`]);
    }
    const mixed = detect('Makefile', 'models/%.pt:', recipe, 'train:', '\tpython train.py --epochs 9');
    assert.deepEqual([mixed.command, mixed.plan], [['make', 'train'], { epochs: 9 }]);
    assert.deepEqual(
      detect('justfile', 'fit rate="1" size:', recipe).tasks.map(({ name }) => name),
      ['fit'],
    );
  });

  it('gives each target, script and stage a plan of its own', () => {
    const plans = (fileName: string, ...lines: readonly string[]): unknown =>
      detect(fileName, ...lines).tasks.map(({ name, command: words, plan, evidence }) => ({
        name,
        command: words.join(' '),
        plan,
        lines: evidence.map(({ line }) => line),
      }));
    const makefile = [
      'small:',
      '\tpython train.py --epochs 3',
      '\tpython train.py --epochs 3 --batch-size 16',
      'clean:',
      '\trm -rf out',
      'large:',
      '\ttorchrun --nproc-per-node 4 train.py --epochs 90 --batch-size 256',
    ];
    const small = { name: 'small', command: 'make small', plan: { epochs: 3, batchSize: 16 }, lines: [2, 3] };
    const large = {
      name: 'large',
      command: 'make large',
      plan: { epochs: 90, batchSize: 256, gpus: 4 },
      lines: [7],
    };
    assert.deepEqual(plans('Makefile', ...makefile), [small, large]);
    const whole = detect('Makefile', ...makefile);
    assert.deepEqual(whole.plan, small.plan);
    assert.equal(whole.command.join(' '), 'make small');
    assert.deepEqual(
      whole.evidence.map(({ line }) => line),
      [2, 3, 7],
    );
    assert.deepEqual(
      plans(
        'dvc.yaml',
        'stages:',
        '  a:',
        '    cmd: python train.py --epochs 1',
        '  b:',
        '    cmd: python train.py --epochs 2',
      ),
      [
        { name: 'a', command: 'dvc repro a', plan: { epochs: 1 }, lines: [3] },
        { name: 'b', command: 'dvc repro b', plan: { epochs: 2 }, lines: [5] },
      ],
    );
    assert.deepEqual(detect('train.py', 'x = 1').tasks, []);
  });

  it('runs the image whose command trains, and builds the one that trains as it is built', () => {
    const base = 'FROM python:3.12';
    assert.deepEqual(detect('my images/Dockerfile', base, 'CMD ["python", "train.py"]').command, [
      'sh',
      '-c',
      `docker run --rm --gpus all "$(docker build -q -f 'my images/Dockerfile' .)"`,
    ]);
    assert.equal(command('Dockerfile', base, 'RUN python train.py'), 'docker build -f Dockerfile .');
  });
});

describe('the plan of a launch', () => {
  const gpus = (...lines: string[]): number | undefined => detect('run.sh', ...lines).plan.gpus;

  it('counts the devices of all machines', () => {
    assert.equal(gpus('torchrun --nnodes=2 --nproc_per_node=8 train.py'), 16);
    assert.equal(gpus('deepspeed --num_nodes 4 --num_gpus 4 train.py'), 16);
    assert.equal(gpus('torchrun --nproc_per_node=8 train.py --nodes 3'), 8);
    assert.equal(gpus('accelerate launch --num_machines 2 --num_processes 16 train.py'), 16);
  });

  it('counts none where only the run tells on how many machines', () => {
    assert.equal(gpus('torchrun --nnodes=$NODES --nproc_per_node=8 train.py'), undefined);
    assert.equal(gpus('torchrun --nnodes=1:4 --nproc_per_node=8 train.py'), undefined);
    const job = 'srun torchrun --nnodes=$SLURM_NNODES --nproc_per_node=8 train.py';
    assert.equal(gpus('#SBATCH --nodes=3', job), 24);
    assert.equal(gpus('#SBATCH -N 2', job), 16);
    assert.equal(gpus('#SBATCH --nodes=2', 'srun torchrun --nproc_per_node=8 train.py'), 16);
    assert.equal(gpus('#SBATCH --nodes=2', 'srun torchrun --nnodes=1 --nproc_per_node=8 train.py'), 8);
    assert.equal(gpus('#SBATCH --nodes=2', 'torchrun --nproc_per_node=8 train.py'), 8);
    assert.equal(gpus('', 'srun torchrun --nproc_per_node=8 train.py'), 8);
  });
});

describe('the plan of a script', () => {
  const trains = ['import lightning', 'lightning.Trainer().fit(model, data)'];
  const plan = (...lines: string[]): object => detect('train.py', ...lines, ...trains).plan;

  it('has the defaults of flags and of functions that are commands', () => {
    assert.deepEqual(plan('from absl import flags', 'flags.DEFINE_integer("epochs", 20, "Passes.")'), {
      epochs: 20,
    });
    assert.deepEqual(
      plan(
        'import typer',
        'app = typer.Typer()',
        '@app.command()',
        'def main(',
        '    data: str = "x",',
        '    lr: float = typer.Option(3e-4, help="The rate."),',
        '    batch_size: int = 32,',
        ') -> None:',
        '    steps = 7',
      ),
      { learningRate: 3e-4, batchSize: 32 },
    );
    assert.deepEqual(plan('import fire', 'def go(epochs=2, other=3):', '    pass', 'fire.Fire(go)'), {
      epochs: 2,
    });
    assert.deepEqual(plan('def helper(epochs=2):', '    pass'), {});
  });

  it('has products of numbers, and loops over epochs', () => {
    assert.deepEqual(plan('accumulation_steps = 5 * 8', 'block_size = 2 ** 10'), {
      gradientAccumulation: 40,
      sequenceLength: 1024,
    });
    assert.deepEqual(plan('for epoch in range(1, 91):', '    pass'), { epochs: 90 });
    assert.deepEqual(plan('for epoch in tqdm(range(5)):', '    pass'), { epochs: 5 });
    assert.deepEqual(plan('for epoch in range(start, 90):', '    pass'), {});
    assert.deepEqual(plan('for i in range(90):', '    pass'), {});
    assert.deepEqual(plan(`steps = ${'2 * '.repeat(20_000)}2`), {});
  });
});

describe('pipelines', () => {
  it('finds the rule, the process and the task that trains', () => {
    const rule = (command: string): Detection =>
      detect(
        'flow/Snakefile',
        'rule fold:',
        '    output: "m/{k}.pt"',
        '    shell:',
        `        "${command} {input} "`,
        '        "--lr {config[lr]}"',
      );
    assert.equal(rule('python train.py --epochs 3').training, true);
    assert.deepEqual(rule('python train.py').command, [
      'snakemake',
      '-s',
      'flow/Snakefile',
      '--cores',
      'all',
    ]);
    assert.equal(rule('python evaluate.py').training, false);
    assert.equal(detect('a.smk', 'rule fold:', '    script: "scripts/train.py"').training, true);
    const process = (script: string): boolean =>
      detect(
        'main.nf',
        'process FOLD {',
        '    input: path x',
        '    script:',
        '    """',
        `    python ${script} --k \${x}`,
        '    """',
        '}',
      ).training;
    assert.equal(process('train.py'), true);
    assert.equal(process('count.py'), false);
    const task = (...vars: string[]): boolean =>
      detect('Taskfile.yml', ...vars, 'tasks:', '  go:', '    cmds:', '      - "{{.PY}} src/train.py"')
        .training;
    assert.equal(task('vars: { PY: .venv/bin/python }'), true);
    assert.equal(task(), true, 'what runs it is given from outside');
    assert.equal(task('vars: { PY: cat }'), false);
  });

  it('runs what a here-document puts into a variable', () => {
    const script = (...lines: string[]): boolean => detect('run.sh', ...lines).training;
    const document = ['echo \\$HOSTNAME \\', '&& python finetune.py lr=1e-4'];
    assert.equal(script("read -r -d '' CMD <<EOF", ...document, 'EOF', 'srun bash -c "$CMD"'), true);
    assert.equal(script('CMD=$(cat <<EOF', ...document, 'EOF', ')', 'srun bash -c "$CMD"'), true);
    assert.equal(script("read -r -d '' NOTE <<EOF", ...document, 'EOF', 'echo "$NOTE"'), false);
  });
});
