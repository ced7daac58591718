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

const nameBytes = 256;
/** RSMI_POWER_TYPE */
const averageType = 0;
const currentType = 1;

/** librocm_smi64 (rocm_smi.h), where AMD SMI is not installed. Devices are numbers from 0. */
export function bindRocmSmi({ optional, gathering, state }: DriverLibrary): AmdLibrary {
  const { gathered } = gathering(true);
  const init = optional('int rsmi_init(uint64_t flags)');
  const shutdown = optional('int rsmi_shut_down()');
  const count = optional('int rsmi_num_monitor_devices(_Out_ uint32_t *count)');
  const name = optional('int rsmi_dev_name_get(uint32_t device, _Out_ uint8_t *name, size_t length)');
  const pciId = optional('int rsmi_dev_pci_id_get(uint32_t device, _Out_ uint64_t *id)');
  const uniqueId = optional('int rsmi_dev_unique_id_get(uint32_t device, _Out_ uint64_t *id)');
  const cap = optional(
    'int rsmi_dev_power_cap_get(uint32_t device, uint32_t sensor, _Out_ uint64_t *microwatts)',
  );
  const power = gathered<AmdHandle>(
    'int rsmi_dev_power_get(uint32_t device, _Out_ uint64_t *microwatts, _Out_ uint32_t *type)',
    12,
    (device, memory, offset) => [
      device,
      new BigUint64Array(memory, offset, 1),
      new Uint32Array(memory, offset + 8, 1),
    ],
  );
  const current = gathered<AmdHandle>(
    'int rsmi_dev_current_socket_power_get(uint32_t device, _Out_ uint64_t *microwatts)',
    8,
    (device, memory, offset) => [device, new BigUint64Array(memory, offset, 1)],
  );
  const average = gathered<AmdHandle>(
    'int rsmi_dev_power_ave_get(uint32_t device, uint32_t sensor, _Out_ uint64_t *microwatts)',
    8,
    (device, memory, offset) => [device, 0, new BigUint64Array(memory, offset, 1)],
  );
  const energy = gatheredEnergy(
    gathered,
    'int rsmi_dev_energy_count_get(uint32_t device, _Out_ uint64_t *count, _Out_ float *resolution, _Out_ uint64_t *time)',
  );

  const word = new Uint32Array(1);
  const longWord = new BigUint64Array(1);
  const text = Buffer.alloc(nameBytes);

  const watts = (microwatts: bigint): Answer<number> => {
    const value = Number(microwatts) / 1e6;
    return isWatts(Math.ceil(value)) ? { ok: true, value } : blank;
  };
  const wattsIn = (bytes: DataView): Answer<number> => watts(bytes.getBigUint64(0, true));
  const typed = (handle: AmdHandle, type: number): Answer<number> =>
    taken(power?.(handle), (bytes) => (bytes.getUint32(8, true) === type ? wattsIn(bytes) : blank));

  return {
    title: 'ROCm SMI',
    file: 'librocm_smi64.so',
    init: () => callAsync(init, [0]),
    shutdown: () => {
      shutdown?.();
    },
    handles: () => answer(count, [word], () => Array.from({ length: word[0] ?? 0 }, (_, index) => index)),
    name: (handle) => {
      text.fill(0);
      const called = answer(name, [handle, text, nameBytes], () => textIn(text));
      return called.ok && called.value === '' ? blank : called;
    },
    // rocm_smi.h: domain from bit 32, bus from 8, device from 3, function; a partition's number in 28 to 31.
    pciAddress: (handle) =>
      answer(pciId, [handle, longWord], () => {
        const id = longWord[0] ?? 0n;
        const low = Number(id & 0xffffn);
        const partition = Number((id >> 28n) & 0xfn);
        return addressOf(
          Number((id >> 32n) & 0xffff_ffffn),
          low >> 8,
          (low >> 3) & 0x1f,
          low & 7 || partition,
        );
      }),
    uuid: (handle) => {
      const called = answer(uniqueId, [handle, longWord], () => longWord[0] ?? 0n);
      if (!called.ok) return called;
      return called.value === 0n ? blank : { ok: true, value: uuidOf(called.value) };
    },
    capWatts: (handle) => {
      const called = answer(cap, [handle, 0, longWord], () => longWord[0] ?? 0n);
      return called.ok ? watts(called.value) : called;
    },
    energyJoules: (handle) => taken(energy?.(handle), energyIn),
    instantaneousWatts: (handle) => {
      const direct = taken(current?.(handle), wattsIn);
      return direct.ok ? direct : typed(handle, currentType);
    },
    averageWatts: (handle) => {
      const direct = taken(average?.(handle), wattsIn);
      return direct.ok ? direct : typed(handle, averageType);
    },
    describe: (code) =>
      typeof code === 'number'
        ? (reasons[code] ?? `ROCm SMI error ${code}`)
        : code === 'missing'
          ? 'not offered by this version of ROCm SMI'
          : 'the driver told no value',
    state,
    fixFor: (code) => (typeof code === 'number' ? (fixes[code] ?? null) : null),
  };
}

/** rsmi_status_t, in words. */
const reasons: Readonly<Partial<Record<number, string>>> = {
  [stuckCode]: stuckReason,
  1: 'invalid arguments',
  2: 'not supported by this GPU',
  3: 'a file of the driver could not be read',
  4: 'no permission',
  8: 'ROCm SMI could not start: the AMD driver (amdgpu) is not loaded, or has no GPU',
  9: 'not supported by this version of ROCm SMI',
  10: 'the GPU is gone',
  14: 'the driver told no value',
  15: 'the driver told no value',
  16: 'the GPU is busy',
};

const fixes: Readonly<Partial<Record<number, string>>> = { 4: groupFix, 8: driverFix };
