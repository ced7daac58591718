const libraryNames: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['libnvidia-ml.so.1', '/usr/lib/wsl/lib/libnvidia-ml.so.1', 'libnvidia-ml.so'],
  win32: [
    'nvml.dll',
    'C:\\Windows\\System32\\nvml.dll',
    'C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvml.dll',
  ],
};

/** Where NVIDIA's driver has its library; none where there is no such driver. */
export const nvmlNames = libraryNames[process.platform] ?? [];
