import dgram from 'node:dgram';
import dns from 'node:dns';
import { Socket } from 'node:net';

/** Every way out of a Node process goes through one of these. */
const waysOut: readonly (readonly [object, string])[] = [
  [Socket.prototype, 'connect'],
  [dns, 'lookup'],
  [dns, 'resolve'],
  [dns, 'resolve4'],
  [dns, 'resolve6'],
  [dgram, 'createSocket'],
  [globalThis, 'fetch'],
];

export interface Connection {
  /** The function that was called. */
  readonly way: string;
  /** Where to: `host:port`, a name, or a path; as far as it is told. */
  readonly to: string;
  /** Whether it leaves the machine; a local socket or a port of its own does not. */
  readonly leaves: boolean;
  readonly stack: string;
}

/** Tells each connection that this process opens, until `stop`. */
export function watchConnections(): { readonly seen: Connection[]; stop: () => void } {
  const seen: Connection[] = [];
  const undo: (() => void)[] = [];
  const limit = Error.stackTraceLimit;
  // A request is many calls deep.
  Error.stackTraceLimit = 100;
  for (const [holder, name] of waysOut) {
    const original = Reflect.get(holder, name) as (...parameters: unknown[]) => unknown;
    Reflect.set(holder, name, function (this: unknown, ...parameters: unknown[]): unknown {
      const to = destinationOf(parameters);
      seen.push({ way: name, to, leaves: leavesMachine(name, to), stack: new Error().stack ?? '' });
      return original.apply(this, parameters);
    });
    undo.push(() => {
      Reflect.set(holder, name, original);
    });
  }
  return {
    seen,
    stop: () => {
      Error.stackTraceLimit = limit;
      for (const restore of undo) restore();
    },
  };
}

/** `connect` takes options, or a port and a host, or a path; some hand them on as the first of a list. */
function destinationOf(parameters: readonly unknown[]): string {
  const [first, second] = parameters;
  if (Array.isArray(first)) return destinationOf(first);
  if (typeof first === 'number') return `${typeof second === 'string' ? second : 'localhost'}:${first}`;
  if (typeof first === 'string') return first;
  if (typeof first !== 'object' || first === null) return String(first);
  const { host, port, path } = first as Record<string, unknown>;
  if (typeof path === 'string' && port === undefined) return path;
  return `${typeof host === 'string' ? host : 'localhost'}:${String(port)}`;
}

const local = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)(:\d+)?$|^[/\\]/;
const leavesMachine = (way: string, to: string): boolean =>
  way === 'fetch'
    ? !/^https?:\/\/(localhost|127\.|\[::1\])/.test(to)
    : way === 'createSocket' || !local.test(to);
