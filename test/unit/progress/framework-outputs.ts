/**
 * What frameworks print while they train, written for these tests in the shapes that their sources have. Each is a whole
 * training, piece by piece, and what is to be known of it at its end.
 */
import type { ProgressUnit } from '../../../src/progress/progress';

export interface FrameworkOutput {
  readonly name: string;
  readonly pieces: () => Iterable<string>;
  readonly done: number;
  /** Null where the output does not tell it. */
  readonly total: number | null;
  readonly unit: ProgressUnit;
  /** After this share of the pieces the total is right and stays so. */
  readonly knownAfter?: number;
}

export const range = (from: number, to: number, by = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_value, index) => from + index * by);

export const tqdm = (label: string, done: number, total: number, more = '', rate = '1.50it/s'): string => {
  const filled = Math.round((10 * done) / total);
  const percent = String(Math.floor((100 * done) / total)).padStart(3);
  return `${label}${percent}%|${'█'.repeat(filled)}${' '.repeat(10 - filled)}| ${done}/${total} [00:10<01:00, ${rate}${more}]`;
};

const stamp = '2026-01-05 10:00:00,123';

export function* perEpoch(
  epochs: number,
  batches: readonly number[],
  line: (epoch: number, batch: number) => string,
  after: (epoch: number) => string = () => '',
): Generator<string> {
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const batch of batches) yield line(epoch, batch);
    const text = after(epoch);
    if (text !== '') yield text;
  }
}

export function* lines(numbers: readonly number[], line: (step: number) => string): Generator<string> {
  for (const step of numbers) yield line(step);
}

export function* joined(...parts: readonly Iterable<string>[]): Generator<string> {
  for (const part of parts) yield* part;
}

/** Validation as a bar of its own, below the training's. */
const validation = (label: string): string =>
  range(1, 5)
    .map((batch) => `\r${tqdm(label, batch, 5)}`)
    .join('') + '\n';

