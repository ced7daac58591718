/** What is done when a budget is spent. `warn` says it; the others say it too. */
export const budgetActions = ['warn', 'stop', 'pause'] as const;
export type BudgetAction = (typeof budgetActions)[number];
