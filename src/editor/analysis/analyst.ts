import { Worker } from 'node:worker_threads';
import type { Analysis } from './analysis';
import type { AnalysisMethod, Answer, Request, ThreadData } from './messages';

type Parameters_<Method extends AnalysisMethod> = Parameters<Analysis[Method]>;

/** What reads texts for the extension: `Analyst`, or an `Analysis` itself. */
export type Analyses = Pick<Analysis, AnalysisMethod>;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Has texts read in a thread beside the extension host, which is never held up by it. The thread is started by the first question, and
 * anew by the next one where it has died.
 */
export class Analyst implements Analyses {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private whenIdle: (() => void)[] = [];

  constructor(
    private readonly program: string,
    private readonly data: ThreadData,
    private readonly warn: (text: string) => void,
  ) {}

  readonly modelCosts = this.asking('modelCosts');
  readonly valueHints = this.asking('valueHints');
  readonly otherValues = this.asking('otherValues');
  readonly basis = this.asking('basis');
  readonly advice = this.asking('advice');
  readonly fixes = this.asking('fixes');
  readonly differences = this.asking('differences');
  readonly scriptPlan = this.asking('scriptPlan');
  readonly modelPage = this.asking('modelPage');
  readonly tried = this.asking('tried');
  readonly judge = this.asking('judge');
  readonly trains = this.asking('trains');
  readonly detect = this.asking('detect');
  readonly forget = this.asking('forget');

  /** Resolves when nothing is being worked out. */
  async idle(): Promise<void> {
    if (this.waiting.size > 0)
      await new Promise<void>((resolve) => {
        this.whenIdle.push(resolve);
      });
  }

  private asking<Method extends AnalysisMethod>(
    method: Method,
  ): (...parameters: Parameters_<Method>) => ReturnType<Analysis[Method]> {
    return (...parameters) =>
      new Promise((resolve, reject) => {
        this.asked += 1;
        const request: Request = { id: this.asked, method, parameters };
        this.waiting.set(request.id, { resolve, reject });
        this.worker ??= this.start();
        this.worker.postMessage(request);
      }) as ReturnType<Analysis[Method]>;
  }

  private start(): Worker {
    const worker = new Worker(this.program, { workerData: this.data, execArgv: [] });
    // It keeps no host alive that is about to end.
    worker.unref();
    worker.on('message', (answer: Answer) => {
      this.settle(answer);
    });
    worker.on('error', (error) => {
      this.lose(worker, error);
    });
    worker.on('exit', () => {
      this.lose(worker, new Error('its thread has ended'));
    });
    return worker;
  }

  private settle({ id, value, failure }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (failure === undefined) waiting?.resolve(value as never);
    else {
      this.warn(`Reading a text: ${failure}`);
      waiting?.reject(new Error(failure));
    }
    this.tellIdle();
  }

  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.warn(`Reading texts: ${error.message}`);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    this.tellIdle();
  }

  private tellIdle(): void {
    if (this.waiting.size > 0) return;
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  dispose(): void {
    const { worker } = this;
    this.worker = null;
    void worker?.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error('the extension is gone'));
    this.waiting.clear();
    this.tellIdle();
  }
}
