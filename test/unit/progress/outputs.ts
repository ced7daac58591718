/** What trainers print, line by line with the characters that terminals take, as a function of steps and epochs. */

const bar = (done: number, total: number): string => {
  const filled = Math.round((10 * done) / total);
  return `${String(Math.floor((100 * done) / total)).padStart(3)}%|${'█'.repeat(filled)}${' '.repeat(10 - filled)}| ${done}/${total} [00:10<01:00, 10.00it/s]`;
};

/** The `Trainer` of Hugging Face: one bar for all, a bar for each evaluation, a dictionary now and then, after some preparation. */
export function* huggingFace(steps: number, evaluateEvery: number): Generator<string> {
  for (let done = 0; done <= 1000; done += 250) yield `\rMap: ${bar(done, 1000)}`;
  yield '\n';
  for (let done = 1; done <= 4; done += 1) yield `\rLoading checkpoint shards: ${bar(done, 4)}`;
  yield '\n';
  yield `\r${bar(0, steps)}`;
  for (let step = 1; step <= steps; step += 1) {
    yield `\r${bar(step, steps)}`;
    if (step % 10 === 0)
      yield `\n{'loss': 1.23, 'grad_norm': 0.5, 'learning_rate': 5e-05, 'epoch': ${(step / steps) * 3}}\n`;
    if (step % evaluateEvery !== 0) continue;
    yield '\n';
    for (let batch = 1; batch <= 20; batch += 1) yield `\r\u001B[A${bar(batch, 20)}`;
    yield `\n{'eval_loss': 1.5, 'eval_runtime': 3.2, 'epoch': ${(step / steps) * 3}}\n`;
  }
}

/** Lightning's tqdm bar, anew for each epoch, with a bar for validation below. */
export function* lightning(epochs: number, batches: number): Generator<string> {
  yield '\rSanity Checking DataLoader 0: 100%|██████████| 2/2 [00:00<00:00, 10.00it/s]\n';
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let batch = 1; batch <= batches; batch += 1)
      yield `\rEpoch ${epoch}: ${bar(batch, batches)}, v_num=3, train_loss=0.5`;
    for (let batch = 1; batch <= 5; batch += 1) yield `\nValidation DataLoader 0: ${bar(batch, 5)}\u001B[A`;
    yield '\n';
  }
}

/** Keras 3, with its colours. */
export function* keras(epochs: number, batches: number): Generator<string> {
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    yield `Epoch ${epoch}/${epochs}\n`;
    for (let batch = 1; batch <= batches; batch += 1)
      yield `\r\u001B[1m${String(batch).padStart(4)}/${batches}\u001B[0m \u001B[32m━━━━━━━\u001B[0m\u001B[37m━━━━━━━━━━━━━\u001B[0m \u001B[1m3s\u001B[0m 2ms/step - accuracy: 0.9 - loss: 0.3`;
    yield '\n';
  }
}

/** A loop with a bar in a bar. */
export function* nestedBars(epochs: number, batches: number): Generator<string> {
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    yield `\rEpochs: ${bar(epoch, epochs)}\n`;
    for (let batch = 1; batch <= batches; batch += 1) yield `\r${bar(batch, batches)}`;
    yield '\r\u001B[A';
  }
  yield `\rEpochs: ${bar(epochs, epochs)}\n`;
}

/** A loop as tutorials have it: an epoch's line at its end. */
export function* tutorial(epochs: number, batches: number, every: number): Generator<string> {
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (let batch = every; batch <= batches; batch += every)
      yield `Epoch [${epoch}/${epochs}], Step [${batch}/${batches}], Loss: 0.5\n`;
    yield `Epoch ${epoch}/${epochs} finished, val_loss 0.4\n`;
  }
}

/** nanoGPT: no total. */
export function* nanoGpt(steps: number, every: number): Generator<string> {
  yield 'tokens per iteration will be: 491,520\nnumber of parameters: 10.65M\n';
  for (let step = 0; step <= steps; step += every) {
    if (step % (10 * every) === 0) yield `step ${step}: train loss 2.1, val loss 2.2\n`;
    yield `iter ${step}: loss 2.1034, time 120.32ms, mfu 12.00%\n`;
  }
}
