import type * as Koffi from 'koffi';

/** One meter that Windows knows: a device with the Energy Meter Interface (emi.h). */
export interface EmiDevice {
  /** DeviceIoControl with nothing to give: what it answers, at most `bytes` long; null where it fails. */
  control(code: number, bytes: number): Buffer | null;
  close(): void;
}

/** GUID_DEVICE_ENERGY_METER {45BD8344-7ED6-49CF-A440-C276C933B053}, as it lies in memory. */
const energyMeterClass = Buffer.from('4483bd45d67ecf49a440c276c933b053', 'hex');
const presentOnly = 0;
const genericRead = 0x8000_0000;
const shareAll = 3;
const openExisting = 3;
const invalidHandle = -1n;

/** The meters of this machine. Rejects where Windows' libraries can't be called. */
export async function openEmiDevices(): Promise<EmiDevice[]> {
  const koffi = await import('koffi');
  const kernel = koffi.load('kernel32.dll');
  const create = kernel.func(
    'intptr_t __stdcall CreateFileW(str16 path, uint32_t access, uint32_t share, void *security, uint32_t disposition, uint32_t flags, void *template)',
  );
  const control = kernel.func(
    'int __stdcall DeviceIoControl(intptr_t device, uint32_t code, void *input, uint32_t inputBytes, uint8_t *output, uint32_t outputBytes, _Out_ uint32_t *returned, void *overlapped)',
  );
  const closeHandle = kernel.func('int __stdcall CloseHandle(intptr_t device)');
  return interfacePaths(koffi).flatMap((path) => {
    const handle = BigInt(
      create(path, genericRead, shareAll, null, openExisting, 0, null) as number | bigint,
    );
    if (handle === invalidHandle) return [];
    const returned = new Uint32Array(1);
    return [
      {
        control: (code, bytes) => {
          const output = Buffer.alloc(bytes);
          const done = Number(control(handle, code, null, 0, output, bytes, returned, null));
          return done === 0 ? null : output.subarray(0, Math.min(returned[0] ?? 0, bytes));
        },
        close: () => {
          closeHandle(handle);
        },
      },
    ];
  });
}

/** The configuration manager's list: texts of UTF-16, each ended by a zero, and one zero more. */
function interfacePaths(koffi: typeof Koffi): string[] {
  const manager = koffi.load('cfgmgr32.dll');
  const sizeOf = manager.func(
    'uint32_t __stdcall CM_Get_Device_Interface_List_SizeW(_Out_ uint32_t *size, uint8_t *class_, void *device, uint32_t flags)',
  );
  const list = manager.func(
    'uint32_t __stdcall CM_Get_Device_Interface_ListW(uint8_t *class_, void *device, uint8_t *buffer, uint32_t size, uint32_t flags)',
  );
  const size = new Uint32Array(1);
  if (Number(sizeOf(size, energyMeterClass, null, presentOnly)) !== 0) return [];
  const buffer = Buffer.alloc(2 * (size[0] ?? 0));
  if (Number(list(energyMeterClass, null, buffer, size[0] ?? 0, presentOnly)) !== 0) return [];
  return buffer
    .toString('utf16le')
    .split('\0')
    .filter((path) => path !== '');
}
