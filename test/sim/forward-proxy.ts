import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** A proxy on loopback, by tunnels (CONNECT) and by whole addresses, that tells what went through it. */
export class ForwardProxy {
  /** `host:port` of each request, in the order in which they came. */
  readonly passed: string[] = [];
  /** The header `Proxy-Authorization` of each. */
  readonly authorizations: (string | undefined)[] = [];
  /** What lets a request through; null where all are. */
  asksFor: string | null = null;
  private readonly server: Server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://none');
    this.passed.push(url.host);
    const onward = request(url, { headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end();
  });

  /** Its address, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    this.server.on('connect', (incoming, client) => {
      const [host = '', port = ''] = (incoming.url ?? '').split(':');
      const authorization = incoming.headers['proxy-authorization'];
      this.authorizations.push(authorization);
      if (this.asksFor !== null && authorization !== this.asksFor) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      this.passed.push(incoming.url ?? '');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client);
        client.pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
