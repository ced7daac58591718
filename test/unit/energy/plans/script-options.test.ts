import assert from 'node:assert/strict';
import type { TrainingPlan } from '../../../../src/energy/plans/plan-fields';
import { argumentNumbers } from '../../../../src/energy/plans/script-command';
import { declaredOptions, readScriptOptions } from '../../../../src/energy/plans/script-options';
import { possiblePlan } from '../../../../src/energy/plans/script-plan';
import { readModelConfig } from '../../../../src/model/read-config';

const loop = (head: string): string =>
  `${head}
for step in range(steps):
    loss = model(batch).loss
    loss.backward()
    optimizer.step()
`;
const planOf = (head: string): TrainingPlan => {
  const plan = readScriptOptions(loop(head));
  assert.ok(plan !== null, head);
  return plan;
};

const argparse = `import argparse
ACCUMULATION = 4
parser = argparse.ArgumentParser()
parser.add_argument("-b", "--batch-size", type=int, default=12, metavar="N",
                    help="sequences a step (of all devices: see --beams)")
parser.add_argument("--max-steps", default=5_000, type=int)
parser.add_argument('--block-size', type=int, default=512)
parser.add_argument('--grad-accum', type=int, default=ACCUMULATION)
parser.add_argument("--lr", type=float, default=3e-4)
parser.add_argument("-e", "--eval-batch-size", type=int, default=64)`;

describe('the options of a training script with a loop of its own', () => {
  const expected = { batchSize: 12, steps: 5000, sequenceLength: 512, gradientAccumulation: 4 };

  it('are the plan by their defaults, at their places: of argparse', () => {
    const plan = planOf(argparse);
    assert.deepEqual({ ...plan.options }, expected);
    assert.deepEqual(
      [...plan.places].map(([option, { line }]) => [option, line]),
      [
        ['batchSize', 4],
        ['steps', 6],
        ['sequenceLength', 7],
        ['gradientAccumulation', 8],
      ],
    );
  });

  it('of click, absl, and functions that fire, tyro or typer are given', () => {
    for (const head of [
      `@click.command()
@click.option("--batch-size", default=12, show_default=True)
@click.option("--max-steps", "steps", type=int, default=5000)
@click.option("--seq-len", default=512)
@click.option("--grad-accum-steps", default=4)
def main(batch_size, steps, seq_len, grad_accum_steps):
    pass`,
      `flags.DEFINE_integer("batch_size", 12, "Sequences of a device.")
flags.DEFINE_integer('num_steps', 5000, 'Steps.')
flags.DEFINE_integer("seq_len", 512, "Tokens.")
flags.DEFINE_integer("accumulation_steps", 4, "Batches.")`,
      `def train(batch_size: int = 12, max_steps=5_000, context_length: int = 512, grad_accum: int = 4) -> None:
    pass
fire.Fire(train)`,
      `@app.command()
def run(
    batch_size: Annotated[int, typer.Option()] = 12,
    max_steps: int = typer.Option(5000, help="steps"),
    seq_len: int = 512,
    grad_accum: int = 4,
):
    pass`,
    ])
      assert.deepEqual({ ...planOf(head).options }, expected, head);
  });

  it('of the fields of settings, however they are parsed, and of no model’s class', () => {
    const head = `@dataclass
class ModelConfig:
    n_layer: int = 12
    block_size: int = 4096

@dataclass
class ScriptArguments:
    batch_size: int = field(default=12, metadata={"help": "sequences"})
    max_steps: int = 5000
    block_size: int = field(default=512)
    gradient_accumulation_steps: int = 4

args = HfArgumentParser(ScriptArguments).parse_args_into_dataclasses()[0]`;
    assert.deepEqual({ ...planOf(head).options }, expected);
  });

  it('stand over constants, a loader’s own number over them; two that differ say nothing', () => {
    const head = `BATCH_SIZE = 99
EPOCHS = 3
parser.add_argument("--batch_size", default=12)
loader = DataLoader(train, batch_size=48, shuffle=True)
check = DataLoader(test, batch_size=1, shuffle=False)
parser.add_argument("--steps", default=5)
parser.add_argument("--max_steps", default=6)`;
    assert.deepEqual({ ...planOf(head).options }, { batchSize: 48, epochs: 3 });
  });

  it('have the precision and the accumulation of accelerate and Fabric', () => {
    const { options } = planOf(
      'accelerator = Accelerator(mixed_precision="fp16", gradient_accumulation_steps=8)\nBATCH_SIZE = 2',
    );
    assert.deepEqual({ ...options }, { batchSize: 2, dtype: 'fp16', gradientAccumulation: 8 });
  });

  it('are those of a script that trains alone, and that can be read', () => {
    assert.equal(readScriptOptions(argparse), null);
    assert.equal(readScriptOptions(loop('x = 1')), null);
    assert.equal(readScriptOptions(`${'('.repeat(500)}${loop(argparse)}`), null);
    const odd = planOf('parser.add_argument("--batch-size", default=-3)\nSTEPS = 1.5\nEPOCHS = 2');
    assert.deepEqual({ ...odd.options }, { epochs: 2 });
    assert.deepEqual(odd.diagnostics, []);
  });

  it('give way where the model can’t be trained so', () => {
    const reading = readModelConfig('{"model_type": "vit"}');
    assert.equal(reading.kind, 'model');
    const plan = planOf(argparse);
    assert.equal(possiblePlan(reading.spec, plan), plan);
    const impossible = { ...plan, options: { ...plan.options, gpus: 3, tensorParallel: 2 } };
    assert.equal(possiblePlan(reading.spec, impossible), null);
    assert.equal(possiblePlan(reading.spec, null), null);
  });

  it('are set by their flags, of one letter as the script declares them', () => {
    const numbers = (...words: string[]): object =>
      Object.fromEntries([...argumentNumbers(words, argparse)].map(([option, { value }]) => [option, value]));
    assert.deepEqual(numbers('-b', '128', '--max-steps=7', '-e', '4', '-b', '64'), {
      batchSize: 64,
      steps: 7,
    });
    assert.deepEqual(numbers('-s', '12', '--epochs', '2', '--batch-size', '$BATCH'), { epochs: 2 });
  });
});

describe('a declaration of an option', () => {
  it('that never ends, or a thousand of them, takes no time', () => {
    const long = 50_000;
    const started = process.cpuUsage();
    for (const text of [
      `p.add_argument("--batch-size" ${' '.repeat(long)}`,
      `p.add_argument("--batch-size",\n${'\n'.repeat(long)}(`,
      `p.add_argument(${'"-b" '.repeat(long / 5)}`,
      'p.add_argument("--batch-size" '.repeat(long / 30),
    ])
      assert.deepEqual(declaredOptions(text, {}), []);
    const { user } = process.cpuUsage(started);
    assert.ok(user < 1e6, `${user / 1e3} ms`);
  });
});
