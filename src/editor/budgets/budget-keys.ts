/** The settings of budgets, as package.json has them. */
export const budgetKeys = {
  runKwh: 'budget.runKwh',
  runCo2eKg: 'budget.runCo2eKg',
  dayKwh: 'budget.dayKwh',
  dayCo2eKg: 'budget.dayCo2eKg',
  workspaceKwh: 'budget.workspaceKwh',
  workspaceCo2eKg: 'budget.workspaceCo2eKg',
  whenSpent: 'budget.whenSpent',
} as const;
