import type * as Koffi from 'koffi';
import type { Batteries, BatteryReading } from './battery';

const ioKit = '/System/Library/Frameworks/IOKit.framework/IOKit';
const coreFoundation = '/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation';
/** CFStringBuiltInEncodings and CFNumberType of Core Foundation's headers. */
const utf8 = 0x0800_0100;
const signed64 = 4;

/** The properties of the registry's AppleSmartBattery, which `ioreg -rn AppleSmartBattery` prints. */
export interface SmartBattery {
  number(key: string): number | null;
  /** A boolean property; null where it is not there. */
  flag(key: string): boolean | null;
  close(): void;
}

/** A Mac's battery by IOKit, called in this process. */
export async function findMacBattery(): Promise<Batteries | { readonly missing: string }> {
  try {
    const battery = openSmartBattery(await import('koffi'));
    return battery === null ? { missing: 'this Mac has no battery' } : batteriesOf(battery);
  } catch (error) {
    return {
      missing: `IOKit can't be called (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

export const batteriesOf = (battery: SmartBattery): Batteries => ({
  read: () => readBattery(battery),
  close: () => {
    battery.close();
  },
});

/** `Amperage` is in mA, and less than 0 while it discharges; `Voltage` in mV. */
function readBattery(battery: SmartBattery): BatteryReading {
  if (battery.flag('ExternalConnected') !== false)
    return { state: 'silent', reason: 'the machine is not on its battery alone' };
  const milliamperes = battery.number('InstantAmperage') ?? battery.number('Amperage');
  const millivolts = battery.number('Voltage');
  if (milliamperes === null || millivolts === null)
    return { state: 'silent', reason: 'the battery tells no power' };
  const watts = (-milliamperes / 1000) * (millivolts / 1000);
  return watts > 0 ? { state: 'discharging', watts } : { state: 'silent', reason: 'the battery told 0 W' };
}

function openSmartBattery(koffi: typeof Koffi): SmartBattery | null {
  const kit = koffi.load(ioKit);
  const foundation = koffi.load(coreFoundation);
  const matching = kit.func('void *IOServiceMatching(const char *name)');
  const getService = kit.func('uint32_t IOServiceGetMatchingService(uint32_t port, void *matching)');
  const release = kit.func('int IOObjectRelease(uint32_t object)');
  const property = kit.func(
    'void *IORegistryEntryCreateCFProperty(uint32_t entry, void *key, void *allocator, uint32_t options)',
  );
  const text = foundation.func(
    'void *CFStringCreateWithCString(void *allocator, const char *text, uint32_t encoding)',
  );
  const numberValue = foundation.func('bool CFNumberGetValue(void *number, long type, _Out_ int64_t *value)');
  const booleanValue = foundation.func('bool CFBooleanGetValue(void *boolean)');
  const free = foundation.func('void CFRelease(void *object)');

  const service = Number(getService(0, matching('AppleSmartBattery')));
  if (service === 0) return null;
  const keys = new Map<string, unknown>();
  const ask = <Value>(name: string, convert: (value: unknown) => Value): Value | null => {
    if (!keys.has(name)) keys.set(name, text(null, name, utf8));
    const value: unknown = property(service, keys.get(name), null, 0);
    if (value === null) return null;
    try {
      return convert(value);
    } finally {
      free(value);
    }
  };
  const word = new BigInt64Array(1);
  return {
    number: (name) =>
      ask(name, (value) => (numberValue(value, signed64, word) === true ? Number(word[0]) : null)),
    flag: (name) => ask(name, (value) => booleanValue(value) === true),
    close: () => {
      for (const key of keys.values()) free(key);
      release(service);
    },
  };
}
