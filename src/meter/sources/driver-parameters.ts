import type { DriverMemory } from './driver-memory';

export type Pointer = bigint;
export type Bytes = Uint8Array | Uint32Array | BigUint64Array | Float32Array;
/** `[null]` takes the pointer that is written there. */
export type Parameter = number | bigint | string | Bytes | (Pointer | null)[] | null;

/** The parameters of the call that a driver's thread is asked for, in the memory that both threads share. */
export class CallParameters {
  private readonly view: DataView;

  constructor(
    private readonly memory: SharedArrayBuffer,
    private readonly layout: Pick<DriverMemory, 'parameters' | 'parameterBytes' | 'data'>,
  ) {
    this.view = new DataView(memory);
  }

  /** Writes all of them, and what they point to where that lies elsewhere. */
  write(given: readonly Parameter[]): void {
    const { view } = this;
    const { parameters, parameterBytes, data } = this.layout;
    let end = data;
    given.forEach((parameter, index) => {
      const at = parameters + index * parameterBytes;
      const put = (kind: number, length: number, value: bigint): void => {
        view.setUint32(at, kind, true);
        view.setUint32(at + 4, length, true);
        view.setBigUint64(at + 8, value, true);
      };
      if (typeof parameter === 'number') {
        view.setUint32(at, kinds.number, true);
        view.setFloat64(at + 8, parameter, true);
      } else if (typeof parameter === 'bigint') put(kinds.bigint, 0, BigInt.asUintN(64, parameter));
      else if (typeof parameter === 'string') {
        const length = Buffer.from(this.memory, end).write(parameter);
        put(kinds.text, length, BigInt(end));
        end += 8 * Math.ceil(length / 8);
      } else if (parameter === null) put(kinds.nothing, 0, 0n);
      else if (Array.isArray(parameter)) put(kinds.pointer, 0, 0n);
      else if (parameter.buffer === this.memory)
        put(kindOf(parameter), parameter.length, BigInt(parameter.byteOffset));
      else {
        bytesAt(this.memory, end, parameter).set(bytesOf(parameter));
        put(kindOf(parameter), parameter.length, BigInt(end));
        end += 8 * Math.ceil(parameter.byteLength / 8);
      }
    });
  }

  /** Copies what the call has written to where it was asked for. Returns what it returned. */
  take(given: readonly Parameter[]): number | bigint {
    const { view } = this;
    const { parameters, parameterBytes } = this.layout;
    given.forEach((parameter, index) => {
      const at = parameters + index * parameterBytes;
      if (Array.isArray(parameter)) parameter[0] = view.getBigUint64(at + 8, true);
      else if (typeof parameter === 'object' && parameter !== null && parameter.buffer !== this.memory)
        bytesOf(parameter).set(bytesAt(this.memory, Number(view.getBigUint64(at + 8, true)), parameter));
    });
    const at = parameters + given.length * parameterBytes;
    return view.getUint32(at, true) === 1 ? view.getBigInt64(at + 8, true) : view.getFloat64(at + 8, true);
  }
}

/** As driver-thread-program.ts knows them. */
const kinds = { number: 0, bigint: 1, text: 2, pointer: 3, nothing: 8 } as const;

function kindOf(bytes: Bytes): number {
  if (bytes instanceof Uint32Array) return 5;
  if (bytes instanceof BigUint64Array) return 6;
  return bytes instanceof Float32Array ? 7 : 4;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Bytes): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const bytesAt = (memory: SharedArrayBuffer, offset: number, { byteLength }: Bytes): Uint8Array =>
  new Uint8Array(memory, offset, byteLength);
