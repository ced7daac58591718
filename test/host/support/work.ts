import { createHook, executionAsyncResource } from 'node:async_hooks';
import fs from 'node:fs';
import { Session, type Debugger, type Runtime } from 'node:inspector';

/** What an extension does in this process while it is watched. */
export interface Work {
  /** Calls of the file system, each with the place in the extension that it comes from. */
  readonly calls: readonly string[];
  /** Timers of the extension that have run out, by their functions. */
  readonly timers: readonly string[];
}

export interface WatchedWork {
  /** What was done since this was asked last. */
  take(): Work;
  stop(): void;
}

/** Tells the work of the extension in `folder`. */
export function watchWork(folder: string): WatchedWork {
  let calls: string[] = [];
  const undo = [fs, fs.promises].flatMap((holder) => countCalls(holder, folder, (call) => calls.push(call)));
  let functions: object[] = [];
  const hook = createHook({
    before() {
      const { _onTimeout: act } = executionAsyncResource() as { _onTimeout?: unknown };
      if (typeof act === 'function') functions.push(act);
    },
  }).enable();
  const places = new FunctionPlaces();
  return {
    take() {
      const timers = functions.filter((act) => places.fileOf(act).includes(folder)).map(String);
      const work = { calls, timers };
      calls = [];
      functions = [];
      return work;
    },
    stop() {
      hook.disable();
      places.close();
      for (const restore of undo) restore();
    },
  };
}

function countCalls(holder: object, folder: string, tell: (call: string) => void): (() => void)[] {
  return Object.entries(holder).flatMap(([name, original]) => {
    // Those with a capital are classes.
    if (typeof original !== 'function' || !/^[a-z]/.test(name)) return [];
    const counted = function (this: unknown, ...parameters: unknown[]): unknown {
      const from = new Error().stack?.split('\n').find((line) => line.includes(folder));
      if (from !== undefined) tell(`${name} ${String(parameters[0])} ${from.trim()}`);
      return (original as (...of: unknown[]) => unknown).apply(this, parameters);
    };
    Reflect.set(holder, name, Object.assign(counted, original));
    return [() => Reflect.set(holder, name, original)];
  });
}

/** Which file a function was written in, as the debugger of this process knows. */
class FunctionPlaces {
  private readonly session = new Session();
  private readonly files = new Map<string, string>();

  constructor() {
    this.session.connect();
    this.session.on('Debugger.scriptParsed', ({ params }) => this.files.set(params.scriptId, params.url));
    this.session.post('Debugger.enable');
  }

  /** Empty where it is not known. */
  fileOf(act: object): string {
    const name = 'wattlensPlacedFunction';
    Reflect.set(globalThis, name, act);
    try {
      const { objectId } = (
        this.ask('Runtime.evaluate', { expression: `globalThis.${name}` }) as Runtime.EvaluateReturnType
      ).result;
      const { internalProperties = [] } = this.ask('Runtime.getProperties', {
        objectId,
        ownProperties: true,
      }) as Runtime.GetPropertiesReturnType;
      const place = internalProperties.find((property) => property.name === '[[FunctionLocation]]')?.value
        ?.value as Debugger.Location | undefined;
      return this.files.get(place?.scriptId ?? '') ?? '';
    } finally {
      Reflect.deleteProperty(globalThis, name);
    }
  }

  close(): void {
    this.session.post('Debugger.disable');
    this.session.disconnect();
  }

  /** A session of one's own thread answers before it returns. */
  private ask(method: string, parameters: object): unknown {
    const answers: unknown[] = [];
    this.session.post(method, parameters, (error, result) => {
      answers.push(error ?? result);
    });
    return answers[0];
  }
}
