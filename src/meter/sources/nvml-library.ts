import type { Pointer } from './driver-parameters';
import type { CounterPlace } from './sample-lines';
import {
  loadDriverLibrary,
  stuckCode,
  stuckReason,
  taken,
  type DriverLibrary,
  type DriverState,
  type LoadedDriver,
} from './driver-library';
import {
  answer,
  blank,
  callAsync,
  success,
  textIn,
  type Answer,
  type AnswerCode,
  type LibraryFunction,
} from './native-library';
import { nvmlNames } from './nvml-names';
import { bindUsage, type NvmlUsage } from './nvml-usage';

/** An opaque nvmlDevice_t. */
export type NvmlDevice = Pointer;

export type NvmlResult<Value> = Answer<Value>;

/** nvmlReturn_t, or why there is none. */
export type NvmlCode = AnswerCode;

/** NVML by its C interface (nvml.h), as far as the meter needs it. Symbols that a driver lacks answer `missing`. */
export interface NvmlLibrary extends NvmlUsage {
  init(): Promise<NvmlResult<null>>;
  shutdown(): void;
  /** Shuts down and starts again. */
  restart(): Promise<NvmlResult<null>>;
  deviceCount(): NvmlResult<number>;
  device(index: number): NvmlResult<NvmlDevice>;
  name(device: NvmlDevice): NvmlResult<string>;
  uuid(device: NvmlDevice): NvmlResult<string>;
  /** Where the card sits on the PCI bus: `0000:3b:00.0`. */
  pciAddress(device: NvmlDevice): NvmlResult<string>;
  /** The power limit that is in force, in watts. */
  powerLimitWatts(device: NvmlDevice): NvmlResult<number>;
  /** nvmlDeviceArchitecture_t: 5 Volta, 6 Turing, 7 Ampere, 8 Ada, 9 Hopper. */
  architecture(device: NvmlDevice): NvmlResult<number>;
  /** Joules since the driver was loaded. */
  energyJoules(device: NvmlDevice): NvmlResult<number>;
  /** nvmlDeviceGetPowerUsage: watts, now or averaged over a second, by architecture. */
  powerWatts(device: NvmlDevice): NvmlResult<number>;
  /** The field NVML_FI_DEV_POWER_INSTANT: watts, now. */
  instantaneousPowerWatts(device: NvmlDevice): NvmlResult<number>;
  /** The same of the whole module of a superchip: its processor, its GPUs and their memory. */
  modulePowerWatts(device: NvmlDevice): NvmlResult<number>;
  /** `energyJoules` and `instantaneousPowerWatts` in one call of the driver. */
  energyAndPower(device: NvmlDevice): NvmlResult<EnergyAndPower>;
  /** Where the driver's thread finds what `energyAndPower` reads; null where that was not read yet. */
  placeOfEnergyAndPower(device: NvmlDevice): CounterPlace | null;
  readonly state: DriverState;
}

export interface EnergyAndPower {
  readonly joules: number;
  /** Null where it told none. */
  readonly watts: number | null;
}

/** nvml.h: NVML_FI_DEV_TOTAL_ENERGY_CONSUMPTION and NVML_FI_DEV_POWER_INSTANT. */
const totalEnergyField = 83;
const instantaneousPowerField = 186;
/** nvmlPowerScopeType_t */
const powerScope = { gpu: 0, module: 1 } as const;
/** sizeof(nvmlFieldValue_t), and where its members lie. */
const fieldValue = { size: 40, scope: 4, valueType: 24, result: 28, value: 32 } as const;
/** nvmlValueType_t: NVML_VALUE_TYPE_UNSIGNED_INT and NVML_VALUE_TYPE_UNSIGNED_LONG_LONG. */
const unsignedIntType = 1;
const unsignedLongLongType = 3;
const textBytes = 96;
/** sizeof(nvmlPciInfo_t) is 68; domain, bus and device follow the first text in all its versions. */
const pciInfo = { size: 128, domain: 16, bus: 20, device: 24 } as const;

let loading: Promise<LoadedDriver<NvmlLibrary>> | null = null;

/** Loads the library, or says why not. Several sources ask for it. */
export const loadNvml = (longestMs: number): Promise<LoadedDriver<NvmlLibrary>> =>
  (loading ??= load(longestMs));

async function load(longestMs: number): Promise<LoadedDriver<NvmlLibrary>> {
  if (nvmlNames.length === 0) return { missing: `there is no NVIDIA driver for ${process.platform}` };
  const loaded = await loadDriverLibrary(
    nvmlNames,
    `${nvmlNames[0] ?? ''} was not found: no NVIDIA driver here, or none visible in this container`,
    longestMs,
  );
  return 'library' in loaded ? { library: bind(loaded.library) } : loaded;
}

