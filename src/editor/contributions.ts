/** The ids that package.json contributes, in one place; test/unit/editor holds the two together. */
export const commands = {
  runTraining: 'wattlens.runTraining',
  runTrainingWithArguments: 'wattlens.runTrainingWithArguments',
  meterProcess: 'wattlens.meterProcess',
  meterNotebook: 'wattlens.meterNotebook',
  openPanel: 'wattlens.openPanel',
  openHistory: 'wattlens.openHistory',
  openRun: 'wattlens.openRun',
  compareRuns: 'wattlens.compareRuns',
  showReport: 'wattlens.showReport',
  showReportAs: 'wattlens.showReportAs',
  exportRun: 'wattlens.exportRun',
  logRun: 'wattlens.logRun',
  showEstimate: 'wattlens.showEstimate',
  showBreakdown: 'wattlens.showBreakdown',
  compareRegions: 'wattlens.compareRegions',
  compareHardware: 'wattlens.compareHardware',
  changePlan: 'wattlens.changePlan',
  diagnose: 'wattlens.diagnose',
  stopRun: 'wattlens.stopRun',
  pauseRun: 'wattlens.pauseRun',
  resumeRun: 'wattlens.resumeRun',
  setPlace: 'wattlens.setPlace',
  setIntensityKeys: 'wattlens.setIntensityKeys',
  findCleanestTime: 'wattlens.findCleanestTime',
  showDelayedRuns: 'wattlens.showDelayedRuns',
} as const;

export const energyViewId = 'wattlens.energy';

/** The kinds of editor panels; package.json activates the extension for those that were open before a reload. */
export const panelViewTypes = {
  history: 'wattlens.history',
  run: 'wattlens.run',
  comparison: 'wattlens.comparison',
  model: 'wattlens.model',
} as const;
export type PanelViewType = (typeof panelViewTypes)[keyof typeof panelViewTypes];

export const taskType = 'wattlens';

/** Context key: whether a run is being metered. */
export const liveRunContext = 'wattlens.hasLiveRun';

/** Context key: the paths of open files that are training scripts, for the editor's title menu. */
export const trainingScriptsContext = 'wattlens.trainingScripts';
