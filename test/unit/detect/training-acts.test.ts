import assert from 'node:assert/strict';
import { detectTraining } from '../../../src/detect/detect';
import type { Detection } from '../../../src/detect/detection';

const detect = (file: string, ...lines: string[]): Detection => detectTraining(file, lines.join('\n'));

describe('what an optimizer moves', () => {
  const descends = (optimizer: string, ...before: string[]): boolean =>
    detect(
      'optimize.py',
      'import torch',
      ...before,
      `opt = ${optimizer}`,
      'for i in range(100):',
      '    opt.zero_grad()',
      '    loss(net).backward()',
      '    opt.step()',
    ).training;

  it('is no training where it is an input of a network that stays as it is', () => {
    assert.equal(descends('torch.optim.Adam([img])'), false);
    assert.equal(descends('torch.optim.LBFGS([input_img.requires_grad_()])'), false);
    assert.equal(descends('torch.optim.Adam([{"params": latent, "lr": 0.1}], lr=0.2)'), false);
    assert.equal(
      descends('torch.optim.Adam([x])', 'net.eval()', 'x = start.clone().requires_grad_(True)'),
      false,
    );
    assert.equal(
      descends('made(img)', 'def made(image):', '    opt = torch.optim.LBFGS([image])', '    return opt'),
      false,
    );
  });

  it('is no training where it is single tensors that are fitted to no samples', () => {
    const fit = (name: string, ...words: string[]): boolean =>
      detect(
        'fit.py',
        'import torch',
        `${name} = torch.zeros(3, requires_grad=True)`,
        `opt = torch.optim.Adam([{"params": [${name}]}], lr=0.1)`,
        'for i in range(100):',
        '    opt.zero_grad()',
        `    cost(${[name, ...words].join(', ')}).backward()`,
        '    opt.step()',
      ).training;
    assert.equal(fit('offset'), false);
    assert.equal(fit('weights'), true);
    assert.equal(fit('offset', 'x_train', 'y_train'), true);
  });

  it('is training where it is parameters, or both', () => {
    assert.equal(descends('torch.optim.Adam(net.parameters())'), true);
    assert.equal(descends('torch.optim.Adam([w, b])'), true);
    assert.equal(descends('torch.optim.Adam([img, w])'), true);
    assert.equal(descends('torch.optim.Adam([x])', 'x = start.clone().requires_grad_(True)'), true);
    assert.equal(descends('torch.optim.Adam([{"params": net.parameters()}, {"params": latent}])'), true);
  });
});

