import { monotonicSeconds } from '../monotonic';
import type { AcceleratorSlice, DeviceProcess } from '../source';
import type { Gathered, Gathering } from './driver-library';
import type { Pointer } from './driver-parameters';
import { success, textIn, type LibraryFunction } from './native-library';
import type { NvmlDevice } from './nvml-library';

/** Who uses a device, and into which slices it is divided. */
export interface NvmlUsage {
  /** The processes with a context on the device; null where the driver does not tell (containers, WSL, vGPU). */
  processes(device: NvmlDevice): readonly DeviceProcess[] | null;
  /** MIG devices; empty where the device is whole. */
  slices(device: NvmlDevice): readonly AcceleratorSlice[];
  /** The share of the last period in which a kernel ran, 0 to 1; null where not known, as on a device in MIG mode. */
  utilization(device: NvmlDevice): number | null;
}

/** nvmlProcessInfo_t since version 2: pid, memory, GPU instance, compute instance; version 1 ends after the memory. */
const processInfo = { size: 24, memory: 8 } as const;
const oldProcessInfo = { size: 16, memory: 8 } as const;
/** nvmlProcessUtilizationSample_t */
const utilizationSample = { size: 32, timeStamp: 8, sm: 16 } as const;
/** nvmlDeviceAttributes_t: the eighth of its words. */
const attributes = { size: 64, computeSlices: 28 } as const;
const mostProcesses = 512;
/** Before the list: how many there are. */
const listHeader = 8;
const notAvailable = 0xffff_ffff_ffff_ffffn;
const textBytes = 96;

