import assert from 'node:assert/strict';
import { Project } from '../../../src/detect/project/project';
import type { ProjectFiles } from '../../../src/detect/project/project-modules';

/** A project in memory: paths, each with its lines. */
function projectOf(lines: Readonly<Record<string, readonly string[]>>): {
  readonly project: Project;
  readonly files: Record<string, string>;
  readonly trains: (path: string) => boolean;
} {
  const files = Object.fromEntries(Object.entries(lines).map(([path, text]) => [path, text.join('\n')]));
  const disk: ProjectFiles = {
    read: (path) => files[path] ?? null,
    namesIn: (folder) =>
      Object.keys(files).flatMap((path) =>
        path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/')
          ? [path.slice(folder.length + 1)]
          : [],
      ),
    isFolder: (path) => Object.keys(files).some((name) => name.startsWith(`${path}/`)),
  };
  const project = new Project(disk, '/project');
  return { project, files, trains: (path) => project.detect(path, files[path] ?? '').training };
}

const step = [
  'import torch',
  'def one_step(model, batch, mover):',
  '    model(batch).backward()',
  '    mover.step()',
];
const loop = [
  ...step,
  'def go(model, batches, mover):',
  '    for batch in batches:',
  '        one_step(model, batch, mover)',
];

describe('Project', () => {
  it('follows a call to the file that defines the function, and leaves the library a library', () => {
    const { trains } = projectOf({
      '/project/main.py': ['from engine import go', "if __name__ == '__main__':", '    go(1, 2, 3)'],
      '/project/show.py': ['from engine import go', "if __name__ == '__main__':", '    print(2)'],
      '/project/engine.py': loop,
    });
    assert.equal(trains('/project/main.py'), true);
    assert.equal(trains('/project/engine.py'), false);
    assert.equal(trains('/project/show.py'), false, 'imported alone');
  });

  it('follows a module that importlib takes by a literal name, and none by a name worked out', () => {
    const { trains } = projectOf({
      '/project/kept.py': [
        'import importlib',
        'engine = importlib.import_module("engine")',
        'engine.go(1, 2, 3)',
      ],
      '/project/at_once.py': [
        'from importlib import import_module',
        'def main():',
        "    import_module('engine').go(1, 2, 3)",
        'main()',
      ],
      '/project/worked_out.py': ['import importlib, sys', 'importlib.import_module(sys.argv[1]).go(1, 2, 3)'],
      '/project/shown.py': ['import importlib', 'print(importlib.import_module("engine"))'],
      '/project/engine.py': loop,
    });
    assert.equal(trains('/project/kept.py'), true);
    assert.equal(trains('/project/at_once.py'), true);
    assert.equal(trains('/project/worked_out.py'), false);
    assert.equal(trains('/project/shown.py'), false);
  });

  it('finds an agent that a loop over an environment is given, where it learns', () => {
    const loopWith = (method: string): string[] => [
      'def run(env, agent):',
      '    seen = env.reset()',
      '    for _ in range(9):',
      '        seen, gain, over, _ = env.step(agent.act(seen))',
      `        agent.${method}()`,
    ];
    const main = ['from project.loop import run', 'from project.agents import make', 'run(1, make())'];
    const agents = ['def make():', '    return 1'];
    const judged = (method: string): boolean =>
      projectOf({
        '/project/main.py': main,
        '/project/project/loop.py': loopWith(method),
        '/project/project/agents.py': agents,
      }).trains('/project/main.py');
    assert.equal(judged('learn'), true);
    assert.equal(judged('show'), false);
  });

  it('counts a single step only in a loop of the caller', () => {
    const { trains } = projectOf({
      '/project/looped.py': ['import engine', 'for batch in range(9):', '    engine.one_step(1, batch, 2)'],
      '/project/once.py': ['import engine', 'engine.one_step(1, 2, 3)'],
      '/project/engine.py': step,
    });
    assert.equal(trains('/project/looped.py'), true);
    assert.equal(trains('/project/once.py'), false);
  });

  it('follows packages, relative and star imports, and names that a package passes on', () => {
    const { trains } = projectOf({
      '/project/run.py': ['from app import Boss', 'Boss(3).go()'],
      '/project/star.py': ['from app.core.worker import *', 'go(1, 2, 3)'],
      '/project/alias.py': ['import app.core.worker as w', 'w.go(1, 2, 3)'],
      '/project/scripts/run.py': ['from app.core.worker import go', 'go(1, 2, 3)'],
      '/project/app/__init__.py': ['from .boss import Boss'],
      '/project/app/boss.py': [
        'from .core.worker import go as work',
        'class Boss:',
        '    def __init__(self, n): self.n = n',
        '    def go(self): work(1, 2, 3)',
        '    def look(self): return self.n',
      ],
      '/project/app/core/worker.py': loop,
      '/project/look.py': ['from app import Boss', 'Boss(3).look()'],
    });
    for (const path of ['run', 'star', 'alias', 'scripts/run'])
      assert.equal(trains(`/project/${path}.py`), true, path);
    assert.equal(trains('/project/look.py'), false, 'another method of the same object');
  });

  it('follows objects that a function makes, bases in other files, and workers that are spawned', () => {
    const { trains } = projectOf({
      '/project/made.py': ['from parts import build', 'thing = build(1)', 'thing.go()'],
      '/project/derived.py': ['from parts import Thing', 'class Mine(Thing):', '    pass', 'Mine().go()'],
      '/project/spawned.py': [
        'import torch.multiprocessing as mp',
        'import engine',
        'mp.spawn(engine.go, nprocs=2)',
      ],
      '/project/parts.py': [
        'import engine',
        'class Thing:',
        '    def go(self): engine.go(1, 2, 3)',
        'def build(n):',
        '    return Thing()',
      ],
      '/project/engine.py': loop,
    });
    for (const name of ['made', 'derived', 'spawned'])
      assert.equal(trains(`/project/${name}.py`), true, name);
  });

  it('follows a method of a base in another file to what the class makes of its parts', () => {
    const base = [
      'class Experiment:',
      '    def run(self, steps):',
      '        self.load()',
      '        for step in range(steps):',
      '            self.advance(step)',
      '    def show(self):',
      '        print(self)',
      '    def load(self): ...',
      '    def advance(self, step): ...',
    ];
    const derived = (used: string): string[] => [
      'import torch',
      'from kit.base import Experiment',
      'class Own(Experiment):',
      '    def advance(self, step):',
      '        self.net(step).backward()',
      '        self.mover.step()',
      used,
    ];
    const { trains } = projectOf({
      '/project/kit/base.py': base,
      '/project/kit/middle.py': ['from .base import Experiment', 'class Middle(Experiment):', '    pass'],
      '/project/own.py': derived('Own().run(3)'),
      '/project/shown.py': derived('Own().show()'),
      '/project/later.py': derived('def main():\n    own = Own()\n    own.run(3)'),
      '/project/starts.py': ['from later import main', 'main()'],
      '/project/deep.py': derived('Own().run(2)').map((line) =>
        line.replace('kit.base', 'kit.middle').replace('Experiment', 'Middle'),
      ),
      '/project/within.py': [
        ...derived('').slice(0, -1),
        '    def main(self):',
        '        self.run(3)',
        'Own().main()',
      ],
    });
    assert.equal(trains('/project/own.py'), true);
    assert.equal(trains('/project/shown.py'), false, 'a method that calls none of them');
    assert.equal(trains('/project/later.py'), false, 'never started');
    assert.equal(trains('/project/starts.py'), true);
    assert.equal(trains('/project/deep.py'), true);
    assert.equal(trains('/project/within.py'), true);
    assert.equal(trains('/project/kit/base.py'), false);
  });

  it('follows imported functions that are called from a list or a table', () => {
    const { trains } = projectOf({
      '/project/all.py': [
        'from engine import go as first',
        'jobs = [("first", first)]',
        'for name, job in jobs:',
        '    job(1, 2, 3)',
      ],
      '/project/mode.py': [
        'import sys',
        'import engine',
        'modes = {"a": engine.go}',
        'modes[sys.argv[1]](1, 2, 3)',
      ],
      '/project/list.py': ['from engine import go', 'names = [go]', 'print(names)'],
      '/project/engine.py': loop,
    });
    assert.equal(trains('/project/all.py'), true);
    assert.equal(trains('/project/mode.py'), true);
    assert.equal(trains('/project/list.py'), false, 'only printed');
  });

  it('follows an object that a class of a table makes, and names what its file trains with', () => {
    const { project, files, trains } = projectOf({
      '/project/run.py': [
        'import numpy as np',
        'from sklearn.metrics import f1_score',
        'from jobs import Small, Large',
        'JOBS = {"small": Small, "large": Large}',
        'def go(config):',
        '    made_by = JOBS[config.task]',
        '    job = made_by(config)',
        '    job.go()',
        'go(read())',
      ],
      '/project/at_once.py': ['from jobs import Small', 'JOBS = {"small": Small}', 'JOBS["small"]().go()'],
      '/project/named.py': ['from jobs import Small', 'JOBS = {"small": Small}', 'JOBS["small"]().name()'],
      '/project/jobs.py': [
        'import numpy as np',
        'from xgboost import XGBRegressor',
        'class Small:',
        '    def name(self):',
        '        return "small"',
        '    def go(self):',
        '        XGBRegressor().fit(np.load("x.npy"), np.load("y.npy"))',
        'class Large(Small):',
        '    pass',
      ],
    });
    assert.equal(trains('/project/run.py'), true);
    assert.equal(trains('/project/at_once.py'), true);
    assert.equal(trains('/project/named.py'), false);
    const { frameworks } = project.detect('/project/run.py', files['/project/run.py'] ?? '');
    assert.deepEqual(frameworks, ['xgboost']);
  });

  it('takes a function for what a package passes on under the name of its module', () => {
    const { trains } = projectOf({
      '/project/start.py': ['from kit import engine', 'engine(1, 2, 3)'],
      '/project/kit/__init__.py': ['from .engine import engine'],
      '/project/kit/engine.py': loop.map((line) => line.replace('def go(', 'def engine(')),
    });
    assert.equal(trains('/project/start.py'), true);
  });

  it('reads what a notebook of Databricks runs in its place', () => {
    const { trains } = projectOf({
      '/project/work.py': ['# Databricks notebook source', '# MAGIC %run ./loops/engine', 'go(1, 2, 3)'],
      '/project/said.py': ['# see loops/engine', 'go(1, 2, 3)'],
      '/project/loops/engine.py': loop,
    });
    assert.equal(trains('/project/work.py'), true);
    assert.equal(trains('/project/said.py'), false);
  });

  it('ends where imports go in circles, are missing or broken', () => {
    const { trains } = projectOf({
      '/project/a.py': ['from b import f', 'from gone import x', 'f()', 'x()'],
      '/project/b.py': ['from a import g', 'import torch', 'def f(): g()', 'loss.backward('],
    });
    assert.equal(trains('/project/a.py'), false);
  });

  it('keeps no for what goes in circles, and yes for what another file finds in them', () => {
    const { project, files, trains } = projectOf({
      '/project/quiet.py': ['from round_one import there', 'there()'],
      '/project/loud.py': [
        'from round_two import back',
        'back(True)',
        'from engine import go',
        'go(1, 2, 3)',
      ],
      '/project/round_one.py': [
        'from round_two import back',
        'def there():',
        '    back(False)',
        '    train = 1',
      ],
      '/project/round_two.py': [
        'from round_one import there',
        'def back(more):',
        '    there()',
        '    train = 2',
      ],
      '/project/engine.py': loop,
    });
    assert.equal(trains('/project/quiet.py'), false);
    assert.equal(trains('/project/loud.py'), true);
    files['/project/round_two.py'] = ['from engine import go', 'def back(more):', '    go(1, 2, 3)'].join(
      '\n',
    );
    project.forget('/project/round_two.py');
    assert.equal(trains('/project/quiet.py'), true, 'judged anew');
  });

  it('judges the scripts and modules that a shell script starts', () => {
    const { trains } = projectOf({
      '/project/run.sh': ['cd "$ROOT"', 'python tools/go.py'],
      '/project/other.sh': ['python -m app.look'],
      '/project/module.sh': ['python -m app.start'],
      '/project/from_home.sh': ['torchrun ${HOME}/tools/go.py'],
      '/project/outer.sh': ['bash run.sh'],
      '/project/tools/go.py': ['from app.engine import go', 'go(1, 2, 3)'],
      '/project/app/start.py': ['from .engine import go', 'go(1, 2, 3)'],
      '/project/app/look.py': ['print(1)'],
      '/project/app/engine.py': loop,
    });
    for (const name of ['run', 'module', 'from_home', 'outer'])
      assert.equal(trains(`/project/${name}.sh`), true, name);
    assert.equal(trains('/project/other.sh'), false);
  });

  it('says which files a verdict hangs on, and judges anew once one is forgotten', () => {
    const { project, files, trains } = projectOf({
      '/project/main.py': ['from middle import f', 'f()'],
      '/project/middle.py': ['import engine', 'def f(): engine.go(1, 2, 3)'],
      '/project/engine.py': loop,
    });
    const { consulted } = project.judge('/project/main.py', files['/project/main.py'] ?? '');
    assert.deepEqual([...consulted].sort(), ['/project/engine.py', '/project/middle.py']);
    files['/project/engine.py'] = 'def go(*all): pass';
    assert.equal(trains('/project/main.py'), true, 'what was read is kept');
    project.forget('/project/engine.py');
    assert.equal(trains('/project/main.py'), false);
  });

  describe('how a script is launched', () => {
    const trains = ['import torch', 'for batch in batches:', '    loss.backward()', '    optimizer.step()'];
    const commandOf = (
      lines: Readonly<Record<string, readonly string[]>>,
      path: string,
    ): readonly string[] => {
      const { project, files } = projectOf(lines);
      return project.detect(path, files[path] ?? '').command;
    };

    it('takes the launcher of the lines that run it in a document, a script or a Makefile', () => {
      const script = '/project/train.py';
      const readme = [
        '# Training',
        '',
        '```bash',
        '$ torchrun --nproc_per_node=8 --master_port=<a port> train.py --lr 1',
        '```',
      ];
      const inPlace = ['torchrun', '--standalone', script];
      assert.deepEqual(commandOf({ [script]: trains, '/project/README.md': readme }, script), inPlace);
      assert.deepEqual(
        commandOf(
          { [script]: trains, '/project/scripts/run.sh': ['accelerate launch train.py --lr 1'] },
          script,
        ),
        ['accelerate', 'launch', script],
      );
      assert.deepEqual(
        commandOf(
          { [script]: trains, '/project/Makefile': ['go:', '\tdeepspeed train.py --deepspeed'] },
          script,
        ),
        ['deepspeed', script],
      );
      assert.deepEqual(commandOf({ [script]: trains }, script), ['python3', script]);
    });

    it('takes the configuration that a project keeps for accelerate, where no line says otherwise', () => {
      const script = '/project/examples/train.py';
      const trainer = ['from transformers import Trainer', 'Trainer(model, args).train()'];
      const config = '/project/configs/accelerate.yaml';
      const several = ['compute_environment: LOCAL_MACHINE', 'distributed_type: FSDP', 'num_processes: 8'];
      const file = (lines: Readonly<Record<string, readonly string[]>>, code = trainer): string =>
        commandOf({ [script]: code, '/project/setup.cfg': [], ...lines }, script).join(' ');
      assert.equal(file({ [config]: several }), `accelerate launch --config_file ${config} ${script}`);
      assert.equal(
        file({ [config]: several, '/project/configs/zero3.yaml': several }),
        `accelerate launch ${script}`,
      );
      const one = ['compute_environment: LOCAL_MACHINE', "distributed_type: 'NO'", 'num_processes: 1'];
      assert.equal(file({ [config]: one }), `python3 ${script}`);
      assert.equal(file({ [config]: ['num_processes: 8'] }), `python3 ${script}`);
      const estimator = ['from sklearn.svm import SVC', 'SVC().fit(X, y)'];
      assert.equal(file({ [config]: several }, estimator), `python3 ${script}`);
      const says = { '/project/README.md': ['```', 'python examples/train.py', '```'] };
      assert.equal(file({ [config]: several, ...says }), `python3 ${script}`);
    });

    it('leaves lines that run another script of the same name', () => {
      const script = '/project/vision/train.py';
      const lines = {
        [script]: trains,
        '/project/README.md': ['```', 'cd text', 'torchrun train.py', '```'],
      };
      assert.deepEqual(commandOf(lines, script), ['python3', script]);
      const own = {
        [script]: trains,
        '/project/README.md': ['```', 'cd vision', 'torchrun train.py', '```'],
      };
      assert.deepEqual(commandOf(own, script), ['torchrun', '--standalone', script]);
    });

    it('sees what a function of another file asks of the launcher', () => {
      const script = '/project/train.py';
      const joins = [
        'import torch.distributed as dist',
        'def join():',
        '    dist.init_process_group("nccl")',
      ];
      assert.deepEqual(
        commandOf(
          { [script]: ['from spread import join', 'join()', ...trains], '/project/spread.py': joins },
          script,
        ),
        ['torchrun', '--standalone', script],
      );
      assert.deepEqual(
        commandOf(
          { [script]: ['from spread import leave', 'leave()', ...trains], '/project/spread.py': joins },
          script,
        ),
        ['python3', script],
        'another function of that file',
      );
    });

    it('runs a part of a package as a module, from the folder that holds the package', () => {
      const script = '/project/src/speech/bin/train.py';
      const { project, files } = projectOf({
        [script]: ['from ..model import Net', ...trains],
        '/project/src/speech/__init__.py': [''],
        '/project/src/speech/bin/__init__.py': [''],
      });
      const { command, module, folder } = project.detect(script, files[script] ?? '');
      assert.deepEqual(command, ['python3', '-m', 'speech.bin.train']);
      assert.equal(module, 'speech.bin.train');
      assert.equal(folder, '/project/src');
    });
  });
});
