import { joined, lines, perEpoch, range, tqdm, type FrameworkOutput } from './framework-outputs';

const absl = 'I0105 10:00:00.000000 140123456789';

/**
 * What more projects print, in the shapes that their sources have, and what is hard about it: epochs counted from 0 whose total may be a
 * number or a last index, records of JSON, tables below a heading, trainings one after another, numbers in texts that are no steps.
 */
export const projectOutputs: readonly FrameworkOutput[] = [
  {
    name: 'Lightning’s rich bar of six epochs, which tells the index of the last',
    pieces: () =>
      perEpoch(
        6,
        range(1, 20),
        (epoch, batch) =>
          `\r\u001B[2K\u001B[1A\u001B[2KEpoch ${epoch}/5 \u001B[38;2;98;6;224m━━━━━━╸━━━━━━━\u001B[0m \u001B[37m${batch}/20\u001B[0m \u001B[38;5;245m0:00:01 • 0:00:10\u001B[0m \u001B[38;5;249m10.20it/s\u001B[0m \u001B[37mv_num: 3.000\u001B[0m\n`,
        () =>
          range(1, 5)
            .map((batch) => `\r\u001B[2KValidation ━━━━━━ ${batch}/5 0:00:01 • 0:00:10 10.2it/s\n`)
            .join(''),
      ),
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'epochs from 0 to 5, of which the settings say that there are six',
    pieces: () =>
      joined(
        ['Namespace(epochs=6, lr=0.1)\n'],
        perEpoch(6, range(1, 20), (epoch, batch) => `Epoch ${epoch}/5 step ${batch}/20 loss 0.5\n`),
      ),
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'epochs from 0 of three, where nobody knows whether that is the last',
    pieces: () =>
      perEpoch(
        3,
        range(0, 400, 25),
        (epoch, batch) =>
          `${batch === 0 ? `\n > EPOCH: ${epoch}/3\n --> /runs/x\n\n > TRAINING (2026-01-01 10:00:00) \n` : ''}\n   --> TIME: 2026-01-01 10:00:00 -- STEP: ${batch}/406 -- GLOBAL_STEP: ${406 * epoch + batch}\n     | > loss: 3.2  (3.3)\n`,
        () => ' > EVALUATION \n  --> EVAL PERFORMANCE\n     | > avg_loss: 3.1\n',
      ),
    done: 1212,
    total: null,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'places in two brackets (Swin), from epoch 0 of four',
    pieces: () =>
      perEpoch(
        4,
        range(0, 1250, 50),
        (epoch, batch) =>
          `[2026-01-01 10:00:00 swin_tiny] (main.py 200): INFO Train: [${epoch}/4][${batch}/1251]\teta 0:10:00 lr 0.000010\t wd 0.0500\ttime 0.5 (0.6)\tloss 6.9 (6.9)\tmem 10000MB\n`,
      ),
    done: 5003,
    total: 5004,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'places in two brackets that begin the line (a GAN)',
    pieces: () =>
      perEpoch(
        3,
        range(0, 1580, 100),
        (epoch, batch) => `[${epoch}/3][${batch}/1583]\tLoss_D: 0.5\tLoss_G: 3.1\tD(x): 0.8\n`,
      ),
    done: 4666,
    total: 4749,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'fairseq in JSON, whose `update` is a share of epochs',
    pieces: () =>
      perEpoch(
        3,
        range(10, 100, 10),
        (epoch, batch) =>
          `2026-01-01 10:00:00 | INFO | train_inner | {"epoch": ${epoch + 1}, "update": ${(epoch + batch / 100).toFixed(3)}, "loss": "3.2", "ppl": "9.1", "num_updates": "${100 * epoch + batch}", "lr": "1e-05", "wall": "40"}\n`,
      ),
    done: 300,
    total: null,
    unit: 'step',
  },
  {
    name: 'JSON with the total in each line',
    pieces: () =>
      lines(
        range(10, 1000, 10),
        (step) => `{"ts": "2026-01-01T10:00:00", "step": ${step}, "total_steps": 1000, "loss": 2.3}\n`,
      ),
    done: 1000,
    total: 1000,
    unit: 'step',
    knownAfter: 0.02,
  },
  {
    name: 'JSON whose places are texts (PySlowFast)',
    pieces: () =>
      perEpoch(
        3,
        range(10, 100, 10),
        (epoch, batch) =>
          `[01/01 10:00:00][INFO] logging.py:  99: json_stats: {"_type": "train_iter", "dt": 0.5, "epoch": "${epoch + 1}/3", "eta": "0:10:00", "iter": "${batch}/100", "loss": 5.1, "lr": 0.1}\n`,
      ),
    done: 300,
    total: 300,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'a dictionary with the step and the most steps in one value (ms-swift)',
    pieces: () =>
      lines(
        range(5, 1000, 5),
        (step) =>
          `{'loss': 1.2, 'learning_rate': 1e-05, 'epoch': ${(step / 500).toFixed(2)}, 'global_step/max_steps': '${step}/1000', 'percentage': '${(step / 10).toFixed(2)}%'}\n`,
      ),
    done: 1000,
    total: 1000,
    unit: 'step',
    knownAfter: 0.02,
  },
  {
    name: 'Hugging Face’s dictionaries behind a log’s prefix',
    pieces: () =>
      lines(
        range(1, 200),
        (step) =>
          `2026-01-01T10:00:00Z train-worker-0: {'loss': 0.5, 'learning_rate': 1e-05, 'epoch': ${(step / 100).toFixed(2)}}\n`,
      ),
    done: 2,
    total: null,
    unit: 'epoch',
  },
  {
    name: 'spaCy’s table',
    pieces: () =>
      joined(
        [
          "============================= Training pipeline =============================\nℹ Pipeline: ['tok2vec', 'ner']\nE    #       LOSS TOK2VEC  LOSS NER  ENTS_F  ENTS_P  ENTS_R  SCORE \n---  ------  ------------  --------  ------  ------  ------  ------\n",
        ],
        lines(
          range(0, 40),
          (row) =>
            `${String(Math.floor(row / 5)).padStart(3)}  ${String(200 * row).padStart(6)}         12.30     45.00   50.00   40.00   60.00    0.50\n`,
        ),
      ),
    done: 8000,
    total: null,
    unit: 'step',
  },
  {
    name: 'skorch’s table of epochs, with its colours',
    pieces: () =>
      joined(
        [
          '  epoch    train_loss    valid_acc    valid_loss     dur\n-------  ------------  -----------  ------------  ------\n',
        ],
        lines(
          range(1, 20),
          (epoch) =>
            `     ${String(epoch).padStart(2)}        \u001B[36m0.6868\u001B[0m       \u001B[32m0.5500\u001B[0m        0.6797  0.1036\n`,
        ),
      ),
    done: 20,
    total: null,
    unit: 'epoch',
  },
  {
    name: 'fastai’s table of epochs, from 0',
    pieces: () =>
      joined(
        ['epoch     train_loss  valid_loss  error_rate  time    \n'],
        lines(range(0, 9), (epoch) => `${epoch}         0.686800    0.550000    0.6797      00:12     \n`),
      ),
    done: 10,
    total: null,
    unit: 'epoch',
  },
  {
    name: 'epochs that are called 1 in one line and 0 in another (DeepSpeed-Chat)',
    pieces: () =>
      joined(
        ['***** Running training *****\n'],
        perEpoch(
          2,
          range(10, 950, 10),
          (epoch, batch) =>
            `${batch === 10 ? `Beginning of Epoch ${epoch + 1}/2, Total Micro Batches 954\n` : ''}Epoch: ${epoch}, Step: ${batch}, Rank: 0, loss = 2.3\n`,
        ),
      ),
    done: 1900,
    total: 1900,
    unit: 'step',
  },
  {
    name: 'places that begin the line, below an epoch (MONAI’s tutorials)',
    pieces: () =>
      perEpoch(
        3,
        range(1, 32),
        (epoch, batch) =>
          `${batch === 1 ? `----------\nepoch ${epoch + 1}/3\n` : ''}${batch}/32, train_loss: 0.6\n`,
        (epoch) => `epoch ${epoch + 1} average loss: 0.6\n`,
      ),
    done: 96,
    total: 96,
    unit: 'step',
    knownAfter: 0.05,
  },
  {
    name: 'a folds’ training after another, whose number nobody tells',
    pieces: () =>
      joined(
        ...range(1, 3).map((fold) =>
          joined(
            [`===== Fold ${fold} =====\n`],
            perEpoch(
              4,
              range(1, 20),
              (epoch, batch) => `\r${tqdm(`Epoch ${epoch + 1}/4: `, batch, 20)}`,
              () => '\n',
            ),
          ),
        ),
      ),
    done: 240,
    total: null,
    unit: 'step',
    knownAfter: 0.36,
  },
  {
    name: 'two fits of Keras, one after another',
    pieces: () =>
      joined(
        ...range(1, 2).map(() =>
          perEpoch(
            3,
            range(1, 60),
            (epoch, batch) =>
              `${batch === 1 ? `Epoch ${epoch + 1}/3\n` : ''}\r${batch}/60 ━━━━━━━━━━━━━ 3s 2ms/step - loss: 0.3`,
            () => '\n',
          ),
        ),
      ),
    done: 360,
    total: null,
    unit: 'step',
    knownAfter: 0.52,
  },
  {
    name: 'Keras with predictions before, and an evaluation after it',
    pieces: () =>
      joined(
        lines(range(1, 313, 4), (batch) => `\r${batch}/313 ━━━━━━━━━━━━━ 1s 2ms/step`),
        ['\n'],
        perEpoch(
          2,
          range(1, 60),
          (epoch, batch) =>
            `${batch === 1 ? `Epoch ${epoch + 1}/2\n` : ''}\r${batch}/60 ━━━━━━━━━━━━━ 3s 2ms/step - loss: 0.3`,
          () => '\n',
        ),
        lines(range(1, 313, 4), (batch) => `\r${batch}/313 ━━━━━━━━━━━━━ 1s 2ms/step - loss: 0.3`),
      ),
    done: 120,
    total: 120,
    unit: 'step',
    knownAfter: 0.32,
  },
  {
    name: 'epochs of different numbers of batches',
    pieces: () =>
      joined(
        ...[100, 97, 103].map((batches, epoch) =>
          lines(range(1, batches), (batch) => `\r${tqdm(`Epoch ${epoch + 1}/3: `, batch, batches)}`),
        ),
      ),
    done: 300,
    total: 300,
    unit: 'step',
  },
  {
    name: 'an evaluation that takes longer than the training before it, both bars without a label',
    pieces: () =>
      joined(
        lines(range(0, 100), (step) => `\r${tqdm('', step, 400)}`),
        lines(range(1, 250), (step) => `\r${tqdm('', step, 250)}`),
        lines(range(101, 200), (step) => `\r${tqdm('', step, 400)}`),
        lines(range(1, 250), (step) => `\r${tqdm('', step, 250)}`),
        lines(range(201, 210), (step) => `\r${tqdm('', step, 400)}`),
      ),
    done: 210,
    total: 400,
    unit: 'step',
    knownAfter: 0.02,
  },
  {
    name: 'nanoGPT with samples of text that name steps',
    pieces: () =>
      joined(
        ['Overriding: max_iters = 2000\n'],
        lines(range(0, 2000, 10), (step) => {
          const sample =
            'To bake:\nStep 1: Preheat the oven.\nStep 2: Mix.\nStep 3: Bake for 10 steps.\nIter 1: loss of face\n';
          const evaluation = step % 250 === 0 ? `step ${step}: train loss 2.1, val loss 2.2\n${sample}` : '';
          return `${evaluation}iter ${step}: loss 2.1034, time 120.32ms, mfu 12.00%\n`;
        }),
      ),
    done: 2000,
    total: 2000,
    unit: 'step',
    knownAfter: 0.02,
  },
  {
    name: 'steps whose samples of text count steps, too',
    pieces: () =>
      lines(
        range(0, 2000, 100),
        (step) =>
          `${absl} train.py:150] step ${step}: loss = 2.1\nStep 1: Preheat the oven.\nStep 2: Mix.\nStep 3/4: Bake.\n`,
      ),
    done: 2000,
    total: null,
    unit: 'step',
  },
  {
    name: 'an epoch and a batch that look like a place (WeNet)',
    pieces: () =>
      perEpoch(
        3,
        range(0, 1500, 100),
        (epoch, batch) =>
          `2026-01-01 10:00:00,123 DEBUG TRAIN Batch ${epoch}/${batch} loss 300.1 loss_att 200.0 lr 0.00001 rank 0\n`,
      ),
    done: 0,
    total: null,
    unit: 'step',
    knownAfter: 0.2,
  },
];
