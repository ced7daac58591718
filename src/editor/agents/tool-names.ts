/** The language-model tools that package.json contributes; test/unit/editor holds the two together. */
export const toolNames = {
  estimateModelCost: 'estimate_model_cost',
  listRuns: 'list_runs',
  runReport: 'run_report',
  diagnosePowerSources: 'diagnose_power_sources',
} as const;
export type ToolName = (typeof toolNames)[keyof typeof toolNames];