describe('ways of writing a loop', () => {
  const trains = (...lines: string[]): boolean => detect('script.py', ...lines).training;
  const setUp = ['import torch', 'net, opt, batches = made()'];
  const jax = ['import jax', 'loss, X = made()'];

  it('follows a lambda to where it is called', () => {
    const step = 'step = lambda x: (opt.zero_grad(), loss(net(x)).backward(), opt.step())';
    assert.equal(trains(...setUp, step, 'for x in batches:', '    step(x)'), true);
    assert.equal(trains(...setUp, step, 'step(batches[0])'), false, 'one step');
    assert.equal(
      trains(...jax, 'f = lambda i, w: w - 0.1 * jax.grad(loss)(w)', 'jax.lax.fori_loop(0, 9, f, X)'),
      true,
    );
    assert.equal(trains(...jax, 'f = lambda w: w - 0.1 * jax.grad(loss)(w)', 'print(f(X))'), false);
  });

  it('follows a command through the function of the file that starts it', () => {
    const wrapper = ['import subprocess', 'def sh(cmd):', '    subprocess.run(cmd, check=True)'];
    const chosen = 'base = ["torchrun", "train.py"] if several else ["python", "train.py"]';
    assert.equal(trains(...wrapper, chosen, 'sh(base + ["--seed", "1"])'), true);
    assert.equal(trains(...wrapper, 'sh(["python", "evaluate.py"])'), false);
  });

  it('follows an update of optax whatever the parameters are called, but no image that is made', () => {
    const step = (name: string): string[] => [
      'import jax, optax',
      '@jax.jit',
      `def step(${name}, s, x, y):`,
      `    l, g = jax.value_and_grad(loss)(${name}, x, y)`,
      `    up, s = opt.update(g, s, ${name})`,
      `    return optax.apply_updates(${name}, up), s, l`,
      'opt = optax.adam(1e-3)',
      's = opt.init(made)',
      'for i in range(1000):',
      `    made, s, l = step(made, s, *sample(i))`,
    ];
    assert.equal(trains(...step('p')), true);
    assert.equal(trains(...step('params')), true);
    assert.equal(trains(...step('image')), false);
  });

  it('takes a function that is folded over batches for a loop', () => {
    const update = [
      'import functools, jax, optax',
      'def update(state, batch):',
      '    grads = jax.grad(loss)(state, batch)',
      '    return optax.apply_updates(state, grads)',
    ];
    assert.equal(trains(...update, 'functools.reduce(update, batches, params)'), true);
    assert.equal(trains(...update, 'update(params, batches[0])'), false);
  });

  it('leaves smoothing, time that passes and a model that is handed back', () => {
    assert.equal(trains('for y in read():', '    error = y - level', '    level += alpha * error'), false);
    assert.equal(trains('for x, y in read():', '    error = y - w * x', '    w += alpha * error * x'), true);
    const game = ['from game import Agent', 'agent = Agent()', 'while True:'];
    assert.equal(trains(...game, '    agent.update(dt)'), false);
    assert.equal(trains(...game, '    agent.update(state, action, reward)'), true);
    assert.equal(trains('from project import load', 'net = load("x.pt").train()', 'net.parameters()'), false);
    assert.equal(trains('from project import load', 'result = load("x.yml").train()'), true);
  });

  it('takes the entry of a package by the name of the package', () => {
    assert.equal(trains('from clip_train.main import main', 'main()'), true);
    assert.equal(trains('from clip_serve.main import main', 'main()'), false);
  });

  it('tells a package that uv or conda is given from what is run', () => {
    const launcher = (line: string): string => detect('run.sh', line).launcher;
    assert.equal(launcher('uv run --with trl --with peft accelerate launch sft.py'), 'accelerate');
    assert.equal(launcher('conda run -n deepspeed python train.py'), 'python');
    assert.equal(launcher('sudo -n python train.py'), 'python');
  });

  it('makes no objects of a class by defining, deriving from or annotating with it', () => {
    const fitted = ['class Base:', '    def __init__(self, X, y):', '        SVC().fit(X, y)'];
    const file = (...lines: string[]): boolean => trains('from sklearn.svm import SVC', ...fitted, ...lines);
    assert.equal(file(), false);
    assert.equal(file('class Derived(Base):', '    pass'), false);
    assert.equal(file('def show(model: Base) -> Base:', '    print(model)', 'show(load())'), false);
    assert.equal(
      file('class Other:', '    def __init__(self):', '        super().__init__()', 'Other()'),
      false,
    );
    assert.equal(file('Base(X, y)'), true);
    assert.equal(file('class Derived(Base):', '    pass', 'Derived(X, y)'), true);
  });

  it('takes what a method of a class of the file gives for an object that it does not know', () => {
    const builder = [
      'from tensorflow import keras',
      'class Builder:',
      '    def net(self):',
      '        return made()',
    ];
    assert.equal(trains(...builder, 'model = Builder().net()', 'model.fit(a, epochs=5)'), true);
    assert.equal(trains(...builder, 'model = Builder()', 'model.fit(a, epochs=5)'), false);
  });

  it('knows optimizers that are functions: given the gradient, or three at once', () => {
    const grad = ['from autograd import grad', 'from autograd.misc.optimizers import adam'];
    assert.equal(trains(...grad, 'best = adam(grad(loss), start, num_iters=500)'), true);
    assert.equal(trains(...grad, 'slope = grad(loss)', 'best = adam(slope, start)'), true);
    assert.equal(trains(...grad, 'print(grad(loss)(start))'), false);
    const three = [
      'from jax import grad',
      'from jax.example_libraries import optimizers',
      'begin, apply, params_of = optimizers.momentum(0.1, 0.9)',
      'slope = grad(loss)',
    ];
    assert.equal(trains(...three, 'for i in range(9):', '    s = apply(i, slope(params_of(s)), s)'), true);
    assert.equal(trains(...three, 's = apply(0, slope(params_of(s)), s)'), false, 'one step');
  });

  it('leaves what stands between two values', () => {
    assert.equal(
      trains(
        'path = [base.requires_grad_() + alpha * (image - base) for alpha in alphas for _ in range(2)]',
        'scores = [loss(x) for x in path]',
      ),
      false,
    );
    assert.equal(
      trains('for a in rates:', '    y = 1 / (2 * pi) * ((a - x) * (x - b)) ** 0.5 / alpha'),
      false,
    );
  });

  it('leaves an image that a module holds, and one that a function makes an optimizer of', () => {
    const loop = [
      'for i in range(300):',
      '    loss = style(net(made()))',
      '    loss.backward()',
      '    mover.step()',
    ];
    const module = (signature: string, returned: string): string[] => [
      'import torch',
      'class Made(torch.nn.Module):',
      `    def forward(${signature}):`,
      `        return ${returned}`,
      'made = Made()',
      'mover = torch.optim.Adam(made.parameters(), lr=0.1)',
      ...loop,
    ];
    assert.equal(trains(...module('self', 'self.pixels')), false);
    assert.equal(trains(...module('self, x', 'self.layer(x)')), true);
    const made = (moved: string): string[] => [
      'import torch',
      'def set_up(img):',
      `    mover = torch.optim.Adam(${moved})`,
      '    return mover, 300',
      'mover, steps = set_up(picture)',
      ...loop,
    ];
    assert.equal(trains(...made('[img]')), false);
    assert.equal(trains(...made('net.parameters()')), true);
  });

  it('takes what a star import brings, and agents in a list, for the project’s', () => {
    assert.equal(trains('from runs import *', 'train_agent(settings)'), true);
    assert.equal(trains('from numpy import *', 'train_agent(settings)'), false);
    const loop = ['env.reset()', 'for i in range(9):', '    env.step(1)'];
    assert.equal(trains('agents = [make() for _ in range(2)]', ...loop, '    agents[i].learn(reward)'), true);
    assert.equal(trains('agents = [make() for _ in range(2)]', ...loop, '    agents[i].act(reward)'), false);
  });

  it('knows a main that its decorator runs, and optimizers that are called with the gradients', () => {
    const main = ['def main():', '    SVC().fit(X, y)'];
    const file = (decorator: string): boolean =>
      trains('from sklearn.svm import SVC', 'from project.script import starts', decorator, ...main);
    assert.equal(file('@starts(settings)'), true);
    assert.equal(file('@torch.no_grad()'), false);
    const step = [
      'import mindspore as ms',
      'mover = ms.nn.Adam(net.trainable_params())',
      'slope = ms.value_and_grad(loss)',
    ];
    assert.equal(trains(...step, 'for x in batches:', '    l, g = slope(x)', '    mover(g)'), true);
    assert.equal(trains(...step, 'for x in batches:', '    l, g = slope(x)', '    show(g)'), false);
  });

  it('leaves a tensor that is told by itself to take a gradient, where the network stays as it is', () => {
    const file = (told: string): boolean =>
      trains(
        'import torch',
        'net = load().eval()',
        'waves = torch.randn(3)',
        told,
        'mover = torch.optim.Adam([waves])',
        'for i in range(300):',
        '    net(waves).backward()',
        '    mover.step()',
      );
    assert.equal(file('waves.requires_grad_(True)'), false);
    assert.equal(file('waves.requires_grad = True'), false);
  });

  it('follows a step that is compiled where it is written, and one that carries a velocity on', () => {
    const compiled = (body: string): boolean =>
      trains('import jax', `step = jax.jit(lambda w: ${body})`, 'for _ in range(500):', '    w = step(w)');
    assert.equal(compiled('w - 0.1 * jax.grad(loss)(w)'), true);
    assert.equal(compiled('jax.tree.map(lambda p, g: p - 1e-2 * g, w, jax.grad(loss)(w))'), true);
    assert.equal(compiled('w + 0.1 * laplacian(w)'), false);
    const scanned = (...body: string[]): boolean =>
      trains(
        'import jax',
        'def step(carry, batch):',
        '    w, m = carry',
        '    g = jax.grad(loss)(w, batch)',
        ...body.map((line) => `    ${line}`),
        '(w, m), _ = jax.lax.scan(step, (w, m), batches)',
      );
    assert.equal(scanned('m = 0.9 * m + g', 'return (w - 0.1 * m, m), None'), true);
    assert.equal(scanned('m = m + g', 'return (w + 0.1 * m, m), None'), false);
  });

  it('takes an imported step that parameters go into and come back from', () => {
    const file = (call: string, ...imports: string[]): boolean =>
      trains('import jax', ...imports, 'for batch in batches():', `    ${call}`);
    const update = 'from project.model import update';
    assert.equal(file('params, loss = update(params, batch)', update), true);
    assert.equal(file('params = move(params, batch)', update, 'move = jax.jit(update)'), false);
    assert.equal(file('params = step(params, batch)', update, 'step = jax.jit(update)'), true);
    assert.equal(file('state = update(state, batch)', update), false);
    assert.equal(file('loss = update(params, batch)', update), false);
    assert.equal(file('params = jax.update(params, batch)'), false);
  });

  it('takes a base of a file that is not there to call the parts that train', () => {
    const run = (...lines: string[]): boolean =>
      detect(
        'own.py',
        'import torch',
        ...lines.slice(0, 1),
        'class Own(Base):',
        '    def update_net(self, batch):',
        '        self.net(batch).backward()',
        '        self.mover.step()',
        '    def save(self, path):',
        '        print(path)',
        ...lines.slice(1),
      ).training;
    assert.equal(run('from kit.base import Base', 'Own().train(10)'), true);
    assert.equal(run('from kit.base import Base', 'own = Own()', 'own.train(10)'), true);
    assert.equal(run('from kit.base import Base', 'Own().save("x")'), false);
    assert.equal(run('from kit.base import Base', 'own = Own()'), false);
    assert.equal(run('from torch.nn import Module as Base', 'Own().train(True)'), false, 'a mode');
    assert.equal(run('from threading import Timer as Base', 'Own().start()'), false);
  });

  it('takes a function that is given the optimizer in a loop, and not what saves or schedules it', () => {
    const call = (name: string, given = 'opt'): boolean =>
      detect(
        'main.py',
        'import torch',
        `from kit.parts import ${name}`,
        'opt = torch.optim.AdamW(net.parameters())',
        'data = open("x")',
        'for epoch in range(3):',
        `    ${name}(net, data, ${given})`,
      ).training;
    assert.equal(call('run_epoch'), true);
    assert.equal(call('one_pass', 'optimizer=opt'), true);
    assert.equal(call('one_pass', 'data'), false);
    assert.equal(call('save_checkpoint'), false);
    assert.equal(call('adjust_learning_rate'), false);
  });

  it('knows parts, entries and long runs by their names, and not what is about them', () => {
    const loops = (name: string): boolean =>
      detect('main.py', `from kit import ${name}`, 'for epoch in range(3):', `    ${name}(net, data)`)
        .training;
    assert.equal(loops('diffusion_train_epoch'), true);
    assert.equal(loops('plot_train_epoch'), false);
    assert.equal(loops('get_train_step'), false);
    assert.equal(
      detect('main.py', 'from kit import sim_train', 'sim_train(trace, total_steps=10)').training,
      true,
    );
    assert.equal(detect('main.py', 'from kit import sim_train', 'sim_train(trace)').training, false);
    assert.equal(detect('main.py', 'from kit import load_train', 'load_train(a, epochs=3)').training, false);
    const entry = (from: string, name: string): boolean =>
      detect('main.py', `from ${from} import ${name}`, `${name}(config)`).training;
    assert.equal(entry('cells.train', 'run_segmentation'), true);
    assert.equal(entry('cells.train', 'run_evaluation'), false);
    assert.equal(entry('cells.show', 'run_segmentation'), false);
  });

  it('knows what a training module passes on under another name, rounds of boosting, and loaders that are fitted to', () => {
    const trains = (...lines: string[]): boolean => detect('main.py', ...lines).training;
    assert.equal(trains('from .train import main as start_all', 'start_all()'), true);
    assert.equal(trains('from .show import main as start_all', 'start_all()'), false);
    const boosts = ['from boosts.model import Boosts', 'booster = Boosts(dist)'];
    assert.equal(trains(...boosts, 'booster.train(params, data, num_boost_round=9)'), true);
    assert.equal(trains(...boosts, 'booster.train(True)'), false);
    const made = ['from hydra.utils import instantiate', 'baseline = instantiate(config)'];
    assert.equal(trains(...made, "baseline.fit(loaders['train'], loaders['val'])"), true);
    assert.equal(trains(...made, 'baseline.fit(window)'), false);
  });

  it('leaves a call that is told to take no step', () => {
    const steps = (given: string): boolean =>
      detect(
        'net.py',
        'from brax.training.agents.ppo import train',
        `net = train(env, num_timesteps=${given})`,
      ).training;
    assert.equal(steps('0'), false);
    assert.equal(steps('1000'), true);
    assert.equal(steps('0.5 * limit'), true);
  });

  it('finds agents by what an environment gives them, a step by hand whose rate is a number, and a flow of Metaflow', () => {
    const agent = (...rest: string[]): boolean =>
      detect(
        'play.py',
        'import gym, kit',
        'env = gym.make("x")',
        'q = kit.Table(env)',
        'for episode in range(9):',
        '    s = env.reset()',
        '    s, r, done, info = env.step(q(s))',
        ...rest,
      ).training;
    assert.equal(agent('    q.batch_update(*buffer.sample())'), true);
    assert.equal(agent('q.batch_update(*buffer.sample())'), false, 'once');
    const hand = (value: string, name = 'w2'): boolean =>
      detect(
        'hand.py',
        'import numpy as np',
        'for i in range(9):',
        '    d2 = (o - y) * o',
        `    ${name} -= ${value}`,
      ).training;
    assert.equal(hand('0.5 * h.T @ d2'), true);
    assert.equal(hand('0.5 * h'), false);
    assert.equal(hand('0.5 * h.T @ d2', 'offset'), false);
    const flow = (script: string): boolean =>
      detect(
        'flow.py',
        'from metaflow import FlowSpec, current, step',
        'class Flow(FlowSpec):',
        '    @step',
        '    def start(self):',
        `        current.torch.run(entrypoint="${script}")`,
        "if __name__ == '__main__':",
        '    Flow()',
      ).training;
    assert.equal(flow('train.py'), true);
    assert.equal(flow('evaluate.py'), false);
  });

  it('knows gradients that are set by hand, many parameters moved at once, and a network whose rate is one', () => {
    const step = (given: string, moved: string): boolean =>
      detect(
        'step.py',
        'import torch',
        'opt = torch.optim.SGD(list(params.values()), lr=0.1)',
        'for x in batches:',
        '    grads, loss = gradients_of(params, x)',
        '    for name, p in params.items():',
        `        p.grad = ${given}`,
        `    ${moved}`,
      ).training;
    assert.equal(step('grads[name]', 'opt.step()'), true);
    assert.equal(step('None', 'opt.step()'), false, 'only cleared');
    assert.equal(step('grads[name]', 'print(loss)'), false, 'only shown');
    const each = (moved: string): boolean =>
      detect(
        'each.py',
        'import torch',
        'for x in batches:',
        '    grads = torch.autograd.grad(loss(net, x), params)',
        `    ${moved}`,
      ).training;
    assert.equal(each('torch._foreach_add_(params, grads, alpha=-lr)'), true);
    assert.equal(each('torch._foreach_add_(sums, grads)'), false, 'only added up');
    const layer = (update: string): boolean =>
      detect(
        'layer.py',
        'import numpy as np',
        'for j in range(60000):',
        '    error = y - sigmoid(np.dot(x, syn0))',
        `    ${update}`,
      ).training;
    assert.equal(layer('syn0 += x.T.dot(error * slope)'), false, 'not what came back');
    assert.equal(layer('syn0 += x.T.dot(delta)'), true);
    assert.equal(layer('syn0 += np.dot(x.T, l1_delta)'), true);
    assert.equal(layer('syn0 += np.dot(x.T, error)'), true);
    assert.equal(layer('shown += delta'), false);
    for (const summed of [
      'b -= jacobian.T @ error',
      'b += J.T.dot(delta)',
      'state += K.T @ error',
      'dW += x.T @ delta',
    ])
      assert.equal(layer(summed), false, `no update: ${summed}`);
  });

  it('takes clusters, mixtures and forests that isolate for models however they are fitted, and no projection', () => {
    const fit = (module: string, made: string, how: string): boolean =>
      detect(
        'fit.py',
        `from sklearn.${module} import *`,
        `from sklearn import ${module}`,
        `m = ${module}.${made}`,
        `m.${how}(table)`,
      ).training;
    assert.equal(fit('cluster', 'KMeans(3)', 'fit_transform'), true);
    assert.equal(fit('mixture', 'GaussianMixture(3)', 'fit_predict'), true);
    assert.equal(fit('ensemble', 'IsolationForest()', 'fit_predict'), true);
    assert.equal(fit('decomposition', 'PCA(2)', 'fit_transform'), false);
    assert.equal(fit('preprocessing', 'StandardScaler()', 'fit_transform'), false);
  });

  it('reads the magic cells and commands of a notebook that was made a script', () => {
    const found = detect(
      'converted.py',
      'import torch',
      "get_ipython().run_line_magic('matplotlib', 'inline')",
      '# In[2]:',
      `get_ipython().run_cell_magic('time', '', 'for x, y in loader:\\n    loss(net(x), y).backward()\\n    optimizer.step()\\nprint("it\\'s done")\\n')`,
    );
    assert.equal(found.training, true);
    assert.deepEqual(
      found.evidence.map(({ line }) => line),
      [4],
    );
    assert.match(found.evidence[0]?.text ?? '', /^get_ipython\(\)\.run_cell_magic/);
    assert.equal(detect('converted.py', "get_ipython().system('python train.py --epochs 3')").training, true);
    assert.equal(detect('converted.py', "get_ipython().system('ls train')").training, false);
    const written = `get_ipython().run_cell_magic('writefile', 'train.py', 'for x in y:\\n    loss.backward()\\n    opt.step()\\n')`;
    assert.equal(detect('converted.py', 'import torch', written).training, false, 'only written to a file');
  });

  it('leaves a local model that explains a prediction', () => {
    const fit = (model: string, fitted: string): boolean =>
      trains(
        'from sklearn import ensemble, linear_model',
        `simpler_model = ${model}`,
        `simpler_model.fit(${fitted})`,
      );
    const near = 'perturbations, predictions, sample_weight=weights';
    assert.equal(fit('linear_model.Ridge()', near), false);
    assert.equal(fit('linear_model.Ridge()', 'perturbations, predictions'), true);
    assert.equal(fit('ensemble.RandomForestClassifier()', near), true);
    const weighted = ['from sklearn.linear_model import Ridge', 'Ridge().fit(X, y, sample_weight=weights)'];
    assert.equal(trains(...weighted), true);
  });
});