function bind({ optional, gathering, state }: DriverLibrary): NvmlLibrary {
  const { gathered } = gathering(true);
  const init = optional('int nvmlInit_v2()') ?? optional('int nvmlInit()');
  const shutdown = optional('int nvmlShutdown()');
  const count =
    optional('int nvmlDeviceGetCount_v2(_Out_ uint32_t *count)') ??
    optional('int nvmlDeviceGetCount(_Out_ uint32_t *count)');
  const handle =
    optional('int nvmlDeviceGetHandleByIndex_v2(uint32_t index, _Out_ void **device)') ??
    optional('int nvmlDeviceGetHandleByIndex(uint32_t index, _Out_ void **device)');
  const name = optional('int nvmlDeviceGetName(void *device, _Out_ uint8_t *name, uint32_t length)');
  const uuid = optional('int nvmlDeviceGetUUID(void *device, _Out_ uint8_t *uuid, uint32_t length)');
  const architecture = optional('int nvmlDeviceGetArchitecture(void *device, _Out_ uint32_t *architecture)');
  const energy = gathered<NvmlDevice>(
    'int nvmlDeviceGetTotalEnergyConsumption(void *device, _Out_ uint64_t *millijoules)',
    8,
    (device, memory, offset) => [device, new BigUint64Array(memory, offset, 1)],
  );
  const power = gathered<NvmlDevice>(
    'int nvmlDeviceGetPowerUsage(void *device, _Out_ uint32_t *milliwatts)',
    4,
    (device, memory, offset) => [device, new Uint32Array(memory, offset, 1)],
  );
  const limit = optional('int nvmlDeviceGetEnforcedPowerLimit(void *device, _Out_ uint32_t *milliwatts)');
  const pci =
    optional('int nvmlDeviceGetPciInfo_v3(void *device, _Out_ uint8_t *info)') ??
    optional('int nvmlDeviceGetPciInfo_v2(void *device, _Out_ uint8_t *info)') ??
    optional('int nvmlDeviceGetPciInfo(void *device, _Out_ uint8_t *info)');
  /** The values of these fields, each with its scope. What the driver writes leaves what was asked for in its place. */
  const fields = (
    asked: readonly { readonly field: number; readonly scope: number }[],
  ): ReturnType<typeof gathered<NvmlDevice>> =>
    gathered<NvmlDevice>(
      'int nvmlDeviceGetFieldValues(void *device, int count, _Inout_ uint8_t *values)',
      asked.length * fieldValue.size,
      (device, memory, offset) => {
        const values = new DataView(memory, offset, asked.length * fieldValue.size);
        asked.forEach(({ field, scope }, index) => {
          values.setUint32(index * fieldValue.size, field, true);
          values.setUint32(index * fieldValue.size + fieldValue.scope, scope, true);
        });
        return [device, asked.length, new Uint8Array(memory, offset, values.byteLength)];
      },
    );
  const gpuPower = fields([{ field: instantaneousPowerField, scope: powerScope.gpu }]);
  const modulePower = fields([{ field: instantaneousPowerField, scope: powerScope.module }]);
  const energyAndPower = fields([
    { field: totalEnergyField, scope: powerScope.gpu },
    { field: instantaneousPowerField, scope: powerScope.gpu },
  ]);

  const word = new Uint32Array(1);

  const text = (call: LibraryFunction | null, device: NvmlDevice): NvmlResult<string> => {
    const buffer = Buffer.alloc(textBytes);
    const called = answer(call, [device, buffer, textBytes], () => textIn(buffer));
    return called.ok && called.value === '' ? blank : called;
  };
  const milliwatts = (call: LibraryFunction | null, device: NvmlDevice): NvmlResult<number> => {
    const called = answer(call, [device, word], () => word[0] ?? 0);
    return called.ok ? inWatts(called.value) : called;
  };

  return {
    ...bindUsage(optional, gathering()),
    init: () => callAsync(init),
    shutdown: () => {
      shutdown?.();
    },
    restart: async () => {
      await callAsync(shutdown);
      return callAsync(init);
    },
    deviceCount: () => answer(count, [word], () => word[0] ?? 0),
    device: (index) => {
      const out: (Pointer | null)[] = [null];
      return answer(handle, [index, out], () => out[0] ?? 0n);
    },
    name: (device) => text(name, device),
    uuid: (device) => text(uuid, device),
    architecture: (device) => answer(architecture, [device, word], () => word[0] ?? 0),
    pciAddress: (device) => {
      const info = Buffer.alloc(pciInfo.size);
      return answer(pci, [device, info], () => {
        const part = (at: number, digits: number): string =>
          info.readUInt32LE(at).toString(16).padStart(digits, '0');
        return `${part(pciInfo.domain, 4)}:${part(pciInfo.bus, 2)}:${part(pciInfo.device, 2)}.0`;
      });
    },
    powerLimitWatts: (device) => milliwatts(limit, device),
    energyJoules: (device) =>
      taken(energy?.(device), (bytes) => inJoules(bytes.getUint32(4, true), bytes.getUint32(0, true))),
    powerWatts: (device) => taken(power?.(device), (bytes) => inWatts(bytes.getUint32(0, true))),
    instantaneousPowerWatts: (device) => taken(gpuPower?.(device), (bytes) => powerIn(bytes, 0)),
    modulePowerWatts: (device) => taken(modulePower?.(device), (bytes) => powerIn(bytes, 0)),
    energyAndPower: (device) =>
      taken(energyAndPower?.(device), (bytes) => {
        const joules = energyIn(bytes, 0);
        if (!joules.ok) return joules;
        const watts = powerIn(bytes, fieldValue.size);
        return { ok: true, value: { joules: joules.value, watts: watts.ok ? watts.value : null } };
      }),
    placeOfEnergyAndPower: (device) => {
      const place = energyAndPower?.placeOf(device) ?? null;
      return place === null ? null : placeOfFields(place);
    },
    state,
  };
}

