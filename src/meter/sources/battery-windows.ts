import type { Batteries, BatteryReading } from './battery';

/** POWER_INFORMATION_LEVEL SystemBatteryState, and the size of SYSTEM_BATTERY_STATE (winnt.h). */
const systemBatteryState = 5;
const stateBytes = 32;
const at = { acOnLine: 0, batteryPresent: 1, discharging: 3, rate: 16 } as const;
/** BATTERY_UNKNOWN_RATE. */
const unknownRate = -0x8000_0000;

/** Writes SYSTEM_BATTERY_STATE; tells whether it could. All batteries are one in it. */
export type AskBatteryState = (state: Buffer) => boolean;

/** A Windows machine's batteries by CallNtPowerInformation, called in this process. */
export async function findWindowsBattery(): Promise<Batteries | { readonly missing: string }> {
  try {
    const koffi = await import('koffi');
    const call = koffi
      .load('powrprof.dll')
      .func(
        'int32_t __stdcall CallNtPowerInformation(int level, void *input, uint32_t inputBytes, uint8_t *output, uint32_t outputBytes)',
      );
    return batteriesOf((state) => Number(call(systemBatteryState, null, 0, state, state.length)) === 0);
  } catch (error) {
    return {
      missing: `Windows can't be asked (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

export function batteriesOf(ask: AskBatteryState): Batteries | { readonly missing: string } {
  const state = Buffer.alloc(stateBytes);
  if (!ask(state)) return { missing: 'Windows tells nothing of a battery' };
  if (state.readUInt8(at.batteryPresent) === 0) return { missing: 'no battery feeds this machine' };
  return { read: () => readState(ask, state), close: () => undefined };
}

/** `Rate` is in milliwatts, and less than 0 while the batteries discharge. */
function readState(ask: AskBatteryState, state: Buffer): BatteryReading {
  if (!ask(state)) return { state: 'silent', reason: 'Windows tells nothing of the battery' };
  if (state.readUInt8(at.acOnLine) !== 0 || state.readUInt8(at.discharging) === 0)
    return { state: 'silent', reason: 'the machine is not on its battery alone' };
  const rate = state.readInt32LE(at.rate);
  return rate === unknownRate || rate >= 0
    ? { state: 'silent', reason: 'the battery tells no power' }
    : { state: 'discharging', watts: -rate / 1000 };
}
