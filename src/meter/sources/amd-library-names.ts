/** Where ROCm and the distributions put AMD's libraries; those of ROCm are in no folder that the loader looks in. */
const inRocm = (names: readonly string[]): string[] => {
  const roots = [process.env['ROCM_PATH'], '/opt/rocm'].filter((root) => root !== undefined && root !== '');
  return [...names, ...roots.flatMap((root) => names.map((name) => `${root}/lib/${name}`))];
};

export const amdSmiNames = inRocm([
  'libamd_smi.so',
  'libamd_smi.so.26',
  'libamd_smi.so.25',
  'libamd_smi.so.24',
]);
export const rocmSmiNames = inRocm([
  'librocm_smi64.so',
  ...[1, 7, 6, 5].map((version) => `librocm_smi64.so.${version}`),
]);
