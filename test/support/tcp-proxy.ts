import { once } from 'node:events';
import net from 'node:net';

/** A way to a server that can be made to hang as a network does that loses every packet: nothing comes, nothing ends. */
export class TcpProxy {
  private readonly sockets = new Set<net.Socket>();
  private stalled = false;

  private constructor(
    private readonly server: net.Server,
    /** The URL that leads to the same database by way of the proxy. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(databaseUrl);
    const server = net.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    const proxy = new TcpProxy(server, url.href);
    server.on('connection', (caller) => proxy.join(caller, net.connect(Number(port), hostname)));
    return proxy;
  }

  stall(): void {
    this.stalled = true;
    for (const socket of this.sockets) socket.pause();
  }

  resume(): void {
    this.stalled = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(caller: net.Socket, server: net.Socket): void {
    this.forward(caller, server);
    this.forward(server, caller);
  }

  private forward(from: net.Socket, to: net.Socket): void {
    this.sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    if (this.stalled) from.pause();
  }
}
