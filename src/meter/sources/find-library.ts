import { existsSync, readFileSync } from 'node:fs';

/** Whether the system's loader may find one of these: a thread is not started for what is not there. */
export function mayFind(names: readonly string[]): boolean {
  if (process.platform !== 'linux') return names.length > 0;
  const folders = [
    ...(process.env['LD_LIBRARY_PATH'] ?? '').split(':'),
    ...['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'],
  ].filter((folder) => folder !== '');
  const cache = (cached ??= loaderCache());
  return names.some(
    (name) =>
      (name.startsWith('/') ? existsSync(name) : cache.includes(`\0${name}\0`)) ||
      (!name.startsWith('/') && folders.some((folder) => existsSync(`${folder}/${name}`))),
  );
}

let cached: Buffer | null = null;
function loaderCache(): Buffer {
  try {
    return readFileSync('/etc/ld.so.cache');
  } catch {
    return Buffer.alloc(0);
  }
}
