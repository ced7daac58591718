import { closeSync, openSync } from 'node:fs';
import type * as Koffi from 'koffi';
import { codeOf } from './kernel-file';
import { withLoader } from './library-loader';

/**
 * The kernel's IPMI device: a request is sent, and its answer fetched later, so that nothing waits for the management
 * controller. All numbers are those of linux/ipmi.h.
 */
export interface IpmiDevice {
  /** Sends `data` as the command of a network function; false where the driver refuses it. */
  send(networkFunction: number, command: number, data: readonly number[]): boolean;
  /** The answer's bytes, its completion code first; null where none has come yet. */
  receive(): Buffer | null;
  close(): void;
}

/** ioctl(2) on the device; less than 0 where it fails. */
export type Ioctl = (request: number, argument: Buffer) => number;
export type AddressOf = (buffer: Buffer) => bigint;

export const sendCommand = 0x8028_690d;
export const receiveTruncated = 0xc030_690b;
const request = { size: 40, address: 0, addressBytes: 8, id: 16, message: 24 } as const;
const reception = { size: 48, address: 8, addressBytes: 16, id: 24, message: 32 } as const;
/** struct ipmi_msg: network function, command, length and place of the data. */
const message = { command: 1, dataBytes: 2, data: 8 } as const;
/** struct ipmi_system_interface_addr: the machine's own controller. */
const controller = { size: 8, type: 0x0c, channel: 0x0f } as const;
const mostBytes = 272;

/** Opens `/dev/ipmi0`, or says why not by the system's name of the error. */
export async function openIpmiDevice(path: string): Promise<IpmiDevice | { readonly refused: string }> {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    return { refused: codeOf(error) };
  }
  try {
    const koffi = await import('koffi');
    const ioctl = await withLoader(() => bindIoctl(koffi));
    if (ioctl === null) throw new Error('a library of a driver does not come back from its loading');
    const device = ipmiDevice(
      (number, argument) => ioctl(file, number, argument),
      (buffer) => koffi.address(buffer),
    );
    return {
      ...device,
      close: () => {
        closeSync(file);
      },
    };
  } catch (error) {
    closeSync(file);
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

function bindIoctl(koffi: typeof Koffi): (file: number, request: number, argument: Buffer) => number {
  const prototype = 'int ioctl(int file, unsigned long request, uint8_t *argument)';
  let call;
  try {
    call = koffi.load(null).func(prototype);
  } catch {
    call = koffi.load('libc.so.6').func(prototype);
  }
  return (...parameters) => Number(call(...parameters));
}

/** The structures of the two calls, in memory that lives as long as the device. */
export function ipmiDevice(ioctl: Ioctl, addressOf: AddressOf): Omit<IpmiDevice, 'close'> {
  const to = Buffer.alloc(controller.size);
  to.writeInt32LE(controller.type, 0);
  to.writeInt16LE(controller.channel, 4);
  const from = Buffer.alloc(64);
  const sent = Buffer.alloc(request.size);
  const sentData = Buffer.alloc(mostBytes);
  const received = Buffer.alloc(reception.size);
  const receivedData = Buffer.alloc(mostBytes);
  let id = 0n;
  return {
    send: (networkFunction, command, data) => {
      id += 1n;
      sentData.set(data);
      sent.writeBigUInt64LE(addressOf(to), request.address);
      sent.writeUInt32LE(controller.size, request.addressBytes);
      sent.writeBigInt64LE(id, request.id);
      sent.writeUInt8(networkFunction, request.message);
      sent.writeUInt8(command, request.message + message.command);
      sent.writeUInt16LE(data.length, request.message + message.dataBytes);
      sent.writeBigUInt64LE(addressOf(sentData), request.message + message.data);
      return ioctl(sendCommand, sent) >= 0;
    },
    receive: () => {
      received.writeBigUInt64LE(addressOf(from), reception.address);
      received.writeUInt32LE(from.length, reception.addressBytes);
      received.writeUInt16LE(receivedData.length, reception.message + message.dataBytes);
      received.writeBigUInt64LE(addressOf(receivedData), reception.message + message.data);
      if (ioctl(receiveTruncated, received) < 0) return null;
      // An answer to an older question is of no use.
      if (received.readBigInt64LE(reception.id) !== id) return null;
      const length = received.readUInt16LE(reception.message + message.dataBytes);
      return receivedData.subarray(0, Math.min(length, receivedData.length));
    },
  };
}
