import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findCleanest } from '../../src/editor/carbon/find-cleanest';
import { findCleanestTime } from '../../src/editor/carbon/cleanest-time';
import { commands } from '../../src/editor/contributions';
import { LaunchMemory } from '../../src/editor/launch/launch-memory';
import { prepareLaunch } from '../../src/editor/launch/prepare-launch';
import { trainingTask } from '../../src/editor/launch/training-task';
import { DelayedRunFiles } from '../../src/runs/delayed-runs';
import { ForwardProxy } from '../sim/forward-proxy';
import { IntensityServer } from '../sim/intensity-server';
import { watchConnections } from './support/connections';
import { endedRun, runsIn } from './support/runs';
import { activateExtension, eventually, temporaryFolder, withSetting } from './support/workspace';

/** Leaves what it inherited, and ends. */
const trainingScript = `
import json, os, time

def train(steps):
    for step in range(steps):
        loss = 1.0 / (step + 1)
        time.sleep(0.5)

if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "environment.json"), "w") as file:
        json.dump(dict(os.environ), file)
    train(4)
`;

const withHttpSetting = async (key: string, value: unknown): Promise<() => Promise<void>> => {
  const http = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('http');
  await http().update(key, value, vscode.ConfigurationTarget.Global);
  return async () => {
    await http().update(key, undefined, vscode.ConfigurationTarget.Global);
  };
};

