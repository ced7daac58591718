import {
  addressOf,
  driverFix,
  energyIn,
  gatheredEnergy,
  groupFix,
  isWatts,
  uuidOf,
  type AmdHandle,
  type AmdLibrary,
} from './amd-library';
import { stuckCode, stuckReason, taken, type DriverLibrary } from './driver-library';
import { answer, blank, callAsync, textIn, type Answer } from './native-library';

/** amdsmi.h: AMDSMI_INIT_AMD_GPUS. */
const initGpus = 2;
/** processor_type_t */
const amdGpu = 1;
const mostDevices = 256;
/** Larger than what any version writes: amdsmi_asic_info_t and amdsmi_power_info_t have grown. */
const structBytes = 4096;
/**
 * Where amdsmi_power_info_t has its powers. The first word of amdsmi_version_t is the year up to version 25, and the major
 * version since: up to 24 the two powers came first, since then after one of 64 bits.
 */
const oldPowers = { current: 0, average: 4, socket: null } as const;
const newPowers = { current: 8, average: 12, socket: 0 } as const;
const lastOldVersion = 24;
/** amdsmi_power_cap_info_t gives watts in some versions and microwatts in others. */
const leastMicrowatts = 1e5;

/** libamd_smi (amdsmi.h), ROCm 6 and later. Handles are pointers, given as numbers. */
export function bindAmdSmi({ optional, gathering, state }: DriverLibrary): AmdLibrary {
  const { gathered } = gathering(true);
  const init = optional('int amdsmi_init(uint64_t flags)');
  const shutdown = optional('int amdsmi_shut_down()');
  const version = optional('int amdsmi_get_lib_version(_Out_ uint8_t *version)');
  const sockets = optional('int amdsmi_get_socket_handles(_Inout_ uint32_t *count, _Out_ uint64_t *sockets)');
  const processors = optional(
    'int amdsmi_get_processor_handles(uint64_t socket, _Inout_ uint32_t *count, _Out_ uint64_t *handles)',
  );
  const processorType = optional('int amdsmi_get_processor_type(uint64_t handle, _Out_ uint32_t *type)');
  const bdf = optional('int amdsmi_get_gpu_device_bdf(uint64_t handle, _Out_ uint64_t *bdf)');
  const asic = optional('int amdsmi_get_gpu_asic_info(uint64_t handle, _Out_ uint8_t *info)');
  const cap = optional(
    'int amdsmi_get_power_cap_info(uint64_t handle, uint32_t sensor, _Out_ uint8_t *info)',
  );
  const power = gathered<AmdHandle>(
    'int amdsmi_get_power_info(uint64_t handle, _Out_ uint8_t *info)',
    structBytes,
    (handle, memory, offset) => {
      new Uint8Array(memory, offset, 64).fill(0xff);
      return [handle, new Uint8Array(memory, offset, structBytes)];
    },
  );
  const energy = gatheredEnergy(
    gathered,
    'int amdsmi_get_energy_count(uint64_t handle, _Out_ uint64_t *count, _Out_ float *resolution, _Out_ uint64_t *time)',
  );

  const word = new Uint32Array(1);
  const longWord = new BigUint64Array(1);
  const info = Buffer.alloc(structBytes);
  let powers: typeof oldPowers | typeof newPowers = newPowers;

  const list = (call: typeof sockets, first: readonly AmdHandle[]): Answer<bigint[]> => {
    const found = new BigUint64Array(mostDevices);
    word[0] = mostDevices;
    return answer(call, [...first, word, found], () => [
      ...found.subarray(0, Math.min(word[0] ?? 0, mostDevices)),
    ]);
  };
  const wattsAt = (handle: AmdHandle, at: number | null): Answer<number> => {
    if (at === null) return blank;
    return taken(power?.(handle), (bytes) => {
      const isSocket = at === newPowers.socket && powers.socket === at;
      const watts = isSocket ? Number(bytes.getBigUint64(at, true)) : bytes.getUint32(at, true);
      return isWatts(watts) ? { ok: true, value: watts } : blank;
    });
  };

  return {
    title: 'AMD SMI',
    file: 'libamd_smi.so',
    init: async () => {
      const started = await callAsync(init, [initGpus]);
      info.fill(0);
      const told = answer(version, [info], () => info.readUInt32LE(0));
      if (told.ok && told.value <= lastOldVersion) powers = oldPowers;
      return started;
    },
    shutdown: () => {
      shutdown?.();
    },
    handles: () => {
      const found = list(sockets, []);
      if (!found.ok) return found;
      const handles = found.value.flatMap((socket) => {
        const inSocket = list(processors, [socket]);
        return inSocket.ok ? inSocket.value : [];
      });
      const isGpu = (handle: bigint): boolean => {
        const type = answer(processorType, [handle, word], () => word[0]);
        return !type.ok || type.value === amdGpu;
      };
      return { ok: true, value: handles.filter(isGpu) };
    },
    name: (handle) => {
      info.fill(0);
      const called = answer(asic, [handle, info], () => textIn(info, 0, 256));
      return called.ok && called.value === '' ? blank : called;
    },
    pciAddress: (handle) =>
      answer(bdf, [handle, longWord], () => {
        const value = longWord[0] ?? 0n;
        const low = Number(value & 0xffffn);
        return addressOf(Number(value >> 16n), low >> 8, (low >> 3) & 0x1f, low & 7);
      }),
    // Its own UUID is another one than that of ROCR_VISIBLE_DEVICES, which is the serial number of the chip.
    uuid: (handle) => {
      info.fill(0);
      const called = answer(asic, [handle, info], () => serialIn(info));
      return called.ok ? (called.value === null ? blank : { ok: true, value: called.value }) : called;
    },
    capWatts: (handle) => {
      const called = answer(cap, [handle, 0, info], () => Number(info.readBigUInt64LE(0)));
      if (!called.ok) return called;
      return { ok: true, value: called.value >= leastMicrowatts ? called.value / 1e6 : called.value };
    },
    energyJoules: (handle) => taken(energy?.(handle), energyIn),
    instantaneousWatts: (handle) => wattsAt(handle, powers.current),
    averageWatts: (handle) => {
      const average = wattsAt(handle, powers.average);
      return average.ok ? average : wattsAt(handle, powers.socket);
    },
    describe: (code) =>
      typeof code === 'number'
        ? (reasons[code] ?? `AMD SMI error ${code}`)
        : code === 'missing'
          ? 'not offered by this version of AMD SMI'
          : 'the driver told no value',
    state,
    fixFor: (code) => (typeof code === 'number' ? (fixes[code] ?? null) : null),
  };
}