/** Of the two fields of `energyAndPower`, in the forms that `energyIn` and `powerIn` read. */
function placeOfFields({
  number,
  offset,
}: {
  readonly number: number;
  readonly offset: number;
}): CounterPlace {
  const second = offset + fieldValue.size;
  return {
    call: number,
    counter: offset + fieldValue.value,
    joulesPerCount: 0.001,
    power: second + fieldValue.value,
    wattsPerCount: 0.001,
    valid: [
      { at: offset + fieldValue.result, is: success },
      { at: offset + fieldValue.valueType, is: unsignedLongLongType },
      { at: second + fieldValue.result, is: success },
      { at: second + fieldValue.valueType, is: unsignedIntType },
    ],
  };
}

const inWatts = (milliwatts: number): NvmlResult<number> =>
  isBlank(0, milliwatts) ? blank : { ok: true, value: milliwatts / 1000 };

/** The power of the nvmlFieldValue_t at a place. */
function powerIn(fields: DataView, at: number): NvmlResult<number> {
  const code = fields.getInt32(at + fieldValue.result, true);
  if (code !== success) return { ok: false, code };
  return fields.getInt32(at + fieldValue.valueType, true) === unsignedIntType
    ? inWatts(fields.getUint32(at + fieldValue.value, true))
    : { ok: false, code: notSupported };
}

/** The energy of the nvmlFieldValue_t at a place. */
function energyIn(fields: DataView, at: number): NvmlResult<number> {
  const code = fields.getInt32(at + fieldValue.result, true);
  if (code !== success) return { ok: false, code };
  return fields.getInt32(at + fieldValue.valueType, true) === unsignedLongLongType
    ? inJoules(
        fields.getUint32(at + fieldValue.value + 4, true),
        fields.getUint32(at + fieldValue.value, true),
      )
    : { ok: false, code: notSupported };
}

const inJoules = (high: number, low: number): NvmlResult<number> =>
  isBlank(high, low) ? blank : { ok: true, value: (high * 2 ** 32 + low) / 1000 };

/**
 * All ones, and the blanks of NVIDIA's monitoring (dcgm_structs.h: DCGM_INT32_BLANK and DCGM_INT64_BLANK, each up to + 15);
 * the upper and the lower half of a value.
 */
const isBlank = (high: number, low: number): boolean =>
  (high === 0 && (low === 0xffff_ffff || (low >= 0x7fff_fff0 && low <= 0x7fff_ffff))) ||
  (high === 0xffff_ffff && low === 0xffff_ffff) ||
  (high === 0x7fff_ffff && low >= 0xffff_fff0);

const notSupported = 3;
/** nvmlReturn_t, in words. */
const reasons: Readonly<Record<number, string>> = {
  [stuckCode]: stuckReason,
  1: 'the driver was unloaded',
  2: 'invalid argument',
  [notSupported]: 'not supported by this GPU',
  4: 'no permission',
  6: 'not found',
  8: 'insufficient external power',
  9: 'the NVIDIA driver is not loaded',
  10: 'the driver did not answer in time',
  12: 'the NVML library of the driver was not found',
  13: 'not offered by this driver',
  15: 'the GPU is lost (fallen off the bus or reset)',
  16: 'the GPU needs a reset',
  18: 'driver and library are of different versions',
  19: 'the GPU is in use by another context',
  999: 'unknown error',
};

const fixes: Readonly<Partial<Record<NvmlCode, string>>> = {
  4: 'Let this user read the GPU: see the permissions of /dev/nvidia*.',
  8: 'Plug in all power cables of the card.',
  9: 'Load the driver (modprobe nvidia) and see that nvidia-smi works.',
  15: 'Look at dmesg for Xid errors; reset the GPU (nvidia-smi --gpu-reset) or restart the machine.',
  16: 'Reset the GPU (nvidia-smi --gpu-reset) or restart the machine.',
  18: 'Restart the machine, so that the loaded driver is the installed one.',
};

export function describeNvmlCode(code: NvmlCode): string {
  if (code === 'missing') return 'not offered by this driver';
  if (code === 'blank') return 'the driver told no value';
  return reasons[code] ?? `NVML error ${code}`;
}

/** What would mend it, where something is known to. */
export const fixForNvmlCode = (code: NvmlCode): string | null => fixes[code] ?? null;
