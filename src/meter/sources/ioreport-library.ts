import { loadNativeLibrary, textIn, type LibraryFunction, type NativeLibrary } from './native-library';
import type { EnergyChannel } from './ioreport-channels';

/** IOReport of macOS, as far as the meter needs it: the counters of the group "Energy Model". It needs no rights. */
export interface IoReport {
  /** False where there are no such channels, as on Macs with an Intel processor. */
  start(): boolean;
  /** All channels now; null where they can't be read. Never throws. */
  read(): readonly EnergyChannel[] | null;
  close(): void;
}

const foundation = '/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation';
const utf8 = 0x0800_0100;
const groupName = 'Energy Model';
const channelsKey = 'IOReportChannels';

/** Where the test puts its own. */
const ioReportNames = ['/usr/lib/libIOReport.dylib'];

type Functions = Readonly<Record<keyof typeof prototypes, LibraryFunction>>;

/** Objects of Core Foundation are pointers, given as numbers: they go in the same registers. */
const prototypes = {
  CFStringCreateWithCString:
    'uintptr_t CFStringCreateWithCString(uintptr_t allocator, const char *text, uint32_t encoding)',
  CFStringGetCString:
    'uint8_t CFStringGetCString(uintptr_t text, _Out_ uint8_t *buffer, long size, uint32_t encoding)',
  CFDictionaryGetValue: 'uintptr_t CFDictionaryGetValue(uintptr_t dictionary, uintptr_t key)',
  CFDictionaryCreateMutableCopy:
    'uintptr_t CFDictionaryCreateMutableCopy(uintptr_t allocator, long capacity, uintptr_t dictionary)',
  CFArrayGetCount: 'long CFArrayGetCount(uintptr_t array)',
  CFArrayGetValueAtIndex: 'uintptr_t CFArrayGetValueAtIndex(uintptr_t array, long index)',
  CFRelease: 'void CFRelease(uintptr_t object)',
  IOReportCopyChannelsInGroup:
    'uintptr_t IOReportCopyChannelsInGroup(uintptr_t group, uintptr_t subgroup, uint64_t a, uint64_t b, uint64_t c)',
  IOReportCreateSubscription:
    'uintptr_t IOReportCreateSubscription(uintptr_t a, uintptr_t channels, _Out_ uint64_t *subscribed, uint64_t b, uintptr_t c)',
  IOReportCreateSamples:
    'uintptr_t IOReportCreateSamples(uintptr_t subscription, uintptr_t subscribed, uintptr_t a)',
  IOReportChannelGetChannelName: 'uintptr_t IOReportChannelGetChannelName(uintptr_t channel)',
  IOReportChannelGetUnitLabel: 'uintptr_t IOReportChannelGetUnitLabel(uintptr_t channel)',
  IOReportSimpleGetIntegerValue: 'int64_t IOReportSimpleGetIntegerValue(uintptr_t channel, int32_t a)',
} as const;

/** Loads both libraries, or says why not. */
export async function loadIoReport(
  names: readonly string[] = ioReportNames,
  foundationNames: readonly string[] = [foundation],
): Promise<{ readonly library: IoReport } | { readonly missing: string }> {
  const [report, core] = await Promise.all([
    loadNativeLibrary(names, 'libIOReport.dylib was not found'),
    loadNativeLibrary(foundationNames, 'CoreFoundation was not found'),
  ]);
  if ('missing' in report) return report;
  if ('missing' in core) return core;
  const functions = bind(report.library, core.library);
  return functions === null
    ? { missing: 'this version of macOS has no IOReport as it is known' }
    : { library: ioReport(functions) };
}

function bind(report: NativeLibrary, core: NativeLibrary): Functions | null {
  const found: Partial<Record<keyof typeof prototypes, LibraryFunction>> = {};
  for (const name of Object.keys(prototypes) as (keyof typeof prototypes)[]) {
    const call = (name.startsWith('CF') ? core : report).optional(prototypes[name]);
    if (call === null) return null;
    found[name] = call;
  }
  return found as Functions;
}

type Reference = number | bigint;
const isNull = (reference: Reference): boolean => BigInt(reference) === 0n;

function ioReport(call: Functions): IoReport {
  let subscription: Reference = 0n;
  const subscribed = new BigUint64Array(1);
  /** A string of Core Foundation that lives as long as the process. */
  const constant = (text: string): Reference => call.CFStringCreateWithCString(0n, text, utf8) as Reference;
  const key = constant(channelsKey);
  const buffer = Buffer.alloc(128);
  const textOf = (reference: Reference): string => {
    if (isNull(reference)) return '';
    buffer.fill(0);
    return call.CFStringGetCString(reference, buffer, buffer.length, utf8) === 0 ? '' : textIn(buffer);
  };
  const read = (): EnergyChannel[] | null => {
    if (isNull(subscription)) return null;
    const samples = call.IOReportCreateSamples(subscription, subscribed[0] ?? 0n, 0n) as Reference;
    if (isNull(samples)) return null;
    const channels = call.CFDictionaryGetValue(samples, key) as Reference;
    const count = isNull(channels) ? 0 : Number(call.CFArrayGetCount(channels));
    const found = Array.from({ length: count }, (_, index): EnergyChannel => {
      const channel = call.CFArrayGetValueAtIndex(channels, index) as Reference;
      return {
        name: textOf(call.IOReportChannelGetChannelName(channel) as Reference),
        unit: textOf(call.IOReportChannelGetUnitLabel(channel) as Reference),
        value: Number(call.IOReportSimpleGetIntegerValue(channel, 0)),
      };
    });
    call.CFRelease(samples);
    return found;
  };
  return {
    start: () => {
      const channels = call.IOReportCopyChannelsInGroup(constant(groupName), 0n, 0n, 0n, 0n) as Reference;
      if (isNull(channels)) return false;
      const copy = call.CFDictionaryCreateMutableCopy(0n, 0, channels) as Reference;
      call.CFRelease(channels);
      if (isNull(copy)) return false;
      subscription = call.IOReportCreateSubscription(0n, copy, subscribed, 0n, 0n) as Reference;
      call.CFRelease(copy);
      return !isNull(subscription);
    },
    read,
    close: () => {
      if (!isNull(subscription)) call.CFRelease(subscription);
      subscription = 0n;
    },
  };
}
