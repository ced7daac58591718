import { readdirSync } from 'node:fs';

/**
 * The GPUs that a command started here could use, as `CUDA_VISIBLE_DEVICES` names them, by what the kernel's drivers show: nothing is
 * started for it. None where there are none, or the system does not tell this way.
 */
export function usableGpus(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  root = '/',
): string[] {
  const nvidia = list(`${root}proc/driver/nvidia/gpus`).length;
  // WSL and containers have the devices alone.
  const devices = list(`${root}dev`).filter((name) => /^nvidia\d+$/.test(name)).length;
  const amd = list(`${root}sys/module/amdgpu/drivers/pci:amdgpu`).filter((name) =>
    /^\w{4}:/.test(name),
  ).length;
  const found = devices > 0 ? devices : Math.max(nvidia, amd);
  const visible = environment['CUDA_VISIBLE_DEVICES'] ?? environment['HIP_VISIBLE_DEVICES'];
  if (visible === undefined) return Array.from({ length: found }, (_gpu, index) => String(index));
  const names = visible.split(',').map((name) => name.trim());
  // As CUDA reads it: the first that there is not hides those after it.
  const isThere = (name: string): boolean =>
    /^\d+$/.test(name) ? Number(name) < found : /^(?:GPU|MIG)-/.test(name);
  const firstWrong = names.findIndex((name) => !isThere(name));
  return names.slice(0, firstWrong === -1 ? found : Math.min(firstWrong, found));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