export const frameworkOutputs: readonly FrameworkOutput[] = [
  {
    name: 'Hugging Face’s Trainer with its banner, in seconds an iteration',
    pieces: () =>
      joined(
        [
          '***** Running training *****\n  Num examples = 10,000\n  Num Epochs = 3\n',
          '  Instantaneous batch size per device = 8\n  Gradient Accumulation steps = 4\n',
          '  Total optimization steps = 120\n  Number of trainable parameters = 124,439,808\n',
        ],
        lines(range(0, 120), (step) =>
          step % 10 === 0 && step > 0
            ? `\n{'loss': '2.31', 'grad_norm': '1.2', 'learning_rate': '5e-05', 'epoch': '${((3 * step) / 120).toFixed(2)}'}\n`
            : `\r${tqdm('', step, 120, '', '3.01s/it')}`,
        ),
        [
          `\r${tqdm('', 120, 120, '', '3.01s/it')}\n{'train_runtime': 361.2, 'train_loss': 1.1, 'epoch': 3.0}\n`,
        ],
      ),
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'Unsloth',
    pieces: () =>
      joined(
        [
          '==((====))==  Unsloth - 2x faster free finetuning | Num GPUs used = 1\n',
          '   \\\\   /|    Num examples = 51,760 | Num Epochs = 1 | Total steps = 60\n',
          'O^O/ \\_/ \\    Batch size per device = 2 | Gradient accumulation steps = 4\n',
          '\\        /    Data Parallel GPUs = 1 | Total batch size (2 x 4 x 1) = 8\n',
        ],
        lines(range(0, 60), (step) => `\r${tqdm('', step, 60)}`),
      ),
    done: 60,
    total: 60,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a Hugging Face log without a bar, by its banner',
    pieces: () =>
      joined(
        ['  Total optimization steps = 300\n'],
        lines(range(10, 300, 10), (step) => `global_step: ${step} loss: 0.4\n`),
      ),
    done: 300,
    total: 300,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'kohya’s scripts: an epoch’s line above a bar of all steps',
    pieces: () =>
      joined(
        [
          '  num batches per epoch / 1epochのバッチ数: 40\n  num epochs / epoch数: 3\n',
          '  total optimization steps / 学習ステップ数: 120\n',
        ],
        perEpoch(3, range(1, 40), (epoch, batch) =>
          batch === 1
            ? `\nepoch ${epoch + 1}/3\n`
            : `\r${tqdm('steps: ', 40 * epoch + batch, 120, ', avr_loss=0.1')}`,
        ),
      ),
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'an epoch’s line above a bar of all steps that nothing announces',
    pieces: () =>
      perEpoch(3, range(1, 40), (epoch, batch) =>
        batch === 1
          ? `\nepoch ${epoch + 1}/3\n`
          : `\r${tqdm('steps: ', 40 * epoch + batch, 120, ', avr_loss=0.1')}`,
      ),
    done: 120,
    total: 120,
    unit: 'step',
    // Only the second epoch shows that the bar goes on.
    knownAfter: 0.4,
  },
  {
    name: 'Megatron-LM with its validation',
    pieces: () =>
      lines(range(100, 5000, 100), (step) => {
        const line = ` [2026-01-05 10:00:00] iteration ${String(step).padStart(8)}/    5000 | consumed samples: ${step * 256} | elapsed time per iteration (ms): 1234.5 | learning rate: 1.500E-05 | global batch size:   256 | lm loss: 1.02E+01 | loss scale: 1.0 | number of skipped iterations:   0 | number of nan iterations:   0 |\n`;
        return step % 1000 === 0
          ? `${line} validation loss at iteration ${step} | lm loss value: 2.3E+00 | lm loss PPL: 1.0E+01 |\n`
          : line;
      }),
    done: 5000,
    total: 5000,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'torchtitan with its colours and ranks',
    pieces: () =>
      joined(
        [
          `[rank0]:[titan] ${stamp} - root - INFO - Training starts at step 1, with local batch size 8, global batch size 64, sequence length 8192, total steps 200 (warmup 20)\n`,
        ],
        lines(
          range(1, 200),
          (step) =>
            `[rank0]:[titan] ${stamp} - root - INFO - \u001B[31mstep: ${String(step).padStart(2)}  \u001B[32mloss:  7.2345  \u001B[38;2;180;60;0mgrad_norm:  1.2  \u001B[33mmemory: 30.12GiB(40.33%)  \u001B[34mtps: 12,345  \u001B[36mtflops: 100.20  \u001B[35mmfu: 40.00%\u001B[39m\n`,
        ),
      ),
    done: 200,
    total: 200,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'torchtune',
    pieces: () =>
      perEpoch(
        2,
        range(1, 50),
        (epoch, batch) => `\r${tqdm(`${epoch + 1}|${50 * epoch + batch}|Loss: 1.${batch}: `, batch, 50)}`,
        () => '\n',
      ),
    done: 100,
    total: null,
    unit: 'step',
  },
  {
    name: 'Composer’s console log, in batches',
    pieces: () =>
      lines(
        range(10, 400, 10),
        (step) =>
          `[batch=${step}/400]:\n\t Train time/batch: ${step - 1}\n\t Train time/sample: ${step * 64}\n\t Train time/batch_in_epoch: ${step - 1}\n\t Train loss/train/total: 2.3\n\t Train throughput/batches_per_sec: 1.2\n`,
      ),
    done: 400,
    total: 400,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'Composer’s console log, in epochs',
    pieces: () =>
      perEpoch(
        3,
        range(10, 50, 10),
        (epoch, batch) => `[epoch=${epoch + 1}/3][batch=${batch}/50]:\n\t Train loss/train/total: 2.3\n`,
      ),
    done: 150,
    total: 150,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'Composer’s bars, with an evaluation after each epoch',
    pieces: () =>
      perEpoch(
        3,
        range(1, 20),
        (epoch, batch) =>
          `\r${tqdm(`train          Epoch ${String(epoch).padStart(3)}: `, batch, 20, ', loss/train/total=1.2', '8.86ba/s')}`,
        (epoch) => `\n${validation(`eval           Epoch ${String(epoch).padStart(3)}: `)}`,
      ),
    done: 60,
    total: null,
    unit: 'step',
  },
  {
    name: 'fairseq',
    pieces: () =>
      perEpoch(
        3,
        range(10, 100, 10),
        (epoch, batch) =>
          `2026-01-05 10:00:00 | INFO | train_inner | epoch 00${epoch + 1}: ${String(batch).padStart(6)} / 100 loss=3.2, ppl=9.1, wps=1000, ups=3, wpb=300, bsz=8, num_updates=${100 * epoch + batch}, lr=1e-05, gnorm=1.2, train_wall=3, gb_free=10, wall=40\n`,
        (epoch) =>
          `2026-01-05 10:00:00 | INFO | valid | epoch 00${epoch + 1} | valid on 'valid' subset | loss 3.2 | ppl 9 | num_updates ${100 * (epoch + 1)}\n`,
      ),
    done: 300,
    total: null,
    unit: 'step',
  },
  {
    name: 'MMEngine in epochs, with a validation after each',
    pieces: () =>
      perEpoch(
        4,
        range(50, 200, 50),
        (epoch, batch) =>
          `01/05 10:00:00 - mmengine - INFO - Epoch(train)   [${epoch + 1}][${String(batch).padStart(4)}/200]  lr: 1.0000e-02  eta: 0:05:00  time: 0.5  data_time: 0.1  memory: 1000  loss: 1.2\n`,
        (epoch) =>
          `01/05 10:00:00 - mmengine - INFO - Epoch(val)   [${epoch + 1}][  50/50]    accuracy/top1: 76.0  time: 0.2\n`,
      ),
    done: 800,
    total: null,
    unit: 'step',
  },
  {
    name: 'MMEngine in iterations',
    pieces: () =>
      lines(range(50, 2000, 50), (step) => {
        const line = `01/05 10:00:00 - mmengine - INFO - Iter(train) [${String(step).padStart(5)}/2000]  lr: 1.0000e-02  eta: 0:05:00  time: 0.5  loss: 1.2\n`;
        return step % 500 === 0
          ? `${line}01/05 10:00:00 - mmengine - INFO - Iter(val) [ 50/500]    eta: 0:00:10  time: 0.1\n`
          : line;
      }),
    done: 2000,
    total: 2000,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'Ultralytics with tqdm',
    pieces: () =>
      joined(
        [
          'Starting training for 3 epochs...\n\n      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size\n',
        ],
        perEpoch(
          3,
          range(1, 16),
          (epoch, batch) =>
            `\r${tqdm(`        ${epoch + 1}/3      2.5G      1.${batch}34      1.234      1.234        12${batch % 10}        640: `, batch, 16)}`,
          () =>
            `\n${validation('                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): ')}`,
        ),
      ),
    done: 48,
    total: 48,
    unit: 'step',
    knownAfter: 0.2,
  },
  {
    name: 'Ultralytics with its own bars',
    pieces: () =>
      perEpoch(
        3,
        range(1, 16),
        (epoch, batch) =>
          `\r\u001B[K        ${epoch + 1}/3      2.5G      1.234      1.234      1.234        120        640: ${Math.floor((100 * batch) / 16)}% ━━━━━━────── ${batch}/16 1.5it/s 2.5s<2.6s`,
        () =>
          '\n                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100% ━━━━━━━━━━━━ 4/4 3.0it/s 1.3s\n',
      ),
    done: 48,
    total: 48,
    unit: 'step',
    knownAfter: 0.2,
  },
  {
    name: 'YOLOv5, which counts epochs from 0',
    pieces: () =>
      perEpoch(
        4,
        range(1, 16),
        (epoch, batch) =>
          `\r${tqdm(`        ${epoch}/3      3.4G   0.0453   0.03   0.01        23       640: `, batch, 16)}`,
        () => '\n',
      ),
    done: 64,
    total: 64,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'MaxText',
    pieces: () =>
      lines(
        range(0, 99),
        (step) =>
          `completed step: ${step}, seconds: 1.234, TFLOP/s/device: 100.123, Tokens/s/device: 12345.678, total_weights: 65536, loss: 5.123\n`,
      ),
    done: 99,
    total: null,
    unit: 'step',
  },
  {
    name: 'DeepSpeed',
    pieces: () =>
      lines(
        range(10, 200, 10),
        (step) =>
          `[${stamp}] [INFO] [logging.py:96:log_dist] [Rank 0] step=${step}, skipped=0, lr=[1e-05], mom=[[0.9, 0.95]]\n[${stamp}] [INFO] [timer.py:199:stop] epoch=0/micro_step=${4 * step}/global_step=${step}, RunningAvgSamplesPerSec=12.3, CurrSamplesPerSec=12.5, MemAllocated=1.2GB\n`,
      ),
    done: 200,
    total: null,
    unit: 'step',
  },
  {
    name: 'XGBoost with a set of another name',
    pieces: () => lines(range(0, 99), (round) => `[${round}]\tours-rmse:0.12345\tholdout-rmse:0.23456\n`),
    done: 100,
    total: null,
    unit: 'round',
  },
  {
    name: 'LightGBM',
    pieces: () =>
      joined(
        [
          '[LightGBM] [Info] Total Bins 5100\n[LightGBM] [Info] Number of data points in the train set: 10000, number of used features: 20\n',
        ],
        lines(
          range(1, 100),
          (round) => `[${round}]\ttraining's binary_logloss: 0.5\tvalid_1's binary_logloss: 0.6\n`,
        ),
      ),
    done: 101,
    total: null,
    unit: 'round',
  },
  {
    name: 'the tables of Stable-Baselines3',
    pieces: () =>
      lines(
        range(1, 20),
        (iteration) =>
          `----------------------------------------\n| rollout/                |            |\n|    ep_rew_mean          | 22.1       |\n| time/                   |            |\n|    fps                  | 1200       |\n|    iterations           | ${String(iteration).padEnd(10)} |\n|    total_timesteps      | ${String(2048 * iteration).padEnd(10)} |\n| train/                  |            |\n|    n_updates            | ${String(10 * iteration).padEnd(10)} |\n----------------------------------------\n`,
      ),
    done: 40_960,
    total: null,
    unit: 'step',
  },
  {
    name: 'detectron2',
    pieces: () =>
      lines(
        range(19, 999, 20),
        (step) =>
          `[01/05 10:00:00 d2.utils.events]:  eta: 1:00:00  iter: ${step}  total_loss: 1.2  loss_cls: 0.5    time: 0.5  last_time: 0.5  data_time: 0.01   lr: 0.001  max_mem: 2000M\n`,
      ),
    done: 999,
    total: null,
    unit: 'step',
  },
  {
    name: 'timm',
    pieces: () =>
      joined(
        ['Scheduled epochs: 3. LR stepped per epoch.\n'],
        perEpoch(
          3,
          [0, 50, 100, 150, 199],
          (epoch, batch) =>
            `Train: ${epoch} [${String(batch).padStart(4)}/200 (${String(Math.floor(batch / 2)).padStart(3)}%)]  Loss: 6.91 (6.91)  Time: 0.512s,  512.00/s  (0.512s,  500.00/s)  LR: 1.000e-05  Data: 0.012 (0.200)\n`,
          () => 'Test: [   0/39]  Time: 0.512 (0.512)  Loss:  6.912 (6.912)  Acc@1:   0.391 (  0.391)\n',
        ),
      ),
    done: 599,
    total: 600,
    unit: 'step',
    knownAfter: 0.2,
  },
  {
    name: 'OpenNMT',
    pieces: () =>
      lines(
        range(50, 1000, 50),
        (step) =>
          `[${stamp} INFO] Step ${step}/ 1000; acc: 4.5; ppl: 1234.5; xent: 7.1; lr: 0.00001; sents:    1234; bsz:  123/ 123/ 4; 1234/1234 tok/s;     10 sec;\n`,
      ),
    done: 1000,
    total: 1000,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'NeMo 2',
    pieces: () =>
      lines(
        range(0, 99),
        (step) =>
          `Training epoch 0, iteration ${step}/99 | lr: 1.499e-07 | global_batch_size: 512 | global_step: ${step} | reduced_train_loss: 11.03 | train_step_timing in s: 2.5 | consumed_samples: ${512 * (step + 1)}\n`,
      ),
    done: 99,
    total: 99,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'OLMo, which tells the epoch of the step',
    pieces: () =>
      lines(
        range(1, 300),
        (step) =>
          `[2026-01-05 10:00:00] INFO     [olmo.train:816, rank=0] [step=${step}/300,epoch=0]\n    optim/total_grad_norm=1.234\n    train/CrossEntropyLoss=10.12\n    throughput/device/tokens_per_second=12,345\n`,
      ),
    done: 300,
    total: 300,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'Levanter with an evaluation',
    pieces: () =>
      joined(
        lines(
          range(1, 50),
          (step) =>
            `Progress on:train ${step}.00it/100it rate:11.2s/it remaining:31:06 elapsed:00:44 postfix:loss=10.9\n`,
        ),
        lines(
          range(1, 20),
          (step) =>
            `Progress on:eval ${step}.00it/20.0it rate:1.2s/it remaining:00:06 elapsed:00:04 postfix:-\n`,
        ),
        lines(
          range(51, 100),
          (step) =>
            `Progress on:train ${step}.00it/100it rate:11.2s/it remaining:31:06 elapsed:00:44 postfix:loss=10.9\n`,
        ),
      ),
    done: 100,
    total: 100,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'Keras with verbose=2',
    pieces: () =>
      perEpoch(
        4,
        [60],
        (epoch) => `Epoch ${epoch + 1}/4\n`,
        () => '60/60 - 3s - loss: 0.2 - accuracy: 0.9 - val_loss: 0.3 - 3s/epoch - 52ms/step\n',
      ),
    done: 240,
    total: 240,
    unit: 'step',
    knownAfter: 0.5,
  },
  {
    name: 'Keras with a generator, whose length it learns in the first epoch',
    pieces: () =>
      perEpoch(3, range(1, 40), (epoch, batch) => {
        const head = batch === 1 ? `\nEpoch ${epoch + 1}/3\n` : '';
        const shown =
          epoch === 0
            ? `${String(batch).padStart(7)}/Unknown`
            : `${String(batch).padStart(2)}/40 ━━━━━━━━━━━━━━━━━━━━`;
        return `${head}\r${shown} 3s 3ms/step - loss: 0.3`;
      }),
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.5,
  },
  {
    name: 'CLU’s periodic actions',
    pieces: () =>
      lines(
        range(100, 2000, 100),
        (step) =>
          `I0105 10:00:00.000000 140123456789 local.py:50] Setting work unit notes: 2.5 steps/s, ${((100 * step) / 2000).toFixed(1)}% (${step}/2000), ETA: 10m\nI0105 10:00:00.000000 140123456789 logging_writer.py:48] [${step}] accuracy=0.9, loss=0.3\n`,
      ),
    done: 2000,
    total: 2000,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'fastprogress on a console',
    pieces: () =>
      perEpoch(
        3,
        range(1, 30),
        (epoch, batch) =>
          `${batch === 1 ? `Epoch ${epoch + 1}/3 :\n` : ''}\r |${'█'.repeat(batch)}${'-'.repeat(30 - batch)}| ${((100 * batch) / 30).toFixed(2)}% [${batch}/30 00:05<00:06 0.5123]`,
        () => '\n',
      ),
    done: 90,
    total: 90,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'StyleGAN’s ticks',
    pieces: () =>
      joined(
        ['Training for 80 kimg...\n\n'],
        lines(
          range(0, 20),
          (tick) =>
            `tick ${String(tick).padEnd(5)} kimg ${(4 * tick).toFixed(1).padEnd(8)} time 1m 20s       sec/tick 20.1    sec/kimg 5.02    maintenance 0.1    cpumem 3.21   gpumem 10.12\n`,
        ),
      ),
    done: 80_000,
    total: 80_000,
    unit: 'sample',
    knownAfter: 0.2,
  },
  {
    name: 'scikit-learn’s forests',
    pieces: () => lines(range(1, 100), (tree) => `building tree ${tree} of 100\n`),
    done: 100,
    total: 100,
    unit: 'round',
    knownAfter: 0.1,
  },
  {
    name: 'a loop like nanoGPT’s whose last iteration is one less than their number',
    pieces: () =>
      joined(
        ['max_iters = 30\n'],
        lines(range(0, 29), (step) => `iter ${step}: loss 2.1034, time 120.32ms, mfu 12.00%\n`),
      ),
    done: 30,
    total: 30,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'nanoGPT with the settings that it prints',
    pieces: () =>
      joined(
        ['Overriding: max_iters = 600\ntokens per iteration will be: 491,520\n'],
        lines(range(0, 600, 10), (step) => `iter ${step}: loss 2.1034, time 120.32ms, mfu 12.00%\n`),
      ),
    done: 600,
    total: 600,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a script that prints its arguments',
    pieces: () =>
      joined(
        [
          'Namespace(batch_size=32, lr=0.001, epochs=5, warmup_steps=100, eval_steps=20, save_steps=50, seed=1)\n',
        ],
        perEpoch(5, range(10, 100, 10), (epoch, batch) => `Epoch ${epoch} [${batch}/100] loss=0.5\n`),
      ),
    done: 500,
    total: 500,
    unit: 'step',
    knownAfter: 0.2,
  },
  {
    name: 'four ranks with a launcher’s prefixes, out of order',
    pieces: () =>
      lines(range(1, 100), (step) =>
        range(0, 3)
          .map((rank) => `[rank${rank}]: step ${Math.max(1, step - rank)}/100 loss 0.5\n`)
          .join(''),
      ),
    done: 100,
    total: 100,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'four ranks without prefixes, out of order',
    pieces: () =>
      lines(range(1, 100), (step) =>
        [3, 0, 2, 1].map((rank) => `step ${Math.max(1, step - rank)}/100 loss 0.5\n`).join(''),
      ),
    done: 100,
    total: 100,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a loop that counts micro-batches and steps in one line (LitGPT)',
    pieces: () =>
      lines(
        range(1, 200),
        (step) =>
          `Epoch 1 | iter ${step} step ${Math.floor(step / 4)} | loss train: 1.234, val: n/a | iter time: 120.32 ms${step % 4 === 0 ? ' (step)' : ''} remaining time: 1:00:00\n`,
      ),
    done: 200,
    total: null,
    unit: 'step',
  },
  {
    name: 'a training that stops early, in the third epoch of ten',
    pieces: () =>
      joined(
        perEpoch(
          3,
          range(1, 20),
          (epoch, batch) => `\r${tqdm(`Epoch ${epoch + 1}/10: `, batch, 20)}`,
          () => '\n',
        ),
        ['Early stopping: val_loss did not improve for 2 epochs.\n'],
      ),
    done: 60,
    total: 200,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a training that goes on from a checkpoint',
    pieces: () => lines(range(501, 1000), (step) => `\r${tqdm('', step, 1000)}`),
    done: 1000,
    total: 1000,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a bar whose total grows',
    pieces: () =>
      joined(
        lines(range(0, 40), (step) => `\r${tqdm('', step, 100)}`),
        lines(range(41, 160), (step) => `\r${tqdm('', step, 160)}`),
      ),
    done: 160,
    total: 160,
    unit: 'step',
    knownAfter: 0.35,
  },
  {
    name: 'a bar that passes its total',
    pieces: () =>
      joined(
        lines(range(0, 100), (step) => `\r${tqdm('', step, 100)}`),
        lines(range(101, 140), (step) => `\r${step}it [00:20, 5.0it/s]`),
      ),
    done: 140,
    total: null,
    unit: 'step',
    knownAfter: 0.8,
  },
  {
    name: 'a place alone: train 27/30',
    *pieces() {
      yield 'train: 54000/60000, val: 6000/60000\n';
      for (const step of range(1, 30)) yield `train ${step}/30\n`;
    },
    done: 30,
    total: 30,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a place alone with a loss, in the epochs that stand above it',
    *pieces() {
      yield* perEpoch(3, range(0, 20), (epoch, batch) =>
        batch === 0 ? `Epoch ${epoch + 1}/3\n` : `Training: ${batch}/20, loss 0.${epoch}${batch}\r`,
      );
    },
    done: 60,
    total: 60,
    unit: 'step',
  },
  {
    name: 'the bar of the training below one of what goes on beside it (tqdm, position=1)',
    *pieces() {
      yield `\r${tqdm('gen: ', 0, 200)}\n\r${tqdm('train: ', 0, 80)}\u001B[A\r`;
      for (const step of range(1, 80))
        yield `\n\r${tqdm('train: ', step, 80)}\u001B[A\r${tqdm('gen: ', 2 * step, 200)}\r`;
      yield '\n\n';
    },
    done: 80,
    total: 80,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'a bar of batches below the bar of epochs, wiped after each (tqdm, position=1, leave=False)',
    *pieces() {
      for (const epoch of range(0, 2)) {
        yield `\r${tqdm('Epochs: ', epoch, 3)}\r`;
        for (const batch of range(0, 40)) yield `\n\r${tqdm('Batches: ', batch, 40)}\u001B[A\r`;
        yield `\n\r${' '.repeat(80)}\r\u001B[A\r`;
      }
      yield `\r${tqdm('Epochs: ', 3, 3)}\n`;
    },
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'bars of training and validation in a bar of epochs, wiped after each',
    *pieces() {
      for (const epoch of range(0, 2)) {
        yield `\r${tqdm('Epoch: ', epoch, 3)}`;
        for (const batch of range(0, 30))
          yield `\n\r${tqdm('Train: ', batch, 30, `, loss=0.${batch}`)}\u001B[A`;
        for (const batch of range(0, 10)) yield `\n\r${tqdm('Valid: ', batch, 10)}\u001B[A`;
        yield `\n\r${' '.repeat(80)}\r\u001B[A`;
      }
      yield `\r${tqdm('Epoch: ', 3, 3)}\n`;
    },
    done: 90,
    total: 90,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'rich’s bars of epochs and batches, drawn anew together, with colours',
    *pieces() {
      const drawn = (label: string, done: number, total: number): string =>
        `${label} \u001B[91m${'━'.repeat(10)}\u001B[0m\u001B[90m╺\u001B[0m\u001B[90m${'━'.repeat(9)}\u001B[0m \u001B[32m${String(done).padStart(2)}/${total}\u001B[0m \u001B[36m0:00:01\u001B[0m`;
      yield '\u001B[?25l';
      for (const epoch of range(0, 2))
        for (const batch of range(0, 40))
          yield `${drawn('Epochs  ', epoch, 3)}\r\n${drawn('Training', batch, 40)}\r\u001B[2K\u001B[1A\u001B[2K`;
      yield `${drawn('Epochs  ', 3, 3)}\r\n${drawn('Training', 40, 40)}\r\n\u001B[?25h`;
    },
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'three bars at once, one above another',
    pieces: () =>
      perEpoch(3, range(1, 30), (epoch, batch) =>
        [
          `\r${tqdm('Epochs: ', epoch, 3)}`,
          `\n\r${tqdm('Batches: ', batch, 30)}`,
          `\n\r${tqdm('Data loader: ', (batch * 7) % 11, 10)}\u001B[A\u001B[A`,
        ].join(''),
      ),
    done: 90,
    total: 90,
    unit: 'step',
    knownAfter: 0.1,
  },
  {
    name: 'tokens, in thousands and millions',
    pieces: () =>
      lines(
        range(1, 100),
        (part) =>
          `\r${Math.floor(part)}%|${'█'.repeat(5)}| ${(1.2 * part).toFixed(2)}M/120M [00:10<00:10, 120ktok/s]`,
      ),
    done: 120_000_000,
    total: 120_000_000,
    unit: 'token',
    knownAfter: 0.1,
  },
];
