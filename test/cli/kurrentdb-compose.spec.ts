import { readFileSync } from 'node:fs';
import { load, YAML11_SCHEMA } from 'js-yaml';

type Part = Readonly<{
  image?: string;
  hostname?: string;
  environment?: Readonly<Record<string, string>>;
  volumes?: readonly string[];
  ports?: readonly string[];
  network_mode?: string;
}>;

const { services, volumes } = load(readFileSync('compose.yaml', 'utf8'), { schema: YAML11_SCHEMA }) as Readonly<{
  services: Readonly<Record<string, Part>>;
  volumes: Readonly<Record<string, unknown>>;
}>;

/** The nodes: what says of itself that it is part of a cluster. */
const nodes = Object.entries(services).filter(([, part]) => part.environment?.['KURRENTDB_CLUSTER_SIZE'] !== undefined);
const names = nodes.map(([name]) => name);

/** The default of a value that may be set: `${NAME:-default}`. */
const defaultOf = (text: string): string => /^\$\{\w+:-(.*)\}$/.exec(text)?.[1] ?? text;

describe('compose.yaml', () => {
  it('has three nodes of one cluster, each with data and a certificate of its own', () => {
    expect(names).toEqual(['node1', 'node2', 'node3']);
    expect(nodes.map(([, { environment }]) => environment!['KURRENTDB_CLUSTER_SIZE'])).toEqual(['3', '3', '3']);
    const own = nodes.flatMap(([, part]) => part.volumes!.filter((volume) => !volume.startsWith('authority:')));
    expect(new Set(own.map((volume) => volume.split(':')[0])).size).toBe(6);
  });

  it.each(nodes)('lets %s find the two others, under the name it is known by', (name, { hostname, environment }) => {
    const seeds = environment!['KURRENTDB_GOSSIP_SEED']!.split(',');
    expect(seeds).toEqual(names.filter((other) => other !== name).map((other) => `${other}:2113`));
    expect([hostname, environment!['KURRENTDB_NODE_HOST_ADVERTISE_AS']]).toEqual([name, name]);
    expect(environment!['KURRENTDB_REPLICATION_HOST_ADVERTISE_AS']).toBe(name);
  });

  it('lets no node run without TLS', () => {
    for (const [, { environment }] of nodes) {
      expect(environment!['KURRENTDB_INSECURE']).toBeUndefined();
      expect(environment).toMatchObject({ KURRENTDB_CERTIFICATE_FILE: '/certificates/node.crt' });
    }
  });

  it('names all three to On Record, with TLS and the authority that it mounts', () => {
    const { environment, volumes: mounted } = services['onrecord']!;
    const url = new URL(defaultOf(environment!['ONRECORD_STORE']!).replace(/@([^?]+)/, '@cluster'));
    const hosts = /@([^?]+)/.exec(defaultOf(environment!['ONRECORD_STORE']!))![1]!.split(',');
    expect(url.protocol).toBe('kurrentdb:');
    expect(hosts).toEqual(names.map((name) => `${name}:2113`));
    expect(url.searchParams.get('tls')).toBe('true');
    expect(mounted).toContain(
      `${url.searchParams
        .get('tlsCAFile')!
        .replace(/\/ca\.crt$/, '')
        .slice(1)}:/authority:ro`,
    );
    expect(mounted).toContain(`onrecord:${environment!['ONRECORD_REPLICA']!.replace(/\/[^/]+$/, '')}`);
  });

  it('publishes On Record on this computer alone, by a door inside of its loopback', () => {
    const published = Object.values(services).flatMap(({ ports }) => ports ?? []);
    expect(published).toEqual(['127.0.0.1:8360:8361']);
    expect(services['door']!.network_mode).toBe('service:onrecord');
  });

  it('names each volume that is mounted', () => {
    const mounted = Object.values(services).flatMap((part) => (part.volumes ?? []).map((one) => one.split(':')[0]));
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(volumes).sort());
  });
});

describe('the image', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');

  it('runs as nobody in particular, on the Node that the package asks for', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^\nFROM node:20-slim\n/);
    expect(last.indexOf('\nUSER node\n')).toBeGreaterThan(0);
    expect(last.indexOf('\nUSER node\n')).toBeLessThan(last.indexOf('\nCMD '));
  });
});
