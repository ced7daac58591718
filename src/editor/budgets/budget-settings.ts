import * as vscode from 'vscode';
import type { Budget, BudgetScope } from '../../runs/budget';
import type { BudgetAction } from '../../runs/budget-actions';
import { kilogramsCO2e, kilowattHours, toGrams, toJoules } from '../../units/quantities';
import { settingsSection } from '../settings';
import { budgetKeys } from './budget-keys';

export interface BudgetSettings {
  readonly budgets: readonly Budget[];
  /** When a budget is spent: nothing but a warning unless the setting says so. */
  readonly action: BudgetAction;
}

const scopes: readonly BudgetScope[] = ['run', 'day', 'workspace'];

/** The budgets of the settings; a value that is no number above 0 sets none. */
export function readBudgets(): BudgetSettings {
  const configuration = vscode.workspace.getConfiguration(settingsSection, null);
  const limit = (key: keyof typeof budgetKeys): number | null => {
    const value = configuration.get<unknown>(budgetKeys[key]);
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
  };
  const budgets = scopes.flatMap((scope): Budget[] => {
    const energy = limit(`${scope}Kwh`);
    const emissions = limit(`${scope}Co2eKg`);
    return [
      ...(energy === null
        ? []
        : [{ scope, quantity: 'energy', limit: toJoules(kilowattHours(energy)) } as const]),
      ...(emissions === null
        ? []
        : [{ scope, quantity: 'co2e', limit: toGrams(kilogramsCO2e(emissions)) } as const]),
    ];
  });
  const action = configuration.get<unknown>(budgetKeys.whenSpent);
  return { budgets, action: action === 'pause' || action === 'stop' ? action : 'warn' };
}
