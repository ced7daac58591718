import type { DriverState, Gathered, Gathering } from './driver-library';
import { blank, type Answer, type AnswerCode } from './native-library';

/** What AMD's libraries call a device: a whole card, one of the two dies of a board, or a partition of a chip. */
export type AmdHandle = number | bigint;

/** AMD's management libraries, as far as the meter needs them. */
export interface AmdLibrary {
  /** `AMD SMI` or `ROCm SMI`, as in the names of its readings. */
  readonly title: string;
  /** The beginning of its file's name. */
  readonly file: string;
  init(): Promise<Answer<null>>;
  shutdown(): void;
  handles(): Answer<readonly AmdHandle[]>;
  name(handle: AmdHandle): Answer<string>;
  /** `0000:c1:00.0`; partitions of one chip differ in the last digit. */
  pciAddress(handle: AmdHandle): Answer<string>;
  /** As in ROCR_VISIBLE_DEVICES: `GPU-` and sixteen hexadecimal digits. */
  uuid(handle: AmdHandle): Answer<string>;
  /** The power cap in force, in watts. */
  capWatts(handle: AmdHandle): Answer<number>;
  /** Joules from any zero. */
  readonly energyJoules: (handle: AmdHandle) => Answer<number>;
  readonly instantaneousWatts: (handle: AmdHandle) => Answer<number>;
  readonly averageWatts: (handle: AmdHandle) => Answer<number>;
  readonly state: DriverState;
  readonly describe: (code: AnswerCode) => string;
  /** What would mend it, where something is known to. */
  fixFor(code: AnswerCode): string | null;
}

export const groupFix =
  'Add this user to the groups that may use the GPU (sudo usermod -aG render,video $USER) and log in again; in a container pass --device /dev/kfd --device /dev/dri.';
export const driverFix = 'Load the driver (sudo modprobe amdgpu) and look at dmesg for amdgpu.';

/** A bus address by its parts, as the kernel writes it. */
export function addressOf(domain: number, bus: number, device: number, fn: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.${fn.toString(16)}`;
}

export const uuidOf = (id: bigint): string => `GPU-${id.toString(16).padStart(16, '0')}`;

/** Watts; 0, which no card that answers draws, and the fillers 0xffff and all ones are no value. */
export const isWatts = (watts: number): boolean =>
  watts > 0 && watts !== 0xffff && watts !== 0xffff_ffff && Number.isSafeInteger(watts);

/** The counter of a device; its prototype in C has the count, the step and a time to be written, in this order. */
export const gatheredEnergy = (
  gathered: Gathering['gathered'],
  prototype: string,
): ((handle: AmdHandle) => Gathered) | null =>
  gathered<AmdHandle>(prototype, 20, (handle, memory, offset) => [
    handle,
    new BigUint64Array(memory, offset, 1),
    new Float32Array(memory, offset + 16, 1),
    new BigUint64Array(memory, offset + 8, 1),
  ]);

/** What that call has written. */
export function energyIn(bytes: DataView): Answer<number> {
  const joules = joulesOf(bytes.getBigUint64(0, true), bytes.getFloat32(16, true));
  return joules === null ? blank : { ok: true, value: joules };
}

/** A counter's steps in microjoules each, in joules; null for the fillers. */
export function joulesOf(count: bigint, microjoules: number): number | null {
  const isFiller = count === 0xffff_ffff_ffff_ffffn || count === 0xffff_ffffn;
  if (isFiller || !Number.isFinite(microjoules) || microjoules <= 0) return null;
  return (Number(count) * microjoules) / 1e6;
}
