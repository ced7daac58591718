/**
 * For the process that calls a driver first: by the driver's key, what makes every call that opening its source and the
 * first readings make, with no regard to the answers. Loaded when asked for.
 */
export const driverTrials: Readonly<Partial<Record<string, () => Promise<() => Promise<void>>>>> = {
  nvml: async () => (await import('./nvml')).tryNvml,
  ioreport: async () => (await import('./ioreport')).tryIoReport,
};
