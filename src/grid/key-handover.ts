import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { isProviderId, type ProviderId } from './provider';

type Keys = Readonly<Record<string, string | undefined>>;

/**
 * Hands keys from an editor to the meters that it starts, over a local socket that this user alone can open. In a task's
 * environment they would be read by other extensions, and be written to disk with the terminals that VS Code restores.
 */
export class KeyHandover {
  private readonly server: Server;
  private constructor(
    readonly address: string,
    readKeys: (id: ProviderId) => Promise<Keys>,
  ) {
    this.server = createServer((socket) => {
      socket.setEncoding('utf8');
      socket.on('error', () => socket.destroy());
      socket.once('data', (asked) => {
        const id = String(asked).trim();
        if (!isProviderId(id)) {
          socket.destroy();
          return;
        }
        readKeys(id).then(
          (keys) => socket.end(JSON.stringify(keys)),
          () => socket.destroy(),
        );
      });
    });
    // The editor ends without waiting for this.
    this.server.unref();
  }

  /** Rejects where no socket can be made. */
  static async open(readKeys: (id: ProviderId) => Promise<Keys>): Promise<KeyHandover> {
    const address =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\wattlens-${randomBytes(16).toString('hex')}`
        : join(mkdtempSync(join(tmpdir(), 'wattlens-')), 'keys');
    const handover = new KeyHandover(address, readKeys);
    await new Promise<void>((resolve, reject) => {
      handover.server.once('error', reject).listen(address, resolve);
    });
    return handover;
  }

  dispose(): void {
    this.server.close();
    if (process.platform !== 'win32') rmSync(dirname(this.address), { recursive: true, force: true });
  }
}

const answerSchema = v.record(v.string(), v.string());
const longestMilliseconds = 3000;

/** The keys of a provider from the editor that started this program; a phrase where they can't be had. */
export function receiveKeys(address: string, id: ProviderId): Promise<Keys | string> {
  return new Promise((resolve) => {
    const fail = (reason: string): void => {
      resolve(`the keys of ${id} can’t be had from the editor (${reason})`);
    };
    let text = '';
    const socket = createConnection(address);
    const deadline = setTimeout(() => {
      fail('no answer');
      socket.destroy();
    }, longestMilliseconds);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${id}\n`));
    socket.on('data', (part) => (text += String(part)));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code ?? error.name);
    });
    socket.on('close', () => {
      clearTimeout(deadline);
      try {
        const keys = v.safeParse(answerSchema, JSON.parse(text));
        if (keys.success) resolve(keys.output);
        else fail('another answer than keys');
      } catch {
        fail('no answer');
      }
    });
  });
}