describe('the cleanest time, in the editor', function () {
  this.timeout(90_000);
  const folder = temporaryFolder();
  const runsFolder = join(folder.path, 'runs');
  const cleanFrom = (Math.floor(Date.now() / 1.8e6) + 6) * 1800;
  const server = new IntensityServer((moment) => (moment === cleanFrom ? 40 : 400));
  const proxy = new ForwardProxy();
  let undo: (() => Promise<void>)[] = [];
  let program = '';
  let script: vscode.Uri;

  before(async () => {
    const extension = await activateExtension();
    program = join(extension.extensionPath, 'dist', 'wattlens.js');
    script = folder.write('train.py', trainingScript);
    undo = [await withSetting('runs.folder', runsFolder), await withSetting('run.intervalMs', 250)];
  });
  after(async () => {
    for (const restore of undo.reverse()) await restore();
    proxy.stop();
    await server.stop();
    folder.remove();
  });

  it('can’t be told without a provider that has a forecast, and that is said', async () => {
    const said: string[] = [];
    const { showInformationMessage, showWarningMessage } = vscode.window;
    const remember = (text: string): Promise<undefined> => {
      said.push(text);
      return Promise.resolve(undefined);
    };
    Object.assign(vscode.window, { showInformationMessage: remember, showWarningMessage: remember });
    try {
      const launch = {
        meterProgram: program,
        memory: new LaunchMemory({ get: () => undefined, update: () => Promise.resolve(), keys: () => [] }),
        delayedRuns: { plan: () => Promise.reject(new Error('nothing is to be planned')) },
        log: vscode.window.createOutputChannel('Test', { log: true }),
      };
      await findCleanestTime(launch, script);
      assert.match(said[0] ?? '', /the cleanest time can’t be told: no provider of forecasts is turned on/);
    } finally {
      Object.assign(vscode.window, { showInformationMessage, showWarningMessage });
    }
  });

  it('asks for the place where no region tells what the provider calls it, and keeps the answer', async () => {
    const restore = await withSetting('carbon.providerZone', '');
    const { showInputBox, showQuickPick } = vscode.window;
    const wattTime = new IntensityServer();
    const wrong: (vscode.InputBoxValidationMessage | string | null | undefined)[] = [];
    Object.assign(vscode.window, {
      showInputBox: async (options: vscode.InputBoxOptions) => {
        for (const text of ['', '91,0', '37.8, -122.4']) wrong.push(await options.validateInput?.(text));
        return ' 37.8, -122.4 ';
      },
      showQuickPick: (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items[0]),
    });
    try {
      const setup = {
        id: 'watttime',
        zone: undefined,
        address: await wattTime.start(),
        keys: { WATTLENS_WATTTIME_USER: 'user', WATTLENS_WATTTIME_PASSWORD: 'pässword' },
        custom: { path: undefined, unit: undefined, kind: undefined, scope: undefined },
      } as const;
      const direct = { proxy: undefined, exceptions: ['*'], checksCertificates: true };
      const startAt = await findCleanest(
        setup,
        { region: 'US-CA', runsFolder },
        { ...direct, proxyAuthorization: undefined },
      );
      assert.ok(startAt !== undefined);
      assert.deepEqual(
        wrong.map((each) => typeof each === 'string'),
        [true, true, false],
      );
      assert.ok(wattTime.received.some(({ path }) => path.includes('/v3/region-from-loc')));
      const kept = vscode.workspace.getConfiguration('wattlens').get('carbon.providerZone');
      assert.equal(kept, '37.8, -122.4');
    } finally {
      Object.assign(vscode.window, { showInputBox, showQuickPick });
      await restore();
      await wattTime.stop();
    }
  });

  describe('with a provider and a proxy', () => {
    let address = '';
    let proxyAddress = '';

    before(async () => {
      address = await server.start();
      proxyAddress = await proxy.start();
      undo.push(
        await withSetting('carbon.provider', 'uk-carbon-intensity'),
        await withSetting('carbon.providerUrl', address),
        await withSetting('carbon.region', 'GB'),
        await withHttpSetting('proxy', proxyAddress),
      );
    });

    it('is shown from a provider’s forecast, asked through the proxy, and the run waits for it', async () => {
      const started = new Promise<vscode.Task>((resolve) => {
        const listener = vscode.tasks.onDidStartTask(({ execution: { task } }) => {
          if (task.definition.type !== 'wattlens') return;
          listener.dispose();
          resolve(task);
        });
      });
      let task: vscode.Task | null = null;
      void started.then((each) => (task = each));
      // As in the default configuration, which opens none: here the one is seen.
      const watched = watchConnections();
      const finding = vscode.commands.executeCommand(commands.findCleanestTime, script);
      // Half an hour, by when, and the first of the times, which is the cleanest: a person presses Enter thrice.
      await eventually('the run to be planned', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        await new Promise((resolve) => setTimeout(resolve, 300));
        return task ?? undefined;
      });
      await finding;
      watched.stop();
      assert.ok(watched.seen.some(({ to }) => to === new URL(proxyAddress).host));
      const { startAt, script: path } = (await started).definition as Record<string, unknown>;
      assert.equal(path, script.fsPath);
      assert.equal(Date.parse(String(startAt)), cleanFrom * 1000);
      assert.ok(server.received.some(({ path: asked }) => asked.includes('/fw24h')));
      assert.deepEqual([...new Set(proxy.passed)], [address.replace('http://', '')]);
      const files = new DelayedRunFiles(runsFolder);
      const [waiting, ...others] = files.list().waiting;
      assert.ok(waiting);
      assert.deepEqual(
        [waiting.label, Date.parse(waiting.startAt), others.length],
        ['train.py', cleanFrom * 1000, 0],
      );
      // Its terminal is closed by whoever ends the task: that cancels it.
      vscode.tasks.taskExecutions
        .find(({ task: each }) => each.definition['startAt'] === startAt)
        ?.terminate();
      await eventually('the run is cancelled', () => files.stateOf(waiting.id) === 'over' || undefined);
      assert.deepEqual(runsIn(runsFolder), []);
    });

    it('comes, and the meter asks through the proxy too, of which the training learns nothing', async () => {
      const header = 'Bearer proxy-password-too';
      undo.push(
        await withHttpSetting('proxy', proxyAddress.replace('http://', 'http://name:proxy-password@')),
        await withHttpSetting('proxyAuthorization', header),
      );
      proxy.authorizations.length = 0;
      const prepared = await prepareLaunch(program, { target: { kind: 'script', uri: script } });
      assert.ok(prepared.ok);
      proxy.passed.length = 0;
      const startAt = new Date(Date.now() + 4000);
      const definition = { type: 'wattlens', script: script.fsPath, startAt: startAt.toISOString() };
      await vscode.tasks.executeTask(trainingTask(prepared.launch, definition));
      const run = await eventually('the run', () => runsIn(runsFolder).at(-1), 30_000);
      const { records, start } = await endedRun(runsFolder, run.id);
      assert.ok(Date.parse(start.startedAt) >= startAt.getTime());
      assert.equal(start.liveIntensity?.provider, 'UK Carbon Intensity API');
      assert.ok(records.some((record) => record.type === 'intensity' && record.points.length > 0));
      assert.ok(proxy.passed.length > 0, 'the meter’s request went through the proxy');
      assert.deepEqual([...new Set(proxy.authorizations)], [header]);
      const environment = readFileSync(join(folder.path, 'environment.json'), 'utf8');
      assert.match(environment, /WATTLENS_INTENSITY_PROVIDER/);
      assert.doesNotMatch(
        environment,
        /proxy-password|WATTLENS_PROXY|WATTLENS_KEYS_FROM|WATTLENS_DELAYED_RUN/,
      );
      assert.doesNotMatch(everythingIn(runsFolder), /proxy-password/);
    });

    it('is asked for directly where VS Code’s settings except the address, or turn proxies off', async () => {
      for (const [key, value] of [
        ['noProxy', ['127.0.0.1']],
        ['proxySupport', 'off'],
      ] as const) {
        const restore = await withHttpSetting(key, value);
        proxy.passed.length = 0;
        server.received.length = 0;
        const restoreZone = await withSetting('carbon.providerZone', key === 'noProxy' ? '12' : '13');
        const prepared = await prepareLaunch(program, { target: { kind: 'script', uri: script } });
        assert.ok(prepared.ok);
        const before = runsIn(runsFolder).length;
        await vscode.tasks.executeTask(
          trainingTask(prepared.launch, { type: 'wattlens', script: script.fsPath, because: key }),
        );
        const run = await eventually(
          'the run',
          () => (runsIn(runsFolder).length > before ? runsIn(runsFolder).at(-1) : undefined),
          30_000,
        );
        const { records } = await endedRun(runsFolder, run.id);
        assert.ok(
          records.some((record) => record.type === 'intensity' && record.points.length > 0),
          key,
        );
        assert.deepEqual([proxy.passed.length, server.received.length > 0], [0, true], key);
        await restoreZone();
        await restore();
      }
    });
  });
});

const everythingIn = (folder: string): string =>
  !existsSync(folder)
    ? ''
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
        .join('\n');
