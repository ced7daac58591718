import { accessSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rungs, type Measurement, type OpenedSource, type Probe, type Source } from '../source';
import { openIpmiDevice, type IpmiDevice } from './ipmi-device';
import { isForbidden } from './kernel-file';
import { highestMachineWatts, machineId, machineName } from './machine';
import { refusalsOf } from './unusable';
import { monotonicSeconds } from '../monotonic';

const sourceName = 'IPMI (DCMI power reading)';
const { unusable, absent } = refusalsOf(sourceName, rungs.machine);
const devicePaths = ['/dev/ipmi0', '/dev/ipmi/0', '/dev/ipmidev/0'];

/** DCMI 1.5, 6.6.1: network function, command, and its data: group, mode (system power), reserved. */
const getPowerReading = { networkFunction: 0x2c, command: 0x02, data: [0xdc, 0x01, 0x00, 0x00] } as const;
const at = { completion: 0, group: 1, currentWatts: 2, state: 18, bytes: 19 } as const;
const group = 0xdc;
const isMeasuring = 0x40;

/** A controller answers within some hundredths of a second, a busy one later. */
const longestAnswerSeconds = 2;
/** Asked again this long after an answer: controllers measure once a second. */
const pauseSeconds = 0.5;
const staleSeconds = 10;
/** Power supplies' own sensors; servers differ. */
const range = { low: 0.9, mid: 1, high: 1.1 };

/**
 * What the management controller of a server measures at its power supplies, as `ipmitool dcmi power reading` prints it:
 * asked of the kernel's device itself, so that no program runs and none has to be installed.
 */
export const ipmiSource = (
  openDevice: () => Promise<IpmiDevice | { readonly refused: string }> = openFirst,
): Source => ({
  key: 'ipmi',
  name: sourceName,
  rung: rungs.machine,
  open: () => openController(openDevice),
});

function openFirst(): Promise<IpmiDevice | { readonly refused: string }> {
  const path = devicePaths.find(exists);
  return path === undefined ? Promise.resolve({ refused: 'ENOENT' }) : openIpmiDevice(path);
}

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

async function openController(
  openDevice: () => Promise<IpmiDevice | { readonly refused: string }>,
): Promise<OpenedSource> {
  if (process.platform !== 'linux')
    return absent(`it is read on Linux alone, and this is ${process.platform}`);
  const device = await openDevice();
  if ('refused' in device) {
    if (device.refused === 'ENOENT' || device.refused === 'ENODEV' || device.refused === 'ENXIO')
      return absent(
        'the kernel knows no management controller (/dev/ipmi0 is not there)',
        'On a server that has one:\n  sudo modprobe -a ipmi_si ipmi_devintf',
      );
    return isForbidden(device.refused)
      ? unusable(
          '/dev/ipmi0 may be used by root alone',
          [
            'Whoever may use it can also switch the machine off, so let a group of its own, and yourself into it:',
            '  sudo groupadd --system ipmi; sudo usermod -aG ipmi $USER',
            'This line in /etc/udev/rules.d/99-ipmi.rules, then restart:',
            '  KERNEL=="ipmi[0-9]*", GROUP="ipmi", MODE="0660"',
          ].join('\n'),
        )
      : unusable(`/dev/ipmi0 can't be opened (${device.refused})`);
  }
  const controller = new Controller(device);
  const deadline = performance.now() + longestAnswerSeconds * 1000;
  let first = controller.read();
  while (!first.ok && first.isPending && performance.now() < deadline) {
    await sleep(5);
    first = controller.read();
  }
  if (!first.ok) {
    device.close();
    return unusable(first.isPending ? 'the management controller does not answer' : first.reason);
  }
  const probe: Probe = {
    id: machineId,
    name: machineName,
    domain: 'node',
    source: sourceName,
    rung: rungs.machine,
    provenance: 'measured',
    range,
    within: null,
    counter: null,
    averagedSeconds: 0,
    highestWatts: highestMachineWatts,
    read: (): Measurement => controller.read(),
  };
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.machine,
        usable: true,
        why: `reads the whole machine, ${first.watts ?? 0} W now`,
        fix: null,
      },
    ],
    probes: [probe],
    notes: [],
    close: () => {
      device.close();
    },
  };
}

type ControllerReading =
  | Extract<Measurement, { ok: true }>
  | { readonly ok: false; readonly reason: string; readonly isPending: boolean };

/** Asks again and again, one question at a time, and tells the newest answer without ever waiting for one. */
class Controller {
  private askedAt: number | null = null;
  private nextAt = 0;
  private newest: { readonly watts: number; readonly observedAt: number } | null = null;
  private trouble: string | null = null;

  constructor(private readonly device: IpmiDevice) {}

  read(): ControllerReading {
    const now = monotonicSeconds();
    if (this.askedAt !== null) this.fetch(this.askedAt, now);
    if (this.askedAt === null && now >= this.nextAt) this.ask(now);
    if (this.newest !== null && now - this.newest.observedAt <= staleSeconds)
      return { ok: true, counterJoules: null, ...this.newest };
    return this.trouble === null
      ? { ok: false, reason: 'the management controller has not answered yet', isPending: true }
      : { ok: false, reason: this.trouble, isPending: false };
  }

  private ask(now: number): void {
    const { networkFunction, command, data } = getPowerReading;
    if (this.device.send(networkFunction, command, data)) {
      this.askedAt = now;
    } else {
      this.trouble = 'the kernel refuses the question to the management controller';
      this.nextAt = now + pauseSeconds;
    }
  }

  private fetch(askedAt: number, now: number): void {
    const answer = this.device.receive();
    if (answer === null) {
      // A lost answer is asked for again.
      if (now - askedAt > longestAnswerSeconds) this.askedAt = null;
      return;
    }
    this.askedAt = null;
    this.nextAt = now + pauseSeconds;
    const read = parsePowerReading(answer);
    if (typeof read === 'string') {
      this.trouble = read;
      return;
    }
    this.trouble = null;
    this.newest = { watts: read, observedAt: askedAt + (now - askedAt) / 2 };
  }
}

/** Watts, or why there are none. */
export function parsePowerReading(answer: Buffer): number | string {
  const completion = answer[at.completion];
  if (completion === undefined) return 'the management controller gave an empty answer';
  if (completion !== 0) {
    return completion === 0xc1 || completion === 0xd6
      ? 'the management controller has no DCMI power reading'
      : `the management controller refuses (completion code 0x${completion.toString(16)})`;
  }
  if (answer.length < at.bytes || answer[at.group] !== group)
    return 'the management controller’s answer is cut';
  if (((answer[at.state] ?? 0) & isMeasuring) === 0)
    return 'the management controller’s power measurement is off';
  const watts = answer.readUInt16LE(at.currentWatts);
  return watts === 0 || watts === 0xffff ? 'the management controller told no watts' : watts;
}
