import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { budgetKeys } from '../../../src/editor/budgets/budget-keys';
import {
  commands,
  energyViewId,
  panelViewTypes,
  taskType,
  trainingScriptsContext,
} from '../../../src/editor/contributions';

const manifest = v.parse(
  v.object({
    main: v.string(),
    activationEvents: v.array(v.string()),
    contributes: v.object({
      commands: v.array(v.object({ command: v.string(), title: v.string() })),
      menus: v.record(v.string(), v.array(v.object({ command: v.string(), when: v.optional(v.string()) }))),
      views: v.record(v.string(), v.array(v.object({ id: v.string(), type: v.optional(v.string()) }))),
      viewsContainers: v.object({ activitybar: v.array(v.object({ id: v.string(), icon: v.string() })) }),
      taskDefinitions: v.array(v.object({ type: v.string() })),
      configuration: v.object({
        properties: v.record(v.string(), v.object({ markdownDescription: v.string() })),
      }),
    }),
    capabilities: v.object({
      untrustedWorkspaces: v.object({ restrictedConfigurations: v.array(v.string()) }),
    }),
    enabledApiProposals: v.optional(v.array(v.string())),
  }),
  JSON.parse(readFileSync('package.json', 'utf8')),
);
const { contributes } = manifest;
const budgetSettings = Object.values(budgetKeys).map((key) => `wattlens.${key}`);

describe('package.json and the code', () => {
  it('name the same commands', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      Object.values(commands).sort(),
    );
  });

  it('use only contributed commands in menus', () => {
    const known = new Set<string>(Object.values(commands));
    for (const { command } of Object.values(contributes.menus).flat()) assert.ok(known.has(command), command);
    const conditions = Object.values(contributes.menus)
      .flat()
      .map(({ when }) => when ?? '');
    assert.ok(conditions.some((when) => when.includes(trainingScriptsContext)));
  });

  it('name the same view and task type', () => {
    const container = contributes.viewsContainers.activitybar[0]?.id ?? '';
    assert.deepEqual(
      contributes.views[container]?.map(({ id, type }) => [id, type]),
      [[energyViewId, 'webview']],
    );
    assert.deepEqual(
      contributes.taskDefinitions.map(({ type }) => type),
      [taskType],
    );
  });

  it('activate for each kind of panel that was open before a reload', () => {
    const events = manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:'));
    assert.deepEqual(
      events.sort(),
      Object.values(panelViewTypes)
        .map((viewType) => `onWebviewPanel:${viewType}`)
        .sort(),
    );
  });

  it('read exactly the contributed settings', () => {
    const source = readFileSync('src/editor/settings.ts', 'utf8');
    const read = [...source.matchAll(/(?:text|positive|get<unknown>)\('([\w.]+)'\)/g)].map(
      ([, key]) => `wattlens.${key ?? ''}`,
    );
    assert.deepEqual(
      [...new Set([...read, ...budgetSettings])].sort(),
      Object.keys(contributes.configuration.properties).sort(),
    );
  });

  it('restrict every setting that can start a program', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const key of restrictedConfigurations) assert.ok(key in contributes.configuration.properties, key);
    assert.ok(restrictedConfigurations.includes('wattlens.run.pythonPath'));
  });

  it('use no proposed API', () => {
    assert.equal(manifest.enabledApiProposals, undefined);
  });
});
