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

  it('ends where imports go in circles, are missing or broken', () => {
    const { trains } = projectOf({
      '/project/a.py': ['from b import f', 'from gone import x', 'f()', 'x()'],
      '/project/b.py': ['from a import g', 'import torch', 'def f(): g()', 'loss.backward('],
    });
    assert.equal(trains('/project/a.py'), false);
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
});
