// The thread beside the extension host that reads texts: a file of its own in `dist`, started by analyst.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { inEnglish } from '../translate';
import { Analysis } from './analysis';
import type { Answer, Request, ThreadData } from './messages';

const { texts = {} } = workerData as ThreadData;
const analysis = new Analysis((text, ...values) => inEnglish(texts[text] ?? text, ...values));

parentPort?.on('message', (request: Request) => {
  void answer(request).then(send);
});

/** An answer that can't be carried over is a failure: who asked must not wait for ever. */
function send(answered: Answer): void {
  try {
    parentPort?.postMessage(answered);
  } catch (error) {
    parentPort?.postMessage({ id: answered.id, failure: String(error) } satisfies Answer);
  }
}

async function answer({ id, method, parameters }: Request): Promise<Answer> {
  try {
    const work = analysis[method].bind(analysis) as (...given: readonly unknown[]) => Promise<unknown>;
    return { id, value: await work(...parameters) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
