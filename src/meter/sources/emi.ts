import { cpus } from 'node:os';
import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { openEmiDevices, type EmiDevice } from './emi-device';
import { refusalsOf } from './unusable';

const sourceName = 'Windows energy meters (EMI)';
const { unusable, absent } = refusalsOf(sourceName, rungs.energyCounter);
/** As RAPL, whose registers the processors' drivers tell through it. */
const range = { low: 0.95, mid: 1, high: 1.05 };
const tickSeconds = 0.01;

/** emi.h: CTL_CODE(FILE_DEVICE_UNKNOWN, n, METHOD_BUFFERED, FILE_READ_ACCESS). */
export const emiCodes = {
  version: 0x22_4000,
  metadataSize: 0x22_4004,
  metadata: 0x22_4008,
  measurement: 0x22_400c,
} as const;
const picowattHours = 0;
const joulesPerPicowattHour = 3.6e-9;
/** EMI_METADATA_V1 and V2, EMI_CHANNEL_V2: where their members lie. */
const version1 = { unit: 0, nameBytes: 70, name: 72 } as const;
const version2 = { channels: 66, first: 68, unit: 0, nameBytes: 4, name: 6 } as const;
/** EMI_CHANNEL_MEASUREMENT_DATA: absolute energy and absolute time (100 ns), 64 bits each. */
const measurementBytes = 16;
const mostMetadataBytes = 65_536;

/** The processors' meters of Windows 11 and of boards that have their own. */
export const emiSource = (
  openDevices: () => Promise<readonly EmiDevice[]> = openEmiDevices,
  platform: NodeJS.Platform = process.platform,
): Source => ({
  key: 'emi',
  name: sourceName,
  rung: rungs.energyCounter,
  open: () => openMeters(openDevices, platform),
});

async function openMeters(
  openDevices: () => Promise<readonly EmiDevice[]>,
  platform: NodeJS.Platform,
): Promise<OpenedSource> {
  if (platform !== 'win32') return absent(`it is a part of Windows, and this is ${platform}`);
  let devices: readonly EmiDevice[];
  try {
    devices = await openDevices();
  } catch (error) {
    return unusable(
      `Windows' libraries can't be called (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const close = (): void => {
    for (const device of devices) device.close();
  };
  if (devices.length === 0)
    return absent(
      'Windows knows no energy meter',
      'Windows 11 has the processor’s meter; in a virtual machine there is none.',
    );
  const channels = devices.flatMap((device) =>
    channelsOf(device).map((channel, index, all) => ({ device, channel, index, count: all.length })),
  );
  const probes = channels.flatMap(({ device, channel, index, count }) => {
    const part = partOf(channel.name);
    return part === null || channel.unit !== picowattHours ? [] : [probeOf(device, index, count, part)];
  });
  // A channel that is there and does not answer is none.
  const able = probes.filter((probe) => probe.read().ok);
  const names = channels.map(({ channel }) => channel.name).join(', ');
  if (able.length === 0) {
    close();
    return unusable(
      names === ''
        ? 'no meter tells its channels'
        : `of its channels none is known to be that of a processor or of memory (${names})`,
    );
  }
  const hasPlatform = able.some(({ domain }) => domain === 'node');
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.energyCounter,
        usable: true,
        why: `reads ${able.map(({ id }) => id).join(', ')}`,
        fix: null,
      },
    ],
    probes: able.map((probe) =>
      hasPlatform && probe.domain !== 'node' ? { ...probe, within: 'node:psys' } : probe,
    ),
    notes: [],
    close,
  };
}

interface Channel {
  readonly name: string;
  readonly unit: number;
}

/** The channels of a meter, in the order of its measurements. */
export function channelsOf(device: EmiDevice): Channel[] {
  const version = device.control(emiCodes.version, 2);
  const size = device.control(emiCodes.metadataSize, 4);
  if (version === null || version.length < 2 || size === null || size.length < 4) return [];
  const bytes = size.readUInt32LE(0);
  if (bytes > mostMetadataBytes) return [];
  const metadata = device.control(emiCodes.metadata, bytes);
  if (metadata === null) return [];
  try {
    return version.readUInt16LE(0) === 1 ? [onlyChannel(metadata)] : manyChannels(metadata);
  } catch {
    // Cut short.
    return [];
  }
}

const onlyChannel = (metadata: Buffer): Channel => ({
  unit: metadata.readUInt32LE(version1.unit),
  name: textAt(metadata, version1.name, metadata.readUInt16LE(version1.nameBytes)),
});

function manyChannels(metadata: Buffer): Channel[] {
  const channels: Channel[] = [];
  let at: number = version2.first;
  for (let left = metadata.readUInt16LE(version2.channels); left > 0; left -= 1) {
    const nameBytes = metadata.readUInt16LE(at + version2.nameBytes);
    channels.push({
      unit: metadata.readUInt32LE(at + version2.unit),
      name: textAt(metadata, at + version2.name, nameBytes),
    });
    at += version2.name + nameBytes;
  }
  return channels;
}

const textAt = (buffer: Buffer, from: number, bytes: number): string =>
  buffer
    .toString('utf16le', from, from + bytes)
    .replace(/\0.*$/s, '')
    .trim();

interface Part {
  readonly id: string;
  readonly name: string;
  readonly domain: 'cpu' | 'dram' | 'node';
}

/** Channels of processors are named after RAPL: `RAPL_Package0_PKG`, `_DRAM`; the others (PP0, PP1, cores) are parts of the package. */
function partOf(channel: string): Part | null {
  const match = /^RAPL_Package(\d+)_(PKG|DRAM|PSYS)$/i.exec(channel);
  if (match === null) return null;
  const [, number = '0', kind = ''] = match;
  const socket = `package-${number}`;
  switch (kind.toUpperCase()) {
    case 'PKG':
      return { id: `cpu:${socket}`, name: `${cpus()[0]?.model.trim() ?? 'CPU'} (${socket})`, domain: 'cpu' };
    case 'DRAM':
      return { id: `dram:${socket}`, name: `Memory of ${socket}`, domain: 'dram' };
    default:
      return { id: 'node:psys', name: 'Platform (psys)', domain: 'node' };
  }
}

const probeOf = (device: EmiDevice, index: number, count: number, part: Part): Probe => ({
  ...part,
  source: sourceName,
  rung: rungs.energyCounter,
  provenance: 'measured',
  range,
  within: null,
  averagedSeconds: 0,
  highestWatts: highestUsualWatts,
  counter: { tickSeconds, wrapJoules: null },
  read: (): Measurement => {
    const data = device.control(emiCodes.measurement, count * measurementBytes);
    if (data === null || data.length < count * measurementBytes)
      return { ok: false, reason: 'the meter does not answer' };
    const energy = data.readBigUInt64LE(index * measurementBytes);
    const time = data.readBigUInt64LE(index * measurementBytes + 8);
    return time === 0n
      ? { ok: false, reason: 'the meter has not measured yet' }
      : { ok: true, counterJoules: Number(energy) * joulesPerPicowattHour, watts: null };
  },
});
