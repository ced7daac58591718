import { realpathSync, statfsSync } from 'node:fs';

/**
 * Magic numbers of Linux's file systems (linux/magic.h, and those of Lustre, GPFS, BeeGFS and VMware's) whose files other machines, or a
 * host outside, change without an event here.
 */
const silentTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x65735546, // FUSE: sshfs, and the folders that virtual machines share
  0x01021997, // 9p: Windows drives in WSL
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x19830326, // BeeGFS
  0x00c36400, // Ceph
  0x5346414f, // AFS
  0x73757245, // Coda
  0x01161970, // GFS2
  0x7461636f, // OCFS2
  0xbacbacbc, // VMware's shared folders
  0x786f4256, // VirtualBox's
]);

/** Whether what others do to a folder may go by without an event: it lies on a network disk, as far as the system tells. */
export function mayBeSilent(folder: string): boolean {
  try {
    // A drive of Windows may stand for a folder of another machine.
    if (process.platform === 'win32') return realpathSync.native(folder).startsWith('\\\\');
    if (process.platform === 'darwin') return realpathSync(folder).startsWith('/Volumes/');
    return silentTypes.has(statfsSync(folder).type >>> 0);
  } catch {
    return true;
  }
}