export function bindUsage(
  optional: (prototype: string) => LibraryFunction | null,
  { gathered }: Gathering,
): NvmlUsage {
  const lists = (['Compute', 'Graphics', 'MPSCompute'] as const).map((kind) => {
    const prototype = (version: string): string =>
      `int nvmlDeviceGet${kind}RunningProcesses${version}(void *device, _Inout_ uint32_t *count, _Out_ uint8_t *infos)`;
    const listOf = (version: string): ((device: NvmlDevice) => Gathered) | null =>
      gathered<NvmlDevice>(
        prototype(version),
        listHeader + mostProcesses * processInfo.size,
        (device, memory, offset) => {
          const infos = new Uint8Array(memory, offset + listHeader, mostProcesses * processInfo.size);
          return [device, new Uint32Array(memory, offset, 1), infos];
        },
        // For how many there is room; the driver writes how many there are.
        (memory, offset) => {
          new Uint32Array(memory, offset, 1)[0] = mostProcesses;
        },
      );
    const call = listOf('_v3') ?? listOf('_v2');
    return call === null ? { call: listOf(''), layout: oldProcessInfo } : { call, layout: processInfo };
  });
  const processUtilization = optional(
    'int nvmlDeviceGetProcessUtilization(void *device, _Out_ uint8_t *samples, _Inout_ uint32_t *count, uint64_t since)',
  );
  const rates = optional('int nvmlDeviceGetUtilizationRates(void *device, _Out_ uint32_t *rates)');
  const migMode = optional(
    'int nvmlDeviceGetMigMode(void *device, _Out_ uint32_t *current, _Out_ uint32_t *pending)',
  );
  const mostSlices = optional('int nvmlDeviceGetMaxMigDeviceCount(void *device, _Out_ uint32_t *count)');
  const sliceHandle = optional(
    'int nvmlDeviceGetMigDeviceHandleByIndex(void *device, uint32_t index, _Out_ void **slice)',
  );
  const uuid = optional('int nvmlDeviceGetUUID(void *device, _Out_ uint8_t *uuid, uint32_t length)');
  const sliceAttributes =
    optional('int nvmlDeviceGetAttributes_v2(void *device, _Out_ uint8_t *attributes)') ??
    optional('int nvmlDeviceGetAttributes(void *device, _Out_ uint8_t *attributes)');

  const word = new Uint32Array(2);
  const other = new Uint32Array(1);
  const infos = Buffer.alloc(mostProcesses * utilizationSample.size);
  /** Time stamps in microseconds, by device: samples since then are new. */
  const seen = new Map<NvmlDevice, bigint>();

  const list = ({ call, layout }: (typeof lists)[number], device: NvmlDevice): DeviceProcess[] | null => {
    if (call === null) return null;
    const { code, bytes } = call(device);
    const count = Math.min(bytes.getUint32(0, true), mostProcesses);
    // More than there is room for: which they are is not told.
    if (code !== success) return null;
    return Array.from({ length: count }, (_, index) => {
      const at = listHeader + index * layout.size;
      const memory = bytes.getBigUint64(at + layout.memory, true);
      return {
        pid: bytes.getUint32(at, true),
        utilization: null,
        memoryBytes: memory === notAvailable ? null : Number(memory),
      };
    });
  };

  /** Monotonic seconds of the look before, by device, and of the beginning: what is shared out was drawn since. */
  const lookedAt = new Map<NvmlDevice, number>();
  const boundAt = monotonicSeconds();

  /** The driver keeps samples of the past: of a process that came lately there are few, and they are as good as those of one that was there. */
  const utilizations = (device: NvmlDevice, seconds: number): Map<number, number> | null => {
    if (processUtilization === null) return null;
    word[0] = mostProcesses;
    const since = seen.get(device) ?? 0n;
    const code = processUtilization(device, infos, word, since) as number;
    // "Not found" says that nothing ran since: that is an answer.
    if (code === 6) return new Map();
    if (code !== success) return null;
    const samples = Array.from({ length: Math.min(word[0], mostProcesses) }, (_, index) => {
      const at = index * utilizationSample.size;
      return {
        pid: infos.readUInt32LE(at),
        timeStamp: infos.readBigUInt64LE(at + utilizationSample.timeStamp),
        share: infos.readUInt32LE(at + utilizationSample.sm) / 100,
      };
    }).filter(({ timeStamp, share }) => timeStamp > since && share <= 1);
    const newest = samples.reduce(
      (latest, { timeStamp }) => (timeStamp > latest ? timeStamp : latest),
      since,
    );
    const from = Number(newest) - seconds * 1e6;
    const sums = new Map<number, { total: number; samples: number }>();
    for (const { pid, timeStamp, share } of samples) {
      if (Number(timeStamp) < from) continue;
      const sum = sums.get(pid) ?? { total: 0, samples: 0 };
      sums.set(pid, { total: sum.total + share, samples: sum.samples + 1 });
    }
    seen.set(device, newest);
    // A process has no sample of the time in which it did nothing, or was not there.
    const most = Math.max(...[...sums.values()].map(({ samples }) => samples));
    return new Map([...sums].map(([pid, { total }]) => [pid, total / most]));
  };

  const sliceOf = (device: NvmlDevice, index: number, count: number): AcceleratorSlice[] => {
    const out: (Pointer | null)[] = [null];
    if (sliceHandle === null || (sliceHandle(device, index, out) as number) !== success) return [];
    const text = Buffer.alloc(textBytes);
    if (uuid === null || (uuid(out[0], text, textBytes) as number) !== success) return [];
    const told = Buffer.alloc(attributes.size);
    const hasAttributes = sliceAttributes !== null && (sliceAttributes(out[0], told) as number) === success;
    const slices = hasAttributes ? told.readUInt32LE(attributes.computeSlices) : 1;
    const share = Math.min(1, Math.max(1, slices) / count);
    return [{ uuid: textIn(text), share }];
  };

  return {
    processes: (device) => {
      const found = new Map<number, DeviceProcess>();
      let hasAnswer = false;
      for (const each of lists) {
        const processes = list(each, device);
        hasAnswer ||= processes !== null;
        for (const process of processes ?? []) found.set(process.pid, process);
      }
      const now = monotonicSeconds();
      const seconds = now - (lookedAt.get(device) ?? boundAt);
      lookedAt.set(device, now);
      if (!hasAnswer) return null;
      const shares = found.size > 1 ? utilizations(device, seconds) : null;
      return [...found.values()].map((process) =>
        shares === null ? process : { ...process, utilization: shares.get(process.pid) ?? 0 },
      );
    },
    slices: (device) => {
      if (migMode === null || (migMode(device, word, other) as number) !== success || word[0] !== 1)
        return [];
      if (mostSlices === null || (mostSlices(device, word) as number) !== success) return [];
      const count = word[0];
      return Array.from({ length: Math.min(count, 64) }, (_, index) => sliceOf(device, index, count)).flat();
    },
    utilization: (device) => {
      if (rates === null || (rates(device, word) as number) !== success) return null;
      return word[0] !== undefined && word[0] <= 100 ? word[0] / 100 : null;
    },
  };
}