/** amdsmi_asic_info_t has the serial number as the only text of hexadecimal digits; where differs by version. */
function serialIn(info: Buffer): string | null {
  const match = /\0(?:0x)?([0-9a-f]{8,16})\0/i.exec(info.toString('latin1', 0, 1024));
  return match === null ? null : uuidOf(BigInt(`0x${match[1] ?? '0'}`));
}

/** amdsmi_status_t, in words. */
const reasons: Readonly<Partial<Record<number, string>>> = {
  [stuckCode]: stuckReason,
  1: 'invalid parameters',
  2: 'not supported by this GPU',
  3: 'not supported by this version of AMD SMI',
  4: 'a library that AMD SMI needs could not be loaded',
  7: 'a call of the driver failed',
  8: 'the driver did not answer in time',
  10: 'no permission',
  12: 'a file of the driver could not be read',
  14: 'a file of the driver could not be read',
  30: 'the GPU is busy',
  31: 'the GPU is gone',
  32: 'AMD SMI is not started',
  34: 'the AMD driver (amdgpu) is not loaded',
  40: 'the driver told no value',
  43: 'the driver told no value',
};

const fixes: Readonly<Partial<Record<number, string>>> = {
  10: groupFix,
  31: 'Look at dmesg for amdgpu; reset the GPU (sudo amd-smi reset --gpureset) or restart the machine.',
  34: driverFix,
};
