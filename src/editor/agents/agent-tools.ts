import { basename, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { heldPlanText } from '../../energy/held-plan';
import { reportFormats } from '../../runs/report/render';
import { findRun, listRuns, readRun, whyNoRun } from '../../runs/store';
import { askDoctor } from '../diagnosis/ask-doctor';
import {
  earlierModels,
  modelCostsOf,
  namesOf,
  type CostSettings,
  type EarlierModels,
  type Estimated,
  type ModelCost,
} from '../model-cost';
import { lineOf } from '../../model/documents/document';
import { pairedByName } from '../../model/model-names';
import type { PastRuns } from '../runs/past-runs';
import { readSettings } from '../settings';
import { diagnosisAnswer, estimateAnswer, runsAnswer, type NamedEstimate } from './tool-answers';
import { readToolInput } from './tool-inputs';
import { toolNames, type ToolName } from './tool-names';
import { inEnglish } from '../../units/message';

export interface ToolNeeds {
  readonly meterProgram: string;
  readonly pastRuns: PastRuns;
}

/**
 * Answers a language-model tool with text. Throws an error whose message is for the model. Files are read and never run;
 * of the tools the diagnosis alone starts a program, Wattlens' own, which VS Code has asked about by then.
 */
export function answerTool(
  tool: ToolName,
  input: unknown,
  { meterProgram, pastRuns }: ToolNeeds,
): Promise<string> {
  switch (tool) {
    case toolNames.estimateModelCost:
      return estimateModelCost(input, pastRuns);
    case toolNames.listRuns:
      return listMeteredRuns(input);
    case toolNames.runReport:
      return runReport(input);
    case toolNames.diagnosePowerSources:
      return diagnosePowerSources(input, meterProgram);
  }
}

async function estimateModelCost(input: unknown, pastRuns: PastRuns): Promise<string> {
  const { file, content, plan = {} } = readToolInput(toolNames.estimateModelCost, input);
  const uri = file === undefined ? undefined : fileOf(file);
  const settings = readSettings(uri);
  const { region = settings.region, pue = settings.pue, ...training } = plan;
  const { hardwareLife, hardwareUse } = settings;
  const planned = {
    estimate: { ...settings.estimate, ...training },
    region,
    pue,
    hardwareLife,
    hardwareUse,
    pastRuns: await pastRuns.all(),
  };
  const name = file === undefined ? 'content' : basename(file);
  const present = content ?? (uri === undefined ? '' : await textOf(uri));
  const models = modelsOf(name, present, modelCostsOf(present, planned));
  const saved = content === undefined || uri === undefined ? null : await savedModels(name, uri, planned);
  const { before, earlier, problem } = saved ?? { before: [], earlier: null, problem: null };
  const pairs = pairedByName(
    before.map((model) => model.key),
    models.map((model) => model.key),
  );
  return estimateAnswer(
    models.map(({ named, cost }, index) => {
      const was = before[pairs[index] ?? -1];
      const old = was === undefined ? null : (earlier?.beside(was.index, cost) ?? null);
      return {
        ...named,
        before: old?.cost.estimate ?? null,
        rule: old === null ? null : heldPlanText(old.held),
        whyNoDifference: old === null ? problem : null,
      };
    }),
  );
}

interface SavedModels {
  readonly before: readonly KeyedEstimate[];
  readonly earlier: EarlierModels | null;
  /** Why there is nothing to compare with; null where there is. */
  readonly problem: string | null;
}

/** What the file holds now. Proposed content may be what mends a broken file, or makes a new one. Never rejects. */
async function savedModels(name: string, uri: vscode.Uri, settings: CostSettings): Promise<SavedModels> {
  try {
    const text = await textOf(uri);
    const earlier = earlierModels(text, settings);
    return { before: modelsOf(name, text, earlier.costs), earlier, problem: null };
  } catch (error) {
    return { before: [], earlier: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

interface KeyedEstimate {
  /** What tells the model from the others of its text. */
  readonly key: string;
  readonly named: NamedEstimate;
  readonly cost: Estimated;
  /** Which of the text's models it is. */
  readonly index: number;
}

/** At least one; throws where no model of the text has an estimate. */
function modelsOf(name: string, text: string, costs: readonly ModelCost[]): readonly KeyedEstimate[] {
  const [first] = costs;
  if (first === undefined)
    throw new Error(`There is no estimate: ${name} is not the configuration of a model.`);
  const keys = namesOf(text, costs);
  const models = costs.flatMap((cost, index): KeyedEstimate[] => {
    if (cost.kind !== 'estimate') return [];
    const { reading, estimate } = cost;
    const line = costs.length === 1 ? null : lineOf(text, reading.anchor.offset);
    const approximate = reading.approximate ?? null;
    return [{ key: keys[index] ?? '', cost, index, named: { name, line, approximate, estimate } }];
  });
  if (models.length === 0 && first.kind !== 'estimate') throw noEstimate(name, first);
  return models;
}

function noEstimate(name: string, cost: Exclude<ModelCost, Estimated>): Error {
  switch (cost.kind) {
    case 'invalid':
      return new Error(
        `There is no estimate for ${name}: ${cost.diagnostics.map(({ message }) => inEnglish(message)).join('; ')}`,
      );
    case 'unknownArchitecture':
      return new Error(`There is no estimate: the architecture "${cost.modelType}" is not known.`);
    case 'planProblem':
      return new Error(`There is no estimate for ${name}: ${inEnglish(cost.message)}`);
  }
}

/** A file of the workspace, or one that is open: an agent gets to see no other through this tool. */
function fileOf(file: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAbsolute(file)
    ? [vscode.Uri.file(file)]
    : folders.map((folder) => vscode.Uri.joinPath(folder.uri, file));
  const known = candidates.find(
    (uri) =>
      vscode.workspace.getWorkspaceFolder(uri) !== undefined ||
      vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()),
  );
  if (known === undefined) throw new Error(`${file} is no file of this workspace, and is not open.`);
  return known;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch (error) {
    throw new Error(`${uri.fsPath} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function listMeteredRuns(input: unknown): Promise<string> {
  const query = readToolInput(toolNames.listRuns, input);
  return runsAnswer(await listRuns(readSettings().runsFolder), query);
}

async function runReport(input: unknown): Promise<string> {
  const { run, format } = readToolInput(toolNames.runReport, input);
  const { runsFolder } = readSettings();
  const found = await findRun(runsFolder, run);
  if (found.kind === 'ambiguous')
    throw new Error(
      `${run} is the beginning of ${found.ids.length} runs: ${found.ids.slice(0, 10).join(', ')}`,
    );
  if (found.kind === 'none')
    throw new Error(
      run === 'latest'
        ? 'No run has been metered yet.'
        : `There is no run ${run}; ${toolNames.listRuns} lists them.`,
    );
  const summary = await readRun(found.path);
  if (summary === null) throw new Error(whyNoRun(found.path));
  return reportFormats[format](summary);
}

async function diagnosePowerSources(input: unknown, meterProgram: string): Promise<string> {
  readToolInput(toolNames.diagnosePowerSources, input);
  if (!vscode.workspace.isTrusted)
    throw new Error('Diagnosing starts a program, and this workspace is in Restricted Mode.');
  // Without the person's own power command: it is a program too, and was not what they agreed to.
  const answer = await askDoctor(meterProgram, []);
  if (!answer.ok) throw new Error(`Power sources can't be told: ${inEnglish(answer.reason)}`);
  return diagnosisAnswer(answer.rows);
}
