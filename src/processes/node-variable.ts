/**
 * What must be in the environment of another process that `process.execPath` runs as Node: that program is Electron on the
 * desktop (https://www.electronjs.org/docs/latest/api/environment-variables#electron_run_as_node), and Node elsewhere.
 */
export const nodeVariable: Readonly<Record<string, string>> =
  'electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {};
