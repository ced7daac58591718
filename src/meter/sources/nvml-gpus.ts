import { highestUsualWatts, type Accelerator } from '../source';
import type { DeviceName, ReadDevice, Refusal } from './device-readings';
import {
  describeNvmlCode,
  fixForNvmlCode,
  type NvmlCode,
  type NvmlDevice,
  type NvmlLibrary,
  type NvmlResult,
} from './nvml-library';
import type { GpuHandle, NvmlSession } from './nvml-session';

export interface Gpu extends DeviceName {
  readonly handle: GpuHandle;
  /** Its UUID, where it has one of its own. */
  readonly id: string;
  readonly highestWatts: number;
  readonly limitWatts: number | null;
  readonly accelerator: Accelerator;
}

export interface GpuList {
  readonly gpus: readonly Gpu[];
  /** GPUs that are counted, and to which the driver gives no handle. */
  readonly lost: readonly ReadDevice[];
}

export function listGpus(library: NvmlLibrary, session: NvmlSession, count: number): GpuList {
  const gpus: Gpu[] = [];
  const lost: ReadDevice[] = [];
  const seen = new Map<string, string | null>();
  for (let index = 0; index < count; index++) {
    const handle = library.device(index);
    if (!handle.ok) {
      const refusal = refusalOf(handle.code);
      const readings = { counter: refusal, instantaneous: refusal, averaged: refusal };
      lost.push({ device: { index, name: `NVIDIA GPU ${index}` }, readings });
      continue;
    }
    const device = handle.value;
    const uuid = valueOf(library.uuid(device)) ?? `index-${index}`;
    const address = valueOf(library.pciAddress(device));
    // A GPU that is listed twice (slices of one card) is one meter; two cards of one UUID are two.
    if (seen.has(uuid) && address !== null && seen.get(uuid) === address) continue;
    const id = seen.has(uuid) ? `${uuid}#${index}` : uuid;
    if (!seen.has(uuid)) seen.set(uuid, address);
    const limitWatts = valueOf(library.powerLimitWatts(device)) ?? 0;
    const model = valueOf(library.name(device));
    gpus.push({
      index,
      handle: session.follow(device, () => findAgain(library, index, uuid)),
      id,
      name: model ?? `NVIDIA GPU ${index}`,
      accelerator: {
        vendor: 'nvidia',
        index,
        model,
        uuid: valueOf(library.uuid(device)),
        pciAddress: address,
        slices: library.slices(device),
      },
      highestWatts: Math.max(highestUsualWatts, 3 * limitWatts),
      limitWatts: limitWatts > 0 ? limitWatts : null,
    });
  }
  return { gpus, lost };
}

/** After a reset a GPU may have another number: its UUID tells which it is. */
function findAgain(library: NvmlLibrary, index: number, uuid: string): NvmlResult<NvmlDevice> {
  const count = valueOf(library.deviceCount()) ?? 0;
  for (let at = 0; at < count; at++) {
    const found = library.device(at);
    if (found.ok && valueOf(library.uuid(found.value)) === uuid) return found;
  }
  return library.device(index);
}

export const valueOf = <Value>(result: NvmlResult<Value>): Value | null => (result.ok ? result.value : null);

export const refusalOf = (code: NvmlCode): Refusal => ({
  why: describeNvmlCode(code),
  fix: fixForNvmlCode(code),
});
