import { SHARE_ENV, Worker } from 'node:worker_threads';
import { layout, memoryBytes } from './driver-memory';
import { keepRounds } from './kept-rounds';
import { serveDriver, type DriverThreadData } from './driver-thread-program';

/** A thread that calls a driver's library, and the memory through which it is asked to. */
export interface DriverWorker {
  readonly memory: SharedArrayBuffer;
  readonly worker: Worker;
  /** Whether it has ended, or could not start. */
  hasEnded(): boolean;
}

/** Starts the thread. It takes as long as all else that a meter loads, so it is started first. */
export function startDriverWorker(): DriverWorker {
  const memory = new SharedArrayBuffer(memoryBytes);
  const workerData: DriverThreadData = { memory, program: __filename, layout };
  // Bundlers name functions by a helper of theirs.
  const program = `const __name = (named) => named; (${serveDriver.toString()})(require, require('node:worker_threads').workerData, ${keepRounds.toString()})`;
  const worker = new Worker(program, {
    eval: true,
    workerData,
    execArgv: [],
    // What takes milliseconds to make and is not used: streams for what it prints, an environment of its own.
    stdout: true,
    stderr: true,
    env: SHARE_ENV,
    resourceLimits: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 1 },
  });
  worker.unref();
  let isEnded = false;
  worker.on('error', () => {
    isEnded = true;
  });
  return { memory, worker, hasEnded: () => isEnded };
}
